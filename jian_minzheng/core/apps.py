from django.apps import AppConfig
from django.urls import register_converter

from jian_minzheng.core.parameters import IdConverter


class CoreConfig(AppConfig):
    name = "jian_minzheng.core"
    label = "core"
    verbose_name = "基础"

    def ready(self) -> None:
        from jian_minzheng.core import lookups  # noqa: F401  (they register themselves)

        register_converter(IdConverter, "id")  # before any module of URLs is read
