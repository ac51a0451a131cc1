"""Answer the paths of Azure Resource Manager, one file for each part of its interface."""
