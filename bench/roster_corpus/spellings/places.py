"""Units by all their names."""

from random import Random

from bench.roster_corpus.county import FORMER, OUT_OF_SCOPE
from bench.roster_corpus.people import Person
from bench.roster_corpus.truth import Said

_UNKNOWN = {"unit": frozenset({"unit_unknown", "unit_ambiguous", "unit_out_of_scope"})}


def plain(person: Person, _rng: Random) -> Said:
    return Said(person.unit, {"unit": person.unit})


def variants(person: Person, rng: Random) -> Said:
    """Short, former, with the county before it or an office behind it."""
    name = person.unit
    bare = name[:-1]
    cells = [
        name, bare, f"{name}民政所", f"{bare}民政所", f"吉安县{name}", f"江西省吉安市吉安县{name}", " ".join(name),
        f"{name}人民政府",
        f"吉安县{name}民政所", f"{name}社会事务办", f"{name}便民服务中心", f"{name}民政办", f"{name}政府", f"{name} ",
        f"吉安县{bare}",
        f"{name}\n民政所", f"吉安市吉安县{name}",
    ]  # fmt: skip
    if name in FORMER:
        cells.append(FORMER[name])
    return Said(rng.choice(cells), {"unit": name})


def strange(person: Person, rng: Random) -> Said:
    """Misspelt, out of sight, or no township at all."""
    typo = f"{person.unit[0]}某{person.unit[-1]}"
    cell = rng.choice(
        (
            typo,
            *OUT_OF_SCOPE,
            "县民政局",
            "吉安县",
            "机关",
            f"永新县{OUT_OF_SCOPE[0]}民政所",
            "东塘镇",
            "敦厚镇、永阳镇",
        )
    )
    return Said(cell, faults=_UNKNOWN)
