"""Which post a 职务 stands for. A title that names a leader and cannot be placed for certain is told, never dropped."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from staffing.posts.rules import LEVELS
from staffing.vocabulary import Kind, Position

_ANYBODY = frozenset(["工作人员", "人员", "专干", "协理员", "信息员", "民政员", "专员"])
"""What everybody of a kind of roster may be called over a column: no post of one's own."""
_PARTS = re.compile(r"[、,，;；/()\[\]+&]+|兼任|兼(?!职)|及|和")
_TITLE = re.compile(r"(?P<where>.*?)(?P<deputy>(?:常务|第一)?副)?(?P<word>所长|院长|站长|主任|负责人)")
_LEADERS = re.compile(r"(?:书记|主席|镇长|乡长|部长|局长|科长|股长|队长|主持(?:全面)?工作|分管领导)$")
_AROUND = re.compile(r"[\s·:.。]+|主持.*工作$|^(?:兼职|现任|本)")
_PLACE = re.compile(r"^.*(?:镇|乡|街道|县|市|区|垦殖场|林场)(?:政府|办事处)?")
_OTHER_OFFICE = re.compile(
    r"财政|司法|派出|公安|国土|土管|土地|自然资源|农|林|水|市场|工商|税|计生|卫生|经管|环保|城建|城管|村建|规划|统计|文化|广播|兽医|畜牧"
    r"|交通|供电|电|党|政法|综治|扶贫|社保|劳动|人社|退役|应急|安监|组织|宣传|人大|妇|工会|纪委|便民|审批|团委|村|居委|粮|食品|教|学校"
)


class Doubt(StrEnum):
    """Why a post is told: it was taken for a leader's, or it may be one's and was not."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads the units of a kind.

    Attributes:
        office: pattern of the words by which such a unit is named in a title.
        titles: those of its leader; ``likely`` ones name the leader only beside the office, 民政办主任.
    """

    office: str
    titles: frozenset[str]
    likely: frozenset[str]
    head: Position
    deputy: Position


@dataclass(frozen=True, slots=True)
class Roster:
    """Which posts a kind of roster is about, and how its titles name them.

    Attributes:
        kind: of the posts.
        leader: who leads the units of the kind.
        words: words in 职务 → position, the first that occurs; ``usual`` when none does.
        holders: by what names of columns call people who hold such posts: 所长姓名.
    """

    kind: Kind
    leader: Leader | None = None
    words: tuple[tuple[str, Position], ...] = ()
    usual: Position = Position.OTHER
    holders: frozenset[str] = frozenset()

    def said_by(self, holder: str) -> dict[str, str] | None:
        """What is known of people who are called so over their columns; ``None`` where they hold no such post."""
        holder = holder.rstrip("123456789一二三四五")
        if holder and holder not in self.holders:
            return None
        return {"title": holder} if holder and holder not in _ANYBODY else {}

    def position(self, title: str) -> Position:
        """The post that a 职务 stands for: 副所长 is no 所长."""
        return self.read(title)[0]

    def besides(self, title: str) -> list[Position]:
        """Further posts that a title names beside its own: 院长兼会计."""
        parts = [part for part in _PARTS.split("".join(unicodedata.normalize("NFKC", title).split())) if part]
        parts = [part for part in parts if not (self.leader and _leading(part, self.leader)[0])]
        found = [next((position for word, position in self.words if word in part), None) for part in parts]
        own = self.position(title)
        return [position for position in dict.fromkeys(found) if position not in (None, own)]

    @property
    def level(self) -> str:
        """The level of the units that have such posts."""
        return LEVELS[self.kind]

    def read(self, title: str) -> tuple[Position, Doubt | None]:
        """The same, and whether the official ought to look at it."""
        return _read_position(title, self.leader, self.words, self.usual)


@lru_cache(maxsize=1024)
def _read_position(
    title: str, leader: Leader | None, words: tuple[tuple[str, Position], ...], usual: Position
) -> tuple[Position, Doubt | None]:
    """The post: the leader's or the deputy's where the title says so, else by the first of ``words`` that occurs.

    Of several posts (``副镇长兼民政所所长``) the one of the unit counts.
    """
    name = "".join(unicodedata.normalize("NFKC", title).split())
    found = [_leading(part, leader) for part in _PARTS.split(name) if part] if leader else []
    sure = next((position for position, doubt in found if position and not doubt), None)
    if sure:
        return sure, None
    ordinary = next((position for word, position in words if word in name), None)
    if ordinary:
        return ordinary, None
    guess = next((position for position, doubt in found if position), None)
    if guess:
        return guess, Doubt.TAKEN
    return usual, Doubt.NOT_TAKEN if any(doubt for _, doubt in found) else None


@lru_cache(maxsize=4096)
def _leading(part: str, leader: Leader) -> tuple[Position | None, Doubt | None]:
    """What one post of a title says of leading: a position, sure or not; a doubt alone; neither."""
    text = _AROUND.sub("", part) or part
    found = _TITLE.fullmatch(text)
    if not found:
        return None, Doubt.NOT_TAKEN if _LEADERS.search(part) else None
    where, word = _PLACE.sub("", found["where"]), found["word"]
    position = leader.deputy if found["deputy"] else leader.head
    ours = re.search(leader.office, where) is not None
    if word in leader.titles:
        if ours or not where:
            return position, None
        return (None, Doubt.NOT_TAKEN) if _OTHER_OFFICE.search(where) else (position, Doubt.TAKEN)
    if word in leader.likely and (ours or not where):
        sure = ours and word != "负责人"
        return position, None if sure else Doubt.TAKEN
    return None, Doubt.NOT_TAKEN
