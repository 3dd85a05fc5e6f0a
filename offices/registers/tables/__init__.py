"""Tables that come in about offices, a declaration each: how stations stand, who lives where, which papers there are.

See docs/how-to/add-a-table.md.
"""

from jian_minzheng.core.registers.tables import add_table
from offices.registers.tables.activities import ACTIVITY_TABLE
from offices.registers.tables.contacts import CONTACT_TABLE
from offices.registers.tables.documents import DOCUMENT_TABLE
from offices.registers.tables.exemplars import EXEMPLAR_TABLE
from offices.registers.tables.homes import HOME_TABLE
from offices.registers.tables.line_standings import LINE_TABLE
from offices.registers.tables.populations import POPULATION_TABLE, VILLAGE_TABLE
from offices.registers.tables.stations import STATION_TABLE
from offices.registers.tables.urban_marks import URBAN_MARK_TABLE
from offices.registers.tables.windows import WINDOW_TABLE

IN_ORDER = (
    STATION_TABLE, HOME_TABLE, WINDOW_TABLE, VILLAGE_TABLE, URBAN_MARK_TABLE, POPULATION_TABLE, EXEMPLAR_TABLE,
    ACTIVITY_TABLE, CONTACT_TABLE, DOCUMENT_TABLE, LINE_TABLE,
)  # fmt: skip
"""As they are offered."""

for table in IN_ORDER:
    add_table(table)
