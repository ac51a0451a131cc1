"""Paths of Azure Resource Manager -> what answers them, one file for each part of its interface."""
