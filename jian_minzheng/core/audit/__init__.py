"""Who did what, so that an auditor can trust it: see ``trail.record`` and ``trail.verify``."""
