"""What follows a line of business is not judged where the line has left, nor where nobody has said whether it has."""

from assessments.compliance.outcome import Outcome
from assessments.compliance.subjects import Subject


def by_line(subject: Subject, code: str) -> Outcome | None:
    """The answer that stands in the place of a judgement; ``None`` where the line is asked of the county as ever."""
    line = subject.lines.get(code) if code else None
    return line.answer() if line else None
