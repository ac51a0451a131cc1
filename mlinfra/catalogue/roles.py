"""Azure's built-in roles that landing zones meet, by name.

The GUIDs are the same in every tenant. Source: Microsoft's page of built-in roles
(https://learn.microsoft.com/azure/role-based-access-control/built-in-roles), 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class BuiltInRole:
    """One role; ``guid`` names its definition."""

    name: str
    guid: str
    verb: str = ""
    """What a holder does, for symbols such as ``gpuTrainReadsShipments``; empty for roles that no class of ours assigns."""
    power: str = ""
    """What the holder can take over, read or destroy that others rely on; empty for a role without such power."""


_ROWS: Final = (
    BuiltInRole("AcrDelete", "c2f4ef07-c644-48eb-af81-4b1b4947fb11", power="may delete all images"),
    BuiltInRole("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d", verb="pulls from"),
    BuiltInRole("AcrPush", "8311e382-0749-4cb8-b61a-304f252e45ec"),
    BuiltInRole("Application Insights Component Contributor", "ae349356-3a1b-4a5e-921d-050484c6347e"),
    BuiltInRole(
        "Azure AI Administrator", "b78c5d69-af96-48a3-bf8d-a8b4d589de94", power="may change and delete all of Azure AI"
    ),
    BuiltInRole("Azure AI Developer", "64702f94-c441-49e6-a78b-ef80e0188fee"),
    BuiltInRole(
        "Azure AI Enterprise Network Connection Approver", "b556d68e-0be0-4f35-a333-ad7ee1ce17ea", verb="connects to"
    ),
    BuiltInRole("Azure AI Inference Deployment Operator", "3afb7f49-54cb-416e-8c09-6dc049efa503"),
    BuiltInRole("Azure Deployment Stack Contributor", "bf7f8882-3383-422a-806a-6526c631a88a"),
    BuiltInRole(
        "Azure Deployment Stack Owner",
        "adb29209-aa1d-457b-a786-c913953d2891",
        power="may delete what stacks manage and what keeps others from it",
    ),
    BuiltInRole("AzureML Compute Operator", "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815", verb="operates"),
    BuiltInRole("AzureML Data Scientist", "f6c7c914-8db3-469d-8ca1-694a8f32e121", verb="works in"),
    BuiltInRole("AzureML Metrics Writer", "635dd51f-9968-44d3-b7fb-6d9a6bd613ae", verb="measures"),
    BuiltInRole("AzureML Registry User", "1823dd4f-9b8c-4ab6-ab4e-7397a3684615", verb="uses"),
    BuiltInRole("Cognitive Services OpenAI User", "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"),
    BuiltInRole("Cognitive Services User", "a97b65f3-24c7-4388-baec-2e87135dc908", verb="calls"),
    BuiltInRole("Container Registry Repository Catalog Lister", "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7"),
    BuiltInRole("Container Registry Repository Contributor", "2efddaa5-3f1f-4df3-97df-af3f13818f4c"),
    BuiltInRole("Container Registry Repository Reader", "b93aa761-3e63-49ed-ac28-beffa264f7ac"),
    BuiltInRole("Container Registry Repository Writer", "2a1e307c-b015-4ebd-883e-5b7698a07328"),
    BuiltInRole("Container Registry Tasks Contributor", "fb382eab-e894-4461-af04-94435c366c3f"),
    BuiltInRole(
        "Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", verb="manages", power="may change and delete everything"
    ),
    BuiltInRole("Cost Management Reader", "72fafb9e-0641-4937-9268-a91bfd8191a3"),
    BuiltInRole(
        "Key Vault Administrator",
        "00482a5a-887f-4fb3-b363-3b7fe8e74483",
        verb="administers",
        power="may read, change and delete all secrets and keys",
    ),
    BuiltInRole(
        "Key Vault Contributor",
        "f25e0fa2-a7c8-4377-a976-54943a77a395",
        power="may change access policies and delete the vault",
    ),
    BuiltInRole(
        "Key Vault Crypto Officer", "14b46e9e-c2b7-41b4-b07b-48a6ebf60603", power="may use, change and delete all keys"
    ),
    BuiltInRole("Key Vault Crypto Service Encryption User", "e147488a-f6f5-4113-8e2d-b22465e65bf6"),
    BuiltInRole("Key Vault Crypto User", "12338af0-0e69-4776-bea7-57ae8d297424"),
    BuiltInRole(
        "Key Vault Data Access Administrator",
        "8b54135c-b56d-4d72-a534-26097cfdc8d8",
        power="may grant access to secrets and keys",
    ),
    BuiltInRole("Key Vault Reader", "21090545-7ca7-4776-b22c-e363652d74d2"),
    BuiltInRole(
        "Key Vault Secrets Officer",
        "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        power="may read, change and delete all secrets",
    ),
    BuiltInRole("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6"),
    BuiltInRole("Locks Contributor", "28bf596f-4eb7-45ce-b5bc-6cf482fec137", power="may remove locks"),
    BuiltInRole(
        "Log Analytics Contributor", "92aaf0da-9dab-42b6-94a3-d43ce8d16293", power="may read and delete all logs"
    ),
    BuiltInRole("Log Analytics Data Reader", "3b03c2da-16b3-4a49-8834-0f8130efdd3b"),
    BuiltInRole("Log Analytics Reader", "73c42c96-874c-492b-b04d-ab87d138a893"),
    BuiltInRole("Managed Identity Contributor", "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59"),
    BuiltInRole("Managed Identity Operator", "f1a07417-d97a-45cb-824c-7a7467783830"),
    BuiltInRole("Monitoring Contributor", "749f88d5-cbae-40b8-bcfc-e573ddc772fa"),
    BuiltInRole("Monitoring Metrics Publisher", "3913510d-42f4-4e42-8a64-420c390055eb"),
    BuiltInRole("Monitoring Reader", "43d0d8ad-25c7-4714-9337-8ba259a9fe05"),
    BuiltInRole("Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7"),
    BuiltInRole("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", power="may do everything and grant it to others"),
    BuiltInRole("Private DNS Zone Contributor", "b12aa53e-6015-4669-85d0-8515ebb3ae7f"),
    BuiltInRole("Quota Request Operator", "0e5f05e5-9ab9-446b-b98d-1e2157c94125"),
    BuiltInRole("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", verb="sees"),
    BuiltInRole(
        "Reader and Data Access", "c12c1c16-33a1-487b-954d-41c89c60f349", power="may read the keys of accounts"
    ),
    BuiltInRole("Resource Policy Contributor", "36243c78-bf99-498c-9df9-86d9f8d28608", power="may change policies"),
    BuiltInRole(
        "Role Based Access Control Administrator",
        "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
        power="may grant roles to anybody",
    ),
    BuiltInRole("Search Index Data Contributor", "8ebe5a00-799e-43f5-93ac-243d3dce84a7"),
    BuiltInRole("Search Index Data Reader", "1407120a-92aa-4202-b7e9-c0e197c71c8f", verb="searches"),
    BuiltInRole("Search Service Contributor", "7ca78c08-252a-4471-8644-bb5ff32d4ba0"),
    BuiltInRole(
        "Storage Account Contributor",
        "17d1049b-9a84-46fb-8f53-869881c3d3ab",
        power="may read the keys, and with them all data",
    ),
    BuiltInRole(
        "Storage Account Key Operator Service Role", "81a9662b-bebf-436f-a333-f67b29880f12", power="may read the keys"
    ),
    BuiltInRole("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe", verb="writes"),
    BuiltInRole(
        "Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", power="may read, delete and share all blobs"
    ),
    BuiltInRole("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", verb="reads"),
    BuiltInRole("Storage Blob Delegator", "db58b8e5-c6ad-4a2a-8342-4190687cbf4a"),
    BuiltInRole(
        "Storage File Data Privileged Contributor", "69566ab7-960f-475b-8e7c-b3118f30c6bd", verb="writes files of"
    ),
    BuiltInRole("Storage File Data Privileged Reader", "b8eda974-7b85-4f76-af95-65846b26df6d"),
    BuiltInRole("Storage File Data SMB Share Contributor", "0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb"),
    BuiltInRole("Storage File Data SMB Share Reader", "aba4ae5f-2193-4029-9191-0cb91df5e314"),
    BuiltInRole("Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88"),
    BuiltInRole("Storage Queue Data Reader", "19e7f393-937e-4f77-808e-94535e297925"),
    BuiltInRole("Storage Table Data Contributor", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"),
    BuiltInRole("Storage Table Data Reader", "76199698-9eea-4c19-bc75-cec21354c6b6"),
    BuiltInRole("Tag Contributor", "4a9ae827-6dc8-4573-8ac7-8239d42aa03f"),
    BuiltInRole(
        "User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", power="may grant every role to anybody"
    ),
)

ROLES: Final[Mapping[str, BuiltInRole]] = {role.name: role for role in _ROWS}
"""Every role by its name."""
ROLES_BY_GUID: Final[Mapping[str, BuiltInRole]] = {role.guid: role for role in _ROWS}
"""Every role by the GUID of its definition, in lower case."""
