"""What is asked (standards, parameters) and how it stands (findings, roll-ups)."""

from assessments.models.findings import Finding, RollUp
from assessments.models.standards import Parameter, Standard

__all__ = ["Finding", "Parameter", "RollUp", "Standard"]
