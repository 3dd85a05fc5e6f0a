"""Ends of identity numbers: figures that are called an end, or stand behind what somebody hid.

The birth date stands on the same page, and the unit tells the region: the last four digits are the whole number.
"""

import re
from collections.abc import Iterator

from jian_minzheng.core.masking.figures import counts
from jian_minzheng.core.masking.identities import PROVINCE

_LINK = r"(?:[\W_]|为|是|即){0,4}"
_END = r"(\d{2,7}[\dXx])(?![\dA-Za-z])"
_COUNTED = re.compile(rf"(?:后[面边]?|末|尾)([3-8三四五六七八])个?(?:位|码|数|号)(?:数字?|号码?|字|码)?{_LINK}")
_SYMBOLS = re.compile(r"[\dXx](?:[\s\-_.·]{0,2}[\dXx]){2,}")
_CALLED = re.compile(rf"(?:(?<![年月扫收结])尾(?:号码?|数字?|码|位|巴)?|末(?:位|尾|码|号|段)(?:数字?)?){_LINK}{_END}")
_CALLED_AFTER = re.compile(rf"(?<!\d){_END}(?:(?:为|是|作|即)(?:尾|末|最?后[3-8三-八])|[结收]尾|尾[号数])")
_CALLED_BY_PLACE = re.compile(
    rf"(?:证件?|号码?|码)(?:后[面边]|最后|末段)(?:[3-8三-八几]位)?(?:的?数字?)?{_LINK}{_END}"
    rf"|(?:顺序|校验)[码号位]{_LINK}([\dXx](?:[\s\-_.·]?[\dXx]){{0,3}})(?!\d)"
)
_OFFICE = 7
"""As many digits have office telephones; their ends are nobody's secret."""

_MARKS = "*＊×#＃●○■□？?"
HINTS = re.compile(rf"[后末尾…某略{_MARKS}]|(?:顺序|校验)[码号位]|[Xx]{{2}}|\.\.|··|[~～\-—–_]{{3}}")
"""Without one of these no text holds an end."""
_HIDER = rf"(?:[{_MARKS}Xx]{{2,}}|\.{{2,}}|…+|·{{2,}}|[~～\-—–_]{{3,}}|[某略]+)"
_REGION_LEFT = re.compile(rf"(?<!\d){PROVINCE}(?!00)\d\d(\d{{0,10}})\s?{_HIDER}\s?{_END}")
_END_LEFT = re.compile(
    rf"(?:(?<![{_MARKS}])[{_MARKS}]{{3,}}|(?<![A-Za-z])[Xx]{{4,}}){_END}|(?<=[(（])[.…]+(\d{{3}}[\dXx])(?=[)）])"
)
_APART = rf"[^\d{_MARKS}Xx]{{0,12}}"
_TELEPHONE_LEFT = re.compile(
    rf"(?<!\d)(?:(?:00)?86|0)?1{_APART}[3-9]{_APART}\d(?:{_APART}[{_MARKS}Xx]){{4}}(?:{_APART}\d){{4}}(?!\d)"
    rf"|(?<!\d)(?:\+?86\d?|0\d\d|1[3-9]\d)\*{{4,8}}\d{{4}}(?!\d)"
)
"""Of telephones the end is shown: pages show them so."""


def end_places(text: str) -> Iterator[int]:
    """What of the text is hidden."""
    if not HINTS.search(text):
        return
    yield from _counted(text)
    for pattern in (_CALLED, _CALLED_AFTER):
        for found in pattern.finditer(text):
            if len(found[1]) != _OFFICE and not counts(text, found.end(1)):
                yield from range(*found.span(1))
    for found in _CALLED_BY_PLACE.finditer(text):
        yield from (place for place in range(*found.span(found.lastindex or 0)) if text[place].isalnum())
    yield from _left_over(text)


def _counted(text: str) -> Iterator[int]:
    """末六位124574: as many as are told."""
    for lead in _COUNTED.finditer(text):
        figures = _SYMBOLS.match(text, lead.end())
        places = [place for place in range(*figures.span()) if text[place].isalnum()] if figures else []
        length = "三四五六七八".find(lead[1]) + 3 if not lead[1].isdigit() else int(lead[1])
        whole = len(places) >= length and not text[places[length - 1] + 1 : places[length - 1] + 2].isalnum()
        if whole:
            yield from places[:length]


def _left_over(text: str) -> Iterator[int]:
    """What stands before and behind the digits that somebody hid."""
    telephones = {place for found in _TELEPHONE_LEFT.finditer(text) for place in range(*found.span())}
    for pattern in (_REGION_LEFT, _END_LEFT):
        for found in pattern.finditer(text):
            last = found.lastindex or 0
            if found.end() - 1 in telephones or counts(text, found.end()):
                continue
            for part in range(1, last + 1):
                yield from range(*found.span(part))
