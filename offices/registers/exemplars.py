"""先进典型: who was named as an example, where and by whom (三(一)2-2)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.editing.fields import OfferedSelect
from jian_minzheng.core.registers.columns import field_columns, link_column
from jian_minzheng.core.registers.filters import StateFilter, YearFilter
from offices.models import Exemplar, OfficeDocument
from offices.models.divisions import Level
from offices.places import Places
from offices.registers.placed import UsualFilter, unit_column, usual_register


class ExemplarFilter(UsualFilter):
    search, search_hint = ("name",), "姓名、集体名称或单位"

    category = StateFilter(Exemplar.Category.choices, label="类别")
    year = YearFilter("named_on", label="命名年份")


COLUMNS = [
    unit_column("所在单位"),
    link_column("name", "姓名或集体名称"),
    *field_columns(Exemplar, "category", "named_by", "named_on", "published_on"),
    *field_columns(Exemplar, "document", "published_how", "deeds", "note", hidden=True),
]


class ExemplarForm(EditForm):
    two_columns, wide = True, ("document", "deeds", "note")

    class Meta:
        model = Exemplar
        fields = [
            "category", "name", "named_by", "named_on", "document", "published_how", "published_on", "deeds", "note",
        ]  # fmt: skip

    def offer_to(self, actor: Acting) -> None:
        """Documents that the record's unit may name (see ``check``), and the one that it has, which an edit must not
        lose. Where the unit is chosen in the form, each goes with the units that may name it.
        """
        field: Any = self.fields["document"]
        papers = OfficeDocument.objects.visible_to(actor.scope).live()
        had = Q(pk=self.instance.document_id)
        field.queryset = OfficeDocument.objects.filter(Q(pk__in=papers.values("pk")) | had).select_related("keeper")
        if self.instance.division_id:
            papers = papers.filter(keeper__path__under=self.instance.division.path)
        offered = list(OfficeDocument.objects.filter(Q(pk__in=papers.values("pk")) | had).select_related("keeper"))
        if "division" in self.fields:
            field.widget = _with_units(offered)
        field.choices = [("", "---------"), *((paper.pk, f"{paper.keeper.name}：{paper}") for paper in offered)]


def _with_units(papers: list[OfficeDocument]) -> OfferedSelect:
    """Each paper goes with its keeper and with the units above it, as ``check`` has it."""
    places = Places.of(paper.keeper for paper in papers)
    units = {str(paper.pk): [paper.keeper_id, *(unit.pk for unit in places.above(paper.keeper))] for paper in papers}
    return OfferedSelect(other="division", going_with=units, attrs={"class": "form-select"})


def check(actor: Acting, record: Any) -> None:
    """A record is read by its unit, so the paper that it names must be one that its unit may read.

    Raises:
        ValidationError: the paper belongs to another unit.
    """
    paper = record.document
    if paper is not None and not record.division.contains(paper.keeper):
        raise ValidationError({"document": "只能选本单位及其下级的文件；上级的文件请写在“命名单位”里，或上传为附件。"})


EXEMPLARS = usual_register(
    model=Exemplar,
    name="exemplar",
    slug="exemplars",
    title="先进典型",
    icon="award",
    menu=75,
    columns=COLUMNS,
    filters=ExemplarFilter,
    order=("-named_on", "pk"),
    shown=("document",),
    form=ExemplarForm,
    attachments=True,
    check=check,
    panel_levels=frozenset({Level.COUNTY, Level.TOWNSHIP}),
    clause="三(一)2-2",
)
