"""Lists: the filters that records at units share, and what is no register, the audit trail and the units themselves."""
