"""民政所: what a station is, how it stands from a day on (三(三)1), and 一所一档, the page of one."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Subquery
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.editing import CorrectionOrChange, DatedEditForm
from jian_minzheng.core.editing.typed import read_typed
from jian_minzheng.core.editing.values import human_date, human_value
from jian_minzheng.core.masking import mask_office_phone
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.declaration import REGISTRY, Ending, Link, Register, Section
from jian_minzheng.core.values.telephones import read_phone
from offices.models import Division, Station, StationProfile
from offices.models.divisions import Level
from offices.models.stations import PAPER_KINDS
from offices.panels import panels_for
from offices.places import unit_above
from offices.registers.since import former_panel, held_since
from offices.roles import Capability
from offices.stations import columns
from offices.stations.page import station_changes, station_page
from offices.stations.setting_up import SAME_NAME, namesakes, new_station, townships_for

LARGE_CHANGE = Decimal(2)
"""An area that more than doubles or halves is more often a slip than a move: the note has to say why."""


class StationForm(CorrectionOrChange):
    clauses = {"name": "三(三)1-2"}
    number_fields = frozenset({"phone"})
    dated_fields = ("name",)

    class Meta:
        model = Station
        fields = ["name", "address", "phone", "opened_on", "founded_by"]

    def held_since(self, name: str) -> datetime.date | None:
        return held_since(self.instance, name)

    def clean_name(self) -> str:
        """A name that stands already is left alone, whatever others are called."""
        name: str = self.cleaned_data["name"]
        station = Station(pk=self.instance.pk, township=self.instance.township, name=name)
        given = self.instance._state.adding or name != self.instance.name
        if given and self.instance.closed_on is None and namesakes([station]):
            raise ValidationError(SAME_NAME)
        return name

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone != self.instance.phone:
            phone = read_typed(read_phone, phone, partial(self.tell, "phone")) if phone else ""
        if mask_office_phone(phone) != phone:
            raise ValidationError("这不像办公电话：位数太多，请核对。")
        return phone


class ProfileForm(DatedEditForm):
    """How the station stands from a day on; every fact with its clause, unit and the value now in force."""

    two_columns = True
    clauses = {
        "sign_hung": "三(三)1-3",
        "rules_in_place": "三(三)1-4",
        "duties_in_place": "三(三)1-4",
        "workflow_in_place": "三(三)1-4",
        "notice_board": "三(三)1-5",
        "publicity_board": "三(三)1-5",
    }

    class Meta:
        model = StationProfile
        fields = [
            "as_of", "sign_hung", "rules_in_place", "duties_in_place", "workflow_in_place", "notice_board",
            "publicity_board", "office_area", "inside_nursing_home", "note",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = "面积比原来增加一倍以上或减少一半以上时，请在此写明原因。"
        for name in PAPER_KINDS:
            self._ask_for_none(name)

    def _ask_for_none(self, name: str) -> None:
        """Of a paper one can only say here that there is none."""
        field: Any = self.fields[name]
        field.choices = [("False", "没有"), ("", "不填")]
        field.label, field.help_text = str(field.label).removesuffix("已制定"), "有的请登记为制度文件，不在这里填。"

    @classmethod
    def wrong_with(cls, given: Mapping[str, Any], base: StationProfile | None) -> dict[str, str]:
        """An area that leapt although the note gives no reason."""
        area, before = given.get("office_area"), base.office_area if base else None
        if base is None or not before or area is None or given.get("note", "") not in {"", base.note}:
            return {}
        if before / LARGE_CHANGE <= area <= before * LARGE_CHANGE:
            return {}
        was, is_now = (human_value(StationProfile, "office_area", one) for one in (before, area))
        leap = f"办公用房面积由{was}㎡变为{is_now}㎡，变化很大："
        return {"note": f"{leap}如属实请写明原因，如有误请改正面积。"}


def former_stations(identity: Identity, station: Station) -> str:
    """Before a station is set up: those that the township had, one of which may be the same."""
    former = [] if station.pk else Station.objects.visible_to(identity).filter(township=station.township)
    if not former:
        return ""
    links = format_html_join(
        "、",
        '<a class="alert-link" href="{}">{}</a>({})',
        ((reverse("offices:station_detail", args=[old.pk]), old, _ended(old)) for old in former),
    )
    text = "{}登记过：{}。如是同一个民政所，请打开后恢复，不必重新设立。"
    return format_html(text, station.township, links)


def had_before(actor: Acting, township: Division) -> str:
    """The same in words alone, for who imports."""
    former = Station.objects.visible_to(actor.scope).filter(township=township)
    if not former:
        return ""
    told = "、".join(f"{old}({_ended(old)})" for old in former)
    return f"{township}登记过：{told}。如是同一个民政所，请先在页面上恢复，不必重新设立。"


def _ended(station: Station) -> str:
    if station.is_void:
        return "已作废"
    return f"{human_date(station.closed_on)}撤销" if station.closed_on else "在运行"


def ways_on(actor: Acting) -> list[Link]:
    """To the windows and, for those who may, to setting up all that are lacking at once."""
    links = [Link("民政服务窗口", reverse("offices:window_list"), "window")]
    several = actor.scope.level != Level.TOWNSHIP
    if several and keeping.may_write(actor, columns.KEPT_AT, Level.TOWNSHIP):
        links.append(Link("批量设立", reverse("offices:station_setup"), "building-add"))
    return links


def with_county_name(rows: Any) -> Any:
    return rows.annotate(county_name=Subquery(unit_above("township__path", Level.COUNTY).values("name")))


def panels_of(identity: Identity, station: Station) -> list[dict[str, Any]]:
    """What it was called before, if it was ever renamed, and what other apps add."""
    return [*former_panel(station.names, "name", "历次名称"), *panels_for(identity, station.township)]


STATIONS = REGISTRY.add(
    Register(
        model=Station,
        name="station",
        slug="stations",
        app="offices",
        title="民政所",
        icon="building",
        menu=50,
        view=Capability.VIEW_OFFICES,
        kept_at=columns.KEPT_AT,
        place="township",
        units=townships_for,
        begun_at_unit=True,
        new=new_station,
        listing=columns.LISTING,
        form=StationForm,
        sections=[
            Section(
                name="profile",
                title="填报基本情况",
                heading="基本情况",
                form=ProfileForm,
                related="profiles",
                owner="station",
                earliest=lambda station: station.opened_on,
            )
        ],
        ending=Ending(verb="撤销", help_text="最后一天仍在运行。撤销后资料保留，可以重新启用。"),
        bulk=("opened_on",),
        panels=panels_of,
        page="offices/station_detail.html",
        page_context=station_page,
        annotate=with_county_name,
        changes=station_changes,
        notice=former_stations,
        links=ways_on,
        hint_others="民政所设在乡镇(街道)。如有疑问，请联系上级民政局核对您的身份。",
    )
)
