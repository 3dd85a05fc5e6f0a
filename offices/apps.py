from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "offices"
    verbose_name = "机构"

    def ready(self) -> None:
        from offices import signals  # noqa: F401  (sign-in events reach the audit trail)
