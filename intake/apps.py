from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = "表格导入"

    def ready(self) -> None:
        from intake.records.kinds import declare_kind
        from intake.todo import open_batches
        from jian_minzheng.core import todo
        from jian_minzheng.core.registers.tables import on_table
        from offices.roles import Capability

        on_table(declare_kind)
        todo.source(open_batches, kinds=("waiting",), needs=Capability.IMPORT_ROSTER)
