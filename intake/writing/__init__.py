"""Carry a preview out, or take it back, in one transaction and in bulk."""
