"""Identity and telephone numbers: whole in all disguises, damaged, and wrong."""

from random import Random

from bench.roster_corpus.people import Person
from bench.roster_corpus.truth import Said
from jian_minzheng.core.id_numbers import check_character

_WIDE = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
_DAMAGED = {"id_number": frozenset({"id_damaged"})}
_WRONG = frozenset({"id_length", "id_checksum", "id_birth", "id_region", "id_damaged"})


def plain(person: Person, _rng: Random) -> Said:
    return _whole(person, person.id_number)


def disguised(person: Person, rng: Random) -> Said:
    """All digits are there, however they were typed."""
    number = person.id_number
    return _whole(person, rng.choice((
        number.lower(), number.translate(_WIDE), f"'{number}", f"\t{number}",
        f"{number[:6]} {number[6:14]} {number[14:]}",
        f" {number} ", f"{number}\n", f"\u200b{number}", f"‘{number}", f"{number[:6]}-{number[6:14]}-{number[14:]}",
        f"{number}\xa0", f"`{number}", f"{number[:10]}\n{number[10:]}",
    )))  # fmt: skip


def fifteen(person: Person, _rng: Random) -> Said:
    """The number of the first generation of cards; the second one follows from it."""
    return _whole(person, person.id_number[:6] + person.id_number[8:17])


def whole_integer(person: Person, _rng: Random) -> Said:
    """A number cell that still holds all digits (only .xlsx files made by programs do)."""
    return _whole(person, int(person.id_number) if person.id_number.isdigit() else person.id_number)


def damaged(person: Person, rng: Random) -> Said:
    """What Excel leaves of a number typed into a cell that is not text."""
    number = person.id_number
    if check_character(f"{number[:15]}00") == "0":
        return plain(person, rng)
    kept = float(f"{number[:15]}000")
    cell = rng.choice((kept, f"{number[:15]}000", f"{number[0]}.{number[1:6]}E+17", f"{number[0]}.{number[1:15]}e+17"))
    return Said(cell, faults=_DAMAGED)


def wrong(person: Person, rng: Random) -> Said:
    """Digits swapped, missing or too many, a birthday that never was."""
    number = person.id_number
    other = str((int(number[16]) + 2) % 10)
    written = rng.choice((
        number[:17], f"{number}0", f"{number[:16]}{other}{number[17]}", f"{number[:10]}1332{number[14:]}",
        f"99{number[2:]}", f"{number[:14]}O{number[15:]}", f"{number[:6]}******{number[12:]}", f"{number[:14]}****",
    ))  # fmt: skip
    return Said(written, faults={"id_number": _WRONG})


def missing(_person: Person, rng: Random) -> Said:
    return Said(rng.choice((None, "", "/", "—", "无")))


def _whole(person: Person, cell: object) -> Said:
    return Said(cell, {"id_number": person.id_number})


def phone(person: Person, _rng: Random) -> Said:
    return Said(person.phone, {"phone": person.phone})


def phone_variants(person: Person, rng: Random) -> Said:
    """Mobile and land line in every everyday form."""
    mobile, line = person.phone, person.landline
    spaced = f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    area, local = line.split("-")
    both = f"{mobile}、{line}"
    cell, right = rng.choice((
        (mobile, mobile), (int(mobile), mobile), (float(mobile), mobile), (spaced, mobile), (f"+86 {mobile}", mobile),
        (f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}", mobile), (line, line), (f"({area}){local}", line),
        (f"（{area}）{local}", line), (f"{area}—{local}", line), (f"{mobile}/{line}", both), (f"{mobile}\n{line}",
        both),
        (f"{mobile} {line}", both), (f"{mobile}；{line}", both), (f"{mobile}，{line}", both), (f"86-{mobile}", mobile),
        (f"{mobile}（微信同号）", mobile), (f"手机：{mobile}", mobile), (f"’{mobile}", mobile),
    ))  # fmt: skip
    return Said(cell, {"phone": right})


def phone_wrong(person: Person, rng: Random) -> Said:
    """A digit too few or too many, or no number at all."""
    mobile = person.phone
    written = rng.choice(
        (mobile[:10], f"{mobile}8", "同上", f"{mobile[:5]}*****{mobile[10]}", f"2{mobile[1:]}", "见附件")
    )
    return Said(written, faults={"phone": frozenset({"phone_unreadable"})})
