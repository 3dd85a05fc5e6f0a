"""``manage.py explain STANDARD SUBJECT``: why one subject meets or misses one standard."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.compliance.evaluate import Judgement, evaluate
from assessments.compliance.past import case_of
from assessments.compliance.rules import codes_over_findings
from assessments.compliance.since import since_judged
from assessments.entry_forms import EntryForms, JudgedSubject
from assessments.lookup import Ambiguous, NotFound, subject_named
from assessments.models import Standard
from assessments.values.wording import standing
from assessments.vocabulary import Outcome as Kind
from jian_minzheng.core.acting import SYSTEM
from jian_minzheng.core.management.arguments import a_day
from offices.models import Division


class Command(BaseCommand):
    help = "说明一个单位为什么达到或没有达到一项标准，例如：explain '三(三)2-1' 敦厚镇民政所"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("standard", help="标准编号，如 三(三)2-1")
        parser.add_argument("subject", help="民政所、敬老院或单位的名称（同名时写成 上级/名称），或区划代码")
        parser.add_argument("--on", type=a_day, help="日期（YYYY-MM-DD），默认今天")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["on"] or timezone.localdate()
        standard = _standard(options["standard"])
        try:
            kind, subject = subject_named(standard, options["subject"])
        except (Ambiguous, NotFound) as error:
            raise CommandError(str(error)) from error
        for judgement in _judgements(standard, getattr(subject, "township", subject), day):
            if (judgement.code, judgement.subject_kind, judgement.subject_id) == (standard.code, kind, subject.pk):
                since = since_judged([judgement], day)[case_of(judgement)]
                entries = entry_lines(judgement, getattr(subject, "township", subject))
                self.stdout.write("\n".join([*lines_of(judgement, day, since), *entries]))
                return
        raise CommandError(f"{subject}在 {day} 不是{standard}的考察对象。")


def _judgements(standard: Standard, unit: Division, day: datetime.date) -> list[Judgement]:
    """Of the unit alone, unless the standard is judged by what was found below it."""
    whole = standard.code in codes_over_findings()
    return evaluate([unit] if whole else [], day, only=[] if whole else [unit])


def _standard(code: str) -> Standard:
    """Accepts full-width brackets as well: 三（三）2-1."""
    wanted = code.replace("（", "(").replace("）", ")")
    standard: Standard | None = Standard.objects.filter(code=wanted).first()
    if standard is None:
        raise CommandError(f"没有编号为“{code}”的标准。")
    return standard


def lines_of(judgement: Judgement, day: datetime.date, since: datetime.date) -> list[str]:
    """The explanation as lines of text."""
    outcome, why = judgement.outcome, judgement.explanation()
    lines = [
        f"{judgement.label} · {judgement.standard} · {day}",
        f"结果：{outcome.outcome.label}（{standing(since)}）",
        f"说明：{outcome.reason}",
        f"条款：{why['clause']} {why['requirement']}",
    ]
    lines += [_parameter_line(one) for one in why["parameters"]]
    lines += [_input_line(one) for one in why["inputs"]]
    for part in why["parts"]:
        lines.append(f"组成：{part['label']}，{Kind(part['outcome']).label}：{part['reason']}")
        lines += [f"  {_input_line(one)}" for one in part["inputs"]]
    if outcome.due_on:
        lines.append(f"期限：{outcome.due_on}{_progress(why['progress'])}")
    if outcome.gap is not None:
        lines.append(f"缺口：{outcome.gap} {outcome.unit}")
    if why["missing"]:
        lines.append(f"缺少：{'、'.join(why['missing'])}")
    if why["remedy"]:
        lines.append(f"措施：{why['remedy']}")
    if why["yearly_cost"] is not None:
        lines.append(f"每年约需：{why['cost_arithmetic']} = {why['yearly_cost']:,.2f} 元")
    return lines


def entry_lines(judgement: Judgement, unit: Division) -> list[str]:
    """Where what would change the outcome is entered, by whoever keeps it."""
    judged = JudgedSubject(judgement.subject_kind, judgement.subject_id, unit)
    named = judgement.explanation()["enter"]
    return [f"填报：{one.label} {one.url}" for one in EntryForms(SYSTEM, named).links(judged, named)]


def _progress(progress: dict[str, Any] | None) -> str:
    if progress is None:
        return ""
    done, gone = int(progress["done"] * 100), int(progress["gone"] * 100)
    until = f"截至{progress['until']}末，" if progress["until"] else ""
    return f"（{until}已完成 {done}%，时间已过 {gone}%；{progress['before']}：{Kind(progress['ended']).label}）"


def _parameter_line(one: dict[str, Any]) -> str:
    where = "，本县另定" if one["county_override"] else ""
    value = f"{one['value']} {one['unit']}".rstrip()
    return f"参数：{one['label']} {value}（自 {one['since']}{where}，{one['source']} {one['clause']}）"


def _input_line(one: dict[str, Any]) -> str:
    value = f"{one['value']} {one['unit']}".rstrip()
    record = f"（{apps.get_model(one['model'])._meta.verbose_name} {one['pk']}）" if one["model"] else ""
    return f"数据：{one['label']} {value}{record}"
