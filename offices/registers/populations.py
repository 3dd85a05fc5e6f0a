"""Population figures of every unit, by year and basis: what the headcount of a station is reckoned from (三(三)2-1)."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers import keeping
from jian_minzheng.core.registers.columns import Column, linked
from jian_minzheng.core.registers.declaration import REGISTRY, Register
from jian_minzheng.core.registers.filters import StateFilter
from jian_minzheng.core.registers.listing import Listing
from jian_minzheng.core.templatetags.portal import figure as grouped
from offices.listing.filters import PlacedFilter, county_filter
from offices.models import PopulationFigure
from offices.models.divisions import Level
from offices.places import Places, full_name
from offices.registers.placed import KEPT_AT, real_units
from offices.roles import Capability
from offices.unit_fields import UnitField

FIRST_YEAR = 1950
_YEAR_END = (12, 31)

MOST = {
    Level.CITY: 40_000_000,
    Level.COUNTY: 6_000_000,
    Level.TOWNSHIP: 1_200_000,
    Level.VILLAGE: 300_000,
}
"""More people live in no unit of a level anywhere in the country: 重庆市 has 32 million, 浦东新区 5.7 million, the
largest towns (狮山镇, 长安镇) about one million, the largest residential communities below 300,000."""


def too_many(level: str, persons: int) -> str:
    """What is wrong with a number of people living in a unit of a level; empty where it can be true."""
    most = MOST[Level(level)]
    if persons <= most:
        return ""
    return f"{Level(level).label}一级不会超过{most // 10_000}万人，请核对人数和单位(人，不是万人)。"


def states_for(identity: Identity) -> list[tuple[str, str]]:
    """Voided figures: for those who may bring one back."""
    return [("void", "已作废")] if keeping.levels_written_by(identity, KEPT_AT) else []


def figure_rows(identity: Identity, values: Mapping[str, Any]) -> Any:
    """Figures that count; the voided ones when those are asked for."""
    rows = PopulationFigure.objects.visible_to(identity).select_related("division")
    return rows.filter(voided_at__isnull=False) if values.get("state") == "void" else rows.live()


def years_for(identity: Identity) -> list[tuple[str, str]]:
    """The years of which there is any figure."""
    years = PopulationFigure.objects.visible_to(identity).order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), f"{year}年末") for year in years]


def load_rows(identity: Identity, rows: list[Any], values: Mapping[str, Any]) -> None:
    """Attach the units above and the URL to the figures of one page."""
    places = Places.of(figure.division for figure in rows)
    for figure in rows:
        figure.county_name = places.name(figure.division, Level.COUNTY)
        figure.township_name = places.name(figure.division, Level.TOWNSHIP)
        figure.row_url = POPULATIONS.url("detail", figure.pk)


class PopulationFilter(PlacedFilter):
    search = ("source",)
    search_hint = "单位名称、拼音首字母、代码或来源"

    county = county_filter("division__path")
    level = StateFilter(Level.choices, label="层级", field_name="division__level")
    year = StateFilter(years_for, label="年份", field_name="year")
    basis = StateFilter(PopulationFigure.Basis.choices, label="口径", field_name="basis")
    state = StateFilter(states_for, label="状态", empty_label="有效", method="as_rows")

    def as_rows(self, rows: Any, name: str, value: str) -> Any:
        return rows  # ``figure_rows`` has begun with those of the state


COLUMNS = [
    Column("county", "县(市、区)", lambda figure: figure.county_name, order=("division__path",)),
    Column("township", "乡镇(街道)", lambda figure: figure.township_name),
    Column(
        "unit",
        "单位",
        lambda figure: figure.division.name,
        show=lambda figure: linked(figure.row_url, figure.division.name),
        order=("division__pinyin",),
        optional=False,
    ),
    Column("level", "层级", lambda figure: figure.division.get_level_display()),
    Column("year", "年份", lambda figure: figure.year, order=("year",), number=True),
    Column("counted_on", "截至日期", lambda figure: figure.counted_on, hidden=True),
    Column("basis", "口径", lambda figure: figure.get_basis_display(), order=("basis",)),
    Column(
        "persons",
        "人数",
        lambda figure: figure.persons,
        show=lambda figure: grouped(figure.persons),
        order=("persons",),
        number=True,
    ),
    Column("source", "来源", lambda figure: figure.source),
]


class PopulationForm(EditForm):
    units = {"persons": "人"}

    class Meta:
        model = PopulationFigure
        fields = ["year", "counted_on", "basis", "persons", "source"]
        help_texts = {
            "year": "该年年末数，自该年12月31日起用于核查。",
            "counted_on": "年末数不填。合并、分设以后当年登记的，填合并、分设的日期或统计的日期。",
            "persons": "民政所应配人数按所在乡镇(街道)人口分档(三(三)2-1)，保存后立即重新核查。",
            "source": "例如：公安户籍年报、统计公报。",
        }

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(f"年份应在{FIRST_YEAR}年到今年之间。")
        return year

    def clean_counted_on(self) -> datetime.date | None:
        """The last day of a year is its end, of which there is one figure."""
        day: datetime.date | None = self.cleaned_data["counted_on"]
        year = self.cleaned_data.get("year")
        return None if year and day == datetime.date(year, *_YEAR_END) else day


def check_figure(actor: Acting, figure: PopulationFigure) -> None:
    """For a figure about to be stored, whatever way it came.

    Raises:
        ValidationError: so many people live in no unit of this level.
    """
    if said := too_many(figure.division.level, figure.persons):
        raise ValidationError({"persons": said})


POPULATIONS = REGISTRY.add(
    Register(
        model=PopulationFigure,
        name="population",
        slug="populations",
        app="offices",
        title="人口数",
        icon="people",
        menu=45,
        view=Capability.VIEW_OFFICES,
        kept_at=KEPT_AT,
        units=real_units,
        picker=UnitField,
        unit_path=full_name,
        listing=Listing(
            name="populations",
            title="人口数",
            rows=figure_rows,
            columns=COLUMNS,
            filters=PopulationFilter,
            order=("division__path", "-year", "basis", "counted_on"),
            load=load_rows,
        ),
        form=PopulationForm,
        check=check_figure,
        bulk=("source",),
        hint="民政所应配人数按人口分档，先登记人口数；各乡镇(街道)的也可以用表格导入。",
        hint_others="人口数由县局业务员或民政所填报员登记，全市的由市局业务员登记。",
        clause="三(三)2-1",
    )
)
