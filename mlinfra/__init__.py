"""mlinfra: describe, review, deploy and keep Azure Machine Learning landing zones."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # `make baselines` writes these lines.
    from mlinfra.app.check import check as check
    from mlinfra.app.comment import comment as comment
    from mlinfra.app.config import config as config
    from mlinfra.app.deploy import deploy as deploy
    from mlinfra.app.destroy import destroy as destroy
    from mlinfra.app.drift import drift as drift
    from mlinfra.app.emulator import emulator as emulator
    from mlinfra.app.events import Listener as Listener
    from mlinfra.app.expand import expand as expand
    from mlinfra.app.explain import explain as explain
    from mlinfra.app.graph import graph as graph
    from mlinfra.app.modules import modules as modules
    from mlinfra.app.new import new as new
    from mlinfra.app.observer import Observer as Observer
    from mlinfra.app.output import output as output
    from mlinfra.app.plan import plan as plan
    from mlinfra.app.plan_files import save_plans as save_plans
    from mlinfra.app.prune import prune as prune
    from mlinfra.app.render import render as render
    from mlinfra.app.schema import schema as schema
    from mlinfra.app.upgrade import upgrade as upgrade
    from mlinfra.base.accept import Accept as Accept
    from mlinfra.base.errors import InvalidInput as InvalidInput
    from mlinfra.base.errors import MlinfraError as MlinfraError
    from mlinfra.base.exempt import Exempt as Exempt
    from mlinfra.base.ignore import Ignore as Ignore
    from mlinfra.landing_zone.model._fields import Existing as Existing
    from mlinfra.landing_zone.model.action_group import ActionGroup as ActionGroup
    from mlinfra.landing_zone.model.action_group_receivers import AppPushReceiver as AppPushReceiver
    from mlinfra.landing_zone.model.action_group_receivers import EmailReceiver as EmailReceiver
    from mlinfra.landing_zone.model.action_group_receivers import EventHubReceiver as EventHubReceiver
    from mlinfra.landing_zone.model.action_group_receivers import FunctionReceiver as FunctionReceiver
    from mlinfra.landing_zone.model.action_group_receivers import ItsmReceiver as ItsmReceiver
    from mlinfra.landing_zone.model.action_group_receivers import LogicAppReceiver as LogicAppReceiver
    from mlinfra.landing_zone.model.action_group_receivers import RoleReceiver as RoleReceiver
    from mlinfra.landing_zone.model.action_group_receivers import RunbookReceiver as RunbookReceiver
    from mlinfra.landing_zone.model.action_group_receivers import SmsReceiver as SmsReceiver
    from mlinfra.landing_zone.model.action_group_receivers import VoiceReceiver as VoiceReceiver
    from mlinfra.landing_zone.model.action_group_receivers import WebhookReceiver as WebhookReceiver
    from mlinfra.landing_zone.model.ai_services import AIDeployment as AIDeployment
    from mlinfra.landing_zone.model.ai_services import AIProject as AIProject
    from mlinfra.landing_zone.model.ai_services import AIServices as AIServices
    from mlinfra.landing_zone.model.ai_services_options import AgentNetwork as AgentNetwork
    from mlinfra.landing_zone.model.ai_services_options import AIKey as AIKey
    from mlinfra.landing_zone.model.ai_services_options import AIMonitor as AIMonitor
    from mlinfra.landing_zone.model.ai_services_options import AIRegion as AIRegion
    from mlinfra.landing_zone.model.ai_services_options import AIRegions as AIRegions
    from mlinfra.landing_zone.model.ai_services_options import AIStorage as AIStorage
    from mlinfra.landing_zone.model.ai_services_options import AISubnet as AISubnet
    from mlinfra.landing_zone.model.ai_services_options import AIWorkspace as AIWorkspace
    from mlinfra.landing_zone.model.ai_services_options import Capacity as Capacity
    from mlinfra.landing_zone.model.asset_containers import CodeContainer as CodeContainer
    from mlinfra.landing_zone.model.asset_containers import ComponentContainer as ComponentContainer
    from mlinfra.landing_zone.model.asset_containers import DataContainer as DataContainer
    from mlinfra.landing_zone.model.asset_containers import EnvironmentContainer as EnvironmentContainer
    from mlinfra.landing_zone.model.asset_containers import ModelContainer as ModelContainer
    from mlinfra.landing_zone.model.attached_compute import AttachedVirtualMachine as AttachedVirtualMachine
    from mlinfra.landing_zone.model.attached_compute import DatabricksCompute as DatabricksCompute
    from mlinfra.landing_zone.model.attached_compute import InstanceType as InstanceType
    from mlinfra.landing_zone.model.attached_compute import KubernetesCompute as KubernetesCompute
    from mlinfra.landing_zone.model.attached_compute import MachineUser as MachineUser
    from mlinfra.landing_zone.model.attached_compute import SparkPool as SparkPool
    from mlinfra.landing_zone.model.attached_service import AksCertificate as AksCertificate
    from mlinfra.landing_zone.model.attached_service import AksCompute as AksCompute
    from mlinfra.landing_zone.model.attached_service import AksNetworking as AksNetworking
    from mlinfra.landing_zone.model.attached_service import DataFactoryCompute as DataFactoryCompute
    from mlinfra.landing_zone.model.attached_service import DataLakeAnalyticsCompute as DataLakeAnalyticsCompute
    from mlinfra.landing_zone.model.attached_service import HdInsightCompute as HdInsightCompute
    from mlinfra.landing_zone.model.autoscale_rules import MetricDimension as MetricDimension
    from mlinfra.landing_zone.model.autoscale_rules import ScaleDates as ScaleDates
    from mlinfra.landing_zone.model.autoscale_rules import ScaleNotification as ScaleNotification
    from mlinfra.landing_zone.model.autoscale_rules import ScaleProfile as ScaleProfile
    from mlinfra.landing_zone.model.autoscale_rules import ScaleRecurrence as ScaleRecurrence
    from mlinfra.landing_zone.model.autoscale_rules import ScaleRule as ScaleRule
    from mlinfra.landing_zone.model.autoscale_rules import ScaleWebhook as ScaleWebhook
    from mlinfra.landing_zone.model.autoscale_setting import AutoscaleSetting as AutoscaleSetting
    from mlinfra.landing_zone.model.azure_resource import AzureResource as AzureResource
    from mlinfra.landing_zone.model.batch_deployment import ModelBatchDeployment as ModelBatchDeployment
    from mlinfra.landing_zone.model.batch_deployment import PipelineBatchDeployment as PipelineBatchDeployment
    from mlinfra.landing_zone.model.batch_endpoint import BatchEndpoint as BatchEndpoint
    from mlinfra.landing_zone.model.blueprint import Blueprint as Blueprint
    from mlinfra.landing_zone.model.budget import Budget as Budget
    from mlinfra.landing_zone.model.budget import BudgetNotification as BudgetNotification
    from mlinfra.landing_zone.model.budget import CostDimension as CostDimension
    from mlinfra.landing_zone.model.budget import CostFilters as CostFilters
    from mlinfra.landing_zone.model.budget import CostTag as CostTag
    from mlinfra.landing_zone.model.capability_host import CapabilityHost as CapabilityHost
    from mlinfra.landing_zone.model.code import Code as Code
    from mlinfra.landing_zone.model.component import Component as Component
    from mlinfra.landing_zone.model.compute import Autoscale as Autoscale
    from mlinfra.landing_zone.model.compute import ComputeCluster as ComputeCluster
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance as ComputeInstance
    from mlinfra.landing_zone.model.compute_options import ComputeCron as ComputeCron
    from mlinfra.landing_zone.model.compute_options import ComputeRecurrence as ComputeRecurrence
    from mlinfra.landing_zone.model.compute_options import ComputeSchedule as ComputeSchedule
    from mlinfra.landing_zone.model.compute_options import Script as Script
    from mlinfra.landing_zone.model.compute_options import SshUser as SshUser
    from mlinfra.landing_zone.model.compute_services import CustomService as CustomService
    from mlinfra.landing_zone.model.compute_services import ServiceKernel as ServiceKernel
    from mlinfra.landing_zone.model.compute_services import ServicePort as ServicePort
    from mlinfra.landing_zone.model.compute_services import ServiceVolume as ServiceVolume
    from mlinfra.landing_zone.model.connection import AccessKeyConnection as AccessKeyConnection
    from mlinfra.landing_zone.model.connection import AccessTokenConnection as AccessTokenConnection
    from mlinfra.landing_zone.model.connection import AccountKeyConnection as AccountKeyConnection
    from mlinfra.landing_zone.model.connection import ApiKeyConnection as ApiKeyConnection
    from mlinfra.landing_zone.model.connection import Connection as Connection
    from mlinfra.landing_zone.model.connection import CustomKeysConnection as CustomKeysConnection
    from mlinfra.landing_zone.model.connection import ManagedIdentityConnection as ManagedIdentityConnection
    from mlinfra.landing_zone.model.connection import OAuthConnection as OAuthConnection
    from mlinfra.landing_zone.model.connection import SasConnection as SasConnection
    from mlinfra.landing_zone.model.connection import ServicePrincipalConnection as ServicePrincipalConnection
    from mlinfra.landing_zone.model.connection import UserConnection as UserConnection
    from mlinfra.landing_zone.model.container import BlobContainer as BlobContainer
    from mlinfra.landing_zone.model.credentials import AccountKeyCredentials as AccountKeyCredentials
    from mlinfra.landing_zone.model.credentials import CertificateCredentials as CertificateCredentials
    from mlinfra.landing_zone.model.credentials import SasCredentials as SasCredentials
    from mlinfra.landing_zone.model.credentials import ServicePrincipalCredentials as ServicePrincipalCredentials
    from mlinfra.landing_zone.model.data import DataAsset as DataAsset
    from mlinfra.landing_zone.model.datastore import BlobDatastore as BlobDatastore
    from mlinfra.landing_zone.model.datastore import DataLakeDatastore as DataLakeDatastore
    from mlinfra.landing_zone.model.datastore import FileDatastore as FileDatastore
    from mlinfra.landing_zone.model.datastore import NoCredentials as NoCredentials
    from mlinfra.landing_zone.model.datastore import OneLakeDatastore as OneLakeDatastore
    from mlinfra.landing_zone.model.deployment import KubernetesOnlineDeployment as KubernetesOnlineDeployment
    from mlinfra.landing_zone.model.deployment import OnlineDeployment as OnlineDeployment
    from mlinfra.landing_zone.model.deployment_options import CodeConfiguration as CodeConfiguration
    from mlinfra.landing_zone.model.deployment_options import ContainerResources as ContainerResources
    from mlinfra.landing_zone.model.deployment_options import DataCollection as DataCollection
    from mlinfra.landing_zone.model.deployment_options import DataCollector as DataCollector
    from mlinfra.landing_zone.model.deployment_options import Probe as Probe
    from mlinfra.landing_zone.model.deployment_options import TargetUtilization as TargetUtilization
    from mlinfra.landing_zone.model.derived import Derived as Derived
    from mlinfra.landing_zone.model.diagnostics import DiagnosticSetting as DiagnosticSetting
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint as OnlineEndpoint
    from mlinfra.landing_zone.model.environment import Conda as Conda
    from mlinfra.landing_zone.model.environment import CondaFile as CondaFile
    from mlinfra.landing_zone.model.environment import Environment as Environment
    from mlinfra.landing_zone.model.environment_options import BuildContext as BuildContext
    from mlinfra.landing_zone.model.environment_options import InferenceConfig as InferenceConfig
    from mlinfra.landing_zone.model.environment_options import Route as Route
    from mlinfra.landing_zone.model.event_hub import ConsumerGroup as ConsumerGroup
    from mlinfra.landing_zone.model.event_hub import EventHub as EventHub
    from mlinfra.landing_zone.model.event_hub import EventHubFirewall as EventHubFirewall
    from mlinfra.landing_zone.model.event_hub import EventHubNamespace as EventHubNamespace
    from mlinfra.landing_zone.model.event_hub import EventHubRule as EventHubRule
    from mlinfra.landing_zone.model.event_hub_options import EventCapture as EventCapture
    from mlinfra.landing_zone.model.event_hub_options import EventHubKey as EventHubKey
    from mlinfra.landing_zone.model.event_hub_options import EventHubSubnet as EventHubSubnet
    from mlinfra.landing_zone.model.feature_store import FeatureSet as FeatureSet
    from mlinfra.landing_zone.model.feature_store import FeatureSetContainer as FeatureSetContainer
    from mlinfra.landing_zone.model.feature_store import FeatureStoreEntity as FeatureStoreEntity
    from mlinfra.landing_zone.model.feature_store import FeatureStoreEntityContainer as FeatureStoreEntityContainer
    from mlinfra.landing_zone.model.feature_store import IndexColumn as IndexColumn
    from mlinfra.landing_zone.model.feature_store import Materialization as Materialization
    from mlinfra.landing_zone.model.feature_store import Webhook as Webhook
    from mlinfra.landing_zone.model.feature_store_settings import FeatureStoreSettings as FeatureStoreSettings
    from mlinfra.landing_zone.model.federated_credential import FederatedCredential as FederatedCredential
    from mlinfra.landing_zone.model.identity import Grant as Grant
    from mlinfra.landing_zone.model.identity import Identities as Identities
    from mlinfra.landing_zone.model.identity import SystemAssigned as SystemAssigned
    from mlinfra.landing_zone.model.identity import UserAssignedIdentity as UserAssignedIdentity
    from mlinfra.landing_zone.model.insights import ApplicationInsights as ApplicationInsights
    from mlinfra.landing_zone.model.insights import LogAnalytics as LogAnalytics
    from mlinfra.landing_zone.model.insights import Replication as Replication
    from mlinfra.landing_zone.model.lifecycle import BlobActions as BlobActions
    from mlinfra.landing_zone.model.lifecycle import BlobAge as BlobAge
    from mlinfra.landing_zone.model.lifecycle import BlobTag as BlobTag
    from mlinfra.landing_zone.model.lifecycle import LifecyclePolicy as LifecyclePolicy
    from mlinfra.landing_zone.model.lifecycle import LifecycleRule as LifecycleRule
    from mlinfra.landing_zone.model.lifecycle import VersionActions as VersionActions
    from mlinfra.landing_zone.model.lifecycle import VersionAge as VersionAge
    from mlinfra.landing_zone.model.lock import Lock as Lock
    from mlinfra.landing_zone.model.log_alert import LogAlert as LogAlert
    from mlinfra.landing_zone.model.log_alert import LogCondition as LogCondition
    from mlinfra.landing_zone.model.log_alert import LogMetric as LogMetric
    from mlinfra.landing_zone.model.log_alert import LogToMetric as LogToMetric
    from mlinfra.landing_zone.model.log_table import LogColumn as LogColumn
    from mlinfra.landing_zone.model.log_table import LogSearch as LogSearch
    from mlinfra.landing_zone.model.log_table import LogTable as LogTable
    from mlinfra.landing_zone.model.log_table import RestoredLogs as RestoredLogs
    from mlinfra.landing_zone.model.machine_learning_registry import MachineLearningRegistry as MachineLearningRegistry
    from mlinfra.landing_zone.model.machine_learning_registry import RegistryImages as RegistryImages
    from mlinfra.landing_zone.model.machine_learning_registry import RegistryRegion as RegistryRegion
    from mlinfra.landing_zone.model.machine_learning_registry import RegistryStorage as RegistryStorage
    from mlinfra.landing_zone.model.metric_alert import AlertAction as AlertAction
    from mlinfra.landing_zone.model.metric_alert import MetricAlert as MetricAlert
    from mlinfra.landing_zone.model.metric_alert import WebTestAlert as WebTestAlert
    from mlinfra.landing_zone.model.metric_criteria import AlertDimension as AlertDimension
    from mlinfra.landing_zone.model.metric_criteria import DynamicThreshold as DynamicThreshold
    from mlinfra.landing_zone.model.metric_criteria import StaticThreshold as StaticThreshold
    from mlinfra.landing_zone.model.module import Module as Module
    from mlinfra.landing_zone.model.monitor import AttributionSignal as AttributionSignal
    from mlinfra.landing_zone.model.monitor import CustomSignal as CustomSignal
    from mlinfra.landing_zone.model.monitor import DriftSignal as DriftSignal
    from mlinfra.landing_zone.model.monitor import MonitorModel as MonitorModel
    from mlinfra.landing_zone.model.monitor import PredictionSignal as PredictionSignal
    from mlinfra.landing_zone.model.monitor import QualitySignal as QualitySignal
    from mlinfra.landing_zone.model.monitor_data import CategoryLimit as CategoryLimit
    from mlinfra.landing_zone.model.monitor_data import CustomLimit as CustomLimit
    from mlinfra.landing_zone.model.monitor_data import FixedData as FixedData
    from mlinfra.landing_zone.model.monitor_data import NumericLimit as NumericLimit
    from mlinfra.landing_zone.model.monitor_data import RollingData as RollingData
    from mlinfra.landing_zone.model.monitor_data import SignalInput as SignalInput
    from mlinfra.landing_zone.model.monitor_data import StaticData as StaticData
    from mlinfra.landing_zone.model.naming import NameRequest as NameRequest
    from mlinfra.landing_zone.model.naming import Naming as Naming
    from mlinfra.landing_zone.model.nat import IpTag as IpTag
    from mlinfra.landing_zone.model.nat import NatGateway as NatGateway
    from mlinfra.landing_zone.model.nat import PublicIpAddress as PublicIpAddress
    from mlinfra.landing_zone.model.network import Managed as Managed
    from mlinfra.landing_zone.model.network import Private as Private
    from mlinfra.landing_zone.model.network import Public as Public
    from mlinfra.landing_zone.model.network_security import NetworkSecurityGroup as NetworkSecurityGroup
    from mlinfra.landing_zone.model.network_security import RouteTable as RouteTable
    from mlinfra.landing_zone.model.network_security import SecurityRule as SecurityRule
    from mlinfra.landing_zone.model.network_security import UserDefinedRoute as UserDefinedRoute
    from mlinfra.landing_zone.model.outbound import Fqdn as Fqdn
    from mlinfra.landing_zone.model.outbound import PrivateTarget as PrivateTarget
    from mlinfra.landing_zone.model.outbound import ServiceTag as ServiceTag
    from mlinfra.landing_zone.model.parameter import Parameter as Parameter
    from mlinfra.landing_zone.model.parameter import Secret as Secret
    from mlinfra.landing_zone.model.peering import AddressSpace as AddressSpace
    from mlinfra.landing_zone.model.peering import VirtualNetworkPeering as VirtualNetworkPeering
    from mlinfra.landing_zone.model.policy import PolicyAssignment as PolicyAssignment
    from mlinfra.landing_zone.model.policy_exemption import PolicyExemption as PolicyExemption
    from mlinfra.landing_zone.model.policy_options import PolicyOverride as PolicyOverride
    from mlinfra.landing_zone.model.policy_options import PolicySelector as PolicySelector
    from mlinfra.landing_zone.model.policy_options import ResourceSelector as ResourceSelector
    from mlinfra.landing_zone.model.private_dns import PrivateDnsZone as PrivateDnsZone
    from mlinfra.landing_zone.model.private_dns import VirtualNetworkLink as VirtualNetworkLink
    from mlinfra.landing_zone.model.private_endpoint import EndpointRecord as EndpointRecord
    from mlinfra.landing_zone.model.private_endpoint import PrivateDnsZoneGroup as PrivateDnsZoneGroup
    from mlinfra.landing_zone.model.private_endpoint import PrivateEndpoint as PrivateEndpoint
    from mlinfra.landing_zone.model.private_endpoint import StaticAddress as StaticAddress
    from mlinfra.landing_zone.model.registered_model import Model as Model
    from mlinfra.landing_zone.model.registered_model import ModelDataset as ModelDataset
    from mlinfra.landing_zone.model.registry import ContainerRegistry as ContainerRegistry
    from mlinfra.landing_zone.model.role import RoleAssignment as RoleAssignment
    from mlinfra.landing_zone.model.role_definition import RoleDefinition as RoleDefinition
    from mlinfra.landing_zone.model.schedule import InvokeBatchEndpoint as InvokeBatchEndpoint
    from mlinfra.landing_zone.model.schedule import RunJob as RunJob
    from mlinfra.landing_zone.model.schedule import Schedule as Schedule
    from mlinfra.landing_zone.model.scope import ManagementGroup as ManagementGroup
    from mlinfra.landing_zone.model.scope import ResourceGroup as ResourceGroup
    from mlinfra.landing_zone.model.scope import Subscription as Subscription
    from mlinfra.landing_zone.model.scope import Tenant as Tenant
    from mlinfra.landing_zone.model.scope_tags import ScopeTags as ScopeTags
    from mlinfra.landing_zone.model.search import SearchService as SearchService
    from mlinfra.landing_zone.model.serverless_endpoint import MarketplaceSubscription as MarketplaceSubscription
    from mlinfra.landing_zone.model.serverless_endpoint import ServerlessEndpoint as ServerlessEndpoint
    from mlinfra.landing_zone.model.sku import Sku as Sku
    from mlinfra.landing_zone.model.stack import DeploymentStack as DeploymentStack
    from mlinfra.landing_zone.model.stack import Stack as Stack
    from mlinfra.landing_zone.model.storage import StorageAccount as StorageAccount
    from mlinfra.landing_zone.model.storage_options import ActiveDirectory as ActiveDirectory
    from mlinfra.landing_zone.model.storage_options import CustomDomain as CustomDomain
    from mlinfra.landing_zone.model.storage_options import FilesIdentity as FilesIdentity
    from mlinfra.landing_zone.model.storage_options import Immutability as Immutability
    from mlinfra.landing_zone.model.storage_options import ResourceAccess as ResourceAccess
    from mlinfra.landing_zone.model.storage_options import Routing as Routing
    from mlinfra.landing_zone.model.storage_options import SasPolicy as SasPolicy
    from mlinfra.landing_zone.model.storage_options import StorageKey as StorageKey
    from mlinfra.landing_zone.model.storage_service_options import CorsRule as CorsRule
    from mlinfra.landing_zone.model.storage_service_options import RetentionPolicy as RetentionPolicy
    from mlinfra.landing_zone.model.storage_service_options import StoredAccessPolicy as StoredAccessPolicy
    from mlinfra.landing_zone.model.storage_services import BlobService as BlobService
    from mlinfra.landing_zone.model.storage_services import FileService as FileService
    from mlinfra.landing_zone.model.storage_services import FileShare as FileShare
    from mlinfra.landing_zone.model.storage_tables import QueueService as QueueService
    from mlinfra.landing_zone.model.storage_tables import StorageQueue as StorageQueue
    from mlinfra.landing_zone.model.storage_tables import StorageTable as StorageTable
    from mlinfra.landing_zone.model.storage_tables import TableService as TableService
    from mlinfra.landing_zone.model.triggers import CronTrigger as CronTrigger
    from mlinfra.landing_zone.model.triggers import RecurrenceTrigger as RecurrenceTrigger
    from mlinfra.landing_zone.model.vault import KeyVault as KeyVault
    from mlinfra.landing_zone.model.vault_access import AccessPolicy as AccessPolicy
    from mlinfra.landing_zone.model.vault_access import VaultAccessPolicies as VaultAccessPolicies
    from mlinfra.landing_zone.model.vault_items import RotationAction as RotationAction
    from mlinfra.landing_zone.model.vault_items import VaultKey as VaultKey
    from mlinfra.landing_zone.model.vault_items import VaultSecret as VaultSecret
    from mlinfra.landing_zone.model.virtual_network import AddressPool as AddressPool
    from mlinfra.landing_zone.model.virtual_network import Delegation as Delegation
    from mlinfra.landing_zone.model.virtual_network import ServiceEndpoint as ServiceEndpoint
    from mlinfra.landing_zone.model.virtual_network import Subnet as Subnet
    from mlinfra.landing_zone.model.virtual_network import VirtualNetwork as VirtualNetwork
    from mlinfra.landing_zone.model.workspace import Workspace as Workspace
    from mlinfra.landing_zone.model.workspace_options import HubSettings as HubSettings
    from mlinfra.landing_zone.model.workspace_options import Serverless as Serverless
    from mlinfra.landing_zone.model.workspace_options import SharedPrivateLink as SharedPrivateLink
    from mlinfra.landing_zone.model.workspace_options import WorkspaceKey as WorkspaceKey

__version__ = "0.1.0"

VERBS = (
    "check", "comment", "config", "deploy", "destroy", "drift", "emulator", "expand", "explain", "graph", "modules",
    "new", "output", "plan", "prune", "render", "schema", "upgrade",
)  # fmt: skip
"""What the commands do, as functions: ``from mlinfra import plan``. A star import leaves them out: they are short words."""
BESIDE = {
    "Listener": "app.events",
    "Observer": "app.observer",
    "save_plans": "app.plan_files",
}
"""What stands beside the verbs, with its module; a star import, as in stack files, leaves it out too."""
_HOME = {
    # `make baselines` writes these lines: each class with @model, and what scripts/public_names.py adds.
    "AIDeployment": "landing_zone.model.ai_services",
    "AIKey": "landing_zone.model.ai_services_options",
    "AIMonitor": "landing_zone.model.ai_services_options",
    "AIProject": "landing_zone.model.ai_services",
    "AIRegion": "landing_zone.model.ai_services_options",
    "AIRegions": "landing_zone.model.ai_services_options",
    "AIServices": "landing_zone.model.ai_services",
    "AIStorage": "landing_zone.model.ai_services_options",
    "AISubnet": "landing_zone.model.ai_services_options",
    "AIWorkspace": "landing_zone.model.ai_services_options",
    "Accept": "base.accept",
    "AccessKeyConnection": "landing_zone.model.connection",
    "AccessPolicy": "landing_zone.model.vault_access",
    "AccessTokenConnection": "landing_zone.model.connection",
    "AccountKeyConnection": "landing_zone.model.connection",
    "AccountKeyCredentials": "landing_zone.model.credentials",
    "ActionGroup": "landing_zone.model.action_group",
    "ActiveDirectory": "landing_zone.model.storage_options",
    "AddressPool": "landing_zone.model.virtual_network",
    "AddressSpace": "landing_zone.model.peering",
    "AgentNetwork": "landing_zone.model.ai_services_options",
    "AksCertificate": "landing_zone.model.attached_service",
    "AksCompute": "landing_zone.model.attached_service",
    "AksNetworking": "landing_zone.model.attached_service",
    "AlertAction": "landing_zone.model.metric_alert",
    "AlertDimension": "landing_zone.model.metric_criteria",
    "ApiKeyConnection": "landing_zone.model.connection",
    "AppPushReceiver": "landing_zone.model.action_group_receivers",
    "ApplicationInsights": "landing_zone.model.insights",
    "AttachedVirtualMachine": "landing_zone.model.attached_compute",
    "AttributionSignal": "landing_zone.model.monitor",
    "Autoscale": "landing_zone.model.compute",
    "AutoscaleSetting": "landing_zone.model.autoscale_setting",
    "AzureResource": "landing_zone.model.azure_resource",
    "BatchEndpoint": "landing_zone.model.batch_endpoint",
    "BlobActions": "landing_zone.model.lifecycle",
    "BlobAge": "landing_zone.model.lifecycle",
    "BlobContainer": "landing_zone.model.container",
    "BlobDatastore": "landing_zone.model.datastore",
    "BlobService": "landing_zone.model.storage_services",
    "BlobTag": "landing_zone.model.lifecycle",
    "Blueprint": "landing_zone.model.blueprint",
    "Budget": "landing_zone.model.budget",
    "BudgetNotification": "landing_zone.model.budget",
    "BuildContext": "landing_zone.model.environment_options",
    "CapabilityHost": "landing_zone.model.capability_host",
    "Capacity": "landing_zone.model.ai_services_options",
    "CategoryLimit": "landing_zone.model.monitor_data",
    "CertificateCredentials": "landing_zone.model.credentials",
    "Code": "landing_zone.model.code",
    "CodeConfiguration": "landing_zone.model.deployment_options",
    "CodeContainer": "landing_zone.model.asset_containers",
    "Component": "landing_zone.model.component",
    "ComponentContainer": "landing_zone.model.asset_containers",
    "ComputeCluster": "landing_zone.model.compute",
    "ComputeCron": "landing_zone.model.compute_options",
    "ComputeInstance": "landing_zone.model.compute_instance",
    "ComputeRecurrence": "landing_zone.model.compute_options",
    "ComputeSchedule": "landing_zone.model.compute_options",
    "Conda": "landing_zone.model.environment",
    "CondaFile": "landing_zone.model.environment",
    "Connection": "landing_zone.model.connection",
    "ConsumerGroup": "landing_zone.model.event_hub",
    "ContainerRegistry": "landing_zone.model.registry",
    "ContainerResources": "landing_zone.model.deployment_options",
    "CorsRule": "landing_zone.model.storage_service_options",
    "CostDimension": "landing_zone.model.budget",
    "CostFilters": "landing_zone.model.budget",
    "CostTag": "landing_zone.model.budget",
    "CronTrigger": "landing_zone.model.triggers",
    "CustomDomain": "landing_zone.model.storage_options",
    "CustomKeysConnection": "landing_zone.model.connection",
    "CustomLimit": "landing_zone.model.monitor_data",
    "CustomService": "landing_zone.model.compute_services",
    "CustomSignal": "landing_zone.model.monitor",
    "DataAsset": "landing_zone.model.data",
    "DataCollection": "landing_zone.model.deployment_options",
    "DataCollector": "landing_zone.model.deployment_options",
    "DataContainer": "landing_zone.model.asset_containers",
    "DataFactoryCompute": "landing_zone.model.attached_service",
    "DataLakeAnalyticsCompute": "landing_zone.model.attached_service",
    "DataLakeDatastore": "landing_zone.model.datastore",
    "DatabricksCompute": "landing_zone.model.attached_compute",
    "Delegation": "landing_zone.model.virtual_network",
    "DeploymentStack": "landing_zone.model.stack",
    "Derived": "landing_zone.model.derived",
    "DiagnosticSetting": "landing_zone.model.diagnostics",
    "DriftSignal": "landing_zone.model.monitor",
    "DynamicThreshold": "landing_zone.model.metric_criteria",
    "EmailReceiver": "landing_zone.model.action_group_receivers",
    "EndpointRecord": "landing_zone.model.private_endpoint",
    "Environment": "landing_zone.model.environment",
    "EnvironmentContainer": "landing_zone.model.asset_containers",
    "EventCapture": "landing_zone.model.event_hub_options",
    "EventHub": "landing_zone.model.event_hub",
    "EventHubFirewall": "landing_zone.model.event_hub",
    "EventHubKey": "landing_zone.model.event_hub_options",
    "EventHubNamespace": "landing_zone.model.event_hub",
    "EventHubReceiver": "landing_zone.model.action_group_receivers",
    "EventHubRule": "landing_zone.model.event_hub",
    "EventHubSubnet": "landing_zone.model.event_hub_options",
    "Exempt": "base.exempt",
    "Existing": "landing_zone.model._fields",
    "FeatureSet": "landing_zone.model.feature_store",
    "FeatureSetContainer": "landing_zone.model.feature_store",
    "FeatureStoreEntity": "landing_zone.model.feature_store",
    "FeatureStoreEntityContainer": "landing_zone.model.feature_store",
    "FeatureStoreSettings": "landing_zone.model.feature_store_settings",
    "FederatedCredential": "landing_zone.model.federated_credential",
    "FileDatastore": "landing_zone.model.datastore",
    "FileService": "landing_zone.model.storage_services",
    "FileShare": "landing_zone.model.storage_services",
    "FilesIdentity": "landing_zone.model.storage_options",
    "FixedData": "landing_zone.model.monitor_data",
    "Fqdn": "landing_zone.model.outbound",
    "FunctionReceiver": "landing_zone.model.action_group_receivers",
    "Grant": "landing_zone.model.identity",
    "HdInsightCompute": "landing_zone.model.attached_service",
    "HubSettings": "landing_zone.model.workspace_options",
    "Identities": "landing_zone.model.identity",
    "Ignore": "base.ignore",
    "Immutability": "landing_zone.model.storage_options",
    "IndexColumn": "landing_zone.model.feature_store",
    "InferenceConfig": "landing_zone.model.environment_options",
    "InstanceType": "landing_zone.model.attached_compute",
    "InvalidInput": "base.errors",
    "InvokeBatchEndpoint": "landing_zone.model.schedule",
    "IpTag": "landing_zone.model.nat",
    "ItsmReceiver": "landing_zone.model.action_group_receivers",
    "KeyVault": "landing_zone.model.vault",
    "KubernetesCompute": "landing_zone.model.attached_compute",
    "KubernetesOnlineDeployment": "landing_zone.model.deployment",
    "LifecyclePolicy": "landing_zone.model.lifecycle",
    "LifecycleRule": "landing_zone.model.lifecycle",
    "Lock": "landing_zone.model.lock",
    "LogAlert": "landing_zone.model.log_alert",
    "LogAnalytics": "landing_zone.model.insights",
    "LogColumn": "landing_zone.model.log_table",
    "LogCondition": "landing_zone.model.log_alert",
    "LogMetric": "landing_zone.model.log_alert",
    "LogSearch": "landing_zone.model.log_table",
    "LogTable": "landing_zone.model.log_table",
    "LogToMetric": "landing_zone.model.log_alert",
    "LogicAppReceiver": "landing_zone.model.action_group_receivers",
    "MachineLearningRegistry": "landing_zone.model.machine_learning_registry",
    "MachineUser": "landing_zone.model.attached_compute",
    "Managed": "landing_zone.model.network",
    "ManagedIdentityConnection": "landing_zone.model.connection",
    "ManagementGroup": "landing_zone.model.scope",
    "MarketplaceSubscription": "landing_zone.model.serverless_endpoint",
    "Materialization": "landing_zone.model.feature_store",
    "MetricAlert": "landing_zone.model.metric_alert",
    "MetricDimension": "landing_zone.model.autoscale_rules",
    "MlinfraError": "base.errors",
    "Model": "landing_zone.model.registered_model",
    "ModelBatchDeployment": "landing_zone.model.batch_deployment",
    "ModelContainer": "landing_zone.model.asset_containers",
    "ModelDataset": "landing_zone.model.registered_model",
    "Module": "landing_zone.model.module",
    "MonitorModel": "landing_zone.model.monitor",
    "NameRequest": "landing_zone.model.naming",
    "Naming": "landing_zone.model.naming",
    "NatGateway": "landing_zone.model.nat",
    "NetworkSecurityGroup": "landing_zone.model.network_security",
    "NoCredentials": "landing_zone.model.datastore",
    "NumericLimit": "landing_zone.model.monitor_data",
    "OAuthConnection": "landing_zone.model.connection",
    "OneLakeDatastore": "landing_zone.model.datastore",
    "OnlineDeployment": "landing_zone.model.deployment",
    "OnlineEndpoint": "landing_zone.model.endpoint",
    "Parameter": "landing_zone.model.parameter",
    "PipelineBatchDeployment": "landing_zone.model.batch_deployment",
    "PolicyAssignment": "landing_zone.model.policy",
    "PolicyExemption": "landing_zone.model.policy_exemption",
    "PolicyOverride": "landing_zone.model.policy_options",
    "PolicySelector": "landing_zone.model.policy_options",
    "PredictionSignal": "landing_zone.model.monitor",
    "Private": "landing_zone.model.network",
    "PrivateDnsZone": "landing_zone.model.private_dns",
    "PrivateDnsZoneGroup": "landing_zone.model.private_endpoint",
    "PrivateEndpoint": "landing_zone.model.private_endpoint",
    "PrivateTarget": "landing_zone.model.outbound",
    "Probe": "landing_zone.model.deployment_options",
    "Public": "landing_zone.model.network",
    "PublicIpAddress": "landing_zone.model.nat",
    "QualitySignal": "landing_zone.model.monitor",
    "QueueService": "landing_zone.model.storage_tables",
    "RecurrenceTrigger": "landing_zone.model.triggers",
    "RegistryImages": "landing_zone.model.machine_learning_registry",
    "RegistryRegion": "landing_zone.model.machine_learning_registry",
    "RegistryStorage": "landing_zone.model.machine_learning_registry",
    "Replication": "landing_zone.model.insights",
    "ResourceAccess": "landing_zone.model.storage_options",
    "ResourceGroup": "landing_zone.model.scope",
    "ResourceSelector": "landing_zone.model.policy_options",
    "RestoredLogs": "landing_zone.model.log_table",
    "RetentionPolicy": "landing_zone.model.storage_service_options",
    "RoleAssignment": "landing_zone.model.role",
    "RoleDefinition": "landing_zone.model.role_definition",
    "RoleReceiver": "landing_zone.model.action_group_receivers",
    "RollingData": "landing_zone.model.monitor_data",
    "RotationAction": "landing_zone.model.vault_items",
    "Route": "landing_zone.model.environment_options",
    "RouteTable": "landing_zone.model.network_security",
    "Routing": "landing_zone.model.storage_options",
    "RunJob": "landing_zone.model.schedule",
    "RunbookReceiver": "landing_zone.model.action_group_receivers",
    "SasConnection": "landing_zone.model.connection",
    "SasCredentials": "landing_zone.model.credentials",
    "SasPolicy": "landing_zone.model.storage_options",
    "ScaleDates": "landing_zone.model.autoscale_rules",
    "ScaleNotification": "landing_zone.model.autoscale_rules",
    "ScaleProfile": "landing_zone.model.autoscale_rules",
    "ScaleRecurrence": "landing_zone.model.autoscale_rules",
    "ScaleRule": "landing_zone.model.autoscale_rules",
    "ScaleWebhook": "landing_zone.model.autoscale_rules",
    "Schedule": "landing_zone.model.schedule",
    "ScopeTags": "landing_zone.model.scope_tags",
    "Script": "landing_zone.model.compute_options",
    "SearchService": "landing_zone.model.search",
    "Secret": "landing_zone.model.parameter",
    "SecurityRule": "landing_zone.model.network_security",
    "Serverless": "landing_zone.model.workspace_options",
    "ServerlessEndpoint": "landing_zone.model.serverless_endpoint",
    "ServiceEndpoint": "landing_zone.model.virtual_network",
    "ServiceKernel": "landing_zone.model.compute_services",
    "ServicePort": "landing_zone.model.compute_services",
    "ServicePrincipalConnection": "landing_zone.model.connection",
    "ServicePrincipalCredentials": "landing_zone.model.credentials",
    "ServiceTag": "landing_zone.model.outbound",
    "ServiceVolume": "landing_zone.model.compute_services",
    "SharedPrivateLink": "landing_zone.model.workspace_options",
    "SignalInput": "landing_zone.model.monitor_data",
    "Sku": "landing_zone.model.sku",
    "SmsReceiver": "landing_zone.model.action_group_receivers",
    "SparkPool": "landing_zone.model.attached_compute",
    "SshUser": "landing_zone.model.compute_options",
    "Stack": "landing_zone.model.stack",
    "StaticAddress": "landing_zone.model.private_endpoint",
    "StaticData": "landing_zone.model.monitor_data",
    "StaticThreshold": "landing_zone.model.metric_criteria",
    "StorageAccount": "landing_zone.model.storage",
    "StorageKey": "landing_zone.model.storage_options",
    "StorageQueue": "landing_zone.model.storage_tables",
    "StorageTable": "landing_zone.model.storage_tables",
    "StoredAccessPolicy": "landing_zone.model.storage_service_options",
    "Subnet": "landing_zone.model.virtual_network",
    "Subscription": "landing_zone.model.scope",
    "SystemAssigned": "landing_zone.model.identity",
    "TableService": "landing_zone.model.storage_tables",
    "TargetUtilization": "landing_zone.model.deployment_options",
    "Tenant": "landing_zone.model.scope",
    "UserAssignedIdentity": "landing_zone.model.identity",
    "UserConnection": "landing_zone.model.connection",
    "UserDefinedRoute": "landing_zone.model.network_security",
    "VaultAccessPolicies": "landing_zone.model.vault_access",
    "VaultKey": "landing_zone.model.vault_items",
    "VaultSecret": "landing_zone.model.vault_items",
    "VersionActions": "landing_zone.model.lifecycle",
    "VersionAge": "landing_zone.model.lifecycle",
    "VirtualNetwork": "landing_zone.model.virtual_network",
    "VirtualNetworkLink": "landing_zone.model.private_dns",
    "VirtualNetworkPeering": "landing_zone.model.peering",
    "VoiceReceiver": "landing_zone.model.action_group_receivers",
    "WebTestAlert": "landing_zone.model.metric_alert",
    "Webhook": "landing_zone.model.feature_store",
    "WebhookReceiver": "landing_zone.model.action_group_receivers",
    "Workspace": "landing_zone.model.workspace",
    "WorkspaceKey": "landing_zone.model.workspace_options",
    **{verb: f"app.{verb}" for verb in VERBS},
    **BESIDE,
}

__all__ = [
    # `make baselines` writes these lines.
    "AIDeployment",
    "AIKey",
    "AIMonitor",
    "AIProject",
    "AIRegion",
    "AIRegions",
    "AIServices",
    "AIStorage",
    "AISubnet",
    "AIWorkspace",
    "Accept",
    "AccessKeyConnection",
    "AccessPolicy",
    "AccessTokenConnection",
    "AccountKeyConnection",
    "AccountKeyCredentials",
    "ActionGroup",
    "ActiveDirectory",
    "AddressPool",
    "AddressSpace",
    "AgentNetwork",
    "AksCertificate",
    "AksCompute",
    "AksNetworking",
    "AlertAction",
    "AlertDimension",
    "ApiKeyConnection",
    "AppPushReceiver",
    "ApplicationInsights",
    "AttachedVirtualMachine",
    "AttributionSignal",
    "Autoscale",
    "AutoscaleSetting",
    "AzureResource",
    "BatchEndpoint",
    "BlobActions",
    "BlobAge",
    "BlobContainer",
    "BlobDatastore",
    "BlobService",
    "BlobTag",
    "Blueprint",
    "Budget",
    "BudgetNotification",
    "BuildContext",
    "CapabilityHost",
    "Capacity",
    "CategoryLimit",
    "CertificateCredentials",
    "Code",
    "CodeConfiguration",
    "CodeContainer",
    "Component",
    "ComponentContainer",
    "ComputeCluster",
    "ComputeCron",
    "ComputeInstance",
    "ComputeRecurrence",
    "ComputeSchedule",
    "Conda",
    "CondaFile",
    "Connection",
    "ConsumerGroup",
    "ContainerRegistry",
    "ContainerResources",
    "CorsRule",
    "CostDimension",
    "CostFilters",
    "CostTag",
    "CronTrigger",
    "CustomDomain",
    "CustomKeysConnection",
    "CustomLimit",
    "CustomService",
    "CustomSignal",
    "DataAsset",
    "DataCollection",
    "DataCollector",
    "DataContainer",
    "DataFactoryCompute",
    "DataLakeAnalyticsCompute",
    "DataLakeDatastore",
    "DatabricksCompute",
    "Delegation",
    "DeploymentStack",
    "Derived",
    "DiagnosticSetting",
    "DriftSignal",
    "DynamicThreshold",
    "EmailReceiver",
    "EndpointRecord",
    "Environment",
    "EnvironmentContainer",
    "EventCapture",
    "EventHub",
    "EventHubFirewall",
    "EventHubKey",
    "EventHubNamespace",
    "EventHubReceiver",
    "EventHubRule",
    "EventHubSubnet",
    "Exempt",
    "Existing",
    "FeatureSet",
    "FeatureSetContainer",
    "FeatureStoreEntity",
    "FeatureStoreEntityContainer",
    "FeatureStoreSettings",
    "FederatedCredential",
    "FileDatastore",
    "FileService",
    "FileShare",
    "FilesIdentity",
    "FixedData",
    "Fqdn",
    "FunctionReceiver",
    "Grant",
    "HdInsightCompute",
    "HubSettings",
    "Identities",
    "Ignore",
    "Immutability",
    "IndexColumn",
    "InferenceConfig",
    "InstanceType",
    "InvalidInput",
    "InvokeBatchEndpoint",
    "IpTag",
    "ItsmReceiver",
    "KeyVault",
    "KubernetesCompute",
    "KubernetesOnlineDeployment",
    "LifecyclePolicy",
    "LifecycleRule",
    "Lock",
    "LogAlert",
    "LogAnalytics",
    "LogColumn",
    "LogCondition",
    "LogMetric",
    "LogSearch",
    "LogTable",
    "LogToMetric",
    "LogicAppReceiver",
    "MachineLearningRegistry",
    "MachineUser",
    "Managed",
    "ManagedIdentityConnection",
    "ManagementGroup",
    "MarketplaceSubscription",
    "Materialization",
    "MetricAlert",
    "MetricDimension",
    "MlinfraError",
    "Model",
    "ModelBatchDeployment",
    "ModelContainer",
    "ModelDataset",
    "Module",
    "MonitorModel",
    "NameRequest",
    "Naming",
    "NatGateway",
    "NetworkSecurityGroup",
    "NoCredentials",
    "NumericLimit",
    "OAuthConnection",
    "OneLakeDatastore",
    "OnlineDeployment",
    "OnlineEndpoint",
    "Parameter",
    "PipelineBatchDeployment",
    "PolicyAssignment",
    "PolicyExemption",
    "PolicyOverride",
    "PolicySelector",
    "PredictionSignal",
    "Private",
    "PrivateDnsZone",
    "PrivateDnsZoneGroup",
    "PrivateEndpoint",
    "PrivateTarget",
    "Probe",
    "Public",
    "PublicIpAddress",
    "QualitySignal",
    "QueueService",
    "RecurrenceTrigger",
    "RegistryImages",
    "RegistryRegion",
    "RegistryStorage",
    "Replication",
    "ResourceAccess",
    "ResourceGroup",
    "ResourceSelector",
    "RestoredLogs",
    "RetentionPolicy",
    "RoleAssignment",
    "RoleDefinition",
    "RoleReceiver",
    "RollingData",
    "RotationAction",
    "Route",
    "RouteTable",
    "Routing",
    "RunJob",
    "RunbookReceiver",
    "SasConnection",
    "SasCredentials",
    "SasPolicy",
    "ScaleDates",
    "ScaleNotification",
    "ScaleProfile",
    "ScaleRecurrence",
    "ScaleRule",
    "ScaleWebhook",
    "Schedule",
    "ScopeTags",
    "Script",
    "SearchService",
    "Secret",
    "SecurityRule",
    "Serverless",
    "ServerlessEndpoint",
    "ServiceEndpoint",
    "ServiceKernel",
    "ServicePort",
    "ServicePrincipalConnection",
    "ServicePrincipalCredentials",
    "ServiceTag",
    "ServiceVolume",
    "SharedPrivateLink",
    "SignalInput",
    "Sku",
    "SmsReceiver",
    "SparkPool",
    "SshUser",
    "Stack",
    "StaticAddress",
    "StaticData",
    "StaticThreshold",
    "StorageAccount",
    "StorageKey",
    "StorageQueue",
    "StorageTable",
    "StoredAccessPolicy",
    "Subnet",
    "Subscription",
    "SystemAssigned",
    "TableService",
    "TargetUtilization",
    "Tenant",
    "UserAssignedIdentity",
    "UserConnection",
    "UserDefinedRoute",
    "VaultAccessPolicies",
    "VaultKey",
    "VaultSecret",
    "VersionActions",
    "VersionAge",
    "VirtualNetwork",
    "VirtualNetworkLink",
    "VirtualNetworkPeering",
    "VoiceReceiver",
    "WebTestAlert",
    "Webhook",
    "WebhookReceiver",
    "Workspace",
    "WorkspaceKey",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use: ``import mlinfra`` alone loads nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'mlinfra' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"mlinfra.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *VERBS})
