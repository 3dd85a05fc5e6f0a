"""The codes of issues in a few words each, for the filter over a preview."""

from staffing.roster_import.codes import CODES

_WORDS = {code.code: code.meaning for code in CODES}


def code_word(code: str) -> str:
    """What kind of issue a code stands for."""
    return _WORDS.get(code, f"其他问题({code})")
