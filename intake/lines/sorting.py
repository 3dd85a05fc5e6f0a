"""Which lines of a sheet are records, and why the others are not: titles, totals, signatures, blanks, headers again.

What only tables about certain records know, such as posts that are vacant, their own app adds in a subclass.
"""

import re
import unicodedata
from collections.abc import Sequence

from intake.grid import Cell
from intake.headers import are_column_numbers, normalise
from intake.kinds import Kind
from intake.layout.columns import Layout
from intake.layout.naming import Column
from intake.lexicon import SEQUENCE, Lexicon

_TOTAL = re.compile(r"^(合计|总计|小计|共计|累计|总人数|人数合计|实有人数)|^.{0,12}(合计|总计|小计|共计)(:|\d|人|$)")
_SIGNATURE = re.compile(
    r"^.{0,4}(填表|填报|制表|审核|复核|审批|经办|负责|分管领导|主管领导|联系|报送|单位公章|公章|盖章|签字|签章|签名|年月日$)"
    r"[^:]{0,8}(:|$|\()"
)
_SIGNER = re.compile(
    r"(单位|部门|乡镇|民政所|所)?(负责人|主要领导|分管领导|主管领导|经办人?|填表人?|填报人|制表人?|审核人?|复核人?|审批人?|联系人)"
    r"(\(?(签字|签名|签章|盖章)\)?)?"
)
"""Who signs, in the words of a form: nobody's name, though 负责人 may be somebody's post."""
_NOTHING_BELOW = re.compile(r"[-—─/]*\(?(以下空白|以下为空|以下无内容|以下无正文|此页无正文)\)?[-—─/]*")
_EXAMPLE = re.compile(r"^\(?(填写|填报)?(示例|样例|范例|例子?|例如)\)?:?$")
_EXAMPLE_OF = re.compile(r"^\((例|例如|示例|样例|范例)\).|^(例|例如|示例|样例|范例):.")
_HINT = re.compile(
    r"^\(?(\*?(必填|选填|必选|可选|必填项|选填项|非必填)|.{0,6}文本(格式)?.{0,8}|下拉(选择|菜单|框)?.{0,6}|(从)?下拉.{0,8}|\d{1,2}位(数字|号码)?"
    r"|(格式|例|如|例如)[:为].{1,20}|请?(填写|选择|输入).{1,20}|自动(生成|计算))\)?$"
)
_FEWEST_HINTS = 2
_LONGEST = 300
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_A_NUMBER = re.compile(r"\d{1,4}(\.0)?")
_COUNTED = re.compile(r"^(共|合共|总共)?\d+(人|名)$|^[男女]:?\d+(人|名)$|^其中(:|男|女|党员|在编)")
_DATE_LINE = re.compile(r"^(填(表|报)(时间|日期):?)?\d{2,4}年\d{1,2}月(\d{1,2}日)?$")
_NUMBERED = re.compile(
    r"^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|^[(（][一二三四五六七八九十\d]{1,3}[)）]|^第[一二三四五六七八九十]{1,3}(部分|组|批)"
)
_REMARK = re.compile(r"^(注|备注|说明|填表说明|填报说明|要求)(:|\d|\(|$)")
ONLY_PLACES = "空行(只有序号或单位)"
SIGNED = "填表人、审核人等落款"
_LONG_NUMBER = re.compile(r"\d{15}")


Line = Sequence[Cell]


class Sorting:
    """Tells the lines of tables of one kind apart."""

    def __init__(self, kind: Kind) -> None:
        self.kind, self.lexicon = kind, kind.lexicon

    def reason_to_leave_out(self, cells: Line, layout: Layout) -> str | None:
        """Why the line is no record's, in words for the user; ``None`` when it is one."""
        filled = _filled(cells)
        if not filled:
            return "空行"
        if _EXAMPLE.match(plain(filled[0][1].text)) or _EXAMPLE_OF.match(self.name_in(cells, layout)):
            return "示例行"
        if self._has_number(cells, layout):
            return None
        if all(self._only_places(index, cell, layout) for index, cell in filled):
            return ONLY_PLACES
        if self._repeats_header(cells, layout):
            return "重复的表头"
        texts = [plain(cell.text) for _, cell in filled]
        if len(texts) >= _FEWEST_HINTS and (all(map(_HINT.match, texts)) or all(map(_IN_BRACKETS.fullmatch, texts))):
            return "填写要求行"
        if are_column_numbers(texts):
            return "栏次行"
        return self.by_words(cells, texts, layout)

    def by_words(self, cells: Line, texts: Sequence[str], layout: Layout) -> str | None:
        """Why the line is no record's by what its words are."""
        counted = any(self._is_total(index, cell, layout) for index, cell in _filled(cells)[:3])
        if (counted and not self.is_surely_one(cells, layout)) or self._counts_unit(cells, layout):
            return "合计行"
        if len(set(texts)) == 1 and _DATE_LINE.match(texts[0]):
            return SIGNED
        named = bool(self.name_in(cells, layout))
        if any(_SIGNATURE.match(text) and (not named or ":" in text) for text in (texts[:1] if named else texts)):
            return SIGNED
        if self._is_signed(cells, layout):
            return SIGNED
        if said := self.further_reason(cells, layout):
            return said
        if any(map(_NOTHING_BELOW.fullmatch, texts)) or self._is_labelled(cells, texts, layout):
            return "说明行"
        if _REMARK.match(texts[0]) and (len(texts[0]) > 2 or len(set(texts)) <= 2):
            return "说明行"
        return None

    def is_surely_one(self, cells: Line, layout: Layout) -> bool:
        """Is the line a record's however its first words read?"""
        return False

    def further_reason(self, cells: Line, layout: Layout) -> str:
        """Why the line is no record of this kind, where that takes knowledge of them."""
        return ""

    def may_sign(self, cells: Line, layout: Layout, index: int) -> bool:
        """Can a word such as 负责人 in this column be a signature, and not what a record says?"""
        return True

    def may_be_name(self, cells: Line, layout: Layout) -> bool:
        """Do the only words of a line stand in the column of names, so that they may be one?"""
        name = layout.by_field.get(self.lexicon.named_by)
        numbers = layout.by_field.get(SEQUENCE)
        filled = [index for index, cell in enumerate(cells) if cell.text and (not numbers or index != numbers.index)]
        if name is None or len(filled) != 1:
            return False
        text = cells[filled[0]].text
        return filled[0] == name.index and len("".join(text.split())) < 5 and not is_group_word(text, self.lexicon)

    def text_in(self, key: str, cells: Line, layout: Layout) -> str:
        """What the line says in the column of a field, without blanks."""
        column = layout.by_field.get(key)
        return plain(cells[column.index].text) if column and column.index < len(cells) else ""

    def name_in(self, cells: Line, layout: Layout) -> str:
        return self.text_in(self.lexicon.named_by, cells, layout)

    def _has_number(self, cells: Line, layout: Layout) -> bool:
        numbers = (self.text_in(key, cells, layout) for key in self.lexicon.certain)
        return any(_LONG_NUMBER.search(number) for number in numbers)

    def _is_signed(self, cells: Line, layout: Layout) -> bool:
        """负责人 | 王某 | 审核 | 李某, without a colon: what a signature names comes first, or there are several."""
        signers = [index for index, cell in enumerate(cells) if cell.text and _SIGNER.fullmatch(plain(cell.text))]
        if not signers:
            return False
        first = next(index for index, cell in enumerate(cells) if cell.text)
        return len(signers) > 1 or (signers[0] == first and self.may_sign(cells, layout, first))

    def _is_total(self, index: int, cell: Cell, layout: Layout) -> bool:
        """60人 is what a line says in a column that counts, and a total anywhere else."""
        text, key = plain(cell.text), layout.columns[index].field if index < len(layout.columns) else None
        counts = key is not None and self.kind.fields[key].counts
        return _TOTAL.match(text) is not None or (_COUNTED.match(text) is not None and not counts)

    def _counts_unit(self, cells: Line, layout: Layout) -> bool:
        """敦厚镇 | 3: how many are to follow, in the place of a name, and nothing else."""
        name = layout.by_field.get(self.lexicon.named_by)
        if name is None or not _A_NUMBER.fullmatch(self.name_in(cells, layout)):
            return False
        others = [(index, cell) for index, cell in enumerate(cells) if cell.text and index != name.index]
        return bool(others) and all(self._only_places(index, cell, layout) for index, cell in others)

    def _is_labelled(self, cells: Line, texts: Sequence[str], layout: Layout) -> bool:
        """统计： | 男 | 4: a label with a colon, and nothing that can be a name."""
        alone = len(set(texts)) == 1
        named = re.fullmatch(r"[\u3400-\u9fff·]{2,}", self.name_in(cells, layout)) is not None
        return texts[0].endswith(":") and not alone and not named

    def _only_places(self, index: int, cell: Cell, layout: Layout) -> bool:
        """A sequence number or a unit's name says nothing about a record; nor does a column nobody reads."""
        key = layout.columns[index].field if index < len(layout.columns) else None
        if key == SEQUENCE:
            return not _is_words(cell.text)
        own = self.lexicon.names_unit(key) and key not in self.kind.further_units
        return own or (key is None and cell.merged)

    def _repeats_header(self, cells: Line, layout: Layout) -> bool:
        here = [column for column in layout.columns if column.index < len(cells)]
        return sum(self._names(cells[column.index].text, column) for column in here) >= 2

    def _names(self, text: str, column: Column) -> bool:
        """Is the text the column's name, in the words above it or in others (its pinyin)?"""
        if not text or not column.header:
            return False
        name = normalise(text)
        named = {normalise(part) for part in column.header.split("/")}
        return name in named or self.lexicon.known.get(name, "") == column.field


def _filled(cells: Line) -> list[tuple[int, Cell]]:
    return [(index, cell) for index, cell in enumerate(cells) if cell.text]


def is_group_word(text: str, lexicon: Lexicon) -> bool:
    """Can this text, alone on its line, only be a heading: 一、在编, (二)编外, 民政所?"""
    words = plain(text)
    return _NUMBERED.match(words) is not None or lexicon.words.group.search(words) is not None


def lone_text(cells: Line, layout: Layout) -> str | None:
    """The only words of a line beside its number: a group's heading, a remark, or a name with nothing to it."""
    numbers = layout.by_field.get(SEQUENCE)
    found = ""
    for index, cell in enumerate(cells):
        if cell.text and (not numbers or index != numbers.index):
            if found and cell.text != found:
                return None
            found = cell.text
    if not found and numbers and numbers.index < len(cells) and _is_words(cells[numbers.index].text):
        return cells[numbers.index].text
    return found or None


def plain(text: str) -> str:
    """Without blanks and full-width forms; of a page of text the beginning, which says what it is."""
    return "".join(unicodedata.normalize("NFKC", text[:_LONGEST]).split())


def _is_words(text: str) -> bool:
    """Is this more than a number, in the column of numbers?"""
    return len(re.findall(r"[\u3400-\u9fff]", text)) > 1 and not re.fullmatch(r"[一二三四五六七八九十第()（）]+", text)
