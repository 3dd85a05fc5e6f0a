"""HTML tables that office systems save under the name of a workbook."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from bench.roster_corpus.truth import Page
from bench.roster_corpus.writers.shown import shown

BANNER = "<table id=bar><tr><td>导出</td><td>打印</td></tr></table><p>共 1 页</p>"
"""What a web system leaves above its table."""


def html(encoding: str, *, before: str = "", fields: bool = False) -> Callable[[Path, Sequence[Page]], None]:
    """A writer of the first page, merged cells as spans, the style sheet of such systems included.

    With ``fields`` the texts stand in fields to be filled in, as on the page from which somebody saved them.
    """

    def write(path: Path, pages: Sequence[Page]) -> None:
        page = pages[0]
        width = max((len(row) for row in page.rows), default=0)
        rows = "\n".join(f"<tr>{_cells(page, number, width, fields=fields)}</tr>" for number in range(len(page.rows)))
        content = (
            '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
            f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
            "<style>td{mso-number-format:'\\@';}</style></head><body>"
            f'{before}<table border="1" cellspacing=0>\n{rows}\n</table></body></html>'
        )
        path.write_bytes(content.encode("gb18030" if encoding == "gb2312" else encoding, "xmlcharrefreplace"))

    return write


def _cells(page: Page, number: int, width: int, *, fields: bool) -> str:
    covered = {
        (row, at)
        for top, left, bottom, right in page.merges
        for row in range(top, bottom + 1)
        for at in range(left, right + 1)
    }
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merges}
    row = page.rows[number]
    parts = []
    for at in range(width):
        if (number, at) in covered and (number, at) not in spans:
            continue
        rows, columns = spans.get((number, at), (1, 1))
        extent = (f' rowspan="{rows}"' if rows > 1 else "") + (f" colspan={columns}" if columns > 1 else "")
        text = escape(shown(row[at]) if at < len(row) else "").replace("\n", "<br>")
        if fields and text and "<br>" not in text and not extent:
            text = f'<input type="text" value="{text}">'
        parts.append(f"<td{extent}>{text or '&nbsp;'}</td>")
    return "".join(parts)
