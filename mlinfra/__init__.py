"""mlinfra: describe, review, deploy and keep Azure Machine Learning landing zones."""

__version__ = "0.1.0"
