"""A role for the whole tenant."""

from mlinfra import RoleAssignment, Stack, Tenant

stack = Stack(
    "tenant-roles",
    scope=Tenant(location="westeurope"),
    resources=[RoleAssignment(role="Reader", principal_id="22222222-2222-4222-8222-222222222222")],
)
