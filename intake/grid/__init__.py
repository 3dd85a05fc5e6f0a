"""Any file → cells, without meaning.

``read_workbook`` decides the format by content, resolves merged cells, trims blank edges and keeps what other readers
lose: the exact digits of long numbers, number formats, hidden sheets. It works in bounded memory and time whatever it
is fed; what it cannot or will not read raises ``UnreadableFile`` with a code and a message that says what to do.
"""

from intake.grid.cells import BLANK, Cell, RawValue, Sheet, Workbook
from intake.grid.errors import UnreadableFile
from intake.grid.reading import read_workbook, shown_names

__all__ = ["BLANK", "Cell", "RawValue", "Sheet", "UnreadableFile", "Workbook", "read_workbook", "shown_names"]
