"""民政服务窗口 in county halls, township halls and urban communities (三(三)1-6)."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.declaration import REGISTRY, Ending, Link, Register
from offices.models import Division, ServiceWindow
from offices.places import full_name
from offices.roles import Capability
from offices.stations import halls


class WindowForm(EditForm):
    class Meta:
        model = ServiceWindow
        fields = ["dedicated", "location", "opened_on"]


def new_window(unit: Division) -> ServiceWindow:
    """It stands where windows of units of its level do."""
    return ServiceWindow(division=unit, place=halls.window_place(unit))


def fits_unit(actor: Acting, window: ServiceWindow) -> None:
    """A window is opened where its unit owes one; what its unit has become since is no reason to leave it as it is."""
    if window._state.adding and window.place != halls.window_place(window.division):
        raise ValidationError("设置地点与单位层级不符。")


def ways_on(actor: Acting) -> list[Link]:
    return [Link("民政所", reverse("offices:station_list"), "building")]


WINDOWS = REGISTRY.add(
    Register(
        model=ServiceWindow,
        name="window",
        slug="windows",
        app="offices",
        title="民政服务窗口",
        noun="窗口",
        icon="window",
        menu=55,
        view=Capability.VIEW_OFFICES,
        kept_at=halls.KEPT_AT,
        units=lambda identity: halls.owing_units(identity).on(timezone.localdate()),
        unit_path=full_name,
        begun_at_unit=True,
        new=new_window,
        listing=halls.LISTING,
        form=WindowForm,
        facts=("place", "dedicated", "location", "opened_on", "closed_on"),
        ending=Ending(verb="停用", help_text="最后一天仍在使用。停用后资料保留，可以重新启用。"),
        bulk=("dedicated", "opened_on"),
        check=fits_unit,
        links=ways_on,
        clause="三(三)1-6",
        intro="县级和乡镇(街道)便民服务大厅、城市社区都应设民政专用窗口；村一级不要求设窗口，只列城市社区。",
    )
)
