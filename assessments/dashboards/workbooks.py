"""What a dashboard or list holds, as rows for a workbook."""

from collections.abc import Iterable, Iterator
from typing import Any

from assessments.dashboards.tables import HeatTable
from assessments.dashboards.tally import Tally

FINDING_HEADERS = (
    "标准编号",
    "标准",
    "对象类别",
    "对象",
    "所在单位",
    "结果",
    "实际",
    "要求",
    "缺口",
    "计量单位",
    "说明",
    "自",
    "核查日期",
)


def finding_rows(findings: Iterable[Any]) -> Iterator[list[Any]]:
    """Cells in the order of ``FINDING_HEADERS``; needs ``standard`` and ``division`` loaded."""
    for finding in findings:
        yield [
            finding.standard.code,
            finding.standard.title,
            finding.get_subject_kind_display(),
            finding.subject_label,
            finding.division.name,
            finding.get_outcome_display(),
            finding.measured,
            finding.required,
            finding.gap,
            finding.unit,
            finding.reason,
            finding.since,
            finding.judged_on,
        ]


def heat_headers(heat: HeatTable) -> list[str]:
    """Unit, then four columns per standard or mechanism."""
    words = ("达标", "未达标", "数据缺失", "达标率(%)")
    return ["单位", *(f"{column.title} {word}" for column in heat.columns for word in words)]


def heat_rows(heat: HeatTable, total_label: str) -> Iterator[list[Any]]:
    """One row per child, then the division's own."""
    for division, cells in heat.rows:
        yield [division.name, *_counts(cell.tally for cell in cells)]
    yield [f"{total_label}合计", *_counts(cell.tally for cell in heat.total)]


def _counts(tallies: Iterable[Tally]) -> Iterator[Any]:
    for tally in tallies:
        rate = None if tally.rate is None else int(tally.rate * 10) / 10
        yield from (tally.met, tally.unmet, tally.unknown, rate)
