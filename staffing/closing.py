"""What a station or home that closes, or opens again, means for the people in post there."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers.endings import tell_of_ending
from offices.models import NursingHome, Station
from offices.roles import Capability
from staffing.listing.people import PEOPLE
from staffing.vocabulary import Kind


def station_people_told(actor: Acting, station: Station, reopen: bool) -> SafeString | str:
    """Of a station: its staff, those whose post it holds while they work elsewhere included."""
    return _told(actor, f"township={station.township_id}&kind={Kind.STATION_STAFF.value}", reopen)


def home_people_told(actor: Acting, home: NursingHome, reopen: bool) -> SafeString | str:
    """Of a nursing home: its own staff."""
    return _told(actor, f"home={home.pk}", reopen)


def register_notices() -> None:
    """Called once, when the app is ready."""
    tell_of_ending(Station, station_people_told)
    tell_of_ending(NursingHome, home_people_told)


def _told(actor: Acting, query: str, reopen: bool) -> SafeString | str:
    """How many posts the list has that is linked, in the scope of whoever looks."""
    if not actor.can(Capability.VIEW_PEOPLE):
        return ""
    count = PEOPLE.found(actor.scope, QueryDict(query)).count()
    link: Any = format_html(
        '<a class="alert-link" href="{}?{}">{} 人在岗</a>', reverse("staffing:person_list"), query, count
    )
    if reopen:
        left = "已登记离岗的人员不会随之恢复，需要时在人员页面撤销离岗或新增任职。"
        return format_html("这里现登记有 {}。{}", link, left) if count else left
    if not count:
        return ""
    return format_html("这里还登记有 {}，不会自动离岗：请逐人登记离岗或调动。", link)
