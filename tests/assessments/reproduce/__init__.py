"""What an explanation comes to, worked out from nothing but what it shows: a second reader beside the rules.

Written from the clauses, not from the rules, and importing none of them: one case per standard. What is missing stands
under no input, or as 未填. Whoever changes what a rule shows changes its case.
"""

from dataclasses import replace

from tests.assessments.reproduce import defined, newcomers, people, stations
from tests.assessments.reproduce.answers import UNKNOWN, Answer
from tests.assessments.reproduce.shown import Shown

CASES = {**stations.CASES, **people.CASES, **newcomers.CASES, **defined.CASES}


UNDATED = "到岗日期未登记，不能确定当日是否在岗"


def reproduced(code: str, explanation: dict, day: str) -> Answer:
    """The answer that follows from an explanation, judged on a day (ISO), as pages and exports show it.

    As long as a register is still gone through (清查), figures stand without a verdict. There is none either where
    people of whom nobody wrote when they began would turn the answer; what is missing says so.
    """
    if any(one.endswith("不能确定当日是否在岗）") for one in explanation["missing"]):
        assert any(UNDATED in one["label"] and one["value"] for one in explanation["inputs"])
        return UNKNOWN
    figures = [one for one in explanation["inputs"] if not one["label"].endswith(("清查", UNDATED))]
    answer = CASES[code](Shown({**explanation, "inputs": figures}, day))
    going_on = any(one["label"].endswith("清查") for one in explanation["inputs"])
    return replace(answer, outcome="unknown", gap=None, cost=None) if going_on else answer


__all__ = ["CASES", "Answer", "reproduced"]
