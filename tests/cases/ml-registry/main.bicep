// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// user assigned identity id-registry, because mlr-shared uses it as identity (main.py:10)
resource idRegistry 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-registry'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// machine learning registry mlr-shared (main.py:11)
resource mlrShared 'Microsoft.MachineLearningServices/registries@2025-12-01' = {
  name: 'mlr-shared'
  location: location
  tags: {
    owner: 'platform'
  }
  kind: 'registry'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idRegistry.id}': {}
    }
  }
  properties: {
    publicNetworkAccess: 'Disabled'
    regionDetails: [
      {
        location: location
        storageAccountDetails: [
          {
            systemCreatedStorageAccount: {
              storageAccountType: 'Standard_LRS'
              storageAccountHnsEnabled: false
              allowBlobPublicAccess: false
            }
          }
        ]
        acrDetails: [
          {
            systemCreatedAcrAccount: {
              acrAccountSku: 'Premium'
            }
          }
        ]
      }
      {
        location: 'northeurope'
        storageAccountDetails: [
          {
            systemCreatedStorageAccount: {
              storageAccountName: 'stmlrshared'
              storageAccountType: 'Standard_ZRS'
              storageAccountHnsEnabled: true
              allowBlobPublicAccess: true
            }
          }
        ]
        acrDetails: [
          {
            systemCreatedAcrAccount: {
              acrAccountName: 'crmlrshared'
              acrAccountSku: 'Premium'
            }
          }
        ]
      }
    ]
    managedResourceGroupSettings: {
      assignedIdentities: [
        {
          principalId: idRegistry.properties.principalId
        }
      ]
    }
    intellectualPropertyPublisher: 'contoso'
  }
  sku: {
    name: 'S1'
    tier: 'Standard'
    size: 'small'
    family: 'plant'
    capacity: 2
  }
}

// machine learning registry mlr-plain (main.py:31)
resource mlrPlain 'Microsoft.MachineLearningServices/registries@2025-12-01' = {
  name: 'mlr-plain'
  location: location
  kind: 'registry'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    publicNetworkAccess: 'Enabled'
    regionDetails: [
      {
        location: 'westeurope'
        storageAccountDetails: [
          {
            systemCreatedStorageAccount: {
              storageAccountType: 'Standard_LRS'
              storageAccountHnsEnabled: false
              allowBlobPublicAccess: false
            }
          }
        ]
        acrDetails: [
          {
            systemCreatedAcrAccount: {
              acrAccountSku: 'Premium'
            }
          }
        ]
      }
      {
        location: 'swedencentral'
        storageAccountDetails: [
          {
            systemCreatedStorageAccount: {
              storageAccountType: 'Standard_LRS'
              storageAccountHnsEnabled: false
              allowBlobPublicAccess: false
            }
          }
        ]
        acrDetails: [
          {
            systemCreatedAcrAccount: {
              acrAccountSku: 'Premium'
            }
          }
        ]
      }
    ]
  }
}

// code container source (main.py:68)
resource source 'Microsoft.MachineLearningServices/registries/codes@2025-12-01' = {
  parent: mlrShared
  name: 'source'
  properties: {
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// code source:1 (main.py:35)
resource sourceV1 'Microsoft.MachineLearningServices/registries/codes/versions@2025-12-01' = {
  parent: source
  name: '1'
  properties: {
    codeUri: 'https://stshared.z01.blob.storage.azure.net/shared/source'
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// environment container train (main.py:68)
resource train 'Microsoft.MachineLearningServices/registries/environments@2025-12-01' = {
  parent: mlrShared
  name: 'train'
  properties: {
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// environment train:1 (main.py:36)
resource trainV1 'Microsoft.MachineLearningServices/registries/environments/versions@2025-12-01' = {
  parent: train
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    condaFile: '''
dependencies:
  - python=3.12.8
'''
    osType: 'Linux'
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isAnonymous: false
    isArchived: false
    autoRebuild: 'OnBaseImageUpdate'
    inferenceConfig: {
      scoringRoute: {
        path: '/score'
        port: 8080
      }
      livenessRoute: {
        path: '/live'
        port: 8080
      }
      readinessRoute: {
        path: '/ready'
        port: 8080
      }
      startupRoute: {
        path: '/start'
        port: 8080
      }
    }
    stage: 'Production'
    properties: {
      reviewed: 'yes'
    }
  }
}

// asset container built, because it holds the versions of built (main.py:50)
resource built 'Microsoft.MachineLearningServices/registries/environments@2025-12-01' = {
  parent: mlrPlain
  name: 'built'
  properties: {
    isArchived: false
  }
}

// environment built:1 (main.py:50)
resource builtV1 'Microsoft.MachineLearningServices/registries/environments/versions@2025-12-01' = {
  parent: built
  name: '1'
  properties: {
    osType: 'Linux'
    isAnonymous: false
    isArchived: false
    build: {
      contextUri: 'https://stshared.z01.blob.storage.azure.net/shared/image'
      dockerfilePath: 'docker/Dockerfile'
    }
  }
}

// data container orders (main.py:68)
resource orders 'Microsoft.MachineLearningServices/registries/data@2025-12-01' = {
  parent: mlrShared
  name: 'orders'
  properties: {
    dataType: 'uri_folder'
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// data asset orders:1 (main.py:51)
resource ordersV1 'Microsoft.MachineLearningServices/registries/data/versions@2025-12-01' = {
  parent: orders
  name: '1'
  properties: {
    dataType: 'uri_folder'
    dataUri: 'https://stshared.z01.blob.storage.azure.net/shared/orders/'
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// asset container prices, because it holds the versions of prices (main.py:52)
resource prices 'Microsoft.MachineLearningServices/registries/data@2025-12-01' = {
  parent: mlrShared
  name: 'prices'
  properties: {
    dataType: 'uri_file'
    isArchived: false
  }
}

// data asset prices:1 (main.py:52)
resource pricesV1 'Microsoft.MachineLearningServices/registries/data/versions@2025-12-01' = {
  parent: prices
  name: '1'
  properties: {
    dataType: 'uri_file'
    dataUri: 'https://stshared.z01.blob.storage.azure.net/shared/prices.csv'
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// asset container table, because it holds the versions of table (main.py:53)
resource table 'Microsoft.MachineLearningServices/registries/data@2025-12-01' = {
  parent: mlrShared
  name: 'table'
  properties: {
    dataType: 'mltable'
    isArchived: false
  }
}

// data asset table:1 (main.py:53)
resource tableV1 'Microsoft.MachineLearningServices/registries/data/versions@2025-12-01' = {
  parent: table
  name: '1'
  properties: {
    dataType: 'mltable'
    dataUri: 'https://stshared.z01.blob.storage.azure.net/shared/table/'
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isAnonymous: false
    isArchived: false
    referencedUris: [
      'https://stshared.z01.blob.storage.azure.net/shared/orders/'
    ]
    properties: {
      reviewed: 'yes'
    }
  }
}

// component container step (main.py:69)
resource step 'Microsoft.MachineLearningServices/registries/components@2025-12-01' = {
  parent: mlrShared
  name: 'step'
  properties: {
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// component step:1 (main.py:54)
resource stepV1 'Microsoft.MachineLearningServices/registries/components/versions@2025-12-01' = {
  parent: step
  name: '1'
  properties: {
    componentSpec: {
      type: 'command'
      command: 'python step.py'
      code: sourceV1.id
      environment: trainV1.id
    }
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// model container churn (main.py:69)
resource churn 'Microsoft.MachineLearningServices/registries/models@2025-12-01' = {
  parent: mlrShared
  name: 'churn'
  properties: {
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
  }
}

// model churn:1 (main.py:57)
resource churnV1 'Microsoft.MachineLearningServices/registries/models/versions@2025-12-01' = {
  parent: churn
  name: '1'
  properties: {
    modelType: 'mlflow_model'
    modelUri: 'https://stshared.z01.blob.storage.azure.net/shared/churn/'
    description: 'For everybody.'
    tags: {
      team: 'platform'
    }
    isAnonymous: false
    isArchived: false
    properties: {
      reviewed: 'yes'
    }
    flavors: {
      sklearn: {
        data: {
          version: '1.6.0'
        }
      }
    }
    jobName: 'churn-42'
    stage: 'Production'
    datasets: [
      {
        name: 'training'
        id: ordersV1.id
      }
    ]
  }
}
