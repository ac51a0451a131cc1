// Rendered by mlinfra: change the stack file, not this one.
// What the stack governance deploys to rg-old.

// existing user assigned identity id-old, because default belongs to it (main.py:129)
resource idOld 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-old'
}

// scope tags default (main.py:128)
resource defaultTags 'Microsoft.Resources/tags@2025-04-01' = {
  scope: idOld
  name: 'default'
  properties: {
    tags: {
      platform: 'ml'
      more: 'yes'
    }
  }
}
