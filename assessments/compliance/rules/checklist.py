"""What several rules share: a list of things that a station's profile answers yes, no or not at all."""

from collections.abc import Mapping

from assessments.compliance.outcome import Field, Figures, Input, Outcome, Record
from assessments.compliance.subjects import Profile
from assessments.values.wording import listing

NO_PROFILE = "民政所情况（尚未填报）"
PROFILE = "station.profile"
"""The form in which it is entered."""


def judge_profile(profile: Profile | None, asked: Mapping[str, str], *, done: str, remedy: str) -> Outcome:
    """Met when every answer is yes; one no is enough for unmet, whatever has not been answered.

    Args:
        profile: the one in force.
        asked: what is asked, and the field that answers it.
        done: the participle of the sentence, such as 已制定.
        remedy: the verb of what closes the gap, such as 制定.
    """
    if profile is None:
        return Outcome.unknown(NO_PROFILE, enter=(Field(PROFILE, next(iter(asked.values()))),))
    answers = {label: getattr(profile, field) for label, field in asked.items()}
    lacking = [label for label, answer in answers.items() if answer is False]
    unsaid = [label for label, answer in answers.items() if answer is None]
    figures: Figures = {
        "unit": "项",
        "inputs": _inputs(answers, Record("offices.StationProfile", profile.pk)),
        "required": len(answers),
        "enter": tuple(Field(PROFILE, asked[label]) for label in lacking[:1] or unsaid[:1]),
    }
    if lacking:
        said = f"；{listing(unsaid)}未填" if unsaid else ""
        return Outcome.unmet(
            f"{listing(lacking)}未{done.removeprefix('已')}{said}。",
            gap=len(lacking),
            remedy=f"{remedy}{listing(lacking)}。",
            measured=None if unsaid else len(answers) - len(lacking),
            **figures,
        )
    if unsaid:
        return Outcome.unknown(*(f"{label}是否{done}" for label in unsaid), **figures)
    return Outcome.met(f"{listing(answers)}{done}。", measured=len(answers), **figures)


def _inputs(answers: Mapping[str, bool | None], record: Record) -> tuple[Input, ...]:
    words = {True: "是", False: "否", None: "未填"}
    return tuple(Input(label, words[answer], record=record) for label, answer in answers.items())
