"""The local target: an Azure Resource Manager on loopback, its state in one SQLite file."""
