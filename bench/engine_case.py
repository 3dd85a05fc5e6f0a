"""One commit's share of ``bench.engine``: prints its figures as JSON. Asks for nothing that older commits lack."""

import io
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence

import django

django.setup()

from django.core.management import call_command, get_commands  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.compliance.evaluate import evaluate  # noqa: E402
from assessments.compliance.refresh import refresh_all, refresh_divisions  # noqa: E402
from assessments.models import Finding  # noqa: E402
from offices.models import Division, User  # noqa: E402

LOADERS = ("migrate", "load_divisions", "load_standards", "load_document_kinds", "load_activity_kinds",
           "load_indicators", "load_business_lines", "load_urban_rural", "load_demo")  # fmt: skip


def main(rounds: int) -> None:
    for command in LOADERS:
        if command in get_commands():
            call_command(command, stdout=io.StringIO(), verbosity=0)
    city, today = list(Division.objects.filter(level="city")), timezone.localdate()
    township = frozenset({Division.objects.get(name="敦厚镇").pk})
    refresh_all()
    figures = {
        "findings": Finding.objects.count(),
        "evaluate the city (processor s)": seconds(rounds, lambda: evaluate(city, today)),
        "judgement in memory (KiB)": kilobytes_each(lambda: evaluate(city, today)),
        "stored explanation (KiB)": stored_kilobytes(),
        "refresh the city, unchanged (s)": seconds(rounds, refresh_all),
        "refresh one township (processor s)": seconds(rounds, lambda: refresh_divisions(township)),
        "refresh one township (queries)": queries(lambda: refresh_divisions(township)),
        **dashboards(rounds),
    }
    print(json.dumps(figures))


def seconds(rounds: int, step: Callable[[], object]) -> float:
    """Median processor seconds; the first time is not counted."""
    times = []
    for _ in range(rounds + 1):
        started = time.process_time()
        step()
        times.append(time.process_time() - started)
    return statistics.median(times[1:])


def kilobytes_each(judged: Callable[[], Sequence[object]]) -> float:
    """What one judgement of many holds on to."""
    tracemalloc.start()
    kept = judged()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / len(kept) / 1024


def stored_kilobytes() -> float:
    sizes = [len(json.dumps(one, ensure_ascii=False).encode()) for one in _explanations()]
    return sum(sizes) / len(sizes) / 1024


def _explanations() -> list[object]:
    return list(Finding.objects.values_list("explanation", flat=True))


def queries(step: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        step()
    return len(captured)


def dashboards(rounds: int) -> dict[str, float]:
    """Of the dashboards of the three levels, and of 为什么, queries and processor seconds, warm."""
    finding = Finding.objects.filter(subject_label="敦厚镇民政所", outcome="unmet").first()
    own = reverse("assessments:dashboard")
    pages = {"city": ("city_officer", own), "county": ("county_jian", own), "township": ("clerk_dunhou", own)}
    if finding is not None:
        pages["why"] = "clerk_dunhou", reverse("assessments:finding_detail", args=[finding.pk])
    figures: dict[str, float] = {}
    for name, (user, address) in pages.items():
        client = Client()
        client.force_login(User.objects.get(username=user), backend="django.contrib.auth.backends.ModelBackend")
        client.get(address)
        figures[f"page {name} (queries)"] = queries(lambda client=client, address=address: client.get(address))
        figures[f"page {name} (processor s)"] = seconds(
            rounds, lambda client=client, address=address: client.get(address)
        )
    return figures


if __name__ == "__main__":
    main(int(sys.argv[1]))
