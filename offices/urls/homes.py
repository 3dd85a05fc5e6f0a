"""敬老院."""

from jian_minzheng.core.registers.urls import urls_of
from offices.registers.homes import HOMES

urlpatterns = urls_of(HOMES)
