"""先进典型: who was named as an example, where and by whom (三(一)2-2)."""

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import field_columns, link_column
from jian_minzheng.core.registers.declaration import Evidence
from jian_minzheng.core.registers.filters import StateFilter, YearFilter
from offices.models import Exemplar
from offices.models.divisions import Level
from offices.registers.papers import check_paper, offer_papers
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
        offer_papers(self, actor)


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
    shown=("document__keeper",),
    form=ExemplarForm,
    attachments=True,
    check=check_paper,
    panel_levels=frozenset({Level.COUNTY, Level.TOWNSHIP}),
    clause="三(一)2-2",
    # Found and made known: one of which nobody was told is none.
    evidence=Evidence(kind="category", units=("division",), since=("published_on",)),
)
