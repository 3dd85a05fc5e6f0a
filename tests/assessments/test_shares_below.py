"""How many of the units below fulfil something; targets of the year; lines of business. Pure."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.compliance import defined, subjects
from assessments.compliance.figures import Below, Line, Returned, Target
from assessments.compliance.outcome import Record
from assessments.loading import definition_rows, standard_rows
from assessments.values.definitions import definition_error, definition_parse
from assessments.values.parts import (
    Held,
    OnFile,
    Ratio,
    Reach,
    Share,
    below_asked,
    indicators_asked,
    target_asked,
)
from assessments.vocabulary import Outcome
from jian_minzheng.core.periods import PeriodKind, Term
from offices.kinds import DATA, read_rows
from tests.assessments.policy import DAY, PLACE, station

YEAR = Term(PeriodKind.YEAR, 2025)
ONLINE = Share("联网率", "village", "已联网的", counted="online")
GREEN = Share("绿色社区", "urban_community", "两项都做到的", indicators={"org": "组织体系", "habitat": "生活环境"})


def county(**facts):
    return subjects.CountyFacts(name="吉安县", day=DAY, **facts, **PLACE)


def judged(part, **facts):
    return defined.judge(county(**facts), [part])


def number(value, term=YEAR, **more):
    return Returned(term, Decimal(value), **more)


def units(*answers, belongs=True):
    """Urban communities that answered both items so, ``None`` for those that have not returned."""
    said = [{code: Returned(YEAR, answer=answer) for code in GREEN.indicators} for answer in answers]
    return tuple(Below(pk, f"第{pk}社区", one, belongs) for pk, one in enumerate(said, 1))


class TestCounted:
    def test_the_tree_knows_how_many_there_are(self):
        villages = units(*[None] * 4)
        answer = judged(ONLINE, returned={"online": number(3)}, below={"village": villages})
        assert (answer.outcome, answer.measured, answer.required, answer.gap) == (Outcome.UNMET, 3, 4, 1)
        assert answer.reason == "2025年联网率 3÷4=75%，低于 100%，差 1 个。"
        assert [(one.label, one.value) for one in answer.inputs] == [
            ("2025年已联网的村(社区)", 3),
            ("村(社区)总数", 4),
            ("应达到", 100),
        ]

    def test_more_than_there_are_is_a_contradiction_and_no_share(self):
        answer = judged(ONLINE, returned={"online": number(5)}, below={"village": units(None)})
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("与区划相符的2025年已联网的村(社区)数",))

    def test_what_came_late_counts_and_is_told(self):
        answer = judged(ONLINE, returned={"online": number(1, late=True)}, below={"village": units(None)})
        assert (answer.outcome, answer.inputs[0].label) == (Outcome.MET, "2025年已联网的村(社区)（迟报）")

    def test_where_there_are_none_it_does_not_apply(self):
        assert judged(ONLINE, returned={"online": number(1)}).outcome == Outcome.NOT_APPLICABLE


class TestAnswered:
    def test_missing_units_are_never_counted_as_not_fulfilling(self):
        answer = judged(GREEN, below={"urban_community": units(True, True, None)})
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("1 个城市社区2025年的绿色社区",))
        assert [(one.label, one.value, one.record.pk) for one in answer.inputs[1:-1]] == [("第3社区", "未填报", 3)]

    def test_one_no_decides_and_the_gap_is_the_least_that_it_can_be(self):
        answer = judged(GREEN, below={"urban_community": units(True, False, None)})
        assert (answer.outcome, answer.gap, answer.required) == (Outcome.UNMET, 1, 3)
        assert answer.reason == "2025年绿色社区 1÷3=33.33%（另有 1 个未填报），低于 100%，差 1 个。"
        assert answer.inputs[2].value == "组织体系、生活环境没有做到"

    def test_enough_of_them_is_enough_whatever_the_others_say(self):
        most = Share("绿色社区", "urban_community", "都做到的", indicators=GREEN.indicators, percent=60)
        assert judged(most, below={"urban_community": units(True, True, None)}).outcome == Outcome.MET

    def test_nobody_knows_where_it_is_not_settled_which_are_urban(self):
        open_ones = units(True, belongs=None)
        answer = judged(GREEN, below={"urban_community": (*units(True), *open_ones)})
        assert answer.outcome == Outcome.MET, "whichever it is, it fulfils it"
        answer = judged(GREEN, below={"urban_community": (*units(True), *units(False, belongs=None))})
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("1 个社区是否城市社区",))
        assert judged(GREEN, below={"urban_community": open_ones}).outcome == Outcome.UNKNOWN
        answer = judged(GREEN, below={"urban_community": (*units(None), *units(None, None, belongs=None))})
        assert [one[:6] for one in answer.missing] == ["1 个城市社", "2 个社区是"], "each is counted once"

    @given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=7), st.integers(1, 100))
    def test_a_verdict_stands_whatever_the_missing_would_have_said(self, answers, percent):
        part = Share("率", "urban_community", "好的", indicators=GREEN.indicators, percent=percent)
        found = judged(part, below={"urban_community": units(*answers)}).outcome
        filled = {
            judged(
                part, below={"urban_community": units(*[(one is None and said) or bool(one) for one in answers])}
            ).outcome
            for said in (True, False)
        }
        assert found == Outcome.UNKNOWN if len(filled) > 1 or set(answers) == {None} else {found} == filled


class TestTargets:
    CARE = Share("覆盖率", "village", "有设施的", counted="care", target="care_share")
    HALF = Term(PeriodKind.HALF_YEAR, 2026, 1)

    def care(self, count, term, **targets):
        set_for = {
            ("care_share", int(year[1:])): Target(Decimal(value), "吉市民字3号") for year, value in targets.items()
        }
        one = number(count, term, closes_on=datetime.date(2027, 1, 15), year_before=number(1, self.HALF.later(-1)))
        return judged(self.CARE, returned={"care": one}, below={"village": units(*[None] * 4)}, targets=set_for)

    def test_without_a_target_of_that_year_nothing_is_met(self):
        answer = self.care(4, self.HALF, y2025=50)
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("2026年覆盖率的目标（尚无年度目标）",))

    def test_a_year_that_runs_is_not_due_and_tells_its_pace(self):
        answer = self.care(2, self.HALF, y2025=50, y2026=80)
        assert (answer.outcome, answer.due_on) == (Outcome.NOT_DUE, datetime.date(2027, 1, 15))
        assert answer.reason == "2026年上半年覆盖率 2÷4=50%，2026年底前达到年度目标 80%即可。"
        pace = answer.progress
        assert (pace.done, pace.gone, pace.before, pace.ended) == (Decimal("0.5"), Decimal("0.5"), "2025年", "unmet")
        assert pace.until == "2026年上半年"
        assert [one.label for one in answer.inputs[-2:]] == ["2026年目标（吉市民字3号）", "完成期限"]

    def test_what_is_reached_early_is_met_and_what_the_year_ends_without_is_unmet(self):
        assert self.care(4, self.HALF, y2026=80).outcome == Outcome.MET
        answer = self.care(2, self.HALF.later(1), y2026=80)
        assert (answer.outcome, answer.gap) == (Outcome.UNMET, 2)

    def test_a_figure_is_held_against_its_own_target(self):
        part = Reach("公益项目", "projects", "个")
        target = {("projects", 2025): Target(Decimal(6), "吉市民字3号", own=True)}
        answer = judged(part, returned={"projects": number(4)}, targets=target)
        assert answer.reason == "2025年公益项目 4 个，低于年度目标 6 个，差 2 个。"
        assert "本县另定" in answer.inputs[-1].label


class TestSums:
    REPORTED = Ratio("按时报送率", "on_time", "按时报送的", "all", "发生的", "起", of="township")

    def told(self, *pairs):
        rows = [{"on_time": number(a), "all": number(b)} if a is not None else {} for a, b in pairs]
        below = tuple(Below(pk, f"第{pk}镇", row) for pk, row in enumerate(rows, 1))
        return judged(self.REPORTED, below={"township": below})

    def test_figures_of_townships_add_up_and_whoever_fell_short_is_named(self):
        answer = self.told((1, 1), (1, 3))
        assert (answer.outcome, answer.measured, answer.required) == (Outcome.UNMET, 2, 4)
        assert [(one.label, one.value) for one in answer.inputs[2:-1]] == [("第2镇", "1÷3")]
        assert self.told((0, 0), (0, 0)).outcome == Outcome.NOT_APPLICABLE

    def test_a_township_that_is_missing_leaves_it_open_unless_one_fell_short(self):
        assert self.told((1, 1), (None, None)).missing == ("1 个乡镇(街道)2025年的发生的和按时报送的",)
        assert self.told((0, 1), (None, None)).outcome == Outcome.UNMET


class TestLines:
    PLAN = OnFile("预案", {"document:plan": "预案"}, line="disaster_relief")
    GONE = Line(
        "救灾", True, "救灾2019年3月31日起由应急管理局主管（吉编〔2019〕2号）", Record("offices.LineStanding", 3)
    )

    @pytest.mark.parametrize(("elsewhere", "outcome"), [(True, Outcome.NOT_APPLICABLE), (None, Outcome.UNKNOWN)])
    def test_a_part_follows_its_line_and_the_others_stay(self, elsewhere, outcome):
        line = Line("救灾", elsewhere, self.GONE.reason, self.GONE.record)
        answer = judged(self.PLAN, lines={"disaster_relief": line})
        assert (answer.outcome, answer.inputs[0].record.pk) == (outcome, 3)
        assert "应急管理局主管（吉编〔2019〕2号）" in f"{answer.reason}{answer.inputs[0].value}"
        both = defined.judge(county(lines={"disaster_relief": line}), [self.PLAN, Held("宣传", {"activity:a": "宣传"})])
        assert both.outcome == (Outcome.NOT_DUE if elsewhere else Outcome.UNKNOWN)

    def test_a_figure_whose_line_nobody_has_settled_is_asked_of_the_county(self):
        line = Line("救灾", None, "救灾2019年3月31日起由应急管理局主管")
        answer = judged(Reach("公益项目", "projects", "个"), returned={"projects": number(4, open_line=line)})
        assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("救灾的业务线归属（待县确认）",))


def test_a_part_is_asked_of_the_kinds_that_it_names():
    part = Held("宣传", {"activity:a": "宣传"}, subjects=("station",))
    assert defined.judge(station(day=DAY), [part]).outcome == Outcome.NOT_DUE
    assert judged(part).missing == ("这条标准对“吉安县”的要求",)


def test_lines_indicators_and_targets_of_the_files_are_those_that_there_are():
    lines = {row["code"] for row in read_rows(DATA / "business_lines.csv")}
    indicators = {row["code"]: row for row in read_rows(DATA / "indicators.csv")}
    parts = [part for row in definition_rows() for part in definition_parse(row["body"])]
    assert {row["line"] for row in (*standard_rows(), *indicators.values())} - {""} <= lines
    assert {part.line for part in parts} - {""} <= lines
    asked = {code for part in parts for code in indicators_asked(part)}
    assert asked <= set(indicators)
    assert all(indicators[target_asked(part)]["target"].startswith("年度目标") for part in parts if target_asked(part))
    for group, codes in ((group, codes) for part in parts for group, codes in below_asked(part).items()):
        level = "township" if group == "township" else "village"
        assert all(level in indicators[code]["levels"] for code in codes)


SHARE = {"asks": "share", "label": "率", "of": "village", "fulfils": "好的"}


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({**SHARE, "of": "hamlet", "counted": "a"}, "village"),
        (SHARE, "counted"),
        ({**SHARE, "counted": "a", "percent": 5, "target": "b"}, "不能"),
        ({"asks": "reach", "label": "数", "indicator": "a", "unit": "个", "subjects": ["planet"]}, "county"),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(part, said):
    assert said in definition_error({"parts": [part]})
