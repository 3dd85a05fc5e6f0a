"""Tables that no domain owns: the audit trail."""

from jian_minzheng.core.audit.models import AuditEntry, AuditHead

__all__ = ["AuditEntry", "AuditHead"]
