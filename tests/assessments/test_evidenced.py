"""Standards that ask for papers on file and for what was held in the year: pure, without a database."""

import datetime
import itertools
from dataclasses import replace

import pytest

from assessments.compliance import defined, subjects
from assessments.compliance.outcome import Record
from assessments.values.definitions import definition_error, definition_parse
from assessments.values.parts import Held, OnFile
from assessments.vocabulary import Outcome
from tests.assessments.policy import DAY, PLACE

RULES = {"document:rules": "工作规章", "document:duties": "岗位职责"}
ONE = {"document:rules": "工作规章"}
RATIO = {"label": "率", "part": "a", "part_label": "甲", "whole": "b", "whole_label": "乙", "unit": "个"}
ACTIVITY = {"activity:style": "作风效能活动", "activity:culture": "民政文化活动"}

_keys = itertools.count(1)


def paper(kind="document:rules", since=datetime.date(2025, 1, 10), until=None, renewed=None, **says):
    record = Record("offices.OfficeDocument", next(_keys))
    return subjects.Evidence(kind, since, until, renewed or since, record, says)


def judged(*papers, part=None, parts=None, complete=(), lacking=None, day=DAY):
    facts = {"day": day, "evidence": papers, "complete": frozenset(complete), "lacking": lacking or {}}
    county = subjects.CountyFacts(name="吉安县", **facts, **PLACE)
    return defined.judge(county, parts or [part or OnFile("规章", RULES)])


class TestOnFile:
    def test_everything_in_force_is_met(self):
        answer = judged(paper(), paper("document:duties"))
        assert (answer.outcome, answer.measured, answer.required) == (Outcome.MET, 2, 2)
        assert answer.reason == "工作规章、岗位职责都在册有效。"
        assert [one.value for one in answer.inputs] == [datetime.date(2025, 1, 10)] * 2

    def test_what_nobody_registered_is_unknown_until_the_register_is_complete(self):
        answer = judged(paper())
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("岗位职责（尚未登记）",))
        answer = judged(paper(), complete=["document"])
        assert (answer.outcome, answer.gap, answer.reason) == (Outcome.UNMET, 1, "岗位职责没有。")
        assert answer.remedy == "登记现行有效的岗位职责。"

    def test_what_somebody_said_there_is_none_of_is_wanting_until_a_paper_is_on_file(self):
        said = {"document:duties": Record("offices.StationProfile", 4)}
        answer = judged(paper(), lacking=said)
        assert (answer.outcome, answer.gap, answer.reason) == (Outcome.UNMET, 1, "岗位职责没有。")
        assert [(one.label, one.value) for one in answer.inputs][1:] == [("岗位职责", "没有")]
        assert judged(lacking=said).reason == "岗位职责没有；工作规章尚未登记。"
        answer = judged(paper(), paper("document:duties"), lacking=said)
        assert answer.outcome == Outcome.MET
        assert "没有" not in [one.value for one in answer.inputs]

    def test_one_that_is_wanting_decides_whatever_else_is_unknown(self):
        answer = judged(paper(until=datetime.date(2026, 6, 29)))
        assert (answer.outcome, answer.gap) == (Outcome.UNMET, 1)
        assert answer.reason == "工作规章已于 2026-06-29 失效；岗位职责尚未登记。"

    @pytest.mark.parametrize(
        ("until", "outcome"), [(DAY, Outcome.MET), (DAY - datetime.timedelta(days=1), Outcome.UNMET)]
    )
    def test_the_last_day_still_holds(self, until, outcome):
        assert judged(paper(until=until), part=OnFile("规章", ONE)).outcome == outcome

    def test_what_is_to_be_done_depends_on_what_is_wrong(self):
        published = OnFile("规章", RULES, says={"published": "公布"})
        answer = judged(paper(published=False), paper("document:duties", published=False), part=published)
        assert answer.remedy == "公布工作规章、岗位职责，并登记。"
        answer = judged(paper(published=None), part=published)
        assert answer.remedy == "登记工作规章是否公布；登记岗位职责；确实没有的，清查完成后按没有核查。"
        answer = judged(paper(since=datetime.date(2020, 1, 1)), part=OnFile("规章", ONE, months=12))
        assert answer.remedy == "复审工作规章，并登记。"
        answer = judged(paper(until=datetime.date(2026, 6, 29)), part=OnFile("规章", ONE))
        assert answer.remedy == "登记现行有效的工作规章。"

    def test_a_newer_paper_takes_the_place_of_one_that_ended(self):
        ended = paper(until=datetime.date(2026, 1, 1))
        assert judged(ended, paper(since=datetime.date(2026, 1, 2)), part=OnFile("规章", ONE)).outcome == Outcome.MET

    def test_what_holds_from_tomorrow_on_is_not_there_today(self):
        assert (
            judged(paper(since=DAY + datetime.timedelta(days=1)), part=OnFile("规章", ONE)).outcome == Outcome.UNKNOWN
        )

    @pytest.mark.parametrize(
        ("renewed", "outcome"),
        [(datetime.date(2024, 6, 30), Outcome.MET), (datetime.date(2024, 6, 29), Outcome.UNMET)],
    )
    def test_a_review_is_in_time_up_to_the_day_of_the_same_number(self, renewed, outcome):
        answer = judged(paper(since=datetime.date(2020, 1, 1), renewed=renewed), part=OnFile("规章", ONE, months=24))
        assert answer.outcome == outcome

    def test_a_month_without_that_day_ends_the_time_on_its_last(self):
        asked, day = OnFile("规章", ONE, months=1), datetime.date(2026, 2, 28)
        assert judged(paper(since=datetime.date(2026, 1, 31)), part=asked, day=day).outcome == Outcome.MET
        day = datetime.date(2026, 3, 1)
        assert judged(paper(since=datetime.date(2026, 1, 31)), part=asked, day=day).outcome == Outcome.UNMET

    @pytest.mark.parametrize(
        ("displayed", "outcome", "words"),
        [
            (True, Outcome.MET, "在册有效"),
            (False, Outcome.UNMET, "未上墙公示"),
            (None, Outcome.UNKNOWN, "是否上墙公示未填"),
        ],
    )
    def test_what_the_standard_asks_beside_the_paper_is_answered_by_the_paper(self, displayed, outcome, words):
        answer = judged(paper(displayed=displayed), part=OnFile("规章", ONE, says={"displayed": "上墙公示"}))
        assert answer.outcome == outcome
        assert words in answer.reason

    def test_either_of_the_kinds_may_be_enough(self):
        asked = OnFile("规章", RULES, either=True)
        assert judged(paper("document:duties"), part=asked).reason == "工作规章或岗位职责在册有效。"
        assert judged(part=asked).missing == ("工作规章或岗位职责（尚未登记）",)
        answer = judged(part=asked, complete=["document"])
        assert (answer.outcome, answer.gap, answer.required) == (Outcome.UNMET, 1, 1)

    def test_of_several_papers_one_that_fits_is_enough(self):
        asked = OnFile("规章", ONE, says={"displayed": "上墙公示"})
        assert judged(paper(displayed=False), paper(displayed=True), part=asked).outcome == Outcome.MET


class TestHeld:
    def test_enough_of_any_of_the_kinds_is_met_at_once(self):
        found = [
            paper("activity:style", datetime.date(2026, 3, 1)),
            paper("activity:culture", datetime.date(2026, 5, 1)),
        ]
        answer = judged(*found, part=Held("活动", ACTIVITY, at_least=2))
        assert (answer.outcome, answer.measured, answer.due_on) == (Outcome.MET, 2, None)

    def test_a_running_year_is_not_due_and_says_its_pace(self):
        answer = judged(paper("activity:style", datetime.date(2026, 3, 1)), part=Held("活动", ACTIVITY, at_least=2))
        assert (answer.outcome, answer.due_on) == (Outcome.NOT_DUE, datetime.date(2026, 12, 31))
        assert answer.remedy == "年底前开展并登记活动 1 次。"
        assert (float(answer.progress.done), float(answer.progress.gone)) == (0.5, 0.5)

    @pytest.mark.parametrize("day", [datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)])
    def test_nothing_turns_red_on_the_first_day_nor_before_the_last_has_passed(self, day):
        assert judged(part=Held("活动", ACTIVITY), day=day).outcome == Outcome.NOT_DUE

    @pytest.mark.parametrize(
        ("held", "complete", "ended"),
        [
            ([datetime.date(2025, 12, 31)], [], Outcome.MET),
            ([], [], Outcome.UNKNOWN),
            ([], ["activity"], Outcome.UNMET),
            ([datetime.date(2024, 12, 31)], ["activity"], Outcome.UNMET),
        ],
    )
    def test_the_year_before_stands_beside_it(self, held, complete, ended):
        answer = judged(*(paper("activity:style", day) for day in held), part=Held("活动", ACTIVITY), complete=complete)
        assert (answer.progress.before, answer.progress.ended) == ("2025年", ended)

    def test_the_pace_of_one_part_is_not_that_of_the_whole(self):
        """Last year the other part may have ended otherwise."""
        answer = judged(paper(), parts=[OnFile("规章", ONE), Held("活动", ACTIVITY)])
        assert (answer.outcome, answer.progress.before) == (Outcome.NOT_DUE, "2025年活动")

    def test_one_activity_of_several_kinds_counts_once(self):
        style = paper("activity:style", datetime.date(2026, 3, 1))
        answer = judged(style, replace(style, kind="activity:culture"), part=Held("活动", ACTIVITY, at_least=2))
        assert (answer.outcome, answer.measured) == (Outcome.NOT_DUE, 1)

    def test_what_is_planned_for_later_does_not_count_yet(self):
        later = paper("activity:style", DAY + datetime.timedelta(days=1))
        assert judged(later, part=Held("活动", ACTIVITY)).outcome == Outcome.NOT_DUE


def test_what_units_below_have_counts_only_where_it_is_asked_for():
    """Two standards may ask for one kind, one of the subject alone: neither counts what the other is given."""
    day = datetime.date(2026, 3, 1)
    own, below, other = paper("activity:style", day), paper("activity:style", day), paper("activity:style", day)
    for asked, measured in (
        (Held("活动", ACTIVITY, at_least=3), 1),
        (Held("活动", ACTIVITY, at_least=3, below=True), 2),
    ):
        found = (own, replace(below, below=True), replace(other, below=True))
        assert judged(*found, part=asked).measured == measured


class TestParts:
    PARTS = (OnFile("规章", ONE), Held("活动", ACTIVITY))
    DONE = (paper(), paper("activity:style", datetime.date(2026, 3, 1)))

    def test_all_must_be_met(self):
        answer = judged(*self.DONE, parts=self.PARTS)
        assert (answer.outcome, answer.measured, answer.required, answer.unit) == (Outcome.MET, 2, 2, "项")
        assert [part.label for part in answer.parts] == ["规章", "活动"]

    def test_an_unmet_part_decides_and_the_rest_is_told(self):
        answer = judged(self.DONE[1], parts=self.PARTS, complete=["document"])
        assert (answer.outcome, answer.gap, answer.reason) == (Outcome.UNMET, 1, "2 项中 1 项未达标：工作规章没有。")
        assert [part.outcome.outcome for part in answer.parts] == [Outcome.UNMET, Outcome.MET]

    def test_unknown_goes_before_not_due(self):
        assert judged(parts=self.PARTS).outcome == Outcome.UNKNOWN
        answer = judged(self.DONE[0], parts=self.PARTS)
        assert (answer.outcome, answer.due_on) == (Outcome.NOT_DUE, datetime.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, "至少一个组成项"),
        ({"parts": []}, "至少一个组成项"),
        ({"parts": ["on_file"]}, "第1项的“asks”"),
        (
            {"parts": [{"asks": "counted", "label": "规章", "kinds": ONE}]},
            "应为on_file、held、ticks、ratio、share、reach之一",
        ),
        ({"parts": [{"asks": "on_file", "kinds": ONE}]}, "缺少：label"),
        ({"parts": [{"asks": "on_file", "label": "规章", "kinds": {}}]}, "至少一种"),
        ({"parts": [{"asks": "on_file", "label": "规章", "kinds": {"rules": "规章"}}]}, "中间用半角冒号"),
        ({"parts": [{"asks": "on_file", "label": "规章", "kinds": ONE, "months": 1.5}]}, "1至600的整数"),
        ({"parts": [{"asks": "on_file", "label": "规章", "kinds": ONE, "months": 36000}]}, "1至600的整数"),
        ({"parts": [{"asks": "held", "label": "活动", "kinds": ONE, "at_least": 0}]}, "1至999的整数"),
        ({"parts": [{"asks": "held", "label": "活动", "kinds": ONE, "at_least": True}]}, "1至999的整数"),
        ({"parts": [{"asks": "held", "label": "活动", "kinds": ONE, "months": 12}]}, "不认识：months"),
        ({"parts": [{"asks": "held", "label": "活动", "kinds": ONE, "below": "是"}]}, "应为是或否"),
        ({"parts": [{"asks": "on_file", "label": "规章", "kinds": ONE, "says": ["published"]}]}, "代码和名称"),
        ({"parts": [{"asks": "ticks", "label": "渠道"}]}, "缺少：indicators"),
        ({"parts": [{"asks": "ratio", **RATIO, "percent": 101}]}, "大于0、不超过100的数"),
        ({"parts": [{"asks": "ratio", **RATIO, "percent": True}]}, "大于0、不超过100的数"),
        ({"parts": [{"asks": "ratio", **RATIO, "unit": ""}]}, "“unit”应为文字"),
    ],
)
def test_a_definition_that_cannot_be_read_says_why(body, said):
    assert said in definition_error(body)


def test_a_definition_is_read_as_it_is_written():
    parts = definition_parse({"parts": [{"asks": "on_file", "label": "规章", "kinds": ONE, "months": 24}]})
    assert parts == (OnFile("规章", ONE, months=24),)
