"""A change as a value: the plan, its reports, pull requests."""
