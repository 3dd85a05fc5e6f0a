"""Registers: one declaration per kind of record, from which its screens, its writes and its import come."""
