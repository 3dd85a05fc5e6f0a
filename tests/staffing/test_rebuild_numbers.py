"""Every page that any role may open, read by somebody who tries to rebuild identity numbers from it.

``make prove rebuild`` (``PROVE`` in the environment) asks for forty people and all readers instead of a sample.
"""

import os
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from intake.preview.own_numbers import numbers_shown
from intake.preview.preview import preview_build
from offices.identity import acting_as
from tests.base import make_world
from tests.scope.matrix import URLS
from tests.scope.subjects import Subjects, make_subjects
from tests.staffing.rebuilding import Target, make_number, make_target, pieces, readable, rebuild, sent, spell

SAMPLE = "PROVE" not in os.environ
PEOPLE = 3 if SAMPLE else 40
READERS: tuple[str, ...] = ("city_leader", "clerk_dunhou", "auditor")
if not SAMPLE:
    READERS = (*READERS, "city_officer", "county_jian", "county_yongxin", "sysadmin", "gov_dunhou", "village_gaotang")
UPLOADER = "clerk_dunhou"
WHOLE = {
    "staffing:person_reveal", "staffing:person_export_full", "intake:current", "intake:workbook",
}  # fmt: skip
"""Made to show whole numbers, with a reason or of one's own upload; each look is on record (see their own tests)."""
ENDS_THE_SESSION = {"logout", "sign_out_everywhere"}
OF_A_PERSON = {"person", "appointment", "ended_appointment", "voided_appointment"}


@dataclass
class Attacked:
    """A world with people whose numbers are wanted; ``pages``: each text, by whom and where it was read.

    ``own``: numbers at which a row of the upload is asked about. Its uploader wrote them into the file and is shown
    them there (see ``test_own_numbers``): that is no news.
    """

    subjects: Subjects
    targets: list[Target]
    strangers: list[str]
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def read(self, reader: str, client: Client, name: str, subjects: Subjects) -> None:
        """GET and an empty POST; what either changes is rolled back."""
        url = URLS[name]
        address = reverse(name, kwargs=url.kwargs(subjects))
        for ask in (client.get, client.post):
            with transaction.atomic():
                response = ask(address, url.data)
                self.keep(reader, name, readable(sent(response)))
                transaction.set_rollback(True)
            if response.status_code in {403, 404}:
                break

    def keep(self, reader: str, name: str, text: str) -> None:
        """The same answer (a refusal) is looked at once."""
        if reader == UPLOADER and name.startswith("intake:"):
            for number in sorted(self.own, key=len, reverse=True):
                text = text.replace(number, "")
        self.pages.setdefault(text, (reader, name))


@pytest.fixture(scope="module")
def attacked(django_db_setup: None, django_db_blocker: Any) -> Iterator[Attacked]:
    """All pages are read once; the tests look at what was read."""
    with django_db_blocker.unblock(), transaction.atomic():
        world, chance = make_world(), random.Random(20261127)
        subjects = make_subjects(world)
        targets = [make_target(world, chance, serial) for serial in range(PEOPLE)]
        strangers = [make_number(chance) for _ in range(PEOPLE)]
        batch = _batch(subjects, targets, strangers)
        subjects.add("batch", batch)
        asked = numbers_shown(acting_as(world.users[UPLOADER]), batch, batch.rows.all())
        own = frozenset(number for numbers in asked.values() for number in numbers.values())
        found = Attacked(subjects, targets, strangers, own=own)
        names = sorted(set(URLS) - WHOLE - ENDS_THE_SESSION)
        for reader in READERS:
            client = world.client(reader)
            for name in names:
                for one in _each(subjects, targets, URLS[name].subject):
                    found.read(reader, client, name, one)
            columns = [("column", key) for key in ("name", "id_number", "phone", "title", "sex")]
            for name in ("staffing:person_list", "staffing:person_export"):
                response = client.get(reverse(name), {"column": [key for _, key in columns], "state": "all"})
                found.keep(reader, f"{name} with all columns", readable(sent(response)))
        yield found
        transaction.set_rollback(True)


def _each(subjects: Subjects, targets: list[Target], subject: str) -> Iterator[Subjects]:
    """Pages about one person are read of everybody."""
    if subject not in OF_A_PERSON:
        yield subjects
        return
    for target in targets:
        yield replace(subjects, records={**subjects.records, **target.records, "person": target.person})


def _batch(subjects: Subjects, targets: list[Target], strangers: list[str]) -> Any:
    """A roster of people on the books and of new ones, numbers also where they do not belong."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别", "乡镇", "身份证号", "联系电话", "职务", "编制类型", "备注"])
    rows = [(target.person.name, target.number) for target in targets]
    rows += [(f"新人{'甲乙丙丁'[place % 4]}{place}", number) for place, number in enumerate(strangers)]
    for place, (name, number) in enumerate(rows):
        sex = "男" if int(number[16]) % 2 else "女"
        spelt = spell(number, place)
        where = [number, number[:17], f"{number[:14]}0000", spelt][place % 4]
        phone = [f"137{place:08d}", number, "", spelt][place % 4]
        book.active.append([name, sex, "敦厚镇", where, phone, "文员", "政府购买服务", f"另证{spelt}"])
    user = subjects.world.users[UPLOADER]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        book.save(path)
        return preview_build(
            acting_as(user), path=path, file_name=f"{spell(strangers[0], 0)}.xlsx",
            kind="station_staff", division=subjects.world["敦厚镇"],
        )  # fmt: skip


@pytest.mark.django_db
def test_no_number_can_be_rebuilt(attacked: Attacked) -> None:
    """Not even by all readers together."""
    rebuilt = sum(rebuild(attacked.pages, target) for target in attacked.targets)
    assert rebuilt == 0, f"{rebuilt} of {len(attacked.targets)}"


@pytest.mark.django_db
def test_no_page_holds_more_of_a_number_than_its_first_four_digits(attacked: Attacked) -> None:
    numbers = [*(target.number for target in attacked.targets), *attacked.strangers]
    leaks: dict[str, set[str]] = defaultdict(set)
    for text, where in attacked.pages.items():
        for number in numbers:
            leaks[where] |= pieces(text, number)
    assert not {where: found for where, found in leaks.items() if found}


@pytest.mark.django_db
def test_no_page_holds_a_mobile_number_whole(attacked: Attacked) -> None:
    phones = [target.person.phone for target in attacked.targets]
    assert not {where for text, where in attacked.pages.items() if any(phone in text for phone in phones)}


@pytest.mark.django_db
def test_the_attacker_knows_the_trade(attacked: Attacked) -> None:
    """Before anybody trusts the silence above: what used to stand on the pages is noticed."""
    for target in attacked.targets:
        old = f"{target.number[:6]}********{target.number[-4:]}"
        assert rebuild([old], target)
        assert rebuild([spell(target.number, 2)], target)
        for text in (
            old,
            target.number,
            spell(target.number, 2),
            f"尾号{target.number[-4:]}",
            f"尾号 {target.number[-4:]}。",
        ):
            assert pieces(readable(text.encode()), target.number), text
        assert not pieces(f"{target.number[:4]}{'*' * 14} {target.born}", target.number)
        assert not rebuild([f"{target.number[:4]}{'*' * 14} {target.born}"], target)
