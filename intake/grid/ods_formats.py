"""Number formats of an OpenDocument spreadsheet as format codes, as far as an importer cares: dates and decimals."""

from intake.grid import limits
from intake.grid.number_text import plain_format

_DATA_STYLES = ("number-style", "date-style", "percentage-style", "currency-style", "time-style")
_DATE_PARTS = {"year": "yyyy", "month": "m", "day": "d", "hours": "h", "minutes": "mm", "seconds": "ss"}


class Formats:
    """Fed the elements of ``styles.xml`` and ``content.xml``; knows each cell style's format code afterwards."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._codes: dict[str, str] = {}
        self._cell_styles: dict[str, tuple[str, str]] = {}
        self._data_style = ""
        self._kind = ""
        self._code = ""
        self._table_style = ""
        self._in_text = False

    def code(self, style: str) -> str:
        """Format code of a cell style or of the style it builds on; empty for General."""
        for _ in range(10):
            data_style, parent = self._cell_styles.get(style, ("", ""))
            if data_style or not parent:
                return self._codes.get(data_style, "")
            style = parent
        return ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _DATA_STYLES:
            self._data_style, self._kind, self._code = attributes.get("style:name", ""), name, ""
        elif name == "style":
            self._begin_style(attributes)
        elif name == "table-properties" and self._table_style and attributes.get("table:display") == "false":
            self.hidden_tables.add(self._table_style)
        elif self._data_style:
            self._part(name, attributes)

    def end(self, name: str) -> None:
        if name == "text":
            self._in_text = False
        elif name == "style":
            self._table_style = ""
        elif name in _DATA_STYLES and len(self._codes) < limits.MAX_STYLES:
            code = f"{self._code}%" if name == "percentage-style" and "%" not in self._code else self._code
            self._codes[self._data_style] = plain_format(code)[:255]
            self._data_style = ""

    def text(self, data: str) -> None:
        if self._in_text and self._kind in ("date-style", "time-style"):
            self._code += data if data in "-/: .年月日" else f'"{data}"'

    def _begin_style(self, attributes: dict[str, str]) -> None:
        family, name = attributes.get("style:family"), attributes.get("style:name", "")
        if family == "table":
            self._table_style = name
        elif family == "table-cell" and len(self._cell_styles) < limits.MAX_STYLES:
            parent = attributes.get("style:parent-style-name", "")
            self._cell_styles[name] = attributes.get("style:data-style-name", ""), parent

    def _part(self, name: str, attributes: dict[str, str]) -> None:
        if name in _DATE_PARTS:
            long = attributes.get("number:style") == "long"
            part = _DATE_PARTS[name]
            self._code += part * 2 if long and part in ("m", "d", "h") else part
        elif name == "text":
            self._in_text = True
        elif name == "scientific-number":
            self._code += "0.00E+00"
        elif name == "number":
            self._code += _number_code(attributes)


def _number_code(attributes: dict[str, str]) -> str:
    decimals = attributes.get("number:decimal-places")
    shown = _small(attributes.get("number:min-decimal-places") or decimals)
    whole = "0" * max(_small(attributes.get("number:min-integer-digits")), 1)
    if attributes.get("number:grouping") == "true":
        whole = "#,##0"
    elif decimals is None and whole == "0":
        return ""  # General
    return f"{whole}.{'0' * shown}" if shown else whole


def _small(text: str | None) -> int:
    return min(int(text), 30) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0
