"""Several sheets, hidden ones, hidden lines and columns, cells at the far end."""

from random import Random

from bench.roster_corpus.county import TOWNSHIPS
from bench.roster_corpus.draft import Draft, column, text
from bench.roster_corpus.layouts.common import crew, of, plain_page, sample, title, together, unplaced, usual
from bench.roster_corpus.registry import layout
from bench.roster_corpus.truth import Page, Sample
from bench.roster_corpus.writers import NUMERIC

_BOOKS = (*NUMERIC, "ods")


@layout("sheets")
def instructions_first(rng: Random) -> Sample:
    """A sheet of instructions, then the roster, then an empty one."""
    guide = Draft(rng, [column("x", None, text(None))], name="填表说明")
    guide.page.means = {}
    for words in (
        "填表说明",
        "一、姓名、身份证号码须与身份证一致。",
        "二、学历填写最高学历。",
        "三、联系电话填写手机号码。",
    ):
        guide.row(words)
    roster = plain_page(rng, usual(rng))
    empty = Draft(rng, [], name="Sheet3")
    return Sample([guide.page, roster.page, empty.page], rng.choice(_BOOKS), [(None, roster.page)])


@layout("sheets")
def one_sheet_per_township(rng: Random) -> Sample:
    """Each township's people on a sheet that bears its name."""
    drafts = []
    for unit in rng.sample(TOWNSHIPS, 3):
        draft = Draft(rng, unplaced(rng), name=unit)
        draft.banner(title(rng, "吉安县"))
        draft.header()
        draft.people(crew(rng, 4, [unit]))
        drafts.append(draft)
    pages = [draft.page for draft in drafts]
    return Sample(pages, rng.choice(_BOOKS), [(None, together(pages)), *((page.name, page) for page in pages)])


@layout("sheets")
def townships_with_heads_of_their_own(rng: Random) -> Sample:
    """A sheet for each township, each made after another pattern; those who left stand on one of their own."""
    drafts: list[Draft] = []
    for unit in rng.sample(TOWNSHIPS, rng.randint(2, 5)):
        draft = Draft(
            rng, unplaced(rng), name=rng.choice((unit, f"{unit}民政所", f"{len(drafts) + 1}.{unit}", unit[:-1]))
        )
        if rng.random() < 0.5:
            draft.banner(rng.choice((f"{unit}民政所工作人员花名册", "吉安县民政系统工作人员花名册")))
        draft.header()
        draft.people(crew(rng, 4, [unit]))
        drafts.append(draft)
    former = plain_page(rng, usual(rng), crew(rng, 5), name=rng.choice(("离任人员", "退休", "旧名单", "备份")))
    pages = [draft.page for draft in drafts]
    return Sample([*pages, former.page], rng.choice(_BOOKS), [(None, together(pages))])


@layout("sheets")
def code_list_beside_roster(rng: Random) -> Sample:
    """A sheet of answers for the drop-downs that looks like a header, hidden or not."""
    lists = Page(
        "字典",
        [["姓名", "性别", "学历", "编制类型"], [None, "男", "本科", "行政编制"], [None, "女", "大专", "事业编制"]],
    )
    lists.hidden = rng.random() < 0.5
    roster = plain_page(rng, usual(rng))
    pages = [lists, roster.page] if rng.random() < 0.5 else [roster.page, lists]
    return Sample(pages, rng.choice(_BOOKS), [(None, roster.page)])


@layout("sheets")
def last_year_hidden(rng: Random) -> Sample:
    """Last year's roster is still there, on a hidden sheet in front."""
    old = plain_page(rng, usual(rng), crew(rng, 20), name="2024年")
    old.page.hidden = True
    now = plain_page(rng, usual(rng), name="2025年")
    return Sample([old.page, now.page], rng.choice(_BOOKS), [(None, now.page)])


@layout("sheets")
def hidden_lines(rng: Random) -> Sample:
    """Filtered lines: those that are hidden are left out."""
    draft = plain_page(rng, usual(rng), crew(rng, 12))
    for line in rng.sample(draft.page.lines, 4):
        draft.page.hidden_rows.add(line.number - 1)
    draft.page.lines = [line for line in draft.page.lines if line.number - 1 not in draft.page.hidden_rows]
    return sample(rng, draft, writers=_BOOKS)


@layout("sheets")
def hidden_columns(rng: Random) -> Sample:
    """A hidden column holds last year's pay: it is not read."""
    old = column("月工资", None, text(1200, 1500, 1800))
    specs = [of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), old, of(rng, "education"), of(rng, "phone")]
    draft = plain_page(rng, specs)
    draft.page.hidden_columns.add(3)
    return sample(rng, draft, writers=_BOOKS)


@layout("sheets")
def cells_at_the_far_end(rng: Random) -> Sample:
    """Blank strings to column XFD and far below, left by formatting a whole sheet."""
    draft = plain_page(rng, usual(rng))
    header = next(row for row in draft.page.rows if len([cell for cell in row if cell]) > 3)
    header += [None] * (16_383 - len(header)) + [""]
    draft.blank(300)
    return sample(rng, draft, writers=("xlsx", "wps", "inline"))


@layout("sheets")
def many_blank_numbered_lines(rng: Random) -> Sample:
    """Lines prepared with a number and the unit and never filled in."""
    draft = plain_page(
        rng, [column("序号", None, text(1)), of(rng, "unit"), of(rng, "name"), of(rng, "id_number"), of(rng, "phone")]
    )
    for number in range(1, 30):
        draft.row(number, "敦厚镇" if number % 2 else None)
    return sample(rng, draft, writers=(*_BOOKS, "csv_gb", "html"))
