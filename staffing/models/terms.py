"""Terms of a post that change while it runs: what is paid, how the holder works, by which standard the post is kept.

Each is a row that holds from a day on. The newest live row of a post says what the post itself says in the field of the
same name; ``staffing.posts.dated`` writes both, and nothing else does.
"""

from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.scope import Scope
from offices.models.since import SinceQuerySet, SinceRow, one_a_day
from staffing import vocabulary as v
from staffing.models.people import Appointment

_SAID = "这一天起的情况已经登记，请打开那一条更正。"


class TermQuerySet(SinceQuerySet):
    def visible_to(self, scope: Scope | None) -> Self:
        """Those of posts that the scope reaches, by work place or by holder."""
        if scope is None:
            return self.none()
        worked, held = (f"appointment__{unit}__path__under" for unit in ("work_division", "post_division"))
        return self.filter(Q(**{worked: scope.path}) | Q(**{held: scope.path}))


class Term(SinceRow):
    """One fact of one post from a day on. ``fact`` names its field, here and on the post.

    ``from_the_start``: the first entry holds since the post began. Of all others it holds since the day on which it was
    entered: nobody has said what was before.
    """

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+", verbose_name="任职")

    objects: Any = TermQuerySet.as_manager()
    scope_path = "appointment__work_division__path"
    held_by = ("appointment",)

    fact: ClassVar[str]
    from_the_start: ClassVar[bool] = False

    class Meta:
        abstract = True
        ordering = ["appointment", "since"]

    def __str__(self) -> str:
        since = f"自{self.since}起" if self.since else "自到岗起"
        return f"{self.appointment}{since}的{self._meta.verbose_name}"

    @property
    def value(self) -> Any:
        return getattr(self, self.fact)

    def fact_units(self) -> set[int]:
        return self.appointment.fact_units()


class PayTerm(Term):
    """Yuan a month; empty where it stopped being known."""

    monthly_pay = models.DecimalField(
        "月工资报酬(元)", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    history = HistoricalRecords(excluded_fields=["version"])
    fact = "monthly_pay"

    class Meta(Term.Meta):
        verbose_name = verbose_name_plural = "月工资报酬"
        constraints = one_a_day("appointment", name="pay_term", said=_SAID)


class ModeTerm(Term):
    """A post says how its holder works from its first day on."""

    working_mode = models.CharField("在岗方式", max_length=1, choices=v.WorkingMode.choices)

    history = HistoricalRecords(excluded_fields=["version"])
    fact = "working_mode"
    from_the_start = True

    class Meta(Term.Meta):
        verbose_name = verbose_name_plural = "在岗方式"
        constraints = one_a_day("appointment", name="mode_term", said=_SAID)


class TreatmentTerm(Term):
    """By which standard wages, welfare and insurance go (三(三)2-10)."""

    treatment = models.CharField("待遇标准", max_length=1, choices=v.Treatment.choices, blank=True)

    history = HistoricalRecords(excluded_fields=["version"])
    fact = "treatment"

    class Meta(Term.Meta):
        verbose_name = verbose_name_plural = "待遇标准"
        constraints = one_a_day("appointment", name="treatment_term", said=_SAID)


TERMS: dict[str, type[Term]] = {model.fact: model for model in (PayTerm, ModeTerm, TreatmentTerm)}
"""By the field of the post that holds the newest."""
