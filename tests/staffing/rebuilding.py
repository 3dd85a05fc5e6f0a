"""An attacker who reads every page and tries to put identity numbers together from what stands there.

What the attacker knows: the region codes of the counties, how a number is built (GB 11643), and for each person
whatever the pages say. What must not be there: any piece of a number beyond its first four digits, the birth date
excepted where it stands as a date.
"""

import datetime
import io
import random
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import unescape

from jian_minzheng.core.id_numbers import check_character
from offices.models import Division
from staffing.models import Appointment, Person
from staffing.rosters.lexicon import PEOPLE
from staffing.vocabulary import Employment, Kind
from tests.base import World

REGIONS = ("360821", "360830", "360802")
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈", "山河湖海云雨风雷金木水火土春夏秋冬"
_CODES = ("stats_code", "civil_affairs_code", "own_code")
_SPACES = re.compile(r"[\s\-‐–—－_.·\u200b]+")
_MASKS = re.compile(r"(?<!\d)\d[\d*]{14,16}[\dX*]")
_TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken[^}]*|[0-9a-f]{32,}')
_MOMENTS = re.compile(r"<v>4\d{4}\.\d+</v>")
"""Of a moment a workbook keeps the day and a fraction of it, the figures of which are those of any five in a number."""


@dataclass(frozen=True)
class Target:
    """A person whose number is to be rebuilt, with every record of theirs."""

    person: Person
    number: str
    records: dict[str, Appointment] = field(default_factory=dict)

    @property
    def born(self) -> datetime.date:
        return datetime.date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))


def make_number(chance: random.Random) -> str:
    """Valid, of one of the regions; its last digits are no year, and stand nowhere else by accident.

    Nor does a code of a unit hold a piece of it: who was born in the first days of November 1982 would be found on
    every page with 360821100, and who was born in January 2000 wherever a parameter says 20000; nor does the number by
    which templates show how to write one, with a birth date of its own.
    """
    codes = " ".join(code for codes in Division.objects.values_list(*_CODES) for code in codes)
    codes = f"{codes} {PEOPLE.fields['id_number'].sample}"
    while True:
        born = datetime.date(1962, 1, 1) + datetime.timedelta(days=chance.randrange(13_800))
        body = f"{chance.choice(REGIONS)}{born:%Y%m%d}{chance.randrange(300, 1000):03d}"
        number = body + check_character(body)
        if number[14:16] not in {"19", "20"} and not pieces(codes, number):
            return number


def make_target(world: World, chance: random.Random, serial: int) -> Target:
    """Somebody at 敦厚镇 whose colleagues also wrote the number into texts, each in another manner."""
    number = make_number(chance)
    name = chance.choice(_SURNAMES) + chance.choice(_GIVEN) + chance.choice(_GIVEN) + "甲乙丙丁"[serial % 4]
    person = Person.objects.create(
        name=name, id_number=number, sex="1" if int(number[16]) % 2 else "2",
        birth_date=Target(Person(), number).born, phone=_phone(chance, "138"),
        school=f"省校 {spell(number, serial)}",
    )  # fmt: skip
    town = world["敦厚镇"]
    post = {
        "kind": Kind.STATION_STAFF,
        "work_division": town,
        "post_division": town,
        "employment": Employment.PURCHASED,
    }
    start = datetime.date(2020, 3, 1)
    text = spell(number, serial + 1)
    records = {
        "appointment": Appointment.objects.create(
            person=person, **post, from_date=start, title=f"文员{text}", note=f"证件{text}，电话{person.phone}"
        ),
        "ended_appointment": Appointment.objects.create(
            person=person, **post, from_date=start.replace(2018), to_date=start.replace(2019), note=f"原证件{text}"
        ),
        "voided_appointment": Appointment.objects.create(
            person=person, **post, from_date=start.replace(2016), to_date=start.replace(2017),
            voided_at=datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC), void_reason=f"重复：{text}",
        ),
    }  # fmt: skip
    person.phone = _phone(chance, "139")
    person.save()
    return Target(person, number, records)


def _phone(chance: random.Random, start: str) -> str:
    """Its last four figures, which pages show behind stars, end no number: serials begin at 300 (``make_number``)."""
    return f"{start}{chance.randrange(10**4):04d}{chance.randrange(3000):04d}"


def spell(number: str, way: int) -> str:
    """The same number as people write it."""
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number)
    ways = (
        number,
        number.lower(),
        f"{number[:6]} {number[6:14]} {number[14:]}",
        f"{number[:6]}-{number[6:14]}-{number[14:]}",
        wide,
        f"{number[:4]} {number[4:8]} {number[8:12]} {number[12:16]} {number[16:]}",
    )
    return ways[way % len(ways)]


def readable(body: bytes) -> str:
    """What stands in a page or in any part of a workbook, in plain digits."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            cells = [unescape(archive.read(part).decode(errors="replace")) for part in archive.namelist()]
        body = re.sub(r"<[^>]*>", " ", _MOMENTS.sub("", "\n".join(cells))).encode()
    return unicodedata.normalize("NFKC", _TOKENS.sub("", body.decode(errors="replace")))


def pieces(text: str, number: str) -> set[str]:
    """What of a number a text gives away beyond its first four digits.

    What lies within the region is the county's own code, which stands on its page; the birth date as a date has
    something between its figures.
    """
    found = {f"digits {start + 1} to {start + 5}" for start in range(3, 14) if number[start : start + 5] in text}
    if number[:4] in text and number[:15] in _SPACES.sub("", text):
        found.add("all but the end")
    if re.search(rf"(?<!\d){number[:4]}\d+\*|\*(?:{'|'.join(number[-size:] for size in range(2, 13))})(?!\w)", text):
        found.add("more than the first four beside stars")
    if re.search(rf"(?<![A-Za-z0-9.,:/\-*]){number[-4:]}(?![A-Za-z0-9.,:/\-])", text):
        found.add("the last four")
    return found


def rebuild(texts: Iterable[str], target: Target) -> bool:
    """Is there exactly one number that all that was read leaves possible?"""
    born = f"{target.born:%Y%m%d}"
    candidates = [f"{region}{born}{serial:03d}" for region in REGIONS for serial in range(1000)]
    numbers = [body + check_character(body) for body in candidates if int(body[16]) % 2 == int(target.number[16]) % 2]
    masks: set[str] = set()
    for text in texts:
        if target.number[:4] in text and target.number in _SPACES.sub("", text).upper():
            return True
        masks |= {found for found in _MASKS.findall(text) if agrees(found, target.number)}
    return [number for number in numbers if all(agrees(mask, number) for mask in masks)] == [target.number]


def agrees(mask: str, number: str) -> bool:
    return len(mask) == len(number) and all(a in ("*", b) for a, b in zip(mask, number, strict=True))


def sent(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content
