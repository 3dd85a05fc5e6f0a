"""The kinds of roster, each a declaration: which fields, what must be there, how a row finds its unit, which posts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.registers import keeping
from offices.models import Division
from offices.models.divisions import Level
from staffing import vocabulary as v
from staffing.posts.keeping import POSTS_KEPT_AT
from staffing.roster_import.ledger import fields as ledger
from staffing.roster_import.ledger.parts import EQUIPMENT, POPULATION, PROFILE, STATION, Part
from staffing.roster_import.lines.units import Unit, UnitBook, unit_of
from staffing.roster_import.people.positions import Doubt, Leader, read_position

Names = Mapping[str, str]
"""What the unit cells of a row say, by field key; empty cells are absent."""

_PERSON = (
    "name",
    "id_number",
    "sex",
    "birth_date",
    "ethnic_group",
    "politics",
    "education",
    "school",
    "social_work_title",
    "phone",
    "work_start",
)


@dataclass(frozen=True, slots=True)
class RosterKind:
    """One kind of roster.

    Attributes:
        fields: keys in the order of the template.
        unit_field: the field whose column names the unit; an issue about a missing unit points there.
        find: unit from what the cells say, ``None`` when they say nothing; raises ``values.ValueProblem``.
        default: the unit of a row that names none, from the division imported to.
        leader: how titles name whoever leads the unit.
        positions: words in 职务 → position, the first that occurs; ``usual`` when none does.
        parts: the records of a unit that rows are about; none where they are about people.
    """

    kind: v.Kind | v.Ledger
    fields: tuple[str, ...]
    unit_field: str
    find: Callable[[UnitBook, Names], Unit | None] = field(repr=False)
    default: Callable[[UnitBook, Division], Unit | None] = field(repr=False)
    leader: Leader | None = None
    positions: tuple[tuple[str, v.Position], ...] = ()
    usual: v.Position = v.Position.OTHER
    required: tuple[str, ...] = ("name",)
    parts: tuple[Part, ...] = field(default=(), repr=False)

    @property
    def level(self) -> str:
        """The level of the units that rows are about."""
        return Level.VILLAGE if self.unit_field == "village" else Level.TOWNSHIP

    def kept_by(self, actor: Acting) -> bool:
        """May whoever acts write such records of such units at all, by import as by form?"""
        rules = [part.register.kept_at for part in self.parts] or [POSTS_KEPT_AT]
        return all(keeping.may_write(actor, rule, self.level) for rule in rules)

    @property
    def title(self) -> str:
        """What a table of this kind is called."""
        return f"{self.label}表" if self.parts else f"{self.label}花名册"

    @property
    def taken_back(self) -> str:
        """What undo does with the records that an import made."""
        return "删除新登记的情况" if self.parts else "作废任职"

    @property
    def column_names(self) -> str:
        """Which names its columns go by: a key of ``fields.SYNONYMS_FILES``."""
        return "units" if self.parts else "people"

    @property
    def told_by(self) -> str:
        """The field by which people know a row: the name, or else the unit."""
        return self.required[0] if self.required else self.unit_field

    @property
    def label(self) -> str:
        return str(self.kind.label)

    def position(self, title: str) -> v.Position:
        """The post that a 职务 stands for: 副所长 is no 所长."""
        return self.read_position(title)[0]

    def read_position(self, title: str) -> tuple[v.Position, Doubt | None]:
        """The same, and whether the official ought to look at it."""
        return read_position(title, self.leader, self.positions, self.usual)


def _township(book: UnitBook, names: Names) -> Unit | None:
    return book.township(names["unit"]) if "unit" in names else None


def _village(book: UnitBook, names: Names) -> Unit | None:
    """From 村(居), narrowed by 乡镇 when that is given too; a unit column alone may name the village itself."""
    if "village" in names:
        return book.village(names["village"], book.township(names["unit"]) if "unit" in names else None)
    return book.village(names["unit"]) if "unit" in names else None


def _home(book: UnitBook, names: Names) -> Unit | None:
    if "home" in names:
        town = book.townships.find(book.strip(names["unit"])) if "unit" in names else []
        return book.home(names["home"], town[0] if len(town) == 1 else None)
    return book.home(names["unit"]) if "unit" in names else None


def _if_level(level: Level) -> Callable[[UnitBook, Division], Unit | None]:
    def default(_book: UnitBook, division: Division) -> Unit | None:
        fits = division.level == level and not division.virtual and division.valid_to is None
        return unit_of(division) if fits else None

    return default


def _only_home(book: UnitBook, division: Division) -> Unit | None:
    return book.homes.units[0] if division.level == Level.TOWNSHIP and len(book.homes.units) == 1 else None


KINDS: dict[str, RosterKind] = {
    declared.kind.value: declared
    for declared in (
        RosterKind(
            kind=v.Kind.STATION_STAFF,
            fields=(
                "unit",
                *_PERSON,
                "title",
                "employment",
                "working_mode",
                "post_unit",
                "channel",
                "from_date",
                "monthly_pay",
                "payer",
                "insured",
                "note",
            ),
            unit_field="unit",
            find=_township,
            default=_if_level(Level.TOWNSHIP),
            leader=Leader(
                office="民政",
                titles=frozenset({"所长", "站长"}),
                likely=frozenset({"主任", "负责人"}),
                head=v.Position.HEAD,
                deputy=v.Position.DEPUTY_HEAD,
            ),
            usual=v.Position.STAFF,
        ),
        RosterKind(
            kind=v.Kind.VILLAGE_SPECIALIST,
            fields=(
                "unit",
                "village",
                *_PERSON,
                "title",
                "employment",
                "working_mode",
                "channel",
                "from_date",
                "filed_on",
                "monthly_pay",
                "payer",
                "insured",
                "note",
            ),
            unit_field="village",
            find=_village,
            default=_if_level(Level.VILLAGE),
            positions=(),
            usual=v.Position.SPECIALIST,
        ),
        RosterKind(
            kind=v.Kind.NURSING_HOME_STAFF,
            fields=(
                "unit",
                "home",
                *_PERSON,
                "title",
                "employment",
                "working_mode",
                "channel",
                "from_date",
                "monthly_pay",
                "payer",
                "insured",
                "note",
            ),
            unit_field="home",
            find=_home,
            default=_only_home,
            leader=Leader(
                office="敬老|养老|福利院|光荣院|颐养|照料|托养",
                titles=frozenset({"院长"}),
                likely=frozenset({"主任", "负责人"}),
                head=v.Position.DIRECTOR,
                deputy=v.Position.OTHER,
            ),
            positions=(
                ("会计", v.Position.ACCOUNTANT),
                ("护理", v.Position.CARER),
                ("护工", v.Position.CARER),
                ("炊事", v.Position.COOK),
                ("厨", v.Position.COOK),
            ),
            usual=v.Position.OTHER,
        ),
        RosterKind(
            kind=v.Ledger.STATION_PROFILE,
            fields=("unit", *(name for name, *_ in ledger.STATION)),
            unit_field="unit",
            find=_township,
            default=_if_level(Level.TOWNSHIP),
            required=(),
            parts=(STATION, PROFILE, *EQUIPMENT),
        ),
        RosterKind(
            kind=v.Ledger.VILLAGE_LIST,
            fields=("unit", "village", *(name for name, *_ in ledger.POPULATION)),
            unit_field="village",
            find=_village,
            default=_if_level(Level.VILLAGE),
            required=(),
            parts=POPULATION,
        ),
        RosterKind(
            kind=v.Ledger.POPULATION,
            fields=("unit", *(name for name, *_ in ledger.POPULATION)),
            unit_field="unit",
            find=_township,
            default=_if_level(Level.TOWNSHIP),
            required=(),
            parts=POPULATION,
        ),
    )
}
"""By the value of ``vocabulary.Kind`` or ``vocabulary.Ledger``."""
