from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "staffing"
    verbose_name = "人员"

    def ready(self) -> None:
        from staffing.panels import register_panels

        register_panels()
