"""Answers from the lists about people, and what a roster writes beside them."""

import re

from intake.grid import Cell
from intake.values.choices import Answer, Remarks, as_value, parse_choice, question
from intake.values.code_lists import CodeList, plain_word
from intake.values.texts import parse_text
from jian_minzheng.core.values.problems import Several, WithNote
from staffing.values.code_lists import code_lists
from staffing.values.remarks import is_remark, read_remarks, refuse_left
from staffing.vocabulary import ESTABLISHED, Employment, WorkingMode

_DOUBT = re.compile(r"[不非无未否没待拟曾原?？]|申请|正在|准备|备考|报考|停止|疑似|核实|取消|撤销|过期")
_MANNERS = re.compile(
    r"(?:全日制|非全日制|在职|函授|自考|自学考试|成人|成教|成人教育|业余|电大|夜大|远程|网络教育|党校|脱产|国家开放大学|毕业|学历|教育|第一学历|"
    r"最高学历|专升本|专起本|.{0,6}学士(?:学位)?)+"
)
_UNFINISHED = re.compile(r"在读|在学|就读|未毕业|待毕业|肄业")
_SCHOOL = re.compile(
    r".*(?:大学|学院|学校|师大|农大|财大|师范|党校|职校|技校|中学|[一二三四五六七八九]中|专业|系)(?:.*专业)?"
)


class _OfPeople(Remarks):
    def __init__(self, key: str) -> None:
        self.key = key

    def is_remark(self, word: str) -> bool:
        return is_remark(word)

    def read(self, known: CodeList, code: str, remark: str) -> Answer:
        also = read_remarks(remark, known.labels[code], key=self.key)
        if set(also) == {"note"} and _DOUBT.search(also["note"]):
            raise question(known, "另外写的话让人分不清是否算数，请确认；不算的请改写。", [code])
        return Several(as_value(code), also)


class _Employments(_OfPeople):
    def refines(self, known: CodeList, head: str, code: str) -> bool:
        """``编外(政府购买服务)``, ``在编(事业)``: a rough word, and the answer."""
        alike = (known.code(head) in ESTABLISHED) == (code in ESTABLISHED)
        return (bool(known.remark(head)) and alike) or super().refines(known, head, code)


class _WorkingModes(_OfPeople):
    def refuse(self, text: str) -> None:
        labels = code_lists()[self.key].labels
        refuse_left(text, labels[WorkingMode.REGULAR], labels[WorkingMode.REHIRED])


class _Educations(_OfPeople):
    def read(self, known: CodeList, code: str, remark: str) -> Answer:
        """How, where and whether the education was finished."""
        if _UNFINISHED.search(remark):
            lower = [each for each in known.labels if code <= each < "90"]
            raise question(known, "还没有毕业的不算，请选已经取得的最高学历。", [*lower[1:], code])
        if _MANNERS.fullmatch(remark):
            return as_value(code)
        return Several(code, {"school": remark}) if _SCHOOL.fullmatch(remark) else super().read(known, code, remark)


_COMMITTEE = re.compile(
    r"(?:兼任|担任)?(?:(?:村|社区|居|居委会?|村委会?|支委|支部|党支部)+(?:两委|支两委|委会?|党支部)?|两委|支两委)(?:班子)?(?:成员|干部|委员)(?:兼任|兼职)?"
)
_BESIDES = re.compile("兼任")
"""Columns that ask what somebody does besides: answered by the post, or by a word for nothing."""
_NOTHING = frozenset({"无", "没有", "无兼任", "不兼任", "未兼任", "无兼职", "否"})

_REMARKS = {
    "employment": _Employments("employment"),
    "working_mode": _WorkingModes("working_mode"),
    "education": _Educations("education"),
}


def on_committee(text: str) -> bool:
    """Is this a word for the members of a village's or a residents' committee: 村（社区）“两委”成员?"""
    return _COMMITTEE.fullmatch(re.sub(r"[()]", "", plain_word(text))) is not None


def _answers(key: str, text: str) -> bool:
    known = code_lists()[key]
    return plain_word(text) not in _NOTHING and (known.code(text) is not None or known.doubt(text) is not None)


def _besides(cell: Cell) -> Answer:
    """``村妇联主席`` under 兼任情况; ``无`` there says nothing of how somebody serves."""
    text = parse_text(cell)
    if plain_word(text) in _NOTHING:
        return ""
    return Several(WorkingMode.CONCURRENT.value, {"note": text if "兼" in text else f"兼任{text}"})


def parse_answer(cell: Cell, key: str, header: str = "") -> Answer | WithNote:
    """The answer to a field of the lists: sex, ethnic_group (its code is the full name), politics, education,
    employment, channel, working_mode, social_work_title, position, payer, insured.

    Raises:
        ValueProblem: as for ``parse_choice``; ``person_left``.
    """
    if key == "employment" and on_committee(cell.text):
        return Employment.COMMITTEE_MEMBER
    if key == "working_mode" and _BESIDES.search(header) and not _answers(key, cell.text):
        return _besides(cell)
    found = parse_choice(cell, code_lists()[key], _REMARKS.get(key) or _OfPeople(key))
    return _with_channel(found, cell.text) if key == "employment" else found


def _with_channel(found: Answer | WithNote, text: str) -> Answer | WithNote:
    """三支一扶 is no type of employment, but says how somebody came."""
    channel = code_lists()["channel"].code(text)
    if channel is None or not isinstance(found, WithNote) or found.value != Employment.OTHER:
        return found
    return WithNote(Several(found.value, {"channel": channel}), found.code, found.message)
