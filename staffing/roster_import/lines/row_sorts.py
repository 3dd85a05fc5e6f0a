"""Which lines of a sheet are people, and why the others are not: titles, totals, signatures, blanks, headers again."""

import re
import unicodedata
from collections.abc import Sequence

from staffing.roster_import.fields import synonyms
from staffing.roster_import.grid import Cell
from staffing.roster_import.layout.columns import Column, Layout
from staffing.roster_import.layout.headers import are_column_numbers, normalise

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
_VACANT = re.compile(
    r"[(（]?(空缺|空编|空岗|缺编|缺额|暂缺|暂无|暂空|待定|待招聘?|待补充?|待配备?|无人|无|空|缺)[)）]?"
)
VACANT = "空缺的岗位"
_EXAMPLE = re.compile(r"^\(?(填写|填报)?(示例|样例|范例|例子?|例如)\)?:?$")
_EXAMPLE_OF = re.compile(r"^\((例|例如|示例|样例|范例)\).|^(例|例如|示例|样例|范例):.")
_HINT = re.compile(
    r"^\(?(\*?(必填|选填|必选|可选|必填项|选填项|非必填)|.{0,6}文本(格式)?.{0,8}|下拉(选择|菜单|框)?.{0,6}|(从)?下拉.{0,8}|\d{1,2}位(数字|号码)?"
    r"|(格式|例|如|例如)[:为].{1,20}|请?(填写|选择|输入).{1,20}|自动(生成|计算))\)?$"
)
_FEWEST_HINTS = 2
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_HOW_MANY = re.compile(r"\(?(共|计|合计)?\d{1,4}(人|名|个村|个社区|个村居)\)?")
_A_NUMBER = re.compile(r"\d{1,4}(\.0)?")
_COUNTED = re.compile(r"^(共|合共|总共)?\d+(人|名)$|^[男女]:?\d+(人|名)$|^其中(:|男|女|党员|在编)")
_DATE_LINE = re.compile(r"^(填(表|报)(时间|日期):?)?\d{2,4}年\d{1,2}月(\d{1,2}日)?$")
_GROUP_WORDS = re.compile(r"(人员|名单|编制|岗位|部门|民政所|敬老院|养老院|福利院|街道|社区|小组|专干|办公室|情况)$")
_NUMBERED = re.compile(
    r"^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|^[(（][一二三四五六七八九十\d]{1,3}[)）]|^第[一二三四五六七八九十]{1,3}(部分|组|批)"
)
_REMARK = re.compile(r"^(注|备注|说明|填表说明|填报说明|要求)(:|\d|\(|$)")
ONLY_PLACES = "空行(只有序号或单位)"
_DIGITS = re.compile(r"\d{15}")


def reason_to_leave_out(cells: Sequence[Cell], layout: Layout) -> str | None:
    """Why the line is no person's, in words for the user; ``None`` when it is one."""
    filled = [(index, cell) for index, cell in enumerate(cells) if cell.text]
    if not filled:
        return "空行"
    if _EXAMPLE.match(_plain(filled[0][1].text)) or _EXAMPLE_OF.match(_text_of("name", cells, layout)):
        return "示例行"
    if _has_number(cells, layout):
        return None
    told = [index for index, cell in filled if not _only_places(index, cell, layout)]
    if not told:
        return ONLY_PLACES
    if _repeats_header(cells, layout):
        return "重复的表头"
    texts = [_plain(cell.text) for _, cell in filled]
    if len(texts) >= _FEWEST_HINTS and (all(map(_HINT.match, texts)) or all(map(_IN_BRACKETS.fullmatch, texts))):
        return "填写要求行"
    if are_column_numbers(texts):
        return "栏次行"
    return _by_words(cells, texts, layout)


def is_group_word(text: str) -> bool:
    """Can this text, alone on its line, only be a heading: 一、在编人员, (二)编外, 民政所?"""
    plain = _plain(text)
    return _NUMBERED.match(plain) is not None or _GROUP_WORDS.search(plain) is not None


def lone_text(cells: Sequence[Cell], layout: Layout) -> str | None:
    """The only words of a line beside its number: a group's heading, a remark, or a name with nothing to it."""
    numbers = layout.by_field.get("sequence")
    found = ""
    for index, cell in enumerate(cells):
        if cell.text and (not numbers or index != numbers.index):
            if found and cell.text != found:
                return None
            found = cell.text
    if not found and numbers and numbers.index < len(cells) and _is_words(cells[numbers.index].text):
        return cells[numbers.index].text
    return found or None


def may_be_name(cells: Sequence[Cell], layout: Layout) -> bool:
    """Do the only words of a line stand in the column of names, so that they may be one?"""
    name = layout.by_field.get("name")
    numbers = layout.by_field.get("sequence")
    filled = [index for index, cell in enumerate(cells) if cell.text and (not numbers or index != numbers.index)]
    if name is None or len(filled) != 1:
        return False
    text = cells[filled[0]].text
    return filled[0] == name.index and len("".join(text.split())) < 5 and not is_group_word(text)


def _is_signed(cells: Sequence[Cell], layout: Layout) -> bool:
    """负责人 | 王某 | 审核 | 李某, without a colon: what a signature names comes first, or there are several."""
    signers = [index for index, cell in enumerate(cells) if cell.text and _SIGNER.fullmatch(_plain(cell.text))]
    if not signers:
        return False
    title = layout.by_field.get("title")
    first = next(index for index, cell in enumerate(cells) if cell.text)
    return len(signers) > 1 or (signers[0] == first and not (title and title.index == first))


def _is_vacant(cells: Sequence[Cell], layout: Layout) -> bool:
    """空缺 in the place of a name, and nothing by which a person could be known."""
    nobody = _VACANT.fullmatch(_text_of("name", cells, layout)) is not None
    return nobody and not any(_text_of(key, cells, layout) for key in ("id_number", "phone", "birth_date"))


def _counts_unit(cells: Sequence[Cell], layout: Layout) -> bool:
    """敦厚镇 | 3: how many are to follow, in the place of a name, and nothing else."""
    name = layout.by_field.get("name")
    if name is None or not _A_NUMBER.fullmatch(_text_of("name", cells, layout)):
        return False
    others = [(index, cell) for index, cell in enumerate(cells) if cell.text and index != name.index]
    return bool(others) and all(_only_places(index, cell, layout) for index, cell in others)


def _is_labelled(cells: Sequence[Cell], texts: Sequence[str], layout: Layout) -> bool:
    """统计： | 男 | 4: a label with a colon, and nothing that can be a name."""
    alone = len(set(texts)) == 1
    return (
        texts[0].endswith(":")
        and not alone
        and re.fullmatch(r"[\u3400-\u9fff·]{2,}", _text_of("name", cells, layout)) is None
    )


def _by_words(cells: Sequence[Cell], texts: Sequence[str], layout: Layout) -> str | None:
    counted = any(_TOTAL.match(text) or _COUNTED.match(text) for text in texts[:3])
    if (counted and not _is_somebody(cells, layout)) or _counts_unit(cells, layout):
        return "合计行"
    if len(set(texts)) == 1 and _DATE_LINE.match(texts[0]):
        return "填表人、审核人等落款"
    named = bool(_text_of("name", cells, layout))
    if any(_SIGNATURE.match(text) and (not named or ":" in text) for text in (texts[:1] if named else texts)):
        return "填表人、审核人等落款"
    if _is_signed(cells, layout):
        return "填表人、审核人等落款"
    if _is_vacant(cells, layout):
        return VACANT
    if any(map(_NOTHING_BELOW.fullmatch, texts)) or _is_labelled(cells, texts, layout):
        return "说明行"
    if _REMARK.match(texts[0]) and (len(texts[0]) > 2 or len(set(texts)) <= 2):
        return "说明行"
    return None


def _is_somebody(cells: Sequence[Cell], layout: Layout) -> bool:
    """Does the line speak of one person, however a name such as 单小计 reads? A damaged number is a number as well."""
    named = 1 < len(_text_of("name", cells, layout)) < 5
    numbers = (_text_of(key, cells, layout) for key in ("id_number", "phone"))
    return named and (any(len(number) > 7 for number in numbers) or _text_of("sex", cells, layout) in ("男", "女"))


def _only_places(index: int, cell: Cell, layout: Layout) -> bool:
    """A sequence number or a unit's name says nothing about a person; nor does a column nobody reads."""
    field = layout.columns[index].field if index < len(layout.columns) else None
    if field == "sequence":
        return not _is_words(cell.text)
    return field in ("unit", "village", "home") or (field is None and cell.merged)


def _is_words(text: str) -> bool:
    """Is this more than a number, in the column of numbers?"""
    return len(re.findall(r"[\u3400-\u9fff]", text)) > 1 and not re.fullmatch(r"[一二三四五六七八九十第()（）]+", text)


def _has_number(cells: Sequence[Cell], layout: Layout) -> bool:
    return _DIGITS.search("".join(_text_of("id_number", cells, layout).split())) is not None


def _repeats_header(cells: Sequence[Cell], layout: Layout) -> bool:
    return sum(_names(cells[column.index].text, column) for column in layout.columns if column.index < len(cells)) >= 2


def _names(text: str, column: Column) -> bool:
    """Is the text the column's name, in the words above it or in others (SFZH below 身份证号)?"""
    if not text or not column.header:
        return False
    name = normalise(text)
    return name in {normalise(part) for part in column.header.split("/")} or synonyms().get(name, "") == column.field


def _text_of(field: str, cells: Sequence[Cell], layout: Layout) -> str:
    column = layout.by_field.get(field)
    return _plain(cells[column.index].text) if column and column.index < len(cells) else ""


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
