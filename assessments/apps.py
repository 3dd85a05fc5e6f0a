from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "评估"

    def ready(self) -> None:
        from assessments import checks  # noqa: F401  (start-up checks register themselves)
        from assessments.compliance.refresh import refresh_divisions
        from assessments.dashboards.tasks import open_findings, subjects_lacking_data
        from assessments.panels import register_panels
        from jian_minzheng.core import todo
        from jian_minzheng.core.hooks import on_facts_changed
        from offices.listing.owed import tell_lacking
        from offices.roles import Capability

        on_facts_changed(refresh_divisions)
        register_panels()
        tell_lacking(subjects_lacking_data)
        todo.source(open_findings, kinds=("missing", "unmet"), needs=Capability.EDIT_OFFICES)
