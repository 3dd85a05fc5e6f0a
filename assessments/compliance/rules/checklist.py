"""What several rules share: a list of things that must be there, each answered yes, no or not at all."""

from collections.abc import Sequence

from assessments.compliance.outcome import Figures, Input, Outcome, Record
from assessments.values.wording import listing

Answers = Sequence[tuple[str, bool | None]]

NO_PROFILE = "民政所情况（尚未填报）"


def judge_answers(answers: Answers, *, record: Record, done: str, remedy: str) -> Outcome:
    """Met when every answer is yes; one no is enough for unmet, whatever has not been answered.

    Args:
        answers: what is asked, and the answer.
        record: where the answers stand.
        done: the participle of the sentence, such as 已制定.
        remedy: the verb of what closes the gap, such as 制定.
    """
    lacking = [label for label, answer in answers if answer is False]
    unsaid = [label for label, answer in answers if answer is None]
    figures: Figures = {"unit": "项", "inputs": _inputs(answers, record), "required": len(answers)}
    if lacking:
        said = f"；{listing(unsaid)}未填" if unsaid else ""
        return Outcome.unmet(
            f"{listing(lacking)}未{done.removeprefix('已')}{said}。",
            gap=len(lacking),
            remedy=f"{remedy}{listing(lacking)}。",
            measured=None if unsaid else sum(answer is True for _, answer in answers),
            **figures,
        )
    if unsaid:
        return Outcome.unknown(*(f"{label}是否{done}" for label in unsaid), **figures)
    return Outcome.met(f"{listing(label for label, _ in answers)}{done}。", measured=len(answers), **figures)


def _inputs(answers: Answers, record: Record) -> tuple[Input, ...]:
    words = {True: "是", False: "否", None: "未填"}
    return tuple(Input(label, words[answer], record=record) for label, answer in answers)
