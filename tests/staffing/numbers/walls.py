"""The numbers of invented people, and how they are entered and traced."""

from django.urls import reverse

from jian_minzheng.core.audit.models import AuditEntry
from tests.staffing.people import number

NUMBER, OTHER, FREE = number(233), number(346, "19790824"), number(411, "19880305")
PHONE = "13812345678"
NOTE = "欠发绩效已反映"
PERSON = {"person-name": "刘新", "person-sex": "", "person-social_work_title": ""}
POST = {"post-position": "staff", "post-working_mode": "1", "post-from_date": "2025-03-01", "post-holder": "work"}


def url(name, *args):
    return reverse(f"staffing:{name}", args=args)


def entries(action):
    return AuditEntry.objects.filter(action=action)


def enter(world, typed, user="clerk_hechuan", place="禾川镇", **data):
    data = {**PERSON, **POST, "person-id_number_typed": typed, "post-place": world[place].pk, **data}
    return world.client(user).post(f"{url('person_new')}?kind=station_staff", data)
