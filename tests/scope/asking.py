"""Asks for a URL as an account, and judges a row of the matrix: who gets what, and whether an answer tells too much."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from jian_minzheng.core.acting import Identity
from offices.identity import identities_of
from tests.scope.alone import Rows, belongings, take_away_all_but
from tests.scope.extracting import methods_of, patterns, ways_of
from tests.scope.matrix import PUBLIC, URLS, to_owner
from tests.scope.named import ALSO_ASKED, NAMED, NOBODY, Named
from tests.scope.subjects import ELSEWHERE, NEWCOMER, Subjects

OUTSIDERS = ("county_yongxin", "clerk_hechuan", "village_gaotang", "sysadmin", "auditor")
ADMINISTRATORS = {"sysadmin", "auditor"}
METHODS = ("GET", "POST")
VIEWS = {name: pattern.callback for name, pattern in patterns(get_resolver().url_patterns)}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    location: str = ""


@dataclass
class Asker:
    """One signed-in client per account for all requests; each request is rolled back, so none sees another's writes.

    ``every_reader``: pages are compared with what they say of the area alone for a reader of every level and for the
    newcomer, as the proof does, instead of for the narrowest reader, as the suite does to be quick.
    """

    subjects: Subjects
    clients: dict[str, Client] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    belongings: dict[str, Rows] = field(default_factory=dict)
    every_reader: bool = False
    requests: int = 0

    def __post_init__(self) -> None:
        for username, user in self.subjects.world.users.items():
            client = self.subjects.world.client(username)
            client.raise_request_exception = False
            client.get(reverse("password_change"))  # the session notes when it was seen, once
            self.clients[username] = client
            self.cookies[username] = {name: morsel.value for name, morsel in client.cookies.items()}
            self.identities[username] = identities_of(user)[0]
        self.clients[""] = Client()

    def client(self, username: str) -> Client:
        """The account's client, signed in whatever the last answer did to its cookies."""
        client = self.clients[username]
        client.cookies = SimpleCookie(self.cookies.get(username, {}))
        return client

    def ask(
        self, username: str, name: str, method: str, data: Mapping[str, Any] | None = None, *, htmx: bool = False
    ) -> Answer:
        url, client = URLS[name], self.client(username)
        sent = {**url.data, **(data or {})}
        parts = {key: sent.pop(key, value) for key, value in url.kwargs(self.subjects).items()}
        address = reverse(name, kwargs=parts)
        headers = {"HX-Request": "true"} if htmx else {}
        self.requests += 1
        with transaction.atomic():
            response = getattr(client, method.lower())(address, sent, headers=headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        return Answer(response.status_code, readable(body), response.headers.get("Location", ""))

    # --- a row ---------------------------------------------------------------------------------------------------

    def problems(self, name: str) -> list[str]:
        """What is wrong with the answers of one URL to everybody."""
        return [*self.to_visitors(name), *self.to_accounts(name), *self.to_names(name), *self.to_areas(name)]

    def to_visitors(self, name: str) -> Iterator[str]:
        """A visitor is sent to sign in, whatever the method."""
        url = URLS[name]
        for method in METHODS if name != "logout" else ():
            answer = self.ask("", name, method)
            fine = url.fine if url.needs == PUBLIC else {302}
            if answer.status not in fine | self.wrong_method(name, method):
                yield f"visitor {method}: {answer.status}"
            elif url.needs != PUBLIC and answer.status == 302 and not answer.location.startswith(reverse("login")):
                yield f"visitor {method}: sent to {answer.location}"

    def to_accounts(self, name: str) -> Iterator[str]:
        """Every account as the URL is meant to be asked; one of each sort by the other method, and by htmx."""
        method = URLS[name].method
        other = "GET" if method == "POST" else "POST"
        for username in self.identities:
            yield from self.judge(name, username, method)
        for username in self.one_of_each_sort(name):
            yield from self.judge(name, username, other)
            yield from self.judge(name, username, method, htmx=True)

    def one_of_each_sort(self, name: str) -> list[str]:
        """An account for each answer that is due, preferring those that lie elsewhere."""
        url = URLS[name]
        sorts: dict[tuple[int, bool], str] = {}
        for username in [*OUTSIDERS, *self.identities]:
            identity = self.identities[username]
            sorts.setdefault((url.refusal(identity, self.subjects), url.role_may(identity)), username)
        return list(sorts.values())

    def judge(self, name: str, username: str, method: str, *, htmx: bool = False) -> Iterator[str]:
        answer = self.ask(username, name, method, htmx=htmx)
        told = f"{username} {method}{' by htmx' if htmx else ''}"
        if answer.status not in self.expected(name, username, method):
            yield f"{told}: {answer.status}"
        yield from (f"{told}: offers {way}" for way in sorted(self.closed_ways(username, answer)))
        if username in OUTSIDERS and not (URLS[name].tells_administrators and username in ADMINISTRATORS):
            found = [secret for secret in self.subjects.secrets_from(username) if secret in answer.text]
            if found:
                yield f"{told}: reads {found}"

    def closed_ways(self, username: str, answer: Answer) -> set[str]:
        """URLs to which a page leads that the reader's role does not open; a refusal names the address it refused."""
        if answer.status != 200:
            return set()
        identity = self.identities[username]
        return {way for way in ways_of(answer.text) if way in URLS and not URLS[way].role_may(identity)}

    def expected(self, name: str, username: str, method: str) -> frozenset[int]:
        """Statuses that are right for this account and method."""
        url = URLS[name]
        refused = url.refusal(self.identities[username], self.subjects)
        wrong = self.wrong_method(name, method)
        if wrong:
            return wrong | ({403} if refused == 403 else set())
        if refused:
            return frozenset({refused})
        if method == "POST" and not to_owner(url, self.identities[username], self.subjects):
            return frozenset({403})
        return url.fine if method == url.method else url.fine | {200, 302, 400}

    def wrong_method(self, name: str, method: str) -> frozenset[int]:
        """405 where the view says that it does not take the method; nothing where it does."""
        stated = methods_of(VIEWS[name])
        return frozenset({405}) if stated is not None and method not in stated else frozenset()

    # --- parameters that name a unit or a record -------------------------------------------------------------------

    def to_names(self, name: str) -> Iterator[str]:
        """A unit or record out of the area is answered like one that does not exist; one inside is read."""
        for named in NAMED.get(name, ()):
            username = named.who or self.narrowest(name)
            nothing = self.with_name(username, name, named, NOBODY)
            for word in named.outside:
                key = self.subjects.elsewhere[word].pk
                answer = self.with_name(username, name, named, key)
                if (answer.status, alike(answer, key)) != (nothing.status, alike(nothing, key)):
                    yield f"{username} {named.parameter}={word}: not answered like one that does not exist"
                yield from self.tells_of_elsewhere(f"{username} {named.parameter}={word}", answer)
            if named.inside is not None:
                key = named.inside(self.subjects)
                answer = self.with_name(username, name, named, key)
                yield from self.tells_of_elsewhere(f"{username} {named.parameter}", answer)
                if answer.status not in OK_INSIDE or alike(answer, key) == alike(nothing, key):
                    yield f"{username} {named.parameter}: one inside is not read ({answer.status})"

    def tells_of_elsewhere(self, told: str, answer: Answer) -> Iterator[str]:
        found = [secret for secret in ELSEWHERE if secret in answer.text]
        if found:
            yield f"{told}: reads {found}"

    def with_name(self, username: str, name: str, named: Named, key: Any) -> Answer:
        return self.ask(username, name, named.method, named.sent(self.subjects, key), htmx=named.htmx)

    def narrowest(self, name: str) -> str:
        """Who may open the URL and sees least of the tree, but not all of it."""
        able = [one for one, identity in self.identities.items() if self.may(name, one) and identity.level != "city"]
        return max(able, key=lambda one: len(self.identities[one].path))

    # --- what lies outside the area ----------------------------------------------------------------------------

    def to_areas(self, name: str) -> Iterator[str]:
        """A page says the same whether there is anything outside the reader's area or not."""
        for username in self.readers(name) if not self.wrong_method(name, "GET") else ():
            for data in ({}, *(more(self.subjects) for more in ALSO_ASKED.get(name, ()))):
                before = self.ask(username, name, "GET", data)
                alone = self.alone(username, name, data)
                if (before.status, alike(before, NOBODY)) != (alone.status, alike(alone, NOBODY)):
                    yield f"{username} GET {data or ''}: says another thing once the rest of the city is gone"

    def readers(self, name: str) -> list[str]:
        """Those who may open the URL and do not see the whole tree: one for each level, and the newcomer."""
        able = [one for one, identity in self.identities.items() if identity.level != "city" and self.may(name, one)]
        levels = {self.identities[one].level: one for one in reversed(able)}
        if not self.every_reader:
            return [levels[level] for level in ("village", "township", "county") if level in levels][:1]
        return [*levels.values(), *(one for one in able if one == NEWCOMER and one not in levels.values())]

    def alone(self, username: str, name: str, data: Mapping[str, Any]) -> Answer:
        """The answer once everything outside the account's area has been taken away."""
        if username not in self.belongings:
            self.belongings[username] = belongings(self.identities[username])
        with transaction.atomic():
            take_away_all_but(self.belongings[username])
            answer = self.ask(username, name, "GET", data)
            transaction.set_rollback(True)
        return answer

    def may(self, name: str, username: str) -> bool:
        return URLS[name].refusal(self.identities[username], self.subjects) == 0


OK_INSIDE = frozenset({200, 302, 400})


def readable(body: bytes) -> str:
    """Text of a page, or of every part of a workbook."""
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(archive.read(part).decode(errors="replace") for part in archive.namelist())


_EACH_TIME = re.compile(
    r'nonce="[^"]*"|csrfmiddlewaretoken"[^>]*|"X-CSRFToken": *"[^"]*"|<dcterms:\w+[^<]*<|\d\d:\d\d:\d\d'
)


def alike(answer: Answer, key: Any) -> str:
    """The text of an answer without what differs each time, and without the id that was asked for."""
    text = _EACH_TIME.sub("", f"{answer.location}\n{answer.text}")
    return re.sub(rf"(?<!\d)({key}|{NOBODY})(?!\d)", "#", text)
