// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('What properties.traffic of plant-belt is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param plantBeltLiveTraffic object = {}

@description('What properties.traffic of plant-office is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param plantOfficeLiveTraffic object = {}

@description('What properties.mirrorTraffic of plant-office is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param plantOfficeLiveMirrorTraffic object = {}

// existing workspace mlw-plant, because plant-belt is part of it (main.py:10)
resource mlwPlant 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-plant'
}

// existing kubernetes compute aks, because plant-belt uses it as compute (main.py:11)
resource aks 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' existing = {
  parent: mlwPlant
  name: 'aks'
}

// existing online endpoint plant-gate, because later is part of it (main.py:84)
resource plantGate 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' existing = {
  parent: mlwPlant
  name: 'plant-gate'
}

// online endpoint plant-belt (main.py:51)
resource plantBelt 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: mlwPlant
  name: 'plant-belt'
  location: location
  kind: 'Plant'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'Key'
    publicNetworkAccess: 'Enabled'
    compute: aks.id
    traffic: plantBeltLiveTraffic
  }
  sku: {
    name: 'Default'
    tier: 'Standard'
    size: 'small'
    family: 'plant'
    capacity: 2
  }
}

// kubernetes online deployment weighing (main.py:16)
resource weighing 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2025-12-01' = {
  parent: plantBelt
  name: 'weighing'
  location: location
  tags: {
    team: 'plant'
  }
  sku: {
    name: 'Default'
  }
  properties: {
    endpointComputeType: 'Kubernetes'
    description: 'Weighs what the belt carries'
    instanceType: 'small'
    model: resourceId('Microsoft.MachineLearningServices/workspaces/models/versions', 'mlw-plant', 'weights', '4')
    environmentId: resourceId(
      'Microsoft.MachineLearningServices/workspaces/environments/versions',
      'mlw-plant',
      'scoring',
      '7'
    )
    codeConfiguration: {
      codeId: resourceId('Microsoft.MachineLearningServices/workspaces/codes/versions', 'mlw-plant', 'scoring', '3')
      scoringScript: 'score.py'
    }
    environmentVariables: {
      LOG_LEVEL: 'info'
    }
    requestSettings: {
      maxConcurrentRequestsPerInstance: 4
      requestTimeout: 'PT6M40S'
      maxQueueWait: 'PT2S'
    }
    appInsightsEnabled: true
    modelMountPath: '/models'
    livenessProbe: {
      initialDelay: 'PT30S'
      period: 'PT20S'
      timeout: 'PT4S'
      successThreshold: 2
      failureThreshold: 5
    }
    readinessProbe: {
      initialDelay: 'PT30S'
      period: 'PT20S'
      timeout: 'PT4S'
      successThreshold: 2
      failureThreshold: 5
    }
    startupProbe: {
      initialDelay: 'PT1M30S'
      period: 'PT25S'
      timeout: 'PT3S'
      successThreshold: 1
      failureThreshold: 60
    }
    dataCollector: {
      collections: {
        model_inputs: {
          dataCollectionMode: 'Enabled'
          dataId: resourceId('Microsoft.MachineLearningServices/workspaces/data/versions', 'mlw-plant', 'weighed', '1')
          clientId: 'aaaaaaaa-0000-4000-8000-000000000003'
          samplingRate: json('0.5')
        }
        model_outputs: {
          dataCollectionMode: 'Disabled'
        }
      }
      rollingRate: 'Minute'
      requestLogging: {
        captureHeaders: [
          'x-plant'
        ]
      }
    }
    properties: {
      owner: 'plant'
    }
    scaleSettings: {
      scaleType: 'TargetUtilization'
      minInstances: 2
      maxInstances: 8
      targetUtilizationPercentage: 60
      pollingInterval: 'PT10S'
    }
    containerResourceRequirements: {
      containerResourceRequests: {
        cpu: '500m'
        memory: '1Gi'
        gpu: '1'
      }
      containerResourceLimits: {
        cpu: '2'
        memory: '4Gi'
        gpu: '1'
      }
    }
  }
  kind: 'Plant'
}

// kubernetes online deployment counting (main.py:50)
resource counting 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2025-12-01' = {
  parent: plantBelt
  name: 'counting'
  location: location
  sku: {
    name: 'Default'
    capacity: 3
  }
  properties: {
    endpointComputeType: 'Kubernetes'
    model: resourceId('Microsoft.MachineLearningServices/workspaces/models/versions', 'mlw-plant', 'counts', '2')
    requestSettings: {
      maxConcurrentRequestsPerInstance: 1
      requestTimeout: 'PT5S'
    }
    appInsightsEnabled: false
  }
}

// online endpoint plant-office (main.py:81)
resource plantOffice 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: mlwPlant
  name: 'plant-office'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
    traffic: plantOfficeLiveTraffic
    mirrorTraffic: plantOfficeLiveMirrorTraffic
  }
}

// online deployment stable (main.py:80)
resource stable 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2025-12-01' = {
  parent: plantOffice
  name: 'stable'
  location: location
  sku: {
    name: 'Default'
    capacity: 1
  }
  properties: {
    endpointComputeType: 'Managed'
    instanceType: 'Standard_F4s_v2'
    model: resourceId('Microsoft.MachineLearningServices/workspaces/models/versions', 'mlw-plant', 'weights', '4')
    requestSettings: {
      maxConcurrentRequestsPerInstance: 1
      requestTimeout: 'PT5S'
    }
    appInsightsEnabled: false
    egressPublicNetworkAccess: 'Enabled'
  }
}

// online deployment tried (main.py:62)
resource tried 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2025-12-01' = {
  parent: plantOffice
  name: 'tried'
  location: location
  sku: {
    name: 'Default'
    capacity: 1
  }
  properties: {
    endpointComputeType: 'Managed'
    instanceType: 'Standard_F4s_v2'
    model: resourceId('Microsoft.MachineLearningServices/workspaces/models/versions', 'mlw-plant', 'weights', '5')
    environmentId: resourceId(
      'Microsoft.MachineLearningServices/workspaces/environments/versions',
      'mlw-plant',
      'scoring',
      '7'
    )
    requestSettings: {
      maxConcurrentRequestsPerInstance: 1
      requestTimeout: 'PT5S'
      maxQueueWait: 'PT1S'
    }
    appInsightsEnabled: false
    modelMountPath: '/models'
    livenessProbe: {
      initialDelay: 'PT30S'
      period: 'PT20S'
      timeout: 'PT4S'
      successThreshold: 2
      failureThreshold: 5
    }
    readinessProbe: {
      initialDelay: 'PT30S'
      period: 'PT20S'
      timeout: 'PT4S'
      successThreshold: 2
      failureThreshold: 5
    }
    startupProbe: {
      initialDelay: 'PT1M30S'
      period: 'PT15S'
      timeout: 'PT3S'
      successThreshold: 1
      failureThreshold: 60
    }
    dataCollector: {
      collections: {
        request: {
          dataCollectionMode: 'Enabled'
          dataId: resourceId('Microsoft.MachineLearningServices/workspaces/data/versions', 'mlw-plant', 'weighed', '2')
          clientId: 'x'
          samplingRate: 1
        }
      }
      rollingRate: 'Day'
      requestLogging: {
        captureHeaders: [
          'x-plant'
        ]
      }
    }
    properties: {
      owner: 'office'
    }
    egressPublicNetworkAccess: 'Disabled'
  }
  kind: 'Office'
}

// online deployment later (main.py:84)
resource later 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2025-12-01' = {
  parent: plantGate
  name: 'later'
  location: location
  sku: {
    name: 'Default'
    capacity: 1
  }
  properties: {
    endpointComputeType: 'Managed'
    instanceType: 'Standard_F4s_v2'
    model: resourceId('Microsoft.MachineLearningServices/workspaces/models/versions', 'mlw-plant', 'gates', '1')
    requestSettings: {
      maxConcurrentRequestsPerInstance: 1
      requestTimeout: 'PT5S'
    }
    appInsightsEnabled: false
  }
}

// resources in the resource group: plant-belt, plant-office
module phase2Resources 'modules/phase-2.bicep' = {
  params: {
    location: location
  }
  dependsOn: [
    weighing
    stable
    tried
  ]
}

@description('scoringUri of plant-belt.')
output scoring string = plantBelt.properties.scoringUri

@description('swaggerUri of plant-belt.')
output interface string = plantBelt.properties.swaggerUri
