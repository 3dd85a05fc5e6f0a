"""What is asked (standards, parameters) and how it stands (findings, roll-ups)."""

from assessments.models.findings import Finding, RollUp
from assessments.models.standards import Definition, Parameter, Standard

__all__ = ["Definition", "Finding", "Parameter", "RollUp", "Standard"]
