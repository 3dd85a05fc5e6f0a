"""No parameter of any URL, whatever stands in it, ends in an error of the portal's own: a 500, or an exception.

The suite tries every parameter of every URL with one value; with ``PROVE=1`` it tries all values, one by one too.
Which parameters there are is learnt from the views: whatever they ask of a query or of a form, and whatever the page's
own forms send.
"""

import os
import zlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from offices.identity import identities_of
from offices.models import DivisionGrant, User
from tests.scope.matrix import PUBLIC, URLS, Url
from tests.scope.nasty import HEADERS, VALUES, encoded, fields_of, noted
from tests.scope.subjects import Subjects
from tests.scope.test_matrix import ADMIN, ENDS_THE_SESSION

WHOLE = bool(os.environ.get("PROVE"))
TRIED = len(VALUES) if WHOLE else 1
READABLE = [value for value in VALUES if b"\x00" not in value]
"""One parameter with a NUL would have all those beside it refused unread."""
FORM = "application/x-www-form-urlencoded"

ROWS = ("show", "code", "table", "row", "until", "q", "narrow")
MORE: Mapping[str, tuple[str, ...]] = {
    "intake:detail": ROWS,
    "intake:rows_skip": ROWS,
    "intake:progress": ("end", "said"),
    "staffing:village_file": ("filed_on", "post", "township"),
    **dict.fromkeys(("offices:station_profile", "offices:document_create", "staffing:person_new"), ("next", "kinds")),
}
"""Parameters that a view reads without naming them, or only when others are right."""

VARIANTS = [
    *(("offices:division_change", {"change": change}) for change in ("move", "merge", "split", "close")),
    *(("assessments:parameter_change", {"key": key}) for key in ("office_area_per_person", "population_basis")),
]
"""The same address with another form behind it."""

LISTED = (
    "q", "p", "o", "e", "all", "_facets", "_popup", "_to_field", "_changelist_filters", "role", "id__exact", "id__in",
    "is_active__exact", "must_change_password__exact", "last_login__gte", "user__id__exact", "term", "page",
    "app_label", "model_name", "field_name", "action", "_selected_action", "index", "select_across", "next",
    *(f"{field}__{asked}" for field in ("level", "virtual", "username", "is_active", "id", "import_batches")
      for asked in ("exact", "isnull", "regex", "range", "in", "gt")), "user", "content_object",
)  # fmt: skip
"""What Django's own administration pages read, whichever of them it is."""


class Case:
    """One URL as somebody who may open it. ``problems`` collects what was asked and what became of it."""

    def __init__(self, name: str, sign_in: Any, arguments: Mapping[str, Any]) -> None:
        self.name, self.sign_in = name, sign_in
        self.client: Client = sign_in()
        self.route, self.parameters = route_of(name)
        self.arguments = {key: str(value) for key, value in arguments.items()}
        self.problems: list[str] = []

    def address(self, **changed: str) -> str:
        return "/" + self.route % {**self.arguments, **changed}

    def ask(self, told: str, method: str, address: str, body: str = "", **headers: str) -> Any:
        if self.name in ENDS_THE_SESSION:
            self.client = self.sign_in()
        try:
            with transaction.atomic():
                response = self.client.generic(method, address, body, content_type=FORM, **headers)
                content = b"".join(response.streaming_content) if response.streaming else response.content
                transaction.set_rollback(True)
        except Exception as error:
            self.problems.append(f"{method} {told[:80]}: {type(error).__name__} {str(error)[:150]}")
            return b""
        if response.status_code >= 500:
            self.problems.append(f"{method} {told[:80]}: {response.status_code}")
        return content

    def try_all(self, more: Iterable[str] = (), besides: Mapping[str, str] = MappingProxyType({})) -> None:
        """Every parameter by itself beside what the page's form holds, all at once, and every part of the address."""
        plain = self.address()
        with noted() as asked:
            shown = {**fields_of(self.ask("", "GET", plain).decode(errors="replace")), **besides}
            self.ask("", "POST", plain, "x=1")
        known = sorted({*asked, *shown, *more} - {"csrfmiddlewaretoken"})
        for at, name in enumerate(known if WHOLE else few(known)):
            kept = [(other, text.encode()) for other, text in shown.items() if other != name]
            for value in some(f"{self.name} {name}"):
                told, sent = f"{name}={value[:30]!r}", [(name, value), (name, value)]
                if WHOLE or at % 2:
                    self.ask(told, "GET", f"{plain}?{encoded(sent)}")
                if WHOLE or not at % 2:
                    self.ask(told, "POST", plain, encoded([*kept, *sent]))
        for shift in range(TRIED):
            every = encoded([(name, READABLE[(at + shift) % len(READABLE)]) for at, name in enumerate(known)])
            self.ask(f"all, {shift}", "GET", f"{plain}?{every}")
            self.ask(f"all, {shift}", "POST", plain, every)
        self.try_addresses()

    def try_addresses(self) -> None:
        for argument in self.parameters:
            for value in some(f"{self.name}/{argument}"):
                changed = self.address(**{argument: quote_from_bytes(value, safe="")})
                self.ask(f"{argument}: {value[:30]!r}", "GET", changed)
                if WHOLE:
                    self.ask(f"{argument}: {value[:30]!r}", "POST", changed, "x=1")


def route_of(name: str) -> tuple[str, list[str]]:
    """The address with a place for each argument, and the names of these."""
    namespace, _, short = name.rpartition(":")
    start, resolver = get_resolver().namespace_dict[namespace] if namespace else ("", get_resolver())
    [(possibilities, *_), *_] = resolver.reverse_dict.getlist(short)
    route, parameters = possibilities[0]
    return start + route, parameters


def able(url: Url, subjects: Subjects) -> str | None:
    """The widest account that may open it; nobody for what is public."""
    for username, user in subjects.world.users.items() if url.needs != PUBLIC else ():
        if url.refusal(identities_of(user)[0], subjects) == 0:
            return username
    return None


def few(names: list[str]) -> list[str]:
    """Four of the names, others for another view, by turns in address and form; all are tried together anyway."""
    return sorted(names, key=lambda name: zlib.crc32(f"{names}{name}".encode()))[:4]


def some(key: str) -> list[bytes]:
    """All values, or one that differs from parameter to parameter and stays the same from run to run."""
    start = zlib.crc32(key.encode())
    return [VALUES[(start + step) % len(VALUES)] for step in range(TRIED)]


@pytest.mark.django_db
def test_the_names_of_parameters_are_learnt_from_the_views(subjects: Subjects) -> None:
    """The fuzz is worth what this finds: a filter, an order and a page of a list, the fields of a form."""
    client = subjects.world.client("city_officer")
    with noted() as listed:
        client.get(reverse("offices:station_list"))
    with noted() as filed:
        subjects.world.client("county_jian").post(reverse("staffing:person_new"), {"x": "1"})
    assert {"county", "q", "state", "sort", "column", "page"} <= listed
    assert {"kind", "person-name", "post-place", "post-from_date", "post-version"} <= filed


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "changed"), [*((name, {}) for name in sorted(URLS)), *VARIANTS])
def test_no_parameter_ends_in_an_error(subjects: Subjects, name: str, changed: dict[str, str]) -> None:
    url = URLS[name]
    username = able(url, subjects)
    case = Case(name, lambda: subjects.world.client(username), {**url.kwargs(subjects), **changed})
    case.try_all(MORE.get(name, ()))
    assert not case.problems


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in ADMIN if "<" not in name])
def test_no_parameter_of_the_administration_ends_in_an_error(subjects: Subjects, name: str) -> None:
    _, parameters = route_of(name)
    user = subjects.world.users["clerk_dunhou"]
    object_id = DivisionGrant.objects.get(user=user).pk if "grant" in name else user.pk
    content_type = ContentType.objects.get_for_model(User).pk
    values = {"object_id": object_id, "id": user.pk, "content_type_id": content_type, "app_label": "offices"}
    case = Case(name, lambda: subjects.world.client("sysadmin"), {key: values[key] for key in parameters})
    action = {"action": "unlock", "_selected_action": str(user.pk), "index": "0"}
    case.try_all(LISTED, action if name.endswith("_changelist") else {})
    assert not case.problems


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["HX_CURRENT_URL", "X_ROWS", "X_NARROW", "USER_AGENT", "REFERER"])
def test_no_header_ends_in_an_error(subjects: Subjects, header: str) -> None:
    """Where htmx asks for a part of a page, the address of that page comes along."""
    problems: list[str] = []
    for name in sorted(URLS) if WHOLE else ("intake:row", "login"):
        url = URLS[name]
        username = able(url, subjects)
        case = Case(name, lambda username=username: subjects.world.client(username), url.kwargs(subjects))
        for value in HEADERS:
            sent = {"HTTP_HX_REQUEST": "true", f"HTTP_{header}": value}
            case.ask(f"{header}={value[:30]!r}", url.method, case.address(), "x=1", **sent)
        problems += [f"{name}: {problem}" for problem in case.problems]
    assert not problems


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", [r'"\000\000\000\000\000\000\000\000"', "²" * 8, "9" * 4000])
def test_no_cookie_ends_in_an_error(client: Client, cookie: str) -> None:
    """A cookie may spell a NUL as ``\\000``; PostgreSQL would be asked for a session of that name."""
    assert client.get(reverse("login"), headers={"cookie": f"sessionid={cookie}"}).status_code in {200, 400}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a\x00b.xlsx", "9" * 300 + ".xlsx", "../../x.xlsx", "²", "😀.csv", "\ud800.csv"])
@pytest.mark.parametrize("address", ["intake:new", "offices:photo_create"])
def test_no_uploaded_file_ends_in_an_error(subjects: Subjects, address: str, name: str) -> None:
    station = subjects.records["station"]
    where = reverse(address, args=[station.pk] if "photo" in address else [])
    upload = SimpleUploadedFile("x", b"\x00\xff\xd8PK\x03\x04")
    upload._name = name.encode("utf-8", "replace").decode()
    sent = {"kind": "station_staff", "division": "1", "taken_on": "2025-01-01", "file": upload}
    with transaction.atomic():
        response = subjects.world.client("county_jian").post(where, sent)
        transaction.set_rollback(True)
    assert response.status_code < 500
