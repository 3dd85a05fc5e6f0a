"""Progress that is told while the work's transaction is still open."""

import threading

import pytest

from jian_minzheng.core import progress


@pytest.fixture(autouse=True)
def _forgotten():
    yield
    progress.clear("work")


def test_what_was_reported_last_is_read():
    assert progress.read("work") is None
    progress.report("work", 3, 9, "已写入 3/9 行")
    said = progress.read("work")
    assert (said.done, said.total, said.label, said.percent) == (3, 9, "已写入 3/9 行", 33)


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (0, 7, 0), (999, 1000, 99), (7, 7, 100), (8, 7, 100)]
)
def test_hundred_per_cent_means_done(done, total, percent):
    assert progress.Progress(done, total, "").percent == percent


def test_a_row_counts_when_the_last_pass_has_seen_it():
    heard = []
    passes = progress.Passes(lambda done, total: heard.append((done, total)), 10, passes=2)
    for rows in (10, 4, 6, 3):
        passes.advance(rows)
    assert heard == [(0, 10), (5, 10), (7, 10), (10, 10), (10, 10)]


def test_rows_are_counted_as_they_are_taken():
    heard = []
    passes = progress.Passes(lambda done, total: heard.append(done), 1200, passes=2)
    assert list(passes.over(range(1200))) == list(range(1200))
    assert heard == [0, 250, 500, 600]


def test_reports_come_a_few_times_a_second_and_the_end_always(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    heard = []
    monkeypatch.setattr(progress, "report", lambda key, *said: heard.append(said))
    tell = progress.teller("work", lambda done, total: f"{done}/{total}")
    for done in range(5):
        tell(done, 5)
        now[0] += 0.11
    tell(5, 5)
    assert heard == [(0, 5, "0/5"), (3, 5, "3/5"), (5, 5, "5/5")]


def test_a_process_at_work_is_alive_and_its_silence_is_noticed(monkeypatch):
    assert not progress.is_alive("work")
    with progress.pulse("work"):
        pass
    assert progress.is_alive("work")
    later = progress.time.time() + progress.DEAD_AFTER_SECONDS + 1
    monkeypatch.setattr(progress.time, "time", lambda: later)
    assert not progress.is_alive("work")


def test_a_beat_that_cannot_be_shown_does_not_end_the_pulse(monkeypatch):
    """A full disk for a moment: the work goes on, and so do its signs of life."""
    shown, beaten = [], threading.Event()

    class FullForAMoment:
        """The cache of every thread."""

        def set(self, key, *args):
            shown.append(key)
            if len(shown) == 2:
                raise OSError("no space left on device")
            if len(shown) == 4:
                beaten.set()

    with monkeypatch.context() as patch:
        patch.setattr(progress, "PULSE_SECONDS", 0.01)
        patch.setattr(progress, "cache", FullForAMoment())
        with progress.pulse("work"):
            assert beaten.wait(20)
