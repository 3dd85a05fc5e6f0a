"""What one cell of a table about units means: yes or no, how many, how large."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from intake.grid import Cell
from intake.values import Several, ValueProblem, WithNote
from intake.values.years import year_in_name

_DONE = (
    r"(挂牌?|悬挂|揭牌|授牌|上墙|张贴|公示|建|建成|建立|设|设立|设置|制定|制订|配|配备|"
    r"配置|安装|落实|完善|完成|到位|有)"
)
_YES = re.compile(
    rf"是的?|[均都全]?有|已{_DONE}{{0,2}}|{_DONE}(?:到位|完毕|好了)|上墙|√|✓|✔|☑|■|1|Y|YES|V|TRUE|对|达标|齐全?|完备|健全|完善|全"
)
_NO = re.compile(rf"否|无|均?没有|[未没]{_DONE}{{0,2}}|尚未{_DONE}{{0,2}}|不是|不在|不达标|×|✗|✘|X|☐|□|0|N|NO|FALSE|错")
_REMARK = re.compile(r"[(,，、;；:：](?=.)")
NO_WORDS: Mapping[str, bool] = {}
_MEASURES = "台部套个间张把件组块辆门"
_COUNT = re.compile(r"[有共计]?\(?(\d{1,4})(?:\.0+)?([\u3400-\u9fff]{1,2})?\)?")
_DIGIT = re.compile(r"^[零一二两三四五六七八九](?=[\u3400-\u9fff]{1,2}$)")
_DIGITS = {word: str(number) for number, word in enumerate("零一二三四五六七八九")} | {"两": "2"}
_NONE = re.compile(r"缺|未配|未配[备置]")
_ABOUT = re.compile(r"^(?:约|大约|近)|[余多](?=平|㎡|人|名|张|m|$)|左右$")
_AREA = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)(?:㎡|m2|M2|平方米|平米|平方|平)?")
_PERSONS = re.compile(r"(\d{1,8}(?:\.\d{1,4})?)(万)?[人名口]?")
_MOST_PEOPLE = 1_999_999
"""More than live in any township: a figure in persons under a name that says 万人."""


def parse_yes_no(cell: Cell, _header: str = "", *, words: Mapping[str, bool] = NO_WORDS) -> bool | WithNote:
    """``√``, ``有``, ``已悬挂`` → true; ``无``, ``未建``, ``×`` → false; so with a remark behind, which is told.

    Args:
        words: what else says yes or no of this very thing.

    Raises:
        ValueProblem: ``value_unknown``.
    """
    word = _plain(cell)
    if (said := _yes_or_no(word, words)) is not None:
        return said
    head, _, rest = _REMARK.sub("\n", word, count=1).partition("\n")
    if rest and (said := _yes_or_no(head, words)) is not None:
        return WithNote(said, "remark_unread", f"读作“{'是' if said else '否'}”，后面的话没有读入，请核对。")
    raise ValueProblem("value_unknown", "应填 是 或 否(有、无、√、× 也可以)。")


def _yes_or_no(word: str, words: Mapping[str, bool]) -> bool | None:
    if word in words:
        return words[word]
    plain = word.upper()
    if _NO.fullmatch(plain):
        return False
    return True if _YES.fullmatch(plain) else None


def parse_count(cell: Cell, _header: str = "", *, what: str = "件数", measures: Sequence[str] = ()) -> int | WithNote:
    """``2台`` → 2, ``无`` → 0; ``约30人`` is noted. Without measures of its own it counts things that are asked for by
    presence, as the seven haves are: ``√`` → 1.

    Args:
        what: is counted; for the message.
        measures: words that may follow the number, the usual one first.

    Raises:
        ValueProblem: ``number_unreadable``.
    """
    word = _plain(cell)
    bare = _ABOUT.sub("", word)
    found = _COUNT.fullmatch(_DIGIT.sub(lambda one: _DIGITS[one[0]], bare))
    if found and (not found[2] or found[2] in (measures or _MEASURES)):
        count = int(found[1])
        return count if bare == word else WithNote(count, "number_rough", f"写的是约数，按 {count} 读取，请核对。")
    if _NO.fullmatch(word) or _NONE.fullmatch(word):
        return 0
    if not measures and word in ("√", "✓", "✔", "有", "是", "均有", "都有", "已配", "已配备"):
        return 1
    example = f"2{measures[0] if measures else '台'}"
    raise ValueProblem("number_unreadable", f"应填{what}，例如 2 或 {example}；没有的填 0 或 无。")


def parse_area(cell: Cell, _header: str = "") -> Decimal | WithNote:
    """Square metres: ``80``, ``80.5㎡``, ``80平方米``; ``约80㎡`` is noted.

    Raises:
        ValueProblem: ``number_unreadable``.
    """
    word = _plain(cell)
    found = _AREA.fullmatch(_ABOUT.sub("", word))
    if not found:
        raise ValueProblem("number_unreadable", "应填面积，单位平方米，例如 80 或 80.5㎡。")
    area = Decimal(found[1])
    return WithNote(area, "number_rough", f"写的是约数，按 {area} 读取，请核对。") if _ABOUT.search(word) else area


def parse_persons(cell: Cell, header: str = "", *, basis: str) -> int | Several | WithNote:
    """Persons: ``32,105``, ``3.2万``; a year in the header (``2024年末户籍人口``) is the year of this figure, a day in
    it the day.

    Raises:
        ValueProblem: ``number_unreadable``: no whole number of persons; ``year_unreadable``: see ``year_in_name``.
    """
    head = unicodedata.normalize("NFKC", header)
    word = _plain(cell).replace(",", "")
    found = _PERSONS.fullmatch(_ABOUT.sub("", word))
    persons = Decimal(found[1]) * (10_000 if found[2] or "万人" in head else 1) if found else Decimal("0.5")
    if persons % 1 or persons > _MOST_PEOPLE:
        raise ValueProblem("number_unreadable", "应填人数，例如 32105 或 3.2万。")
    when = year_in_name(head, basis)
    said: int | Several = Several(int(persons), when, announced=False) if when else int(persons)
    if _ABOUT.search(word):
        return WithNote(said, "number_rough", f"写的是约数，按 {int(persons)} 读取，请核对。")
    return said


def _plain(cell: Cell) -> str:
    return "".join(unicodedata.normalize("NFKC", cell.text).split()).replace("m²", "m2")
