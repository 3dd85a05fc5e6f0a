from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "staffing"
    verbose_name = "人员"

    def ready(self) -> None:
        from jian_minzheng.core import todo
        from offices.contacts.candidates import propose
        from offices.roles import Capability
        from staffing.closing import register_notices
        from staffing.contacts import specialists_proposed
        from staffing.homes import follow_homes
        from staffing.panels import register_panels
        from staffing.rosters import codes, kinds  # noqa: F401  (rosters are declared to the intake)
        from staffing.todo import unfiled_specialists

        register_panels()
        register_notices()
        follow_homes()
        propose(specialists_proposed)
        todo.source(unfiled_specialists, kinds=("missing",), needs=Capability.EDIT_PEOPLE)
