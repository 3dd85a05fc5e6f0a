"""The many ways an office writes the name of a place: county before it, 民政所 behind it, 镇 left out."""

import re
import unicodedata
from functools import lru_cache

from jian_minzheng.core.look_alikes import fold

_SPACES = re.compile(r"[\s·、,。:]+")
_OFFICES = re.compile(
    r"(民政专干|民政(管理)?所|民政(工作)?办(公室)?|民政(工作)?站|民政科|人民政府|(?<=[镇乡])政府|办事处|便民服务中心"
    r"|社会事务办(公室)?|(?<=[府处])办公室|(?<=[镇乡道])(党委|党工委|委员会|(党政|政府)(综合)?办(公室)?)"
    r"|(?<=[村区会])党?总?支部(委员会)?|(?<=社区)党委"
    r"|村民委员会|居民委员会|村(民)?委会|居委会|村委|居委)$"
)
_WHICH_OFFICE = re.compile(r"\((社会事务|民政|公共服务|便民服务|综合)[^()]*(办|办公室|所|中心|站)\)$")
"""敦厚镇民政所(社会事务办): two names of one office. What else stands in brackets may say something of its own."""
_POST = re.compile(
    r"(?<=..)(党委|党组|党支部|支部|党总支)?(副?(所长|局长|主任|站长|院长|股长|科长|主席|书记|镇长|乡长|会长)|[一二三四]级(主任|副主任)?科员"
    r"|科员|干部|职工|专干|办事员|负责人|民政员|护理员|社工)$"
)
_KINDS = re.compile(r"(街道办|街道|镇|乡|垦殖场|林场|场|社区|村)$")

_VILLAGE = re.compile(r"(村|村委|村(民)?委(员)?会)$")
_COMMUNITY = re.compile(r"(社区|居委|居(民)?委(员)?会)$")
_BRANCH = re.compile(r"(?<=[村区会])(党?总?支部(委员会)?|党委)$")
_PARTY = re.compile(r"^(中国共产党|中共)(?=.)")
_NUMBER = re.compile(r"^\s*[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]+\s*(?=[^\d\s])")
_COUNT = re.compile(r"\s*[(（]\s*(共|计)?\s*\d{1,4}\s*[人名个]?\s*[)）]\s*$|[:：，,\s]+(共|计)?\d{1,4}[人名]\s*$")


def unadorned(text: str) -> str:
    """Without the number before it and the count behind: ``1、敦厚镇（3人）`` → ``敦厚镇``."""
    return _COUNT.sub("", _NUMBER.sub("", text, count=1))


def plain(text: str) -> str:
    """Without blanks and full-width forms: ``敦 厚 镇`` → ``敦厚镇``."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def place(text: str) -> str:
    """The place an office belongs to: ``敦厚镇民政所`` → ``敦厚镇``, ``高塘村委会`` → ``高塘村``."""
    name = _PARTY.sub("", _WHICH_OFFICE.sub("", plain(text)))
    bare = _OFFICES.sub("", _OFFICES.sub("", name)) or _OFFICES.sub("", name)
    if bare and bare != name and name.endswith(("村委会", "村民委员会", "村委")) and not bare.endswith("村"):
        return f"{bare}村"
    return bare or name


def without_post(text: str) -> str:
    """敦厚镇民政所所长 → 敦厚镇民政所, as columns of units and posts have it."""
    return _POST.sub("", plain(text))


def short(name: str) -> str:
    """Without the word for its kind, if two characters are left: ``敦厚镇`` → ``敦厚``, ``习溪桥街道`` → ``习溪桥``."""
    bare = _KINDS.sub("", name)
    return bare if len(bare) >= 2 else name


def spellings(name: str) -> tuple[str, ...]:
    """Every form under which a unit of this name is looked up."""
    base = plain(name)
    return tuple(dict.fromkeys((base, place(base), short(place(base)))))


def committee(name: str) -> str:
    """Whose committee a name speaks of: ``村`` of villagers, ``居`` of residents; nothing where it does not say."""
    words = plain(name)
    if _COMMUNITY.search(words):
        return "居"
    return "村" if _VILLAGE.search(words) else ""


def village_said(name: str) -> str:
    """As ``committee``, of a name that says itself that it is a village's: 敦厚村党支部, but not 沙村民政所."""
    return committee(_BRANCH.sub("", plain(name)))


def village_sort(name: str) -> str:
    """As ``committee``, of a village or any office of one: 敦厚村, 永阳居委会党支部, 高塘村民政工作站."""
    return village_said(name) or committee(place(name))


def town_said(name: str) -> bool:
    """Does a name say that it is a township's, by its own word or by that of an office: 敦厚镇, 敦厚民政所?"""
    bare = place(name)
    return not village_sort(name) and (short(bare) != bare or bare != plain(name))


_MARKS = re.compile(r"[《》〈〉“”‘’\"']")
_ABOVE = r"(?:[^省市县区()]{1,6}[省市县区]){0,3}"


def of_its_own(text: str, unit: str) -> str:
    """A name as it is compared among those of one unit, without the unit's own: ``敦厚镇 敬老院`` → ``敬老院``.

    Blanks, title marks, full-width forms and look-alikes are no difference; what stands in brackets is.
    """
    words = fold(_MARKS.sub("", plain(text))).lower()
    return _fronted(unit).sub("", words, count=1) or words


@lru_cache(maxsize=4096)
def _fronted(unit: str) -> re.Pattern[str]:
    """The unit's name in front of another, in full or short, with the places above it or without."""
    own = fold(place(unit))
    bare = fold(short(place(unit)))
    kinds = "(?:街道办事处|街道办|街道|垦殖场|林场|镇|乡|场|社区|村)?" if bare != own else ""
    return re.compile(rf"^{_ABOVE}(?:{re.escape(own)}|{re.escape(bare)}{kinds})(?=.)")
