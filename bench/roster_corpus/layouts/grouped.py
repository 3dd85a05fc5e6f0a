"""Where the unit stands: in its own column in many ways, over a group, in the title, in the sheet's name."""

from random import Random

from bench.roster_corpus.county import TOWNSHIPS
from bench.roster_corpus.draft import Draft, Spec
from bench.roster_corpus.layouts.common import by_unit, crew, of, sample, title, unplaced, usual
from bench.roster_corpus.people import Person
from bench.roster_corpus.registry import layout
from bench.roster_corpus.spellings import places
from bench.roster_corpus.truth import Said, Sample
from bench.roster_corpus.writers import NUMERIC, TEXTUAL

_GRID = (*NUMERIC, "ods", "html", "inline")
_NUMERALS = "一二三四五六七八"


@layout("units")
def group_lines(rng: Random) -> Sample:
    """A merged or plain line with the unit's name before its people."""
    draft = Draft(rng, unplaced(rng))
    draft.banner(title(rng))
    draft.header()
    form = rng.choice(
        (
            "{0}",
            "{0}民政所",
            "{1}、{0}",
            "（{1}）{0}民政所",
            "{0}（{2}人）",
            "{1}、{0}民政所（{2}人）",
            "{0}：",
            "【{0}】",
        )
    )
    merged = rng.random() < 0.6
    number = 1
    for at, (unit, people) in enumerate(by_unit(crew(rng, 12, TOWNSHIPS)).items()):
        draft.banner(form.format(unit, _NUMERALS[at], len(people)), merged=merged)
        draft.people(people, start=number)
        number += len(people) if rng.random() < 0.5 else 0
    draft.footer("合 计", "12")
    return sample(rng, draft, writers=(*_GRID, *(() if merged else TEXTUAL)))


@layout("units")
def headings_of_employment(rng: Random) -> Sample:
    """一、在编人员, 二、编外人员: how people are employed stands over them and nowhere else."""
    unit = rng.choice(TOWNSHIPS)
    draft = Draft(rng, [of(rng, field) for field in ("name", "sex", "id_number", "title")], name="Sheet1")
    draft.banner(title(rng, unit))
    draft.header()
    sections = (("在编人员", "29"), ("编外人员", "90"), ("公益性岗位人员", "31"), ("聘用人员", "33"))
    for at, (words, employment) in enumerate(rng.sample(sections, 3)):
        draft.banner(f"{_NUMERALS[at]}、{words}", merged=rng.random() < 0.6)
        first = len(draft.page.lines)
        draft.people(crew(rng, 3, [unit]))
        for line in draft.page.lines[first:]:
            line.values["employment"] = employment
    return sample(rng, draft, writers=_GRID)


@layout("units")
def unit_merged_down(rng: Random) -> Sample:
    """The unit's cell is merged down over its people."""
    draft = Draft(rng, usual(rng))
    if rng.random() < 0.7:
        draft.banner(title(rng))
    draft.header()
    at = _unit_column(draft)
    for people in by_unit(crew(rng, 12, TOWNSHIPS[:4])).values():
        top = len(draft.page.rows)
        draft.people(people)
        for row in draft.page.rows[top + 1 :]:
            row[at] = None
        draft.merge(top, at, len(draft.page.rows) - 1, at)
    return sample(rng, draft, writers=_GRID)


@layout("units")
def unit_once_then_blank(rng: Random) -> Sample:
    """The unit is typed in the first line of its people only, and nothing is merged."""
    draft = Draft(rng, usual(rng))
    draft.header()
    at = _unit_column(draft)
    for people in by_unit(crew(rng, 12, TOWNSHIPS[:4])).values():
        top = len(draft.page.rows)
        draft.people(people)
        for row in draft.page.rows[top + 1 :]:
            row[at] = rng.choice((None, "", "〃", "同上")) if rng.random() < 0.15 else None
    return sample(rng, draft, writers=(*_GRID, "csv_gb", "csv"))


@layout("units")
def unit_merged_with_subtotals(rng: Random) -> Sample:
    """Merged units, each followed by its subtotal, numbering merged along."""
    draft = Draft(rng, usual(rng))
    draft.banner(title(rng))
    draft.header()
    at = _unit_column(draft)
    for people in by_unit(crew(rng, 12, TOWNSHIPS[:3])).values():
        top = len(draft.page.rows)
        draft.people(people)
        cells: list[object] = [None] * draft.width
        cells[at + 1] = "小计"
        cells[-1] = len(people)
        draft.row(*cells)
        for row in draft.page.rows[top + 1 :]:
            row[at] = None
        draft.merge(top, at, len(draft.page.rows) - 1, at)
    draft.footer("总计", "12人")
    return sample(rng, draft, writers=_GRID)


@layout("units")
def unit_in_sheet_name(rng: Random) -> Sample:
    """The sheet is called after the township."""
    unit = rng.choice(TOWNSHIPS)
    draft = Draft(rng, unplaced(rng), name=rng.choice((unit, f"{unit}民政所", unit[:-1], f"{unit}花名册")))
    draft.header()
    draft.people(crew(rng, 6, [unit]))
    return sample(rng, draft, writers=NUMERIC)


@layout("units")
def unit_in_title(rng: Random) -> Sample:
    """The title names the township."""
    unit = rng.choice(TOWNSHIPS)
    draft = Draft(rng, unplaced(rng), name="Sheet1")
    draft.banner(title(rng, rng.choice((unit, f"吉安县{unit}", f"{unit}民政所"))))
    draft.header()
    draft.people(crew(rng, 6, [unit]))
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL))


@layout("units")
def unit_in_fill_in_line(rng: Random) -> Sample:
    """填报单位：敦厚镇民政所（盖章） above the header."""
    unit = rng.choice(TOWNSHIPS)
    draft = Draft(rng, unplaced(rng), name="Sheet1")
    draft.banner("基层民政工作人员花名册")
    form = rng.choice(
        ("填报单位：{}", "填报单位（盖章）：{}民政所", "单位：{}人民政府（章）", "填报单位：吉安县{}", "填报单位:{} ")
    )
    draft.footer(form.format(unit), "2025年3月")
    draft.header()
    draft.people(crew(rng, 6, [unit]))
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL))


@layout("units")
def fill_in_line_before_each_header(rng: Random) -> Sample:
    """Several forms pasted under one another: title, 填报单位, header, people, signatures, and again."""
    draft = Draft(rng, unplaced(rng), name="汇总")
    for unit, people in by_unit(crew(rng, 9, TOWNSHIPS[:4])).items():
        draft.banner("基层民政工作人员花名册")
        draft.footer(f"填报单位：{unit}民政所", "填报时间：2025.03")
        draft.header()
        draft.people(people)
        draft.footer("审核人：王某某", "填表人：李某某")
        draft.blank(rng.randint(0, 2))
    return sample(rng, draft, writers=_GRID)


@layout("units")
def units_by_all_names(rng: Random) -> Sample:
    """Short names, former names, with county or office, blanks inside."""
    specs = [of(rng, "unit", places.variants) if _is_unit(spec) else spec for spec in usual(rng)]
    draft = Draft(rng, specs)
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL))


@layout("units")
def units_strange(rng: Random) -> Sample:
    """Among good ones, units that are misspelt, out of sight, or none."""

    def say(person: Person, rng: Random) -> Said:
        return places.strange(person, rng) if rng.random() < 0.4 else places.variants(person, rng)

    specs = [of(rng, "unit", say) if _is_unit(spec) else spec for spec in usual(rng)]
    draft = Draft(rng, specs)
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("units")
def county_and_township(rng: Random) -> Sample:
    """县 and 乡镇 in two columns."""
    from bench.roster_corpus.draft import column, text

    specs = [column(rng.choice(("县", "县（市、区）", "县区")), None, text("吉安县")), *usual(rng)]
    draft = Draft(rng, specs)
    draft.header()
    draft.people(crew(rng))
    return sample(rng, draft, writers=_GRID)


@layout("units")
def imported_into_one_township(rng: Random) -> Sample:
    """A township's own file without a word about the unit."""
    draft = Draft(rng, unplaced(rng), name="Sheet1")
    draft.banner("民政所工作人员花名册")
    draft.header()
    draft.people(crew(rng, 6, ["永阳镇"]))
    return sample(rng, draft, writers=(*_GRID, *TEXTUAL), division="永阳镇")


def _is_unit(spec: Spec) -> bool:
    return spec.means == frozenset({"unit"})


def _unit_column(draft: Draft) -> int:
    return next(at for at, spec in enumerate(draft.specs) if _is_unit(spec))
