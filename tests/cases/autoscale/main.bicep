// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('What properties.traffic of plant-scores is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param plantScoresLiveTraffic object = {}

// existing workspace mlw-plant, because plant-scores is part of it (main.py:15)
resource mlwPlant 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-plant'
}

// online endpoint plant-scores (main.py:14)
resource plantScores 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: mlwPlant
  name: 'plant-scores'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
    traffic: plantScoresLiveTraffic
  }
}

// online deployment blue (main.py:13)
resource blue 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2025-12-01' = {
  parent: plantScores
  name: 'blue'
  location: location
  sku: {
    name: 'Default'
    capacity: 2
  }
  properties: {
    endpointComputeType: 'Managed'
    instanceType: 'Standard_F4s_v2'
    model: resourceId('Microsoft.MachineLearningServices/workspaces/models/versions', 'mlw-plant', 'churn', '4')
    requestSettings: {
      maxConcurrentRequestsPerInstance: 1
      requestTimeout: 'PT5S'
    }
    appInsightsEnabled: false
  }
}

// autoscale setting autoscale-scores (main.py:46)
resource autoscaleScores 'Microsoft.Insights/autoscalesettings@2022-10-01' = {
  name: 'autoscale-scores'
  location: location
  tags: {
    team: 'office'
  }
  properties: {
    name: 'autoscale-scores'
    enabled: true
    targetResourceUri: blue.id
    targetResourceLocation: 'westeurope'
    profiles: [
      {
        name: 'usual'
        capacity: {
          minimum: '2'
          maximum: '6'
          default: '3'
        }
        rules: [
          {
            metricTrigger: {
              metricName: 'CpuUtilizationPercentage'
              metricResourceUri: blue.id
              operator: 'GreaterThan'
              threshold: 70
              timeGrain: 'PT1M'
              statistic: 'Average'
              timeWindow: 'PT5M'
              timeAggregation: 'Average'
            }
            scaleAction: {
              direction: 'Increase'
              type: 'ChangeCount'
              value: '2'
              cooldown: 'PT5M'
            }
          }
          {
            metricTrigger: {
              metricName: 'CpuUtilizationPercentage'
              metricResourceUri: blue.id
              operator: 'LessThan'
              threshold: json('25.5')
              timeGrain: 'PT1M'
              statistic: 'Average'
              timeWindow: 'PT5M'
              timeAggregation: 'Average'
            }
            scaleAction: {
              direction: 'Decrease'
              type: 'PercentChangeCount'
              value: '50'
              cooldown: 'PT10M'
            }
          }
          {
            metricTrigger: {
              metricName: 'RequestLatency_P95'
              metricResourceUri: plantScores.id
              operator: 'GreaterThanOrEqual'
              threshold: 800
              metricNamespace: 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints'
              metricResourceLocation: 'westeurope'
              dimensions: [
                {
                  DimensionName: 'deployment'
                  Values: [
                    'blue'
                  ]
                  Operator: 'Equals'
                }
                {
                  DimensionName: 'statusCodeClass'
                  Values: [
                    '5xx'
                  ]
                  Operator: 'NotEquals'
                }
              ]
              timeGrain: 'PT2M'
              statistic: 'Max'
              timeWindow: 'PT15M'
              timeAggregation: 'Maximum'
              dividePerInstance: false
            }
            scaleAction: {
              direction: 'Increase'
              type: 'ChangeCount'
              value: '1'
              cooldown: 'PT5M'
            }
          }
        ]
      }
      {
        name: 'weekend'
        capacity: {
          minimum: '1'
          maximum: '2'
          default: '1'
        }
        rules: []
        recurrence: {
          frequency: 'Week'
          schedule: {
            days: [
              'Saturday'
              'Sunday'
            ]
            hours: [
              6
            ]
            minutes: [
              30
            ]
            timeZone: 'W. Europe Standard Time'
          }
        }
      }
      {
        name: 'sale'
        capacity: {
          minimum: '4'
          maximum: '20'
          default: '4'
        }
        rules: [
          {
            metricTrigger: {
              metricName: 'CpuUtilizationPercentage'
              metricResourceUri: blue.id
              operator: 'GreaterThan'
              threshold: 70
              timeGrain: 'PT1M'
              statistic: 'Average'
              timeWindow: 'PT5M'
              timeAggregation: 'Average'
            }
            scaleAction: {
              direction: 'Increase'
              type: 'ChangeCount'
              value: '2'
              cooldown: 'PT5M'
            }
          }
        ]
        fixedDate: {
          start: '2027-11-26T00:00:00'
          end: '2027-11-29T23:59:00'
          timeZone: 'W. Europe Standard Time'
        }
      }
    ]
    notifications: [
      {
        operation: 'Scale'
        email: {
          customEmails: [
            'ml@example.org'
          ]
          sendToSubscriptionAdministrator: true
          sendToSubscriptionCoAdministrators: false
        }
        webhooks: [
          {
            serviceUri: 'https://example.org/scaled'
            properties: {
              team: 'plant'
            }
          }
        ]
      }
      {
        operation: 'Scale'
        email: {
          sendToSubscriptionAdministrator: false
          sendToSubscriptionCoAdministrators: true
        }
        webhooks: [
          {
            serviceUri: 'https://example.org/other'
          }
        ]
      }
    ]
  }
}

// autoscale setting autoscale-gate (main.py:80)
resource autoscaleGate 'Microsoft.Insights/autoscalesettings@2022-10-01' = {
  name: 'autoscale-gate'
  location: location
  properties: {
    name: 'autoscale-gate'
    enabled: false
    targetResourceUri: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-plant/providers/Microsoft.Compute/virtualMachineScaleSets/vmss-gate'
    profiles: [
      {
        name: 'usual'
        capacity: {
          minimum: '1'
          maximum: '3'
          default: '1'
        }
        rules: [
          {
            metricTrigger: {
              metricName: 'Percentage CPU'
              metricResourceUri: '/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-plant/providers/Microsoft.Compute/virtualMachineScaleSets/vmss-gate'
              operator: 'GreaterThan'
              threshold: 60
              timeGrain: 'PT1M'
              statistic: 'Average'
              timeWindow: 'PT5M'
              timeAggregation: 'Average'
            }
            scaleAction: {
              direction: 'Increase'
              type: 'ChangeCount'
              value: '1'
              cooldown: 'PT5M'
            }
          }
        ]
      }
    ]
    predictiveAutoscalePolicy: {
      scaleMode: 'ForecastOnly'
      scaleLookAheadTime: 'PT20M'
    }
  }
}

// resources in the resource group: plant-scores
module phase2Resources 'modules/phase-2.bicep' = {
  params: {
    location: location
  }
  dependsOn: [
    blue
  ]
}
