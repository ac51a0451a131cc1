// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// storage account stschedulesa1lf2f, because mlw-schedules uses it as storage (main.py:11)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stschedulesa1lf2f'
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

// key vault kv-schedules-a1lf2f, because mlw-schedules uses it as key vault (main.py:11)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-schedules-a1lf2f'
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

// log analytics log-schedules, because appi-schedules uses it as logs (main.py:11)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-schedules'
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

// application insights appi-schedules, because mlw-schedules uses it as insights (main.py:11)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-schedules'
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

// container registry crschedulesa1lf2f, because mlw-schedules uses it as registry (main.py:11)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crschedulesa1lf2f'
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

// workspace mlw-schedules (main.py:11)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-schedules'
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
    friendlyName: 'mlw-schedules'
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

// user assigned identity id-monitor (main.py:12)
resource idMonitor 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-monitor'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// schedule nightly (main.py:22)
resource nightly 'Microsoft.MachineLearningServices/workspaces/schedules@2025-12-01' = {
  parent: workspace
  name: 'nightly'
  properties: {
    displayName: 'Of every day'
    description: 'Starts by itself.'
    tags: {
      team: 'churn'
    }
    isEnabled: true
    trigger: {
      triggerType: 'Cron'
      expression: '0 3 * * *'
      startTime: '2027-01-04T06:00:00'
      endTime: '2028-01-03T06:00:00'
      timeZone: 'W. Europe Standard Time'
    }
    action: {
      actionType: 'CreateJob'
      jobDefinition: {
        jobType: 'Pipeline'
        sourceJobId: 'train-churn'
        tags: {
          workspace: workspace.id
        }
      }
    }
    properties: {
      reviewed: 'yes'
    }
  }
}

// schedule hourly (main.py:29)
resource hourly 'Microsoft.MachineLearningServices/workspaces/schedules@2025-12-01' = {
  parent: workspace
  name: 'hourly'
  properties: {
    isEnabled: false
    trigger: {
      triggerType: 'Recurrence'
      frequency: 'Hour'
      interval: 4
    }
    action: {
      actionType: 'CreateJob'
      jobDefinition: {
        jobType: 'Command'
        command: 'true'
        environmentId: 'azureml:train:1'
      }
    }
  }
}

// schedule scores (main.py:36)
resource scores 'Microsoft.MachineLearningServices/workspaces/schedules@2025-12-01' = {
  parent: workspace
  name: 'scores'
  properties: {
    isEnabled: true
    trigger: {
      triggerType: 'Recurrence'
      frequency: 'Week'
      interval: 1
      startTime: '2027-01-04T06:00:00'
      endTime: '2028-01-03T06:00:00'
      timeZone: 'W. Europe Standard Time'
      schedule: {
        hours: [
          6
          18
        ]
        minutes: [
          0
        ]
        weekDays: [
          'Monday'
          'Friday'
        ]
      }
    }
    action: {
      actionType: 'InvokeBatchEndpoint'
      endpointInvocationDefinition: {
        endpointName: 'churn'
        inputs: {
          orders: {
            uri: 'azureml:orders:1'
          }
        }
      }
    }
  }
}

// schedule monthly (main.py:42)
resource monthly 'Microsoft.MachineLearningServices/workspaces/schedules@2025-12-01' = {
  parent: workspace
  name: 'monthly'
  properties: {
    isEnabled: true
    trigger: {
      triggerType: 'Recurrence'
      frequency: 'Month'
      interval: 1
      schedule: {
        hours: [
          6
        ]
        minutes: [
          30
        ]
        monthDays: [
          1
          15
        ]
      }
    }
    action: {
      actionType: 'InvokeBatchEndpoint'
      endpointInvocationDefinition: {
        endpointName: 'churn'
      }
    }
  }
}

// schedule watched (main.py:83)
resource watched 'Microsoft.MachineLearningServices/workspaces/schedules@2025-12-01' = {
  parent: workspace
  name: 'watched'
  properties: {
    isEnabled: true
    trigger: {
      triggerType: 'Cron'
      expression: '30 5 * * 1-5'
      startTime: '2027-02-01T00:00:00'
      endTime: '2027-03-01T00:00:00'
      timeZone: 'UTC'
    }
    action: {
      actionType: 'CreateMonitor'
      monitorDefinition: {
        computeConfiguration: {
          computeType: 'ServerlessSpark'
          instanceType: 'standard_e8s_v3'
          runtimeVersion: '3.5'
          computeIdentity: {
            computeIdentityType: 'ManagedIdentity'
            identity: {
              type: 'UserAssigned'
              userAssignedIdentities: {
                '${idMonitor.id}': {}
              }
            }
          }
        }
        signals: {
          drift: {
            signalType: 'DataDrift'
            notificationTypes: [
              'AmlNotification'
            ]
            properties: {
              reviewed: 'yes'
            }
            productionData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-inputs:1'
              jobInputType: 'mltable'
              dataContext: 'model_inputs'
              columns: {
                id: 'order'
              }
              windowSize: 'P7D'
              windowOffset: 'P1D'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            referenceData: {
              inputDataType: 'Fixed'
              uri: 'azureml:orders:1'
              jobInputType: 'uri_folder'
              dataContext: 'training'
              columns: {
                target: 'churned'
              }
            }
            featureDataTypeOverride: {
              age: 'Numerical'
              plan: 'Categorical'
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'JensenShannonDistance'
                threshold: {
                  value: json('0.1')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'PearsonsChiSquaredTest'
                threshold: {
                  value: json('0.05')
                }
              }
            ]
            features: {
              filterType: 'FeatureSubset'
              features: [
                'age'
                'plan'
              ]
            }
            featureImportanceSettings: {
              mode: 'Enabled'
              targetColumn: 'churned'
            }
          }
          'drift-of-ten': {
            signalType: 'DataDrift'
            notificationTypes: []
            properties: {
              reviewed: 'no'
            }
            productionData: {
              inputDataType: 'Static'
              uri: 'azureml:answers:1'
              jobInputType: 'uri_file'
              dataContext: 'validation'
              columns: {
                id: 'order'
              }
              windowStart: '2026-01-01T00:00:00Z'
              windowEnd: '2026-02-01T00:00:00Z'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            referenceData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-inputs:1'
              jobInputType: 'mltable'
              dataContext: 'model_inputs'
              columns: {
                id: 'order'
              }
              windowSize: 'P7D'
              windowOffset: 'P1D'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'JensenShannonDistance'
                threshold: {
                  value: json('0.1')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'PearsonsChiSquaredTest'
                threshold: {
                  value: json('0.05')
                }
              }
            ]
            features: {
              filterType: 'TopNByAttribution'
              top: 10
            }
          }
          'drift-of-all': {
            signalType: 'DataDrift'
            productionData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-outputs:1'
              jobInputType: 'uri_folder'
              dataContext: 'model_outputs'
              windowSize: 'P1D'
              windowOffset: 'PT0S'
              preprocessingComponentId: 'azureml:measure:2'
            }
            referenceData: {
              inputDataType: 'Static'
              uri: 'azureml:orders:2'
              jobInputType: 'mltable'
              dataContext: 'training'
              windowStart: '2026-03-01T00:00:00Z'
              windowEnd: '2026-04-01T00:00:00Z'
              preprocessingComponentId: 'azureml:measure:2'
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'JensenShannonDistance'
                threshold: {
                  value: json('0.1')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'PearsonsChiSquaredTest'
                threshold: {
                  value: json('0.05')
                }
              }
            ]
          }
          quality: {
            signalType: 'DataQuality'
            notificationTypes: [
              'AmlNotification'
            ]
            properties: {
              reviewed: 'yes'
            }
            productionData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-inputs:1'
              jobInputType: 'mltable'
              dataContext: 'model_inputs'
              columns: {
                id: 'order'
              }
              windowSize: 'P7D'
              windowOffset: 'P1D'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            referenceData: {
              inputDataType: 'Static'
              uri: 'azureml:answers:1'
              jobInputType: 'uri_file'
              dataContext: 'validation'
              columns: {
                id: 'order'
              }
              windowStart: '2026-01-01T00:00:00Z'
              windowEnd: '2026-02-01T00:00:00Z'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            featureDataTypeOverride: {
              age: 'Numerical'
              plan: 'Categorical'
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'NullValueRate'
                threshold: {
                  value: json('0.02')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'OutOfBoundsRate'
                threshold: {
                  value: json('0.01')
                }
              }
            ]
            features: {
              filterType: 'FeatureSubset'
              features: [
                'age'
              ]
            }
            featureImportanceSettings: {
              mode: 'Enabled'
              targetColumn: 'churned'
            }
          }
          'quality-of-five': {
            signalType: 'DataQuality'
            notificationTypes: []
            properties: {
              reviewed: 'no'
            }
            productionData: {
              inputDataType: 'Static'
              uri: 'azureml:answers:1'
              jobInputType: 'uri_file'
              dataContext: 'validation'
              columns: {
                id: 'order'
              }
              windowStart: '2026-01-01T00:00:00Z'
              windowEnd: '2026-02-01T00:00:00Z'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            referenceData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-inputs:1'
              jobInputType: 'mltable'
              dataContext: 'model_inputs'
              columns: {
                id: 'order'
              }
              windowSize: 'P7D'
              windowOffset: 'P1D'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'NullValueRate'
                threshold: {
                  value: json('0.02')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'OutOfBoundsRate'
                threshold: {
                  value: json('0.01')
                }
              }
            ]
            features: {
              filterType: 'TopNByAttribution'
              top: 5
            }
          }
          'quality-of-all': {
            signalType: 'DataQuality'
            productionData: {
              inputDataType: 'Fixed'
              uri: 'azureml:orders:1'
              jobInputType: 'uri_folder'
              dataContext: 'training'
              columns: {
                target: 'churned'
              }
            }
            referenceData: {
              inputDataType: 'Fixed'
              uri: 'azureml:orders:1'
              jobInputType: 'uri_folder'
              dataContext: 'training'
              columns: {
                target: 'churned'
              }
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'NullValueRate'
                threshold: {
                  value: json('0.02')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'OutOfBoundsRate'
                threshold: {
                  value: json('0.01')
                }
              }
            ]
          }
          answers: {
            signalType: 'PredictionDrift'
            notificationTypes: [
              'AmlNotification'
            ]
            properties: {
              reviewed: 'yes'
            }
            productionData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-outputs:1'
              jobInputType: 'uri_folder'
              dataContext: 'model_outputs'
              windowSize: 'P1D'
              windowOffset: 'PT0S'
              preprocessingComponentId: 'azureml:measure:2'
            }
            referenceData: {
              inputDataType: 'Static'
              uri: 'azureml:answers:1'
              jobInputType: 'uri_file'
              dataContext: 'validation'
              columns: {
                id: 'order'
              }
              windowStart: '2026-01-01T00:00:00Z'
              windowEnd: '2026-02-01T00:00:00Z'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            featureDataTypeOverride: {
              age: 'Numerical'
              plan: 'Categorical'
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'JensenShannonDistance'
                threshold: {
                  value: json('0.1')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'PearsonsChiSquaredTest'
                threshold: {
                  value: json('0.05')
                }
              }
            ]
          }
          'old-answers': {
            signalType: 'PredictionDrift'
            notificationTypes: []
            properties: {
              reviewed: 'no'
            }
            productionData: {
              inputDataType: 'Static'
              uri: 'azureml:answers:1'
              jobInputType: 'uri_file'
              dataContext: 'validation'
              columns: {
                id: 'order'
              }
              windowStart: '2026-01-01T00:00:00Z'
              windowEnd: '2026-02-01T00:00:00Z'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            referenceData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-inputs:1'
              jobInputType: 'mltable'
              dataContext: 'model_inputs'
              columns: {
                id: 'order'
              }
              windowSize: 'P7D'
              windowOffset: 'P1D'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'JensenShannonDistance'
                threshold: {
                  value: json('0.1')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'PearsonsChiSquaredTest'
                threshold: {
                  value: json('0.05')
                }
              }
            ]
          }
          attribution: {
            signalType: 'FeatureAttributionDrift'
            metricThreshold: {
              metric: 'NormalizedDiscountedCumulativeGain'
              threshold: {
                value: json('0.9')
              }
            }
            notificationTypes: [
              'AmlNotification'
            ]
            properties: {
              reviewed: 'yes'
            }
            productionData: [
              {
                inputDataType: 'Rolling'
                uri: 'azureml:churn-inputs:1'
                jobInputType: 'mltable'
                dataContext: 'model_inputs'
                columns: {
                  id: 'order'
                }
                windowSize: 'P7D'
                windowOffset: 'P1D'
                preprocessingComponentId: 'azureml:prepare:1'
              }
              {
                inputDataType: 'Rolling'
                uri: 'azureml:churn-outputs:1'
                jobInputType: 'uri_folder'
                dataContext: 'model_outputs'
                windowSize: 'P1D'
                windowOffset: 'PT0S'
                preprocessingComponentId: 'azureml:measure:2'
              }
            ]
            referenceData: {
              inputDataType: 'Fixed'
              uri: 'azureml:orders:1'
              jobInputType: 'uri_folder'
              dataContext: 'training'
              columns: {
                target: 'churned'
              }
            }
            featureDataTypeOverride: {
              age: 'Numerical'
              plan: 'Categorical'
            }
            featureImportanceSettings: {
              mode: 'Enabled'
              targetColumn: 'churned'
            }
          }
          'old-attribution': {
            signalType: 'FeatureAttributionDrift'
            metricThreshold: {
              metric: 'NormalizedDiscountedCumulativeGain'
              threshold: {
                value: json('0.8')
              }
            }
            notificationTypes: []
            properties: {
              reviewed: 'no'
            }
            productionData: [
              {
                inputDataType: 'Static'
                uri: 'azureml:answers:1'
                jobInputType: 'uri_file'
                dataContext: 'validation'
                columns: {
                  id: 'order'
                }
                windowStart: '2026-01-01T00:00:00Z'
                windowEnd: '2026-02-01T00:00:00Z'
                preprocessingComponentId: 'azureml:prepare:1'
              }
            ]
            referenceData: {
              inputDataType: 'Static'
              uri: 'azureml:answers:1'
              jobInputType: 'uri_file'
              dataContext: 'validation'
              columns: {
                id: 'order'
              }
              windowStart: '2026-01-01T00:00:00Z'
              windowEnd: '2026-02-01T00:00:00Z'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            featureImportanceSettings: {
              mode: 'Disabled'
              targetColumn: 'left'
            }
          }
          'new-attribution': {
            signalType: 'FeatureAttributionDrift'
            metricThreshold: {
              metric: 'NormalizedDiscountedCumulativeGain'
            }
            productionData: [
              {
                inputDataType: 'Fixed'
                uri: 'azureml:orders:1'
                jobInputType: 'uri_folder'
                dataContext: 'training'
                columns: {
                  target: 'churned'
                }
              }
            ]
            referenceData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-inputs:1'
              jobInputType: 'mltable'
              dataContext: 'model_inputs'
              columns: {
                id: 'order'
              }
              windowSize: 'P7D'
              windowOffset: 'P1D'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            featureImportanceSettings: {
              mode: 'Enabled'
            }
          }
          profit: {
            signalType: 'Custom'
            notificationTypes: [
              'AmlNotification'
            ]
            properties: {
              reviewed: 'yes'
            }
            componentId: 'azureml:measure:2'
            inputAssets: {
              orders: {
                inputDataType: 'Rolling'
                uri: 'azureml:churn-inputs:1'
                jobInputType: 'mltable'
                dataContext: 'model_inputs'
                columns: {
                  id: 'order'
                }
                windowSize: 'P7D'
                windowOffset: 'P1D'
                preprocessingComponentId: 'azureml:prepare:1'
              }
              answers: {
                inputDataType: 'Static'
                uri: 'azureml:answers:1'
                jobInputType: 'uri_file'
                dataContext: 'validation'
                columns: {
                  id: 'order'
                }
                windowStart: '2026-01-01T00:00:00Z'
                windowEnd: '2026-02-01T00:00:00Z'
                preprocessingComponentId: 'azureml:prepare:1'
              }
              all: {
                inputDataType: 'Fixed'
                uri: 'azureml:orders:1'
                jobInputType: 'uri_folder'
                dataContext: 'training'
                columns: {
                  target: 'churned'
                }
              }
            }
            inputs: {
              currency: {
                jobInputType: 'literal'
                value: 'EUR'
                description: 'Of all sums.'
              }
              rate: {
                jobInputType: 'literal'
                value: '1.1'
              }
              custom_model: {
                jobInputType: 'custom_model'
                uri: 'azureml:custom_model:1'
                mode: 'Direct'
                description: 'What is measured.'
              }
              mlflow_model: {
                jobInputType: 'mlflow_model'
                uri: 'azureml:mlflow_model:1'
                mode: 'Direct'
                description: 'What is measured.'
              }
              triton_model: {
                jobInputType: 'triton_model'
                uri: 'azureml:triton_model:1'
                mode: 'Direct'
                description: 'What is measured.'
              }
              mltable: {
                jobInputType: 'mltable'
                uri: 'azureml:mltable:1'
                mode: 'Direct'
                description: 'What is measured.'
              }
              file: {
                jobInputType: 'uri_file'
                uri: 'azureml:rates:1'
                mode: 'Download'
              }
              folder: {
                jobInputType: 'uri_folder'
                uri: 'azureml:rates:2'
                mode: 'ReadOnlyMount'
              }
            }
            metricThresholds: [
              {
                metric: 'profit'
                threshold: {
                  value: json('1000.5')
                }
              }
              {
                metric: 'loss'
                threshold: {
                  value: json('10.5')
                }
              }
            ]
          }
          cost: {
            signalType: 'Custom'
            notificationTypes: []
            properties: {
              reviewed: 'no'
            }
            componentId: 'azureml:prepare:1'
            metricThresholds: [
              {
                metric: 'cost'
              }
            ]
          }
        }
        monitoringTarget: {
          taskType: 'Classification'
          modelId: 'azureml:churn:4'
          deploymentId: 'azureml:churn:blue'
        }
        alertNotificationSettings: {
          emailNotificationSettings: {
            emails: [
              'ml@example.org'
            ]
          }
        }
      }
    }
  }
}

// schedule open (main.py:137)
resource open 'Microsoft.MachineLearningServices/workspaces/schedules@2025-12-01' = {
  parent: workspace
  name: 'open'
  properties: {
    isEnabled: true
    trigger: {
      triggerType: 'Recurrence'
      frequency: 'Day'
      interval: 1
      startTime: '2027-01-04T06:00:00'
      schedule: {
        hours: [
          7
        ]
        minutes: [
          15
        ]
      }
    }
    action: {
      actionType: 'CreateMonitor'
      monitorDefinition: {
        computeConfiguration: {
          computeType: 'ServerlessSpark'
          instanceType: 'standard_e4s_v3'
          runtimeVersion: '3.4'
          computeIdentity: {
            computeIdentityType: 'ManagedIdentity'
            identity: {
              type: 'SystemAssigned'
            }
          }
        }
        signals: {
          quality: {
            signalType: 'DataQuality'
            productionData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-inputs:1'
              jobInputType: 'mltable'
              dataContext: 'model_inputs'
              columns: {
                id: 'order'
              }
              windowSize: 'P7D'
              windowOffset: 'P1D'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            referenceData: {
              inputDataType: 'Fixed'
              uri: 'azureml:orders:1'
              jobInputType: 'uri_folder'
              dataContext: 'training'
              columns: {
                target: 'churned'
              }
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'NullValueRate'
                threshold: {
                  value: json('0.02')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'OutOfBoundsRate'
                threshold: {
                  value: json('0.01')
                }
              }
            ]
          }
        }
        monitoringTarget: {
          taskType: 'Regression'
          modelId: 'azureml:price:1'
          deploymentId: 'azureml:price:green'
        }
        alertNotificationSettings: {
          emailNotificationSettings: {
            emails: [
              'price@example.org'
            ]
          }
        }
      }
    }
  }
}

// schedule usual (main.py:147)
resource usual 'Microsoft.MachineLearningServices/workspaces/schedules@2025-12-01' = {
  parent: workspace
  name: 'usual'
  properties: {
    isEnabled: true
    trigger: {
      triggerType: 'Recurrence'
      frequency: 'Day'
      interval: 1
    }
    action: {
      actionType: 'CreateMonitor'
      monitorDefinition: {
        computeConfiguration: {
          computeType: 'ServerlessSpark'
          instanceType: 'standard_e4s_v3'
          runtimeVersion: '3.4'
          computeIdentity: {
            computeIdentityType: 'AmlToken'
          }
        }
        signals: {
          drift: {
            signalType: 'DataDrift'
            productionData: {
              inputDataType: 'Rolling'
              uri: 'azureml:churn-inputs:1'
              jobInputType: 'mltable'
              dataContext: 'model_inputs'
              columns: {
                id: 'order'
              }
              windowSize: 'P7D'
              windowOffset: 'P1D'
              preprocessingComponentId: 'azureml:prepare:1'
            }
            referenceData: {
              inputDataType: 'Fixed'
              uri: 'azureml:orders:1'
              jobInputType: 'uri_folder'
              dataContext: 'training'
              columns: {
                target: 'churned'
              }
            }
            metricThresholds: [
              {
                dataType: 'Numerical'
                metric: 'JensenShannonDistance'
                threshold: {
                  value: json('0.1')
                }
              }
              {
                dataType: 'Categorical'
                metric: 'PearsonsChiSquaredTest'
                threshold: {
                  value: json('0.05')
                }
              }
            ]
          }
        }
      }
    }
  }
}
