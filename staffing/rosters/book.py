"""The book of rosters: rows are people and their posts."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.urls import reverse

from intake.grid import Cell
from intake.issues import Issue
from intake.kinds import Kind
from intake.layout.columns import Layout
from intake.lines.books import Ask, BadAnswer, Book, Pairs, Written
from intake.lines.headings import Heading
from intake.lines.rows import Row
from intake.lines.sorting import Sorting
from intake.lines.tallying import Lines
from intake.models import ImportBatch
from intake.units.book import UnitBook
from jian_minzheng.core.acting import Acting, Identity
from jian_minzheng.core.audit.limits import one_at_a_time, refuse_beyond
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.bulk.records import Advance, unwatched
from offices.models import Division
from staffing import number_limits
from staffing.models import RosterNumbers
from staffing.rosters import current_lines, known, matching, shown_changes, write
from staffing.rosters.checks import check_row
from staffing.rosters.departure_columns import Leaving
from staffing.rosters.departures import missing_people
from staffing.rosters.departures_decided import PeopleSettling
from staffing.rosters.judging import NumbersJudging
from staffing.rosters.own_numbers import own_numbers_shown
from staffing.rosters.people_answers import Answer, joined
from staffing.rosters.people_in_file import People
from staffing.rosters.positions import Roster
from staffing.rosters.sections import GONE, differs, section_of
from staffing.rosters.singles import SECOND, SECOND_MODE
from staffing.rosters.sorting import PeopleSorting
from staffing.rosters.stationless import stations_missing
from staffing.rosters.undo import UndoPeople
from staffing.vocabulary import EndReason


class PeopleBook(Book):
    apart = True
    alike_by = ("name",)
    said_at_commit = frozenset({SECOND, SECOND_MODE})
    judging = NumbersJudging
    settling = PeopleSettling

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    def sorting(self, kind: Kind) -> Sorting:
        return PeopleSorting(kind)

    def heading(self, text: str, kind: Kind) -> Heading | None:
        return section_of(text)

    def differs(self, key: str, said: Any, written: Any) -> str:
        return differs(key, said, written)

    def asking(self, layout: Layout, lines: Sequence[Sequence[Cell]], kind: Kind, today: datetime.date) -> Ask | None:
        return Leaving(layout, lines, today).ask

    def left_out_message(self, reason: str, count: int) -> tuple[str, str] | None:
        if not reason.startswith(GONE):
            return None
        return "left_section", f"有{count}行的{reason}，没有导入；仍在岗的请移到在岗人员里，或改正标题。"

    def said_by_columns(self, layout: Layout, kind: Kind) -> dict[str, Any] | None:
        return self.roster.said_by(layout.whose)

    def missing(self, lines: Lines, kind: Kind, units: UnitBook) -> list[Issue]:
        return stations_missing(self.roster, lines, kind, units)

    def check(self, row: Row, today: datetime.date) -> None:
        check_row(row, self.roster, today)

    def file_rows(self, known: Mapping[str, int] | None = None) -> People:
        return People(self.roster, dict(known or {}))

    def load(
        self, rows: Sequence[Row], kind: Kind, actor: Acting, today: datetime.date, file_rows: Any, *, lock: bool
    ) -> Any:
        return known.load_known(rows, self.roster, actor.scope, file_rows, lock=lock)

    def plan(self, row: Row, known: Any, kind: Kind, today: datetime.date) -> matching.Plan:
        return matching.plan_row(row, known, self.roster, today)

    def shown(self, plan: Any) -> dict[str, Any]:
        return shown_changes.shown_changes(plan)

    def subject(self, plan: Any) -> int | None:
        return plan.person.pk if plan.person else None

    def private(self, plan: Any) -> dict[str, Any]:
        """The post met, and that which ends because the row's person comes from there: both are accounted for (see
        ``departures``)."""
        posts = {"_post": plan.post, "_ends": plan.arrival.ends.post if plan.arrival.ends else None}
        return {key: post.pk for key, post in posts.items() if post is not None}

    def join_answer(self, before: str, answer: str) -> str:
        return joined(before, answer)

    def answered(self, answer: str) -> int | None:
        return Answer.read(answer).person

    def write(self, pairs: Pairs, kind: Kind, *, actor: Acting, why: str, advance: Advance = unwatched) -> Written:
        return write.write_plans(pairs, self.roster, actor=actor, why=why, advance=advance)

    def undo(self, actor: Acting, batch: ImportBatch, progress: Any) -> UndoPeople:
        return UndoPeople(actor, batch, progress)

    def lines_on_record(self, kind: Kind, division: Division, today: datetime.date) -> Iterator[dict[str, str]]:
        return current_lines.lines_on_record(kind, division)

    def closed(self, actor: Acting) -> str:
        """So many numbers were refused lately that no further roster is compared with the records."""
        beyond = refuse_beyond(actor, number_limits.refusals(), Action.NUMBER_HELD, label="导入花名册")
        return number_limits.TOO_MANY_REFUSED if beyond else ""

    def closed_for(self, actor: Acting, key: str) -> str:
        return number_limits.why_closed(actor, label="导入花名册") if key == "id_number" else ""

    def in_turn(self, actor: Acting, batch: ImportBatch, key: str) -> AbstractContextManager[object]:
        return one_at_a_time(actor, batch.owner_id) if key == "id_number" else nullcontext()

    def forget(self, batch: ImportBatch) -> None:
        RosterNumbers.objects.filter(batch=batch).delete()

    def shows_numbers(self, actor: Acting, batch: ImportBatch) -> bool:
        return own_numbers_shown(actor, batch)

    def not_in_file(self, batch: ImportBatch, identity: Identity) -> list[dict[str, Any]]:
        reasons = [{"text": code, "label": label} for code, label in EndReason.choices]
        return [
            {
                "id": one.appointment_id,
                "name": one.name,
                "unit": one.unit,
                "position": one.position,
                "from": one.from_date.isoformat(),
                "hint": one.hint,
                "options": reasons,
            }
            for one in missing_people(batch, identity)
        ]

    def missing_page(self, batch: ImportBatch) -> str:
        return reverse("staffing:roster_left", args=[batch.pk])

    def page_of(self, subject: int) -> str:
        return reverse("staffing:person_detail", args=[subject])

    def record_link(self, answer: str) -> tuple[str, str] | None:
        try:
            person = Answer.read(answer).person
        except BadAnswer:  # 不导入 is offered as well
            return None
        return (f"{self.page_of(person)}#number-check", "核对后四位") if person else None
