"""Which standards a page is about: all of them, those of one mechanism, or a handful by code. Kept in the URL."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from assessments.models import Standard
from jian_minzheng.core.parameters import contradicts

_SHOWN = 40
"""Characters of a word not understood that are repeated to whoever sent it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``standards`` are all that apply, ``selected`` those that the page counts, ``unknown`` what was asked for and is
    none of them: then nothing is counted, for a choice that cannot be read must not widen to everything.
    """

    standards: tuple[Standard, ...]
    selected: tuple[Standard, ...]
    mechanism: str
    codes: frozenset[str]
    unknown: tuple[str, ...] = ()

    @property
    def mechanisms(self) -> list[str]:
        return list(dict.fromkeys(standard.mechanism for standard in self.standards))

    @property
    def is_subset(self) -> bool:
        return len(self.selected) < len(self.standards)

    @property
    def query(self) -> str:
        """Query string that brings the same choice back; empty for all standards."""
        return _encode(mechanism=self.mechanism, standard=sorted(self.codes))

    @property
    def findings_base(self) -> str:
        """The finding list narrowed to this choice, ready for one more ``name=value``."""
        return f"{reverse('assessments:finding_list')}?{self.query}{'&' if self.query else ''}"

    def findings_url(self, **filters: Any) -> str:
        """The finding list narrowed to this choice and ``filters``."""
        return findings_url(mechanism=self.mechanism, standard=sorted(self.codes), **filters)


def chosen_standards(parameters: QueryDict) -> Choice:
    """Read ``mechanism`` and any number of ``standard`` codes."""
    standards = tuple(Standard.objects.filter(retired_on__isnull=True))
    mechanism, asked = parameters.get("mechanism", ""), frozenset(parameters.getlist("standard")) - {""}
    codes = asked & {standard.code for standard in standards}
    unknown = sorted(asked - codes)
    known = {"", *(standard.mechanism for standard in standards)}
    if mechanism not in known or contradicts(parameters, "mechanism"):
        unknown, mechanism = [*filter(None, parameters.getlist("mechanism")), *unknown], ""
    selected = () if unknown else tuple(_matching(standards, mechanism, codes))
    return Choice(standards, selected, mechanism, codes, tuple(one[:_SHOWN] for one in unknown))


def findings_url(**filters: Any) -> str:
    """Address of the finding list with these filters; empty ones are left out."""
    query = _encode(**filters)
    return f"{reverse('assessments:finding_list')}{'?' if query else ''}{query}"


def _matching(standards: Iterable[Standard], mechanism: str, codes: frozenset[str]) -> Iterable[Standard]:
    for standard in standards:
        if (not mechanism or standard.mechanism == mechanism) and (not codes or standard.code in codes):
            yield standard


def _encode(**values: Any) -> str:
    return urlencode({key: value for key, value in values.items() if value}, doseq=True)
