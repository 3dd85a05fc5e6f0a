"""Names as they stand in cells, and what people add to them."""

from random import Random

from bench.roster_corpus.people import Person
from bench.roster_corpus.spellings.words import ANY_CODE
from bench.roster_corpus.truth import Said

_DOTS = "·•・‧．。"
_UNREADABLE = {"name": ANY_CODE}


def plain(person: Person, _rng: Random) -> Said:
    return Said(person.name, {"name": person.name})


def spaced(person: Person, rng: Random) -> Said:
    """Blanks of all sorts inside and around, every kind of middle dot."""
    name = person.name
    if "·" in name:
        name = name.replace("·", rng.choice(_DOTS))
    elif len(name) == 2:
        name = rng.choice((" ", "  ", "\u3000", "\u3000\u3000", "\xa0", "\u2003")).join(name)
    return Said(rng.choice(("{}", "{} ", "\u3000{}", "{}\n", "\u200b{}", "{}")).format(name), {"name": person.name})


def with_remark(person: Person, rng: Random) -> Said:
    """A second fact in brackets behind the name."""
    said = rng.random()
    if said < 0.35:
        cell = rng.choice(("{}（借调至县民政局）", "{}(借调到县局)", "{}\n（借调至县残联）", "{}（抽调县乡村振兴局）"))
        return Said(cell.format(person.name), {"name": person.name, "working_mode": "2"})
    if said < 0.5:
        cell = rng.choice(("{}（兼任）", "{}（兼）", "{}(兼职)"))
        return Said(cell.format(person.name), {"name": person.name, "working_mode": "4"})
    if said < 0.6:
        return Said(f"{person.name}（挂职）", {"name": person.name, "working_mode": "5"})
    if said < 0.75 and person.sex == "2":
        return Said(rng.choice(("{}（女）", "{}(女)")).format(person.name), {"name": person.name, "sex": "2"})
    return plain(person, rng)


def wrong(person: Person, rng: Random) -> Said:
    """Two people, a number, a question."""
    cell = rng.choice(
        (f"{person.name}、王某某", f"{person.name}/李某", f"{person.name}1", f"{person.name}？", "待定", "空缺")
    )
    return Said(cell, faults=_UNREADABLE)
