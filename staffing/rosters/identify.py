"""Who a row is: by identity number; without one on either side, by name among those at the unit; else by asking."""

import datetime
from collections.abc import Sequence

from intake.issues import Severity
from intake.lines.rows import Row
from intake.values import Option
from jian_minzheng.core.look_alikes import spellings
from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.rosters.arrivals import SKIP_OPTION, is_here
from staffing.rosters.known import Known
from staffing.rosters.people_answers import OTHER, Answer
from staffing.rosters.positions import Roster
from staffing.values.damaged_numbers import visible_part

DAMAGED = "id_damaged"
TOO_ALIKE = "ids_alike"
TOO_ALIKE_MESSAGE = (
    "表内有许多身份证号只有末四位不同，这些号码没有核对，不能导入。请按证件核对，或把名单交上一级民政局。"
)
UNCHECKED = "numbers_unchecked"
UNCHECKED_MESSAGE = (
    "号码未核对：名单里不能由本单位直接登记的号码太多，号码都没有核对，不能导入。"
    "请按乡镇分成几份、一小时后再导入，或请县级、市级民政局导入。"
)


def find_person(row: Row, known: Known) -> Person | None:
    """The person on record, ``None`` for somebody new; complains where that cannot be said without an answer."""
    number = row.get("id_number")
    if number and number in known.by_number:
        person: Person = known.by_number[number]
        return person
    if number and known.file_rows.own_alone(number):
        alike = known.file_rows.too_alike(number)
        row.complain("id_number", *((TOO_ALIKE, TOO_ALIKE_MESSAGE) if alike else (UNCHECKED, UNCHECKED_MESSAGE)))
        return None
    answer = Answer.read(row.answer)
    found = _by_prefix(row, known) if _is_damaged(row) else _by_name(row, known, answer)
    if found is None or row.kept_out():
        if not answer.other and not row.kept_out():
            _ask_about_namesake(row, known)
        return None
    file_rows = known.file_rows
    first = file_rows.first_with(found.id_number or "") or file_rows.taken.setdefault(found.pk, row.number)
    if first != row.number:
        options = [Option(OTHER, "不是同一人，按新人员登记"), SKIP_OPTION]
        row.complain("name", "met_twice", f"与{row.place.among.line_name(first)}像是同一人，请确认。", options=options)
    return found


def _ask_about_namesake(row: Row, known: Known) -> None:
    """Somebody new without a number, beside a line that names somebody so with one: else one person became two."""
    if (other := known.file_rows.namesake_with_number(row)) is not None:
        line = row.place.among.line_name(other)
        message = f"与{line}单位、姓名相同，这一行没有身份证号，像是同一人：请选择，或补填身份证号。"
        options = [Option(OTHER, "不是同一人，按新人员登记"), SKIP_OPTION]
        row.complain("name", "name_unnumbered_in_file", message, options=options)


def offer_damaged(row: Row, known: Known) -> None:
    """A number that Excel damaged: whoever bears the same name and may have such a number is offered, not taken."""
    candidates = _alike(row, known)
    if not _is_damaged(row) or not candidates:
        return
    row.issues = [issue for issue in row.issues if issue.code != DAMAGED]
    if (chosen := _chosen(Answer.read(row.answer), candidates)) is not None:
        row.warn("id_number", "id_from_record", f"号码按已登记的{chosen.masked_id_number}，由导入人确认。")
        return
    row.complain(
        "id_number",
        DAMAGED,
        "身份证号的末几位在 Excel 里丢失了。已登记的人员中有同名且出生日期相符的，请确认是否此人，或者重新填写号码。",
        severity=Severity.QUESTION,
        options=[*(Option(f"person:{one.pk}", _described(one, whole=True)) for one in candidates), SKIP_OPTION],
    )


def post_here(row: Row, known: Known, roster: Roster, person: Person) -> Appointment | None:
    """The open post of this kind at the row's unit.

    Of several at a home it is the one of the row's position; a line 兼任 of another position is a further post there.
    """
    running = [post for post in known.posts.get(person.pk, ()) if post.to_date is None]
    here = [post for post in running if is_here(row, roster, post)]
    position = roster.position(row.get("title") or "")
    besides = row.get("working_mode") == v.WorkingMode.CONCURRENT
    alike = [post for post in here if post.position == position] or [
        post for post in here if (post.working_mode == v.WorkingMode.CONCURRENT) == besides
    ]
    return next(iter(alike if alike or besides else here), None)


def lent_post(row: Row, known: Known, roster: Roster, person: Person) -> Appointment | None:
    """The open post elsewhere of somebody whom the row's unit has lent (借出) and whose post it keeps."""
    if row.unit is None or row.get("working_mode") != v.WorkingMode.LENT:
        return None
    for post in known.posts.get(person.pk, ()):
        if post.kind == roster.kind and post.to_date is None and post.post_division_id == row.unit.division_id:
            return post
    return None


def _is_damaged(row: Row) -> bool:
    problem = row.problems.get("id_number")
    return problem is not None and problem.code == DAMAGED


def _by_prefix(row: Row, known: Known) -> Person | None:
    return _chosen(Answer.read(row.answer), _alike(row, known))


def _alike(row: Row, known: Known) -> list[Person]:
    """Namesakes whom nothing that pages show of them tells apart from the row, be their birth date unknown.

    The digits that are hidden are not compared: which of a hundred lines gets an offer would tell them.
    """
    if not (prefix := row.rest("id_number")):
        return []
    region, born = visible_part(prefix)
    return [
        person
        for person in known.by_name_alone.get(row.get("name") or "", ())
        if (person.id_number or "").startswith(region) and born == (_day(person.birth_date) or born)
    ]


def _by_name(row: Row, known: Known, answer: Answer) -> Person | None:
    unit, number, born = row.unit, row.get("id_number"), row.get("birth_date")
    namesakes = known.by_name.get((row.get("name"), unit.division_id, unit.home_id), []) if unit else []
    possible = [person for person in namesakes if not (number and person.id_number)]
    renumbered = [person for person in namesakes if person not in possible and person.birth_date == born]
    if answer.other:
        return None
    if not (possible or renumbered):
        return None if namesakes else _by_look_alikes(row, known, answer)
    if chosen := _chosen(answer, [*possible, *renumbered]):
        return chosen
    alike = [person for person in possible if not _born_apart(person.birth_date, born)]
    if len(possible) == 1 and alike and not renumbered:
        return alike[0]
    if possible:
        message = "本单位已有同名人员，无法确定是否同一人：请选择，或填写身份证号。"
        _ask(row, "person_ambiguous", message, [*possible, *renumbered], "是{}")
    else:
        message = "本单位已有同名、同出生日期的人员，但登记的身份证号不同，请确认。"
        _ask(row, "same_name_other_number", message, renumbered, "是同一人({})，号码以花名册为准")
    return None


def _by_look_alikes(row: Row, known: Known, answer: Answer) -> Person | None:
    """Somebody at the unit whose name differs by one such character: told and asked about, never taken for the same."""
    unit, number, born = row.unit, row.get("id_number"), row.get("birth_date")
    places = [(name, unit.division_id, unit.home_id) for name in spellings(row.get("name") or "")[1:]] if unit else []
    alike = [
        person
        for place in places
        for person in known.by_name.get(place, ())
        if not (number and person.id_number) and not _born_apart(person.birth_date, born)
    ]
    if not alike or (chosen := _chosen(answer, alike)):
        return chosen if alike else None
    names = "”“".join(dict.fromkeys(person.name for person in alike))
    message = f"本单位登记有“{names}”，与这里的姓名只有形近的字不同，可能是同一人，请确认。"
    _ask(row, "name_alike", message, alike, "是{}，姓名以花名册为准", key="name")
    return None


def _day(date: datetime.date | None) -> str:
    return f"{date:%Y%m%d}" if date else ""


def _ask(row: Row, code: str, message: str, people: Sequence[Person], label: str, *, key: str = "id_number") -> None:
    options = [Option(f"person:{person.pk}", label.format(_described(person))) for person in people]
    options += [Option(OTHER, "不是同一人，按新人员登记"), SKIP_OPTION]
    row.complain(key, code, message, options=options)


def _chosen(answer: Answer, candidates: Sequence[Person]) -> Person | None:
    """The person answered, if it is one of those offered: an answer is text that somebody sent."""
    return next((person for person in candidates if person.pk == answer.person), None)


def _described(person: Person, *, whole: bool = False) -> str:
    """Enough to tell namesakes apart, with nothing that a list of people would not show."""
    year = f"，{person.birth_date.year}年生" if person.birth_date else ""
    number = person.masked_id_number if person.id_number else "未登记身份证号"
    return f"{person.name}{'' if whole else year}，{number}"


def _born_apart(one: datetime.date | None, other: datetime.date | None) -> bool:
    return bool(one and other and (one.year, one.month) != (other.year, other.month))
