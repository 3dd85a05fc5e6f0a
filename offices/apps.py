from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "offices"
    verbose_name = "机构"

    def ready(self) -> None:
        from jian_minzheng.core.editing.history import told_by
        from offices import signals  # noqa: F401  (sign-in events reach the audit trail)
        from offices.naming import as_told_to
        from offices.registers import tables  # noqa: F401  (tables about offices are declared to the intake)

        told_by(as_told_to)
