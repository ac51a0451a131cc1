"""Who may do what, and what policies ask for: custom roles, assignments with selectors, exemptions, locks, tags."""

from mlinfra import (
    DeploymentStack,
    Exempt,
    Grant,
    Lock,
    Parameter,
    PolicyAssignment,
    PolicyExemption,
    PolicyOverride,
    PolicySelector,
    ResourceGroup,
    ResourceSelector,
    RoleAssignment,
    RoleDefinition,
    ScopeTags,
    Stack,
    StorageAccount,
    Subscription,
    UserAssignedIdentity,
    Workspace,
)

SETS = "/providers/Microsoft.Authorization/policySetDefinitions"
people = "22222222-2222-4222-8222-222222222222"
group = ResourceGroup("rg-ml", location="westeurope", managed_by=Parameter("manager"))
account = StorageAccount("stgovernance", scope=group)
operators = RoleDefinition(
    role_name="ML operator",
    description="Starts and stops computes.",
    actions=["Microsoft.MachineLearningServices/workspaces/*/read", "*/read"],
    not_actions=["Microsoft.Authorization/*/read"],
    data_actions=["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"],
    not_data_actions=["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete"],
    assignable_scopes=[group.id, Parameter("subscriptionId")],
)
starters = RoleDefinition(
    "77777777-7777-4777-8777-777777777777",
    on=group,
    role_name="ML starter",
    actions=["Microsoft.MachineLearningServices/workspaces/computes/start/action"],
    extra={"properties": {"description": "Starts computes."}},
)
workspace = Workspace("mlw-governance", scope=group, storage=account, grants=[Grant(operators, principal_id=people)])
remediator = UserAssignedIdentity("id-policy", scope=group)
security = PolicyAssignment(
    "security",
    definition=f"{SETS}/1f3afdf9-d0c9-4c3d-847f-89da613e70a8",
    identity=remediator,
    definition_version="57.*.*",
    message="The security baseline asks for it.",
    messages={"storageEncryption": "Encrypt the account."},
    metadata={"assignedBy": "platform"},
    resource_selectors=[
        ResourceSelector(
            "europe",
            selectors=[
                PolicySelector("resourceLocation", only=["westeurope"]),
                PolicySelector("resourceType", but=["Microsoft.Network/networkInterfaces"]),
            ],
        )
    ],
    overrides=[
        PolicyOverride(
            "Audit",
            selectors=[
                PolicySelector("policyDefinitionReferenceId", only=["storageEncryption"]),
                PolicySelector("resourceLocation", but=["westeurope"]),
            ],
        ),
        PolicyOverride("2.*.*", what="definitionVersion"),
    ],
)

stack = Stack(
    "governance",
    scope=Subscription(location="westeurope"),
    deployment_stack=DeploymentStack(unmanage="delete", unmanage_groups="delete"),
    resources=[
        group,
        workspace,
        operators,
        starters,
        remediator,
        security,
        PolicyExemption(
            "pilot",
            on=group,
            assignment_id=security.id,
            category="Mitigated",
            policies=["storageEncryption"],
            expires="2027-06-30T00:00:00Z",
            display_name="Pilot",
            description="The pilot ends in June.",
            metadata={"ticket": "4711"},
            resource_selectors=[
                ResourceSelector(
                    "accounts",
                    selectors=[
                        PolicySelector("resourceLocation", only=["westeurope"]),
                        PolicySelector("resourceType", but=["Microsoft.Network/networkInterfaces"]),
                    ],
                )
            ],
            validate_scope=False,
        ),
        PolicyExemption(
            "account",
            on=account,
            assignment_id=security.id,
            extra={"properties": {"description": "The account of logs."}},
        ),
        RoleAssignment(
            role=starters,
            on=group,
            principal_id=people,
            delegated_identity_id=Parameter("delegatedIdentity"),
        ),
        RoleAssignment(
            role="Contributor",
            on=workspace,
            principal_id="33333333-3333-4333-8333-333333333333",
            exempt=[Exempt("ML203", "the people who run it")],
        ),
        Lock("no-delete", on=account, owners=[Parameter("owner")]),
        ScopeTags(values={"platform": "ml", "owner": "team-a"}),
        ScopeTags(
            on=UserAssignedIdentity.existing("id-old", scope="rg-old"),
            values={"platform": "ml"},
            extra={"properties": {"tags": {"more": "yes"}}},
        ),
    ],
)
