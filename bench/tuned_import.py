"""django-import-export tuned as far as it goes: one pass for person and post, bulk writes, no diffs, cached places.

New rows only: ``skip_diff`` and ``force_init_instance`` spare it every comparison with what is known. History goes
through ``bulk_create_with_history``. As in its admin, the file is parsed and imported twice, to show and to keep.
"""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import tablib
from import_export.instance_loaders import CachedInstanceLoader
from simple_history.utils import bulk_create_with_history

from bench import stock_import
from offices.models import Division
from staffing import vocabulary as v
from staffing.models import Appointment, Person
from staffing.names import spell_name


class PersonAndPost(stock_import.PersonResource):
    class Meta(stock_import.PersonResource.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        skip_unchanged = False
        report_skipped = False
        force_init_instance = True
        instance_loader_class = CachedInstanceLoader

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.places = dict(Division.objects.filter(level="township").values_list("name", "pk"))

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        place = self.places[row["所在单位"].removesuffix("民政所")]
        instance.pinyin = spell_name(instance.name)
        instance.new_post = Appointment(
            kind=v.Kind.STATION_STAFF,
            work_division_id=place,
            post_division_id=place,
            title=row["职务"],
            employment={"事业编制": "21"}[row["编制类型"]],
            working_mode={"在岗": "1"}[row["在岗方式"]],
            channel={"公开招聘": "01"}[row["进入方式"]],
            from_date=datetime.date.fromisoformat(row["到岗时间"]),
            monthly_pay=Decimal(row["月工资"]),
            insured=row["参加社会保险"] == "是",
        )

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        people = list(self.create_instances)
        self.create_instances.clear()
        if people:
            bulk_create_with_history(people, Person, batch_size=self._meta.batch_size)
            posts = [person.new_post for person in people]
            for person, post in zip(people, posts, strict=True):
                post.person = person
            bulk_create_with_history(posts, Appointment, batch_size=self._meta.batch_size)


def run(path: Path, *, dry_run: bool) -> None:
    """Parse and import, rolled back when ``dry_run``."""
    data = tablib.Dataset().load(path.read_bytes(), format="xlsx")
    result = PersonAndPost().import_data(data, dry_run=dry_run, raise_errors=True, use_transactions=True)
    assert not result.has_errors()
