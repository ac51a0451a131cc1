// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

param image string

@secure()
param sshKey string

@secure()
param sshPassword string

@secure()
param license string

@secure()
param machinePassword string

@secure()
param machineKey string

@secure()
param machinePrivateKey string

@secure()
param databricksToken string

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// storage account stcomputes, because mlw-computes uses it as storage (main.py:160)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stcomputes'
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    encryption: {
      keySource: 'Microsoft.Storage'
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        file: {
          enabled: true
          keyType: 'Account'
        }
      }
    }
    isHnsEnabled: false
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

// key vault kv-computes-8zlwtz, because mlw-computes uses it as key vault (main.py:160)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-computes-8zlwtz'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
  }
}

// log analytics log-computes, because appi-computes uses it as logs (main.py:160)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-computes'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    workspaceCapping: {
      dailyQuotaGb: -1
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// application insights appi-computes, because mlw-computes uses it as insights (main.py:160)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-computes'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logs.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crcomputes8zlwtz, because mlw-computes uses it as registry (main.py:160)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crcomputes8zlwtz'
  location: location
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    dataEndpointEnabled: false
    networkRuleBypassOptions: 'AzureServices'
    publicNetworkAccess: 'Enabled'
    roleAssignmentMode: 'LegacyRegistryPermissions'
    zoneRedundancy: 'Disabled'
  }
}

// workspace mlw-computes (main.py:160)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-computes'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlw-computes'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// compute cluster windows (main.py:14)
resource windows 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'windows'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: 'northeurope'
    disableLocalAuth: false
    properties: {
      vmSize: 'Standard_D4s_v5'
      vmPriority: 'Dedicated'
      osType: 'Windows'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 2
        nodeIdleTimeBeforeScaleDown: 'PT10M'
      }
      remoteLoginPortPublicAccess: 'Enabled'
      enableNodePublicIp: false
      virtualMachineImage: {
        id: image
      }
      isolatedNetwork: true
      userAccountCredentials: {
        adminUserName: 'operator'
        adminUserSshPublicKey: sshKey
        adminUserPassword: sshPassword
      }
    }
  }
}

// compute instance desk (main.py:29)
resource desk 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'desk'
  location: location
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: false
    properties: {
      vmSize: 'Standard_D4s_v5'
      idleTimeBeforeShutdown: 'PT1H'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Enabled'
        adminPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIexample person@example.com'
      }
      computeInstanceAuthorizationType: 'personal'
      personalComputeInstanceSettings: {
        assignedUser: {
          objectId: 'aaaaaaaa-0000-4000-8000-000000000002'
          tenantId: subscription().tenantId
        }
      }
      enableNodePublicIp: true
      enableSSO: true
      schedules: {
        computeStartStop: [
          {
            triggerType: 'Cron'
            action: 'Stop'
            cron: {
              expression: '0 18 * * 1-5'
              timeZone: 'W. Europe Standard Time'
              startTime: '2027-01-04T18:00:00'
            }
            status: 'Enabled'
          }
          {
            triggerType: 'Recurrence'
            action: 'Start'
            recurrence: {
              frequency: 'Week'
              interval: 2
              timeZone: 'W. Europe Standard Time'
              startTime: '2027-01-04T08:00:00'
              schedule: {
                hours: [
                  8
                ]
                minutes: [
                  0
                  30
                ]
                weekDays: [
                  'Monday'
                  'Friday'
                ]
              }
            }
            status: 'Disabled'
          }
          {
            triggerType: 'Recurrence'
            action: 'Stop'
            recurrence: {
              frequency: 'Month'
              interval: 1
              timeZone: 'UTC'
              schedule: {
                hours: [
                  0
                ]
                minutes: [
                  0
                ]
                monthDays: [
                  1
                  31
                ]
              }
            }
            status: 'Enabled'
          }
        ]
      }
      setupScripts: {
        scripts: {
          creationScript: {
            scriptSource: 'inline'
            scriptData: 'IyEvYmluL2Jhc2gKc2V0IC1lCnBpcCBpbnN0YWxsIGJsYWNrCg=='
            scriptArguments: '--quiet'
            timeout: '20m'
          }
          startupScript: {
            scriptSource: 'workspaceStorage'
            scriptData: 'Users/team/startup.sh'
          }
        }
      }
      customServices: [
        {
          name: 'rstudio'
          image: {
            reference: 'ghcr.io/azure/rocker-rstudio-ml-verse:4.3.0'
            type: 'docker'
          }
          endpoints: [
            {
              target: 8787
              published: 8787
              name: 'rstudio'
              protocol: 'tcp'
              hostIp: '127.0.0.1'
            }
          ]
          volumes: [
            {
              source: '/home/azureuser/cloudfiles'
              target: '/home/azureuser/cloudfiles'
              type: 'bind'
              readOnly: true
              consistency: 'cached'
              bind: {
                propagation: 'rshared'
                createHostPath: true
                selinux: 'z'
              }
            }
            {
              source: 'cache'
              target: '/cache'
              type: 'volume'
              volume: {
                nocopy: true
              }
            }
            {
              source: 'memory'
              target: '/memory'
              type: 'tmpfs'
              tmpfs: {
                size: 1000000
              }
            }
          ]
          environmentVariables: {
            RSP_LICENSE: {
              type: 'local'
              value: license
            }
          }
          docker: {
            privileged: false
          }
          kernel: {
            argv: [
              'R'
              '--slave'
            ]
            displayName: 'R'
            language: 'R'
          }
        }
        {
          name: 'team'
          image: {
            reference: 'azureml:team'
            type: 'azureml'
            version: '3'
          }
          endpoints: []
          volumes: []
        }
      ]
    }
  }
}

// kubernetes compute aks (main.py:88)
resource aks 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'aks'
  location: location
  tags: {
    team: 'platform'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'Kubernetes'
    computeLocation: location
    description: 'The shared cluster'
    disableLocalAuth: true
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.ContainerService/managedClusters/aks-shared'
    properties: {
      namespace: 'ml'
      defaultInstanceType: 'small'
      instanceTypes: {
        small: {
          nodeSelector: {
            pool: 'ml'
          }
          resources: {
            requests: {
              cpu: '2'
              memory: '4Gi'
            }
            limits: {
              cpu: '4'
              memory: '8Gi'
            }
          }
        }
      }
    }
  }
  sku: {
    name: 'Basic'
  }
}

// user assigned identity id-train, because gpu01 uses it as identity (main.py:12)
resource idTrain 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-train'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// attached virtual machine gpu01 (main.py:106)
resource gpu01 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'gpu01'
  location: location
  tags: {
    team: 'platform'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idTrain.id}': {}
    }
  }
  properties: {
    computeType: 'VirtualMachine'
    computeLocation: location
    description: 'The machine under the desk'
    disableLocalAuth: true
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Compute/virtualMachines/vm-gpu'
    properties: {
      address: '203.0.113.7'
      sshPort: 22
      administratorAccount: {
        username: 'operator'
        password: machinePassword
        publicKeyData: machineKey
        privateKeyData: machinePrivateKey
      }
      virtualMachineSize: 'Standard_NC6s_v3'
      notebookServerPort: 8888
      isNotebookInstanceCompute: false
    }
  }
  sku: {
    name: 'Basic'
  }
}

// spark pool spark (main.py:126)
resource spark 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'spark'
  location: location
  tags: {
    team: 'platform'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idTrain.id}': {}
    }
  }
  properties: {
    computeType: 'SynapseSpark'
    computeLocation: location
    description: 'Spark'
    disableLocalAuth: true
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Synapse/workspaces/syn-shared/bigDataPools/ml'
    properties: {
      sparkVersion: '3.4'
      nodeSize: 'Medium'
      nodeSizeFamily: 'MemoryOptimized'
      nodeCount: 3
      autoScaleProperties: {
        minNodeCount: 3
        maxNodeCount: 6
        enabled: true
      }
      autoPauseProperties: {
        enabled: true
        delayInMinutes: 15
      }
      subscriptionId: 'aaaaaaaa-0000-4000-8000-000000000001'
      resourceGroup: 'rg-shared'
      workspaceName: 'syn-shared'
      poolName: 'ml'
    }
  }
  sku: {
    name: 'Basic'
  }
}

// databricks compute dbx (main.py:148)
resource dbx 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'dbx'
  location: location
  tags: {
    team: 'platform'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idTrain.id}': {}
    }
  }
  properties: {
    computeType: 'Databricks'
    computeLocation: location
    description: 'Databricks'
    disableLocalAuth: true
    resourceId: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers/Microsoft.Databricks/workspaces/dbw-shared'
    properties: {
      databricksAccessToken: databricksToken
      workspaceUrl: 'adb-1234567890123456.7.azuredatabricks.net'
    }
  }
  sku: {
    name: 'Basic'
  }
}

// because windows keeps logs and outputs in stcomputes (main.py:14)
resource windowsWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, windows.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: windows.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'windows keeps logs and outputs in stcomputes'
  }
}
