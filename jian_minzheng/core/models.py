"""Tables that no domain owns: the audit trail, and the files that hang on registered records."""

from jian_minzheng.core.audit.models import AuditEntry, AuditHead
from jian_minzheng.core.registers.models import Attachment

__all__ = ["Attachment", "AuditEntry", "AuditHead"]
