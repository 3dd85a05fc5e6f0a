"""Lists of what is no register: the audit trail, and the units that the administrator changes."""
