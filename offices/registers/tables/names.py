"""What offices call the columns of their tables, besides by their labels."""

from pathlib import Path

from jian_minzheng.core.registers.table_columns import NamedColumns, read_synonyms

NAMES = read_synonyms(Path(__file__).resolve().parents[2] / "data" / "table_columns.csv")
UNITS = {key: NAMES[key] for key in ("unit", "village")}

column = NamedColumns(NAMES).column
columns = NamedColumns(NAMES).columns

AS_OF = column("as_of", "情况截至日期", reads="date", help="以下情况自哪一天起属实；不填为导入当天")
"""Of tables about facts that hold from a day on."""
