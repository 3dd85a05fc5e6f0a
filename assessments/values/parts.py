"""The parts that a definition may have: what each asks for (see ``definitions``). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BELOW: Mapping[str, str] = {
    "township": "乡镇(街道)",
    "village": "村(社区)",
    "urban_community": "城市社区",
}
"""Groups of units below a county or the city, of which a share is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every part may say: the code of its line of business, and the kinds of subjects that it is asked of."""

    line: str = ""
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnFile(Asked):
    """Of every kind something is in force, or of ``either``; ``kinds`` are labels by code, ``says`` words by name."""

    label: str
    kinds: Mapping[str, str]
    either: bool = False
    months: int | None = None
    says: Mapping[str, str] | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Held(Asked):
    """At least so many of any of the kinds in the year."""

    label: str
    kinds: Mapping[str, str]
    at_least: int = 1
    says: Mapping[str, str] | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Ticks(Asked):
    """Items of a return answered yes: all that apply, or so many; ``indicators`` are labels by code."""

    label: str
    indicators: Mapping[str, str]
    at_least: int | None = None


@dataclass(frozen=True, slots=True)
class Ratio(Asked):
    """One returned figure of another, in percent; ``unit`` is that of both.

    Of nothing there is no share, unless a whole of zero says that something (``zero_lacks``) is wanting.
    """

    label: str
    part: str
    part_label: str
    whole: str
    whole_label: str
    unit: str
    percent: float = 100
    target: str = ""
    by_year_end: bool = False
    of: str = ""
    zero_lacks: str = ""


@dataclass(frozen=True, slots=True)
class Share(Asked):
    """Units below that fulfil something, in percent of all; ``fulfils`` says it in words, such as 已联网的."""

    label: str
    of: str
    fulfils: str
    unit: str = "个"
    counted: str = ""
    indicators: Mapping[str, str] = field(default_factory=dict)
    percent: float = 100
    target: str = ""

    @property
    def group(self) -> str:
        """What the units are called."""
        return BELOW[self.of]


@dataclass(frozen=True, slots=True)
class Reach(Asked):
    """A returned figure against the target of the year."""

    label: str
    indicator: str
    unit: str

    @property
    def target(self) -> str:
        return self.indicator


PartAsked = OnFile | Held | Ticks | Ratio | Share | Reach


def kinds_asked(part: PartAsked) -> Mapping[str, str]:
    """Kinds of evidence with their labels; none where a part asks for returned figures."""
    return part.kinds if isinstance(part, OnFile | Held) else {}


def indicators_asked(part: PartAsked) -> frozenset[str]:
    """Codes of the figures that a part asks of the subject's own return."""
    if isinstance(part, Ticks):
        return frozenset(part.indicators)
    if isinstance(part, Ratio):
        return frozenset() if part.of else frozenset({part.part, part.whole})
    if isinstance(part, Reach):
        return frozenset({part.indicator})
    return frozenset({part.counted} - {""}) if isinstance(part, Share) else frozenset()


def below_asked(part: PartAsked) -> Mapping[str, frozenset[str]]:
    """By group of units below, the codes that a part asks of their returns; none where only their number counts."""
    if isinstance(part, Share):
        return {part.of: frozenset(part.indicators)}
    return {part.of: frozenset({part.part, part.whole})} if isinstance(part, Ratio) and part.of else {}


def target_asked(part: PartAsked) -> str:
    """Code of the indicator whose yearly target a part asks for; empty where it asks for none."""
    return part.target if isinstance(part, Ratio | Share | Reach) else ""
