"""Whose posts the list of people shows, and what narrows it."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.look_alikes import holds
from jian_minzheng.core.parameters import LARGEST
from jian_minzheng.core.records import in_force_on
from jian_minzheng.core.registers.filters import StateFilter
from offices.listing.filters import PlacedFilter, UnitFilter
from offices.models import Division
from offices.models.divisions import Level
from staffing.models import Appointment
from staffing.names import tidy_name
from staffing.selectors import Posts, as_they_stood
from staffing.vocabulary import AT_WORK, ESTABLISHED, Channel, Employment, Kind, Treatment, WorkingMode

EMPLOYMENTS = [("established", "在编(全部)"), ("other", "非在编(全部)"), *Employment.choices]
WORKING_MODES = [("at_work", "在岗(全部)"), *WorkingMode.choices]
FILED = [("no", "未备案"), ("yes", "已备案")]
STATES = [("ended", "已离任"), ("all", "全部"), ("void", "已作废")]


def post_rows(identity: Identity, values: Mapping[str, Any]) -> Posts:
    """Posts in scope in one of ``STATES``; those held today, or on the day asked for, when none is.

    What changes while a post runs is that of the day.
    """
    day, state = values.get("on") or timezone.localdate(), values.get("state")
    posts = as_they_stood(Appointment.objects.visible_to(identity), day)
    posts = posts.select_related("person", "work_division", "post_division", "home")
    if state == "void":
        return posts.filter(voided_at__isnull=False)
    posts = posts.filter(voided_at__isnull=True)
    if state == "ended":
        return posts.filter(to_date__lt=day)
    return posts if state == "all" else posts.filter(in_force_on(day, start="from_date", end="to_date"))


class WorkplaceFilter(UnitFilter):
    """Who works in a unit, former ones included, and whose post it holds."""

    def get_queryset(self, request: Any) -> Any:
        return Division.objects.visible_to(self.parent.identity).real().filter(level=self.level)

    def filter(self, qs: Any, value: Any) -> Any:
        if not value:
            return qs
        return qs.filter(Q(work_division__path__under=value.path) | Q(post_division__path__under=value.path))


class TownshipFilter(WorkplaceFilter):
    """Townships; of the county that is chosen, where one is."""

    def get_queryset(self, request: Any) -> Any:
        units = super().get_queryset(request)
        county = self.parent.chosen_county
        return units.filter(path__under=county.path) if county else units


class HomeItself(django_filters.Filter):
    """The posts of one nursing home; where a page's link asks for them, the list keeps that."""

    field_class = forms.IntegerField

    def __init__(self) -> None:
        super().__init__(field_name="home", label="敬老院", widget=forms.HiddenInput, min_value=1, max_value=LARGEST)


class PeopleFilter(PlacedFilter):
    """The bar above the list. Units offered are those in scope; a county that is chosen brings its townships."""

    search_hint = "姓名、拼音"

    county = WorkplaceFilter(Level.COUNTY, "work_division__path")
    township = TownshipFilter(Level.TOWNSHIP, "work_division__path")
    kind = StateFilter(Kind.choices, label="岗位类别", field_name="kind")
    employment = StateFilter(EMPLOYMENTS, label="编制类型", method="by_employment")
    working_mode = StateFilter(WORKING_MODES, label="在岗方式", method="by_working_mode")
    channel = StateFilter(Channel.choices, label="进入方式", field_name="channel")
    state = StateFilter(STATES, label="任职状态", empty_label="现任职", method="as_rows")
    filed = StateFilter(FILED, label="专干备案", method="by_filing")
    pay = StateFilter([("missing", "未填")], label="月工资报酬", method="by_pay")
    treatment = StateFilter([*Treatment.choices, ("missing", "未登记")], label="待遇标准", method="by_treatment")
    home = HomeItself()
    on = django_filters.DateFilter(label="截至日期", method="as_rows")

    @property
    def chosen_county(self) -> Division | None:
        """The county chosen, if it can be read."""
        try:
            found: Division | None = self.filters["county"].field.clean(self.data.get("county"))
        except ValidationError:
            return None
        return found

    def offers(self, field: forms.BoundField) -> bool:
        """All townships of the city at once are too many to choose from: the county comes first."""
        far = field.name == "township" and self.identity.level == Level.CITY
        if far and not self.data.get("county") and not self.data.get("township"):
            return False
        return super().offers(field)

    def as_rows(self, posts: Posts, name: str, value: Any) -> Posts:
        return posts  # ``post_rows`` has begun with those of the state and day

    def by_employment(self, posts: Posts, name: str, value: str) -> Posts:
        if value in ("established", "other"):
            established = Q(employment__in=ESTABLISHED)
            return posts.filter(established if value == "established" else ~established)
        return posts.filter(employment=value)

    def by_working_mode(self, posts: Posts, name: str, value: str) -> Posts:
        return posts.filter(Q(working_mode_then__in=AT_WORK if value == "at_work" else [value]))

    def by_filing(self, posts: Posts, name: str, value: str) -> Posts:
        return posts.filter(kind=Kind.VILLAGE_SPECIALIST, filed_on__isnull=value == "no")

    def by_pay(self, posts: Posts, name: str, value: str) -> Posts:
        return posts.filter(Q(monthly_pay_then__isnull=True))

    def by_treatment(self, posts: Posts, name: str, value: str) -> Posts:
        missing = Q(treatment_then="") | Q(treatment_then__isnull=True)
        return posts.filter(missing if value == "missing" else Q(treatment_then=value))

    def search_rows(self, rows: Posts, text: str) -> Posts:
        """By name or part of it, pinyin or initials; never by number: each answer would give a piece of it away."""
        match = holds("person__name", tidy_name(text))
        if text.isascii():
            plain = text.lower().replace(" ", "")
            match |= Q(person__pinyin__startswith=plain) | Q(person__pinyin__contains=f" {plain}")
        return rows.filter(match)
