"""Plan JSON in; a sticky comment on GitHub or Azure DevOps, the job summary and the pipeline's outputs out."""
