"""Every write of facts ends at the one door (``core/writes.py``): the code is walked.

The walker (``tests.doors``) is first shown code that is known to be right and known to be wrong.
"""

from tests.doors import code_of, read

NO_FACTS = {
    "jian_minzheng.core.audit.trail.record": "the trail itself, which the door writes last",
    "jian_minzheng.core.audit.limits.": "how often something was asked, no fact",
    "jian_minzheng.core.bulk.records._write_choices_history": "history of rows that an import or its undo writes",
    "jian_minzheng.core.bulk.records.replace_choices": "runs inside an import or its undo, before their door",
    "jian_minzheng.core.editing.forms.EditForm.save_choices": "runs inside record_save (also=…), before its door",
    "offices.models.since.": "dated rows, written by the save of the record that they belong to, before its door",
    "offices.accounts.account_open": "accounts are no facts of units; on record in the trail",
    "offices.admin.AccountAdmin.": "accounts and passwords",
    "offices.grants.": "grants say who sees what, no fact of a unit; each is on record in the trail",
    "offices.views.accounts.": "the own password and sessions",
    "offices.demo.": "demonstration data, made before anybody is there",
    "staffing.homes.posts_follow": "inside the write of the home that moves, before its door",
    "staffing.demo.": "demonstration data, made before anybody is there",
    "assessments.compliance.rollups.": "derived from facts by the refresh that the door itself announces",
    "assessments.compliance.since.": "days that the facts themselves say, found out beside other work",
    "assessments.compliance.store.": "derived from facts by the refresh that the door itself announces",
    "intake.models.jobs.ImportJob.": "how far a job has come",
    "intake.work.jobs.": "a job that waits or was given up",
    "intake.work.tasks.import_job_run": "claims the job; what it carries out ends at the door",
    "intake.preview.": "a preview and the decisions on it; facts only once it is committed",
    "intake.purging.": "previews that nobody came back to; of what was imported nothing goes",
    "staffing.rosters.book.PeopleBook.forget": "numbers of such a preview",
    "staffing.rosters.departures_decided.departures_decide": "a decision on a preview; facts only once it is committed",
    "staffing.rosters.judging.": "which numbers a preview tried",
    "intake.views.steps.touch": "who looked at a preview last",
    "intake.writing.undo._undone": "claims the batch; Undo.run, called there, ends at it",
}
"""Writers that need not pass the door, each with the reason."""

GOOD = """
from django.db import transaction
from jian_minzheng.core import writes
from jian_minzheng.core.writes import finish as done

def direct(actor, thing):
    thing.save()
    writes.finish(actor, 1, thing)

def renamed(actor, thing):
    thing.objects.create(name=1)
    done(actor, 1, thing)

def _helper(thing):
    thing.rows.filter(a=1).update(b=2)

def above(actor, thing):
    _helper(thing)
    _finish(actor, thing)

def _finish(actor, thing):
    writes.finish_many(actor, 1, {})

class Undo:
    def run(self):
        self.back()
        self._finish()
    def back(self):
        self.thing.delete()
    def _finish(self):
        writes.finish_many(1, 2, {})

class FactsUndo(Undo):
    def back(self):
        self.thing.void(by=1)

def no_rows(names, book, photo):
    names.update(other)
    book.save("file.xlsx")
    photo.image.save("a.jpg", b"", save=False)
"""

BAD = """
from jian_minzheng.core.audit import trail
from simple_history.utils import bulk_create_with_history
from good import direct
import good

def bare(thing):
    thing.save()

def only_on_record(actor, thing):
    thing.rows.filter(a=1).delete()
    trail.record(actor, 1)

def in_bulk(rows, model):
    bulk_create_with_history(rows, model)

def _shared(thing):
    thing.objects.bulk_create([thing])

def one_way_ends_there(actor, thing):
    _shared(thing)
    good.writes.finish(actor, 1, thing)

def another_does_not(thing):
    _shared(thing)

def _circle(thing):
    thing.restore()
    _again(thing)

def _again(thing):
    _circle(thing)

def other_than_what_it_calls(actor, thing, other):
    thing.save()
    direct(actor, other)

class View:
    def form_valid(self, form):
        form.save()
"""


def test_the_walker_knows_right_from_wrong() -> None:
    assert read({"good": GOOD}).round_the_door() == []
    found = read({"good": GOOD, "bad": BAD}).round_the_door()
    expected = [
        "View.form_valid",
        "_circle",
        "_shared",
        "bare",
        "in_bulk",
        "only_on_record",
        "other_than_what_it_calls",
    ]
    assert [line.partition(":")[0] for line in found] == [f"bad.{name}" for name in expected]
    assert read({"good": GOOD, "bad": BAD}).round_the_door(["bad."]) == []


def test_no_write_of_facts_goes_round_the_door() -> None:
    assert code_of().round_the_door(NO_FACTS) == []


def test_no_excuse_outlives_its_writer() -> None:
    """Each excuse is of use: without it, some writer would be found."""
    found = code_of().round_the_door()
    used = {"intake.work.tasks.import_job_run": "jian_minzheng.core.records.Versioned.claim"}
    idle = [name for name in NO_FACTS if not any(line.startswith(used.get(name, name)) for line in found)]
    assert idle == []
