// Rendered by mlinfra: change the stack file, not this one.

targetScope = 'subscription'

@description('Region of everything that has one.')
param location string = 'westeurope'

param manager string
param subscriptionId string
param owner string
param delegatedIdentity string

// user assigned identity id-policy (main.py:46)
resource idPolicy 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-policy'
  scope: resourceGroup('rg-ml')
}

// resource group rg-ml (main.py:27)
resource rgMl 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-ml'
  location: 'westeurope'
  managedBy: manager
}

// role definition c62c8347-0547-5a76-9f70-4669d1fdb592, because mlw-governance uses it as role (main.py:29)
resource roleMLOperator 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: 'c62c8347-0547-5a76-9f70-4669d1fdb592'
  properties: {
    roleName: 'ML operator'
    description: 'Starts and stops computes.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.MachineLearningServices/workspaces/*/read'
          '*/read'
        ]
        notActions: [
          'Microsoft.Authorization/*/read'
        ]
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*'
        ]
        notDataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'
        ]
      }
    ]
    assignableScopes: [
      rgMl.id
      subscriptionId
    ]
  }
}

// policy assignment security (main.py:47)
resource security 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'security'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idPolicy.id}': {}
    }
  }
  properties: {
    policyDefinitionId: '/providers/Microsoft.Authorization/policySetDefinitions/1f3afdf9-d0c9-4c3d-847f-89da613e70a8'
    enforcementMode: 'Default'
    nonComplianceMessages: [
      {
        message: 'The security baseline asks for it.'
      }
      {
        message: 'Encrypt the account.'
        policyDefinitionReferenceId: 'storageEncryption'
      }
    ]
    definitionVersion: '57.*.*'
    resourceSelectors: [
      {
        name: 'europe'
        selectors: [
          {
            kind: 'resourceLocation'
            in: [
              'westeurope'
            ]
          }
          {
            kind: 'resourceType'
            notIn: [
              'Microsoft.Network/networkInterfaces'
            ]
          }
        ]
      }
    ]
    overrides: [
      {
        value: 'Audit'
        kind: 'policyEffect'
        selectors: [
          {
            kind: 'policyDefinitionReferenceId'
            in: [
              'storageEncryption'
            ]
          }
          {
            kind: 'resourceLocation'
            notIn: [
              'westeurope'
            ]
          }
        ]
      }
      {
        value: '2.*.*'
        kind: 'definitionVersion'
      }
    ]
    metadata: {
      assignedBy: 'platform'
    }
  }
  dependsOn: [
    rgMlResources
  ]
}

// scope tags default (main.py:127)
resource default 'Microsoft.Resources/tags@2025-04-01' = {
  name: 'default'
  properties: {
    tags: {
      platform: 'ml'
      owner: 'team-a'
    }
  }
}

// resources in rg-ml: stgovernance, kv-governance-ravkij, log-governance, appi-governance, crgovernanceravkij, mlw-governance, id-policy, 77777777-7777-4777-8777-777777777777, 22222222-2222-4222-8222-222222222222>77777777-7777-4777-8777-777777777777
module rgMlResources 'modules/rg-ml.bicep' = {
  scope: rgMl
  params: {
    location: 'westeurope'
    owner: owner
    delegatedIdentity: delegatedIdentity
  }
  dependsOn: [
    roleMLOperator
  ]
}

// resources in rg-ml: pilot
module rgMl2Resources 'modules/rg-ml-2.bicep' = {
  scope: rgMl
  params: {
    securityId: security.id
  }
}

// resources in rg-old: 
module rgOldResources 'modules/rg-old.bicep' = {
  scope: resourceGroup('rg-old')
}
