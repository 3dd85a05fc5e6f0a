"""What narrows the list of people, and how it is sorted."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.editing.fields import PortalWidgets
from jian_minzheng.core.parameters import whole_number
from jian_minzheng.core.records import in_force_on
from offices.models import Division
from offices.models.divisions import Level
from offices.unit_fields import UnitField
from staffing.listing.columns import COLUMNS
from staffing.models import Appointment
from staffing.selectors import Posts
from staffing.vocabulary import AT_WORK, ESTABLISHED, Channel, Employment, Kind, WorkingMode

_ANY = [("", "全部")]
SORTS = {column.key: column.sort for column in COLUMNS if column.sort}


class PeopleFilter(PortalWidgets, forms.Form):
    """The bar above the list. Units offered are those in scope; a county that is chosen brings its townships."""

    q = forms.CharField(label="姓名、拼音", required=False)
    county = UnitField(Division.objects.none(), label="县(市、区)", required=False, empty_label="全部")
    township = UnitField(Division.objects.none(), label="乡镇(街道)", required=False, empty_label="全部")
    kind = forms.ChoiceField(label="岗位类别", choices=[*_ANY, *Kind.choices], required=False)
    employment = forms.ChoiceField(
        label="编制类型",
        choices=[*_ANY, ("established", "在编(全部)"), ("other", "非在编(全部)"), *Employment.choices],
        required=False,
    )
    working_mode = forms.ChoiceField(
        label="在岗方式", choices=[*_ANY, ("at_work", "在岗(全部)"), *WorkingMode.choices], required=False
    )
    channel = forms.ChoiceField(label="进入方式", choices=[*_ANY, *Channel.choices], required=False)
    state = forms.ChoiceField(
        label="任职状态",
        choices=[("", "现任职"), ("ended", "已离任"), ("all", "全部"), ("void", "已作废")],
        required=False,
    )
    on = forms.DateField(label="截至日期", required=False)

    def __init__(self, *args: Any, identity: Identity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.identity = identity
        self._offer_units()

    def narrow(self, posts: Posts) -> Posts:
        """Posts that match; an invalid field narrows nothing but shows its error."""
        self.is_valid()
        if "q" in self.errors:  # a personal number, say: no answer to it may be read off the list
            return posts.none()
        data = self.cleaned_data
        posts = self._by_state(posts, data)
        unit = data.get("township") or data.get("county")
        if unit:
            within = Q(work_division__path__under=unit.path) | Q(post_division__path__under=unit.path)
            posts = posts.filter(within)
        for name in ("kind", "channel"):
            if data.get(name):
                posts = posts.filter(**{name: data[name]})
        posts = posts.filter(_group("employment", data.get("employment"), "established", "other", ESTABLISHED))
        posts = posts.filter(_group("working_mode", data.get("working_mode"), "at_work", "", AT_WORK))
        return self._search(posts, data.get("q", "").strip())

    def _by_state(self, posts: Posts, data: dict[str, Any]) -> Posts:
        day = data.get("on") or timezone.localdate()
        state = data.get("state")
        if state == "void":
            return posts.filter(voided_at__isnull=False)
        posts = posts.filter(voided_at__isnull=True)
        if state == "ended":
            return posts.filter(to_date__lt=day)
        return posts if state == "all" else posts.filter(in_force_on(day, start="from_date", end="to_date"))

    def _search(self, posts: Posts, text: str) -> Posts:
        """By name or part of it, pinyin or initials; never by number: each answer would give a piece of it away."""
        if not text:
            return posts
        match = Q(person__name__icontains=text)
        if text.isascii():
            plain = text.lower().replace(" ", "")
            match |= Q(person__pinyin__startswith=plain) | Q(person__pinyin__contains=f" {plain}")
        return posts.filter(match)

    def _offer_units(self) -> None:
        units = Division.objects.visible_to(self.identity).real()
        if self.identity.level == Level.CITY:
            self.fields["county"].queryset = units.filter(level=Level.COUNTY)  # type: ignore[attr-defined]
        else:
            del self.fields["county"]
        county = self._chosen_county()
        townships = units.filter(level=Level.TOWNSHIP)
        if county is not None:
            townships = townships.filter(path__under=county.path)
        elif self.identity.level == Level.CITY:
            townships = townships.none()
        if self.identity.level == Level.TOWNSHIP or (self.identity.level == Level.CITY and county is None):
            del self.fields["township"]
        else:
            self.fields["township"].queryset = townships  # type: ignore[attr-defined]

    def _chosen_county(self) -> Division | None:
        picked = whole_number(self.data.get("county"))
        if "county" not in self.fields or picked is None:
            return None
        found: Division | None = (
            Division.objects.visible_to(self.identity).filter(pk=picked, level=Level.COUNTY).first()
        )
        return found


def _group(field: str, choice: str | None, inside: str, outside: str, members: Any) -> Q:
    """A choice that stands for a group of codes, for its opposite, for one code, or for nothing."""
    if not choice:
        return Q()
    if choice == inside:
        return Q(**{f"{field}__in": members})
    return ~Q(**{f"{field}__in": members}) if choice == outside else Q(**{field: choice})


def ordered(posts: Posts, sort: str) -> Posts:
    """By a column (``-key`` for descending), then always the same way; unknown keys fall back to the place."""
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    field = SORTS.get(key, "work_division__path")
    return posts.order_by(f"-{field}" if descending else field, "work_division__path", "kind", "position", "pk")


def everything(identity: Identity) -> Posts:
    """Every post in scope, with what a row shows."""
    posts: Posts = Appointment.objects.visible_to(identity)
    return posts.select_related("person", "work_division", "post_division", "home")
