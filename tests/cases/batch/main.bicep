// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('What properties.defaults.deploymentName of plant-churn is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param plantChurnLiveDeploymentName string = ''

// existing workspace mlw-plant, because plant-churn is part of it (main.py:10)
resource mlwPlant 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-plant'
}

// existing storage account stplant, because trained uses it as account (main.py:14)
resource stplant 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stplant'
  scope: resourceGroup('rg-data')
}

// existing kubernetes compute aks, because unregistered uses it as compute (main.py:12)
resource aks 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' existing = {
  parent: mlwPlant
  name: 'aks'
}

// existing batch endpoint plant-old, because later is part of it (main.py:81)
resource plantOld 'Microsoft.MachineLearningServices/workspaces/batchEndpoints@2025-12-01' existing = {
  parent: mlwPlant
  name: 'plant-old'
}

// user assigned identity id-churn, because plant-churn uses it as identity (main.py:69)
resource idChurn 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-churn'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// batch endpoint plant-churn (main.py:66)
resource plantChurn 'Microsoft.MachineLearningServices/workspaces/batchEndpoints@2025-12-01' = {
  parent: mlwPlant
  name: 'plant-churn'
  location: location
  tags: {
    team: 'plant'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idChurn.id}': {}
    }
  }
  properties: {
    authMode: 'AADToken'
    description: 'Who leaves soon'
    properties: {
      owner: 'plant'
    }
    defaults: {
      deploymentName: empty(plantChurnLiveDeploymentName) ? null : plantChurnLiveDeploymentName
    }
  }
  sku: {
    name: 'Default'
    tier: 'Basic'
    size: 'small'
    family: 'plant'
    capacity: 2
  }
  kind: 'Plant'
}

// compute cluster night, because nightly uses it as compute (main.py:11)
resource night 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: mlwPlant
  name: 'night'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 1
        nodeIdleTimeBeforeScaleDown: 'PT2M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
    }
  }
}

// model batch deployment nightly (main.py:18)
resource nightly 'Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments@2025-12-01' = {
  parent: plantChurn
  name: 'nightly'
  location: location
  tags: {
    team: 'plant'
  }
  properties: {
    description: 'Every customer, each night'
    model: {
      referenceType: 'Id'
      assetId: resourceId('Microsoft.MachineLearningServices/workspaces/models/versions', 'mlw-plant', 'churn', '4')
    }
    compute: night.id
    environmentId: resourceId(
      'Microsoft.MachineLearningServices/workspaces/environments/versions',
      'mlw-plant',
      'scoring',
      '7'
    )
    codeConfiguration: {
      codeId: resourceId('Microsoft.MachineLearningServices/workspaces/codes/versions', 'mlw-plant', 'scoring', '3')
      scoringScript: 'batch.py'
    }
    environmentVariables: {
      LOG_LEVEL: 'info'
    }
    resources: {
      instanceCount: 3
      properties: {
        shmSize: '2g'
      }
    }
    properties: {
      owner: 'office'
    }
    maxConcurrencyPerInstance: 2
    miniBatchSize: 50
    errorThreshold: 10
    outputAction: 'AppendRow'
    outputFileName: 'churn.csv'
    retrySettings: {
      maxRetries: 5
      timeout: 'PT5M'
    }
    loggingLevel: 'Warning'
  }
  sku: {
    name: 'Default'
    tier: 'Basic'
    size: 'small'
    family: 'plant'
    capacity: 2
  }
  kind: 'Plant'
}

// blob datastore trained, because unregistered uses it as model datastore (main.py:13)
resource trained 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: mlwPlant
  name: 'trained'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stplant.name
    containerName: 'trained'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: 'rg-data'
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// model batch deployment unregistered (main.py:42)
resource unregistered 'Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments@2025-12-01' = {
  parent: plantChurn
  name: 'unregistered'
  location: location
  properties: {
    model: {
      referenceType: 'DataPath'
      datastoreId: trained.id
      path: 'churn/5'
    }
    compute: aks.id
    resources: {
      instanceCount: 1
      instanceType: 'large'
    }
    maxConcurrencyPerInstance: 1
    miniBatchSize: 10
    errorThreshold: -1
    outputAction: 'SummaryOnly'
  }
}

// model batch deployment trained (main.py:50)
resource trainedDeployment 'Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments@2025-12-01' = {
  parent: plantChurn
  name: 'trained'
  location: location
  properties: {
    model: {
      referenceType: 'OutputPath'
      jobId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-plant/providers/Microsoft.MachineLearningServices/workspaces/mlw-plant/jobs/training'
      path: 'outputs/model'
    }
    compute: night.id
    resources: {
      instanceCount: 1
    }
    maxConcurrencyPerInstance: 1
    miniBatchSize: 10
    errorThreshold: -1
    outputAction: 'AppendRow'
    loggingLevel: 'Debug'
  }
}

// pipeline batch deployment pipeline (main.py:51)
resource pipeline 'Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments@2025-12-01' = {
  parent: plantChurn
  name: 'pipeline'
  location: location
  tags: {
    team: 'plant'
  }
  properties: {
    description: 'All steps of a pipeline'
    deploymentConfiguration: {
      deploymentConfigurationType: 'PipelineComponent'
      componentId: {
        referenceType: 'Id'
        assetId: resourceId(
          'Microsoft.MachineLearningServices/workspaces/components/versions',
          'mlw-plant',
          'prepare-and-score',
          '2'
        )
      }
      settings: {
        default_compute: night.name
        continue_on_step_failure: 'false'
        force_rerun: 'true'
      }
      description: 'Prepare and score'
      tags: {
        team: 'plant'
      }
    }
    properties: {
      owner: 'plant'
    }
  }
  sku: {
    name: 'Default'
  }
  kind: 'Plant'
}

// pipeline batch deployment later (main.py:79)
resource later 'Microsoft.MachineLearningServices/workspaces/batchEndpoints/deployments@2025-12-01' = {
  parent: plantOld
  name: 'later'
  location: location
  properties: {
    deploymentConfiguration: {
      deploymentConfigurationType: 'PipelineComponent'
      componentId: {
        referenceType: 'Id'
        assetId: 'azureml://registries/reg/components/score/versions/1'
      }
    }
  }
}

// resources in the resource group: plant-churn
module phase2Resources 'modules/phase-2.bicep' = {
  params: {
    location: location
    idChurnId: idChurn.id
  }
  dependsOn: [
    nightly
  ]
}

@description('scoringUri of plant-churn.')
output jobs string = plantChurn.properties.scoringUri
