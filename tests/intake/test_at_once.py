"""Decisions that several people make about one preview at the same moment all survive."""

import threading

import pytest
from django.db import connections

from intake.preview.preview import preview_rebuild
from intake.preview.revise import cell_correct, rows_skip
from staffing.models import RosterNumbers
from tests.base import make_world
from tests.intake.engine import Engine
from tests.staffing.rosters.staff_rosters import HEADERS, person, save
from tests.staffing.rosters.staff_rosters import number as id_number

MANY = 8


def at_once(*steps):
    """Each in a thread of its own, all begun together; what went wrong in one goes wrong here."""
    start, broken = threading.Barrier(len(steps)), []

    def run(step):
        try:
            start.wait(timeout=30)
            step()
        except Exception as error:
            broken.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []


@pytest.fixture
def engine(transactional_db):
    return Engine(make_world())


@pytest.fixture
def batch(engine, tmp_path):
    names = "甲乙丙丁戊己庚辛壬癸"
    lines = [person(serial, f"王{names[serial]}") for serial in range(MANY)]
    return engine.preview(save(tmp_path / "花名册.xlsx", [HEADERS, *lines]))


def test_corrections_and_rows_left_out(engine, batch):
    def correct(number):
        return lambda: cell_correct(engine.actor, batch=batch, number=number, key="note", text=f"第{number}行")

    def skip(number):
        return lambda: rows_skip(engine.actor, batch=batch, numbers=[number], skip=True)

    numbers = range(2, 2 + MANY)
    at_once(*(correct(number) if number % 2 else skip(number) for number in numbers))
    batch.refresh_from_db()
    assert batch.decisions["skipped"] == [number for number in numbers if number % 2 == 0]
    assert batch.decisions["cells"] == {str(one): {"note": f"第{one}行"} for one in numbers if one % 2}
    assert batch.summary["skipped"] == MANY // 2


def test_corrections_taken_back(engine, batch):
    numbers = range(2, 2 + MANY)
    for number in numbers:
        cell_correct(engine.actor, batch=batch, number=number, key="note", text="写错了")

    def restore(number):
        decide = lambda decided: decided.without_cell(number, "note")  # noqa: E731
        return lambda: preview_rebuild(engine.actor, batch=batch, decisions=decide)

    at_once(*(restore(number) for number in numbers[1:]))
    batch.refresh_from_db()
    assert batch.decisions["cells"] == {"2": {"note": "写错了"}}


def test_numbers_that_two_accounts_replace_in_one_file_are_all_remembered(engine, batch):
    """What was tried stands in one field, whoever tried it."""
    colleague = Engine(engine.world, username="city_officer")

    def replace(line):
        actor = (engine, colleague)[line % 2].actor
        return lambda: cell_correct(actor, batch=batch, number=line, key="id_number", text=id_number(100 + line))

    at_once(*(replace(line) for line in range(2, 2 + MANY)))
    assert {id_number(serial) for serial in range(MANY)} <= set(RosterNumbers.objects.get(batch=batch).tried)
