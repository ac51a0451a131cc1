"""Post plans to a pull request on GitHub or Azure DevOps."""
