"""``manage.py evaluate``: judge the city or one unit, today or on another day; ``--store`` keeps the result."""

import datetime
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.compliance.evaluate import Judgement, evaluate
from assessments.compliance.past import case_of
from assessments.compliance.refresh import refresh_all
from assessments.compliance.since import since_judged
from assessments.lookup import Ambiguous, NotFound, division_named
from assessments.models import Finding, Standard
from assessments.vocabulary import Outcome
from jian_minzheng.core.management.arguments import a_day, a_new_file
from offices.models import Division
from offices.models.divisions import Level


class Command(BaseCommand):
    help = "按标准核查全市或一个单位；--on 指定日期，--json 写出结果，--store 更新系统保存的核查结果（全市、今天）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--division", help="单位名称、上级/名称或代码；默认全市")
        parser.add_argument("--on", type=a_day, help="核查日期（YYYY-MM-DD），默认今天")
        parser.add_argument("--store", action="store_true", help="更新保存的核查结果和汇总")
        parser.add_argument(
            "--if-older",
            action="store_true",
            help="与 --store 同用：保存的都是今天核查的，就不做任何事；升级以后请不带此项运行一次",
        )
        parser.add_argument("--json", type=a_new_file, metavar="OUT", help="把汇总和每一条结果写入这个文件")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["on"] or timezone.localdate()
        if options["store"]:
            self._store(options)
        if options["store"] and not options["json"]:
            return
        divisions = self._divisions(options["division"])
        judgements = evaluate(divisions, day)
        place = "、".join(str(one) for one in divisions)
        summary = by_standard(judgements)
        if options["json"]:
            since = since_judged(judgements, day)
            content = {
                "on": day.isoformat(),
                "division": place,
                "counts": counts(judgements),
                "standards": summary,
                "findings": [as_row(judgement, since[case_of(judgement)]) for judgement in judgements],
            }
            options["json"].write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        self._show(place, day, summary)

    def _store(self, options: dict[str, Any]) -> None:
        if options["on"] or options["division"]:
            raise CommandError("保存的核查结果总是全市、今天的：--store 不能与 --on 或 --division 同用。")
        if options["if_older"] and not Finding.objects.filter(judged_on__lt=timezone.localdate()).exists():
            return
        self.stdout.write(f"已更新 {refresh_all()} 条核查结果")

    def _divisions(self, named: str | None) -> list[Division]:
        if not named:
            return list(Division.objects.filter(level=Level.CITY))
        try:
            return [division_named(named)]
        except (Ambiguous, NotFound) as error:
            raise CommandError(str(error)) from error

    def _show(self, place: str, day: datetime.date, summary: list[dict[str, Any]]) -> None:
        self.stdout.write(f"{place} {day}")
        for row in summary:
            outcomes = "  ".join(f"{Outcome(name).label} {row[name]}" for name in Outcome.values)
            self.stdout.write(f"{row['code']} {row['title']}：{outcomes}")


def counts(judgements: Iterable[Judgement]) -> dict[str, int]:
    """How many findings there are of each outcome."""
    found = Counter(judgement.outcome.outcome.value for judgement in judgements)
    return {name: found[name] for name in Outcome.values}


def by_standard(judgements: list[Judgement]) -> list[dict[str, Any]]:
    """One row per standard, subjects or none: code, title, the four counts, and the gaps added up in the unit."""
    rows = []
    for standard in Standard.objects.filter(retired_on=None):
        mine = [judgement for judgement in judgements if judgement.standard.pk == standard.pk]
        gap = sum((Decimal(judgement.outcome.gap or 0) for judgement in mine), Decimal(0))
        rows.append(
            {
                "code": standard.code,
                "clause": standard.clause,
                "title": standard.title,
                **counts(mine),
                "gap": float(gap),
                "unit": standard.unit,
            }
        )
    return rows


def as_row(judgement: Judgement, since: datetime.date) -> dict[str, Any]:
    """One finding, JSON-ready; figures in ``unit``, with the explanation's own fields beside them.

    ``since`` is the day from which the facts say that the outcome is this one.
    """
    outcome = judgement.outcome
    return {
        "standard": judgement.code,
        "subject_kind": judgement.subject_kind,
        "subject_id": judgement.subject_id,
        "subject": judgement.label,
        "division_id": judgement.division_id,
        "outcome": outcome.outcome.value,
        "since": since.isoformat(),
        "measured": _number(outcome.measured),
        "required": _number(outcome.required),
        "gap": _number(outcome.gap),
        "unit": outcome.unit,
        "reason": outcome.reason,
        **judgement.explanation(),
    }


def _number(figure: int | Decimal | None) -> float | None:
    return None if figure is None else float(figure)
