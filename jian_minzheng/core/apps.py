from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "jian_minzheng.core"
    label = "core"
    verbose_name = "基础"
