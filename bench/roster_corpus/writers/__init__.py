"""Pages → files, in every format that offices send. Each writer is its own: none of the importer's code is used."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bench.roster_corpus.truth import Page
from bench.roster_corpus.writers import legacy, markup, office, opendocument, parts, plain_text

Writer = Callable[[Path, Sequence[Page]], None]

WRITERS: dict[str, tuple[str, Writer]] = {
    "xlsx": (".xlsx", office.by_openpyxl),
    "xlsxwriter": (".xlsx", office.by_xlsxwriter),
    "wps": (".xlsx", parts.lying_dimension),
    "inline": (".xlsx", parts.inline_strings),
    "xlsm": (".xlsm", parts.with_macros),
    "xls": (".xls", legacy.by_xlwt),
    "et": (".et", legacy.by_xlwt),
    "et_new": (".et", office.by_openpyxl),
    "xls_misnamed": (".xls", office.by_openpyxl),
    "csv": (".csv", plain_text.separated(",", "utf-8")),
    "csv_bom": (".csv", plain_text.separated(",", "utf-8-sig")),
    "csv_gb": (".csv", plain_text.separated(",", "gb18030")),
    "csv_semicolon": (".csv", plain_text.separated(";", "gb18030")),
    "csv_sep": (".csv", plain_text.separated(";", "gb18030", first="sep=;\r\n")),
    "csv_single": (".csv", plain_text.separated(",", "utf-8", mark="'")),
    "csv_spaced": (".csv", plain_text.spaced),
    "tsv_named_xls": (".xls", plain_text.separated("\t", "gb18030")),
    "tsv": (".tsv", plain_text.separated("\t", "utf-8")),
    "tsv_utf16": (".txt", plain_text.separated("\t", "utf-16")),
    "ods": (".ods", opendocument.write),
    "html": (".xls", markup.html("utf-8")),
    "html_gb": (".xls", markup.html("gb2312")),
    "html_fields": (".xls", markup.html("utf-8", fields=True)),
    "html_system": (".xls", markup.html("utf-8", before=markup.BANNER)),
}
"""Name → suffix and writer."""

NUMERIC = ("xlsx", "xlsxwriter", "wps", "xls")
"""Formats that keep numbers and dates as such, merged cells, hidden sheets."""
TEXTUAL = ("csv", "csv_bom", "csv_gb", "csv_semicolon", "tsv", "tsv_utf16")
"""Formats that keep nothing but text."""

__all__ = ["NUMERIC", "TEXTUAL", "WRITERS", "Writer"]
