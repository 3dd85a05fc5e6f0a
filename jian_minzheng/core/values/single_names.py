"""Names of which a cell holds one: several in it are several records."""

import re
import unicodedata

from jian_minzheng.core.values.problems import ValueProblem

_MARKS = re.compile(r"[、,;/|\n]+")
_A_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8}")
_A_GROUP = re.compile(
    r"(所|院|村|镇|乡|街道|社区|局|办|组|队|站|中心|集体|家庭|夫妇|夫妻|支部|委|县|市|区|科|股|室|班|厅|处|协会|学校)$"
)
_AND_OTHERS = re.compile(r"等(\d+|[一二两三四五六七八九十]+)?(人|名|位)?(同志|个人|人员)?$")
_LONG_SURNAMES = frozenset(
    {"欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "东方"}
)


def insist_on_one_name(written: str) -> None:
    """Is this the name of one person, or of one group?

    Raises:
        ValueProblem: ``several_names``.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    pieces = [piece.strip() for piece in _MARKS.split(text) if piece.strip()]
    pieces = _by_blanks(text) if len(pieces) == 1 else pieces
    several = len(pieces) > 1 and all(map(_is_person, pieces))
    if several or _AND_OTHERS.search("".join(text.split())):
        raise ValueProblem("several_names", "一格里写了几个人，请分成几行，每行一个；是一个集体的，请写集体的名称。")


def _by_blanks(text: str) -> list[str]:
    """王军 李芳, but neither 王 军 nor 欧阳 小红."""
    pieces = text.split()
    return pieces if min(map(len, pieces), default=0) > 1 and pieces[0] not in _LONG_SURNAMES else [text]


def _is_person(piece: str) -> bool:
    name = "".join(piece.split())
    return _A_PERSON.fullmatch(name) is not None and not _A_GROUP.search(name)
