"""One database's share of ``bench.evaluate``; prints seconds by step as JSON."""

import datetime
import json
import statistics
import sys
import time
from collections.abc import Callable
from io import StringIO

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.compliance.evaluate import evaluate  # noqa: E402
from assessments.compliance.refresh import refresh_all, refresh_divisions  # noqa: E402
from assessments.models import Finding  # noqa: E402
from offices.models import Division  # noqa: E402


def median(rounds: int, step: Callable[[], object]) -> float:
    """Median seconds of a step."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        step()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def refresh_from_nothing() -> None:
    Finding.objects.all().delete()
    refresh_all()


def main(rounds: int) -> None:
    for command in ("migrate", "load_divisions", "load_standards", "load_demo"):
        call_command(command, stdout=StringIO())
    city = list(Division.objects.filter(level="city"))
    township = Division.objects.get(name="敦厚镇")
    today = timezone.localdate()
    figures = {
        "findings": Finding.objects.count(),
        "evaluate the city, today": median(rounds, lambda: evaluate(city, today)),
        "evaluate the city, a past day": median(rounds, lambda: evaluate(city, datetime.date(2025, 12, 31))),
        "refresh the city, nothing changed": median(rounds, refresh_all),
        "refresh the city, nothing stored": median(rounds, refresh_from_nothing),
        "refresh one township after an edit": median(rounds, lambda: refresh_divisions(frozenset({township.pk}))),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
