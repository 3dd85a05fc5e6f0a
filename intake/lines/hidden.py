"""Numbers in texts that older records and tables hold, and telephones that are shown as texts are: masked wherever they
are shown, so not compared either."""

from typing import Any

from intake.lines.rows import Row
from jian_minzheng.core.masking import holds_personal_number, mask_text
from jian_minzheng.core.texts import clean

KEPT, PHONE_KEPT = "text_number_kept", "phone_kept"
_SAID = {
    False: (KEPT, "登记的文字里有号码，遮住的部分没有核对，保留登记的内容；要改的请在页面上修改。"),
    True: (PHONE_KEPT, "号码遮住的几位没有与登记的核对，保留登记的号码；换了号码的，请在页面上修改。"),
}


def only_hidden_differs(row: Row, key: str, recorded: Any) -> bool:
    """Does the row's text differ from the recorded one, if at all, in digits that nobody sees?

    Whether it does would tell them to whoever guesses, so the recorded text stays, and the row is told so alike.
    """
    if (
        row.kind.fields[key].mask is not mask_text
        or not isinstance(recorded, str)
        or not holds_personal_number(recorded)
    ):
        return False
    texts = [text for text in (row.said.get(key), row.values.get(key)) if isinstance(text, str)]
    if _as_shown(recorded) not in map(_as_shown, texts):
        return False
    code, said = _SAID[row.kind.fields[key].telephone]
    if not any(issue.code == code and issue.field == key for issue in row.issues):
        row.warn(key, code, said)
    return True


def _as_shown(text: str) -> str:
    """Masked, and as a cell is read: what went out in a table may have been stored before texts took that form."""
    return " ".join(clean(mask_text(text)).split())
