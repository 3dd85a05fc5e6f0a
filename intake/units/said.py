"""Villages in the words of a title, which writes 敦厚村 where the register has 敦厚村委会."""

import re
from collections.abc import Iterator

from intake.units.names import committee, place, plain, short
from intake.units.register import Register, Unit

_BEGINS = r"(?:(?<![\u3400-\u9fff])|(?<=[省市县区镇乡道场年度]))"
"""A name within a title begins after another's word for its kind, or where no character stands before it."""
_WORDS = {
    "村": ("村", "村委会", "村民委员会", "村村委会", "村村民委员会"),
    "居": ("社区", "居委会", "居民委员会", "社区居委会", "社区居民委员会"),
}


def villages_said(words: str, villages: Register) -> set[Unit]:
    """The villages of which ``words`` hold the name, in full or as it is commonly written; without those whose name is
    but a part of another's."""
    said: dict[Unit, str] = {}
    for unit in villages.units:
        bare = short(place(unit.name))
        if bare in words and (hit := next(_hits(words, unit, bare), "")):
            said[unit] = hit
    return {unit for unit, hit in said.items() if not any(hit != other and hit in other for other in said.values())}


def _hits(words: str, unit: Unit, bare: str) -> Iterator[str]:
    """The spellings of a village that stand in the words, the longest first."""
    spelt = {plain(unit.name), *(f"{bare}{word}" for word in _WORDS.get(committee(unit.name), ()))}
    for name in sorted(spelt, key=len, reverse=True):
        if re.search(_BEGINS + re.escape(name), words):
            yield name
