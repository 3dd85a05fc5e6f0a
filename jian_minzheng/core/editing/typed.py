"""What is typed into a field of its own kind (a telephone, a name) is read by the reader that reads it in tables.

A table's cell may say more than its column holds: that goes to other columns. A form has somebody to ask instead.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.values.problems import Several, ValueProblem, WithNote

Tell = Callable[[str], None]


def read_typed(read: Callable[[str], Any], text: str, tell: Tell) -> Any:
    """The value; what the reader says of how it came about goes to ``tell``.

    Raises:
        ValidationError: it cannot be read, or the text says more than that, which would be lost.
    """
    try:
        found = read(text)
    except ValueProblem as problem:
        raise ValidationError(problem.message, code=problem.code) from None
    said = found.value if isinstance(found, WithNote) else found
    if isinstance(said, Several):
        rest = mask_text("；".join(map(str, said.also.values())))
        raise ValidationError(f"这里还写着别的：“{rest}”。请从这里删去，写到合适的栏目或备注里。", code="more_than_one")
    if isinstance(found, WithNote):
        tell(found.message.rstrip("。"))
    return said
