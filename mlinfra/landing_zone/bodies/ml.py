"""The API version of everything in a workspace: the oldest of three that are alike, and what the SDK speaks."""

VERSION = "2025-12-01"
