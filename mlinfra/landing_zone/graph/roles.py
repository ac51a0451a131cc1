"""List Azure's built-in roles by name."""

from __future__ import annotations

ROLES: dict[str, str] = {
    "AcrPull": "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    "Azure AI Enterprise Network Connection Approver": "b556d68e-0be0-4f35-a333-ad7ee1ce17ea",
    "AzureML Compute Operator": "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815",
    "AzureML Data Scientist": "f6c7c914-8db3-469d-8ca1-694a8f32e121",
    "AzureML Metrics Writer": "635dd51f-9968-44d3-b7fb-6d9a6bd613ae",
    "AzureML Registry User": "1823dd4f-9b8c-4ab6-ab4e-7397a3684615",
    "Contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "Key Vault Administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "Storage File Data Privileged Contributor": "69566ab7-960f-475b-8e7c-b3118f30c6bd",
}

VERBS: dict[str, str] = {
    "AcrPull": "pulls from",
    "Azure AI Enterprise Network Connection Approver": "connects to",
    "AzureML Compute Operator": "operates",
    "AzureML Data Scientist": "works in",
    "AzureML Metrics Writer": "measures",
    "AzureML Registry User": "uses",
    "Contributor": "manages",
    "Key Vault Administrator": "administers",
    "Reader": "sees",
    "Storage Blob Data Contributor": "writes",
    "Storage Blob Data Reader": "reads",
    "Storage File Data Privileged Contributor": "writes files of",
}
"""What a holder of each role does, for symbols: ``gpuTrainReadsShipments``."""
