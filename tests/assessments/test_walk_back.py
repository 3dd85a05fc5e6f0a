"""Back in time from turn to turn; no database."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from assessments.compliance.walk import walk_back

START = datetime.date(2026, 1, 1)
SPAN = 12


def day(number):
    return START + datetime.timedelta(days=number)


def walked(histories, turns):
    """What the walk says of histories, each an outcome per day, and which days it asked about, in order."""
    asked = []

    def otherwise(on, things):
        asked.append(((on - START).days, list(things)))
        return [
            one for one in things if (on - START).days < 0 or histories[one][(on - START).days] != histories[one][-1]
        ]

    found = walk_back({one: [day(turn) for turn in turns[one]] for one in turns}, otherwise)
    return {one: (since - START).days for one, since in found.items()}, asked


def test_the_newest_turn_before_which_it_was_otherwise():
    assert walked({"a": "xxyyxx"}, {"a": [0, 1, 2, 4]}) == ({"a": 4}, [(3, ["a"])])


def test_a_turn_that_changed_nothing_is_passed():
    assert walked({"a": "xyyyyy"}, {"a": [0, 1, 3, 5]})[0] == {"a": 1}


def test_what_never_was_otherwise_is_so_since_its_first_turn():
    found = walk_back({"a": [day(3), day(5)]}, lambda on, things: [])
    assert found == {"a": day(3)}


def test_things_go_together_and_each_is_asked_for_until_it_is_settled():
    found, asked = walked({"a": "xxxyy", "b": "xyyyy"}, {"a": [1, 3, 0], "b": [1, 3]})
    assert found == {"a": 3, "b": 1}
    assert asked == [(2, ["a", "b"]), (0, ["b"])]


@given(st.lists(st.text("xy", min_size=SPAN, max_size=SPAN), min_size=1, max_size=4), st.data())
def test_it_says_what_looking_at_every_day_says(histories, data):
    turns = {
        number: {
            0,
            *(at for at in range(1, SPAN) if one[at] != one[at - 1]),
            *data.draw(st.sets(st.integers(0, SPAN - 1))),
        }
        for number, one in enumerate(histories)
    }
    found, _ = walked(dict(enumerate(histories)), turns)
    assert found == {number: len(one.rstrip(one[-1])) for number, one in enumerate(histories)}
