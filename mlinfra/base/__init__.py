"""Values that every other package needs: errors, scopes, findings, hashing."""
