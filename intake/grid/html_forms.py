"""What one sees of the fields of a form that stand in a page: entered texts, ticked boxes, the option chosen."""

from dataclasses import dataclass, field

TICKED, UNTICKED, TICK = "☑", "☐", "√"
_UNSEEN = frozenset({"hidden", "password", "file", "image", "submit", "reset", "button"})
"""Kinds of ``<input>`` that show nothing of a record: neither what is hidden nor what is to be clicked."""


def shown_of_input(attributes: dict[str, str]) -> str:
    """The text entered, or a box ticked or not."""
    kind = attributes.get("type", "").strip().lower()
    if kind in ("checkbox", "radio"):
        return TICKED if "checked" in attributes else UNTICKED
    return "" if kind in _UNSEEN else attributes.get("value", "")


def box_alone(shown: str) -> str:
    """A cell of one box only says yes or nothing."""
    return {TICKED: TICK, UNTICKED: ""}.get(shown, shown)


@dataclass(slots=True)
class Select:
    """A list to choose from, of which one sees what is chosen: the first option where nothing is.

    ``several`` may be chosen at once; a list of suggestions (``offered``) shows none of them.
    """

    several: bool = False
    offered: bool = False
    _options: list[tuple[bool, list[str]]] = field(default_factory=list)

    def begin_option(self, attributes: dict[str, str]) -> None:
        self._options.append(("selected" in attributes, []))

    def text(self, data: str) -> None:
        if self._options:
            self._options[-1][1].append(data)

    @property
    def shown(self) -> str:
        texts = [(chosen, "".join(pieces).strip()) for chosen, pieces in self._options]
        chosen = [text for is_chosen, text in texts if is_chosen]
        if self.several:
            return "、".join(chosen)
        return "" if self.offered or not texts else chosen[-1] if chosen else texts[0][1]
