"""Every layout of ``bench.roster_corpus`` once: nothing may be silently wrong, and the score does not fall."""

from pathlib import Path

import pytest

from bench.roster_corpus import layouts  # noqa: F401  (registers them)
from bench.roster_corpus.county import County, make_county
from bench.roster_corpus.registry import LAYOUTS, Layout
from bench.roster_corpus.score import Tally, score

ROWS_RIGHT = 0.98
COLUMNS_RIGHT = 0.99


@pytest.fixture
def county(db: None) -> County:
    return make_county()


def taken_in(county: County, folder: Path, seed: int = 0) -> Tally:
    """One file of every layout."""
    tally = Tally()
    for layout in LAYOUTS.values():
        tally.add(score(county, layout, seed, folder))
    return tally


def test_nothing_is_silently_wrong_and_most_is_right(county, tmp_path):
    tally = taken_in(county, tmp_path)
    assert [str(slip) for slip in tally.silent] == []
    loud = "\n".join(str(slip) for slip in tally.slips)
    assert tally.rows_right / tally.rows >= ROWS_RIGHT, loud
    assert tally.columns_right / tally.columns >= COLUMNS_RIGHT, loud


def test_there_are_many_layouts_and_they_follow_from_the_seed():
    assert len(LAYOUTS) >= 100
    for layout in LAYOUTS.values():
        assert layout.sample(1) == layout.sample(1), layout.name


def test_a_wrong_value_is_noticed(county, tmp_path):
    """The yardstick itself: a truth that differs from the file counts as a silent error."""

    def lying(rng):
        sample = LAYOUTS["format_xlsx"].make(rng)
        sample.pages[0].lines[0].values["name"] = "别人"
        return sample

    tally = score(county, Layout("lying", "tests", lying), 0, tmp_path)
    assert [slip.field for slip in tally.silent] == ["name"]
