"""制度文件: what is on file where, of which kinds, and until when it holds."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.days import Span
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.attachments import with_files
from jian_minzheng.core.registers.columns import Column, linked
from jian_minzheng.core.registers.declaration import REGISTRY, Evidence, Register, Todo
from jian_minzheng.core.registers.filters import StateFilter
from jian_minzheng.core.registers.listing import Listing
from offices.listing.filters import KeptFilter, PlacedFilter, county_filter
from offices.models import Division, DocumentKind, OfficeDocument
from offices.models.divisions import Level
from offices.places import Places, full_name
from offices.registers.kinds import kind_filter, kinds_column, kinds_offered, particulars_of
from offices.registers.placed import KEPT_AT, real_units
from offices.roles import Capability
from offices.unit_fields import UnitField, UnitsField

SOON = datetime.timedelta(days=60)
STATES = {
    "valid": "有效",
    "pending": "未施行",
    "soon": "60天内到期",
    "expired": "已失效",
    "ticked": "待补文件",
    "void": "已作废",
}


def document_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Live documents, or the voided ones when these are asked for."""
    rows = OfficeDocument.objects.visible_to(identity).select_related("keeper").prefetch_related("kinds")
    return rows.filter(voided_at__isnull=values.get("state") != "void")


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach URL and the name of the unit with those above it."""
    places = Places.of(document.keeper for document in rows)
    for document in rows:
        document.keeper_name = places.full_name(document.keeper)
        document.row_url = DOCUMENTS.url("detail", document.pk)


class DocumentFilter(PlacedFilter):
    place, search = "keeper", ("title", "number", "kinds__everyday_names")
    search_hint = "标题、文号或单位"

    county = county_filter("keeper__path")
    kind = kind_filter(DocumentKind)
    kept = KeptFilter(KEPT_AT, "keeper__level")
    state = StateFilter(STATES.items(), label="状态", method="in_state")

    def search_rows(self, rows: Any, text: str) -> Any:
        return super().search_rows(rows, text).distinct()

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        today = timezone.localdate()
        holds = Q(expires_on__isnull=True) | Q(expires_on__gte=today)
        narrowed = {
            "valid": holds & (Q(valid_from__lte=today) | Q(valid_from__isnull=True, dated__lte=today)),
            "pending": holds & (Q(valid_from__gt=today) | Q(valid_from__isnull=True, dated__gt=today)),
            "soon": Q(expires_on__gte=today, expires_on__lte=today + SOON),
            "expired": Q(expires_on__lt=today),
            "ticked": Q(awaits_paper=True) & ~Q(pk__in=with_files(DOCUMENTS)),
        }
        return rows.filter(narrowed[value]) if value in narrowed else rows


def _standing(document: OfficeDocument) -> str:
    """In the words of ``STATES``, as the filter tells them apart."""
    if document.is_void:
        return STATES["void"]
    if document.expires_on and document.expires_on < timezone.localdate():
        return STATES["expired"]
    return STATES["valid" if document.in_force else "pending"]


COLUMNS = [
    Column("keeper", "单位", lambda row: row.keeper_name, order=("keeper__path",)),
    Column(
        "title",
        "标题",
        lambda row: row.title,
        show=lambda row: linked(row.row_url, row.title),
        order=("title",),
        text=True,
        optional=False,
    ),
    kinds_column(),
    Column("number", "文号", lambda row: row.number, order=("number",), text=True),
    Column("dated", "成文日期", lambda row: row.dated, order=("dated",)),
    Column("standing", "状态", _standing),
    Column("expires", "有效期至", lambda row: row.expires_on, order=("expires_on",)),
    Column("published", "已公布", lambda row: row.published, hidden=True),
    Column("displayed", "已上墙公示", lambda row: row.displayed, hidden=True),
    Column("note", "备注", lambda row: row.note, hidden=True),
]


class DocumentForm(EditForm):
    """Kinds offered are those of the dictionary that are not voided, and those that the document has."""

    two_columns = True
    wide = ("kinds", "title", "units", "particulars", "note")
    day_spans = dict.fromkeys(("valid_from", "valid_to", "plan_ends_on", "event_on"), Span.COMING)

    shown_with = {
        "review_months": ("expires_by", "months"),
        "plan_ends_on": ("expires_by", "plan"),
        "expiry_event": ("expires_by", "event"),
        "event_on": ("expires_by", "event"),
    }

    units = UnitsField(
        Division.objects.none(),
        label="适用单位",
        required=False,
        help_text="不选即适用于本单位；按住 Ctrl 键可选多个。",
    )

    class Meta:
        model = OfficeDocument
        fields = [
            "kinds", "title", "number", "dated", "units", "valid_from", "valid_to", "expires_by", "review_months",
            "reviewed_on", "plan_ends_on", "expiry_event", "event_on", "published", "published_on", "displayed",
            "particulars", "note",
        ]  # fmt: skip
        widgets = {"kinds": forms.CheckboxSelectMultiple, "particulars": forms.Textarea(attrs={"rows": 4})}

    def offer_to(self, actor: Acting) -> None:
        """Kinds in use, units in the scope of whoever acts; hints from the kinds, never demands."""
        kinds: Any = self.fields["kinds"]
        kinds.queryset = kinds_offered(self.instance)
        units: Any = self.fields["units"]
        units.queryset = Division.objects.visible_to(actor.scope).on(timezone.localdate()).exclude(level=Level.VILLAGE)
        self.fields["particulars"].help_text = f"每行写一项，可以不填。{particulars_of(self.instance)}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_order(cleaned)
        needed = {"months": "review_months", "plan": "plan_ends_on", "event": "expiry_event", "term": "valid_to"}
        self._check_units(cleaned)
        name = needed.get(cleaned.get("expires_by", ""))
        if name and name not in self.errors and cleaned.get(name) in (None, ""):
            self.add_error(name, "选择了这种有效期，请填写这一项。")
        return cleaned

    def _post_clean(self) -> None:
        """Whoever saves the form has looked at what a tick of old stands for."""
        super()._post_clean()  # type: ignore[misc]
        self.instance.awaits_paper = False

    def _check_order(self, cleaned: dict[str, Any]) -> None:
        """A paper may hold since before its date, and ends, or is reviewed, only once it is there."""
        begins = min((day for day in (cleaned.get("dated"), cleaned.get("valid_from")) if day), default=None)
        for name in ("valid_to", "reviewed_on", "plan_ends_on"):
            if begins and (day := cleaned.get(name)) and day < begins:
                self.add_error(name, "不能早于成文日期或施行日期。")

    def _check_units(self, cleaned: dict[str, Any]) -> None:
        """A document is read by its keeper, so it names no unit that does not lie there."""
        keeper = cleaned.get("keeper") or (self.instance.keeper if self.instance.keeper_id else None)
        if keeper and any(not keeper.contains(unit) for unit in cleaned.get("units") or ()):
            self.add_error("units", "适用单位应是制定(保管)单位本身或其下级。")


DOCUMENTS = REGISTRY.add(
    Register(
        model=OfficeDocument,
        name="document",
        slug="documents",
        app="offices",
        title="制度文件",
        evidence=Evidence(
            kind="kinds__code",
            units=("units", "keeper"),
            since=("valid_from", "dated"),
            until="expires_on",
            renewed=("reviewed_on",),
            unreviewed=("dated", "valid_from", "valid_to", "expires_by", "review_months", "plan_ends_on", "event_on"),
            says={"published": "published_on", "displayed": ""},
        ),
        icon="journal-text",
        menu=70,
        view=Capability.VIEW_OFFICES,
        kept_at=KEPT_AT,
        place="keeper",
        units=real_units,
        picker=UnitField,
        unit_path=full_name,
        listing=Listing(
            name="documents",
            title="制度文件",
            rows=document_rows,
            columns=COLUMNS,
            filters=DocumentFilter,
            order=("-dated", "pk"),
            load=load_rows,
        ),
        form=DocumentForm,
        attachments=True,
        bulk=("published", "displayed"),
        panel_levels=frozenset({Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE}),
        todos=[
            Todo(label="制度文件快到期", query="kept=mine&state=soon", hint="60天内到期，请复审或更新", order=20),
            Todo(label="制度文件已失效", query="kept=mine&state=expired", hint="请更新，或登记新文件", order=30),
            Todo(label="制度文件待补", query="kept=mine&state=ticked", hint="由原勾选转入，请补全或上传", order=40),
        ],
        hint="一份文件登记一次，可以同时属于几个种类；没有文号的不用填。",
        clause="三(一)3、三(二)、三(三)1-4",
    )
)
