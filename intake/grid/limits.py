"""How much of a file is taken in. Generous for a county's table, small beside the memory of one web process."""

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""Of all parts of an .xlsx together; a table of 100,000 rows needs about 60 MB."""

MAX_ENTRIES = 5_000
"""Parts in the archive of an .xlsx."""

MAX_SHARED_STRINGS = 1_000_000
MAX_STYLES = 100_000
MAX_DEPTH = 100
"""Of nested XML elements."""

MAX_SHEETS = 500
"""Worksheets of a workbook, tables of a web page."""

MAX_EXAMINED = 7_000_000
"""Cells, formatted blanks included, and XML elements in no everyday shape: of these two for a filled cell."""

MAX_TAG_BYTES = 1024 * 1024
"""Of one XML tag with its attributes."""

MAX_FILLED_CELLS = 2_600_000
"""Cells with content, all sheets together: 100,000 lines in 26 columns."""

MAX_LINES = 1_048_576
"""Of a text table, blank ones included; as many as a worksheet has."""

MAX_FIELDS = 16_384
"""In one line of a text table; as many as a worksheet has columns."""

MAX_AREA, MAX_AREAS = 8_000_000, 40_000_000
"""Rows × columns up to the last filled cell of one sheet, and of all; blanks inside cost a pointer each."""

MAX_CELL_TEXT = 32_767
"""Characters in a cell, the same as Excel's own limit."""

MAX_SHARED_CELLS = 20_000
"""Different values that a reader remembers, so that 男, 汉族 and 在岗 are one cell each however often they occur."""

MAX_MERGES = 200_000
"""Merged ranges; what they cover is no larger than a sheet may be."""

MAX_MARKS = 4 * 1_048_576
"""Hidden rows and columns up to the last filled cells, each as often as it is named."""

MAX_AHEAD = 60_000_000
"""Characters of a text table at which is looked before their turn, for the end of a field: more than a file has."""

MAX_OWN_FORMATS = 10_000
"""Number formats of a workbook's own; Excel allows a few hundred, programs pile up more."""

LONG_TEXT, MAX_LONG_TEXTS = 500, 1_000_000
"""A text of so many characters is none that a table needs; so many are taken in such texts, all of them together."""

MAX_TEXTS = 60_000_000
"""Characters of all cells together, what is repeated by merged cells counted again."""
