// Rendered by mlinfra: change the stack file, not this one.
// What the stack governance deploys to rg-ml.

@description('Id of security.')
param securityId string

// storage account stgovernance, because mlw-governance uses it as storage (main.py:28)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stgovernance'
}

// policy exemption pilot (main.py:87)
resource pilot 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = {
  name: 'pilot'
  properties: {
    policyAssignmentId: securityId
    exemptionCategory: 'Mitigated'
    policyDefinitionReferenceIds: [
      'storageEncryption'
    ]
    expiresOn: '2027-06-30T00:00:00Z'
    displayName: 'Pilot'
    description: 'The pilot ends in June.'
    metadata: {
      ticket: '4711'
    }
    resourceSelectors: [
      {
        name: 'accounts'
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
    assignmentScopeValidation: 'DoNotValidate'
  }
}

// policy exemption account (main.py:108)
resource account 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = {
  scope: storage
  name: 'account'
  properties: {
    policyAssignmentId: securityId
    exemptionCategory: 'Waiver'
    description: 'The account of logs.'
  }
}
