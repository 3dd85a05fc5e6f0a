"""Remarks that people put beside a value: ``张三(借调至县民政局)``, ``本科(江西师大)``, ``所长(兼)``.

What is certain becomes a value of the field it belongs to; everything else goes into the note. A remark that says that
the person has left is asked about, for nobody should be taken in as serving on the strength of an old list.
"""

import re
from typing import Any

from intake.values.code_lists import plain_word
from jian_minzheng.core.values.problems import Option, ValueProblem
from staffing.values.code_lists import code_lists
from staffing.vocabulary import WorkingMode

_PIECES = re.compile(r"[、,，;；/|\s]+")
_DIED = re.compile(r"(?<![父母亲夫妻偶属人])(?:已|因病)?(?:去世|过世|死亡|病故|逝世|亡故|已故|身故)")
_LEFT = re.compile(
    r"调走|调离|调出|(?<![借抽选])调(?:到|至|往|任)|转(?:到|至|往)|离职|辞职|辞退|退休|离任|卸任|免职|退出(?!现役)|不在(?!岗)|解聘|"
    r"(?:考|遴选|选调|招录|录用)(?:入|取|上|到|至)(?=.*(?:局|委|厅|县|市|省|中心|法院|检察院|学校))(?!.*(?:公务员|编制|事业编))|"
    r"解除(?:合同|聘用)|合同(?:到期|期满|终止)|开除|除名|不再|已走|下岗|退职|清退|离开|离所|离院"
)
_STAYS = re.compile(r"返聘|仍在|继续|拟|即将|将于|准备|未(?:退|离|调)|没有离开")
_SUCCEEDS = re.compile(
    r"^(?:接任|接替|接手|继任)|(?:由|是)?(?:其|他|她|本人|该同志|该员)(?:来)?(?:接任|接替|接手|继任|顶替|接管)"
)
"""It was somebody else who left: 原所长2021年退休，由其接任."""
_HERE = re.compile(r"[本我](?:所|镇|乡|街道|单位|院|村|局|处)")
_ARRIVED = re.compile(rf"(?:[调转]|考|遴选|选调|招录|录用)(?:入|取|上|到|至|往|任)(?:{_HERE.pattern})")
_LENT = re.compile(r"借(?:调|用)?出|外借|被借|抽调(?:出|在外)|借(?:调|用)在外|上挂")
_LENT_TO = re.compile(
    r"(?:借调|借用|抽调)(?:至|到|去|往|在|于).*(?:局|厅|县|市|省|委|办公室|专班|中心|组织部|法院|检察院)"
)
_LOCAL = re.compile(r"乡(?!村振兴)|镇|街道|民政所|(?<!乡)村|社区|敬老院")
_BORROWED = re.compile(r"借(?:调|用)?入|借(?:调|用)来|(?:从|由|自).*(?:借调|借用|抽调)|(?:借调|借用|抽调)自")
_LENT_OR_BORROWED = re.compile(r"借调|借用|抽调")
_ATTACHED = re.compile(r"挂职(?:锻炼)?|挂任|下派挂职")
_LEAVE = re.compile(r"产假|病假|病休|哺乳假")
_PAID_NO_MORE = re.compile("停薪留职|离岗创业|停薪留岗")
_OFF_POST = frozenset({"离岗", "不在岗", "内退", "待岗", "停职", "离岗待退"})
_CONCURRENT = frozenset({"兼", "兼任", "兼职", "兼岗"})
_TITLE = re.compile(
    r"(?:民政所|民政办|敬老院)?(?:副?(?:所长|院长|站长|主任|书记|组长|镇长|乡长)|民政专干|专干|会计|出纳|护理员|护工|炊事员|厨师|"
    r"民政助理|民政干事|工作人员|科员|办事员)"
)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_FROM_LISTS = ("sex", "politics", "education", "social_work_title", "employment")
_TOO_GENERAL = frozenset({"29", "90", "40", "99", "0"})
_SHORTHAND = frozenset({"聘用", "聘任", "初级", "中级", "高级", "预备", "政法", "差额", "全额"})
"""Words that mean something only in a column of their own."""


def read_remarks(remark: str, base: str, *, key: str = "") -> dict[str, Any]:
    """Values of other fields by key, ``note`` among them, that a remark states.

    Args:
        remark: the text beside the value, brackets removed.
        base: the value as it would be written alone, to build the answers of a question from.
        key: the field of the cell, whose own value a remark never sets.

    Raises:
        ValueProblem: ``person_left``; ``value_ambiguous`` for 借调 without direction.
    """
    remark = " ".join(remark.split()).strip("、,，;； ")
    stays = _STAYS.search(remark) is not None
    if not stays:
        refuse_left(remark, f"{base}（仍在岗；{remark}）", f"{base}（退休返聘）")
    also: dict[str, Any] = {}
    notes: list[str] = []
    undecided = False
    for piece in [remark] if _whole(remark, key) else _PIECES.split(remark):
        facts = _facts(piece, key)
        if any(also.get(name, value) != value for name, value in facts.items()):
            facts = {}
        also |= facts
        undecided = undecided or (not facts and _unclear(piece))
        if piece and piece != "仍在岗" and (not facts or _says_more(piece)):
            notes.append(piece)
    if undecided and "working_mode" not in also and key != "working_mode":
        raise _which_way(base, remark)
    if notes:
        also["note"] = "；".join(notes)
    return also


def refuse_left(text: str, stays: str, rehired: str) -> None:
    """Ask about a person who, by the text, has left; nothing happens where it says no such thing.

    Raises:
        ValueProblem: ``person_left``, with ``stays`` and ``rehired`` as texts to write instead; dead persons have none.
    """
    if _DIED.search(text):
        raise ValueProblem("person_left", "注明了人员已去世：请跳过这一行，或改正后再导入。")
    if not _LEFT.search(text) or any(told.search(text) for told in (_STAYS, _ARRIVED, _SUCCEEDS)):
        return
    options = [Option(stays, "没有离开，按在岗导入")]
    if "退休" in text:
        options.append(Option(rehired, "退休返聘，仍在岗"))
    message = "注明了人员已离开（调走、离职、退休等）：请跳过这一行；如果仍在岗，请确认。"
    raise ValueProblem("person_left", message, tuple(options))


def is_remark(text: str) -> bool:
    """Is this text certain to be a remark, not a part of somebody's name?"""
    return bool(_facts(text, "") or _lends(text) or _LEFT.search(text) or _DIED.search(text) or _STAYS.search(text))


def title_at_end(text: str) -> str:
    """The post at the end of a text, ``所长`` of ``王五所长``; empty where there is none."""
    found = re.search(rf"(?:{_TITLE.pattern})$", text)
    return found[0] if found else ""


def _whole(remark: str, key: str) -> bool:
    return bool(_facts(remark, key)) or not _PIECES.search(remark)


def _facts(piece: str, key: str) -> dict[str, Any]:
    """What one piece states for certain; mostly one fact or none."""
    if not piece:
        return {}
    if (mode := _mode(piece)) and key != "working_mode":
        return {"working_mode": mode}
    if _TITLE.fullmatch(piece) and key != "title":
        return {"title": piece}
    if _MOBILE.fullmatch(piece) and key != "phone":
        return {"phone": piece}
    ethnic = code_lists()["ethnic_group"].code(piece) if piece.endswith("族") else None
    if ethnic and key != "ethnic_group":
        return {"ethnic_group": ethnic}
    word = plain_word(piece)
    for name in _FROM_LISTS:
        code = code_lists()[name].codes.get(word)
        specific = code and (name == "sex" or (len(piece) > 1 and code not in _TOO_GENERAL and not piece.isascii()))
        if specific and name != key and piece not in _SHORTHAND:
            return {name: code}
    return {}


def _mode(piece: str) -> str | None:
    word = piece.strip("（）()")
    if _LENT.search(word) or (_LENT_TO.search(word) and not _LOCAL.search(word) and not _HERE.search(word)):
        return WorkingMode.LENT
    if _BORROWED.search(word) or (_LENT_OR_BORROWED.search(word) and _HERE.search(word)):
        return WorkingMode.BORROWED
    if "返聘" in word:
        return WorkingMode.REHIRED
    if _LEAVE.search(word):
        return WorkingMode.LONG_LEAVE
    if _ATTACHED.fullmatch(word):
        return WorkingMode.ATTACHED
    if word in _CONCURRENT:
        return WorkingMode.CONCURRENT
    if word in _OFF_POST or _PAID_NO_MORE.search(word):
        return WorkingMode.OFF_POST
    return WorkingMode.REGULAR if word in ("在岗", "在职", "在岗在职", "在编在岗") else None


def speaks_of_lending(text: str) -> bool:
    """Does a text speak of lending, whichever way?"""
    return _lends(text)


def _unclear(piece: str) -> bool:
    """Speaks of lending without saying which way."""
    return _lends(piece) and not _mode(piece)


def _lends(piece: str) -> bool:
    return _LENT_OR_BORROWED.search(piece) is not None or "挂职" in piece


def _says_more(piece: str) -> bool:
    """A remark of which its fact keeps only a part: where somebody was lent to."""
    return _mode(piece) is not None and len(piece) > 5


def _which_way(base: str, remark: str) -> ValueProblem:
    return ValueProblem(
        "value_ambiguous",
        "看不出是借出（本单位的人在外）还是借入（外单位的人在本单位），请确认。",
        (
            Option(f"{base}（借出；{remark}）", "借出：编制在本单位，人在外"),
            Option(f"{base}（借入；{remark}）", "借入：编制在外，人在本单位"),
        ),
    )
