"""A dated row of a post by itself: what was paid before, or how somebody worked, since when."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.forms import BoundField

from jian_minzheng.core.editing.values import human_date
from staffing.forms.sections import SectionedForm
from staffing.models import ModeTerm, PayTerm, Term, TreatmentTerm


class TermForm(SectionedForm):
    """Since which day a post was as it says; the last row of them is what holds now."""

    fact: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.fact].required = True
        since, post = self.fields["since"], self.instance.appointment
        since.help_text = (
            f"到岗（{human_date(post.from_date)}）时就是这样的，不填；查不到从哪天起的，请填有据可查的最早一天。"
        )
        if self.instance.from_the_start:
            self._leave_the_first()

    def _leave_the_first(self) -> None:
        """Of how somebody works there is always a row since the post began: it keeps its place, and stays alone."""
        if self.instance.pk and self.instance.since is None:
            del self.fields["since"]
        else:
            self.fields["since"].required, self.fields["since"].help_text = True, ""

    def laid_out(self) -> Iterator[tuple[str, list[BoundField]]]:
        yield (
            str(self.instance._meta.verbose_name),
            [self[name] for name in ("since", self.fact) if name in self.fields],
        )


class PayTermForm(TermForm):
    fact = "monthly_pay"

    class Meta:
        model = PayTerm
        fields = ["since", "monthly_pay"]


class ModeTermForm(TermForm):
    fact = "working_mode"

    class Meta:
        model = ModeTerm
        fields = ["since", "working_mode"]


class TreatmentTermForm(TermForm):
    fact = "treatment"

    class Meta:
        model = TreatmentTerm
        fields = ["since", "treatment"]


FORMS: dict[str, type[TermForm]] = {form.fact: form for form in (PayTermForm, ModeTermForm, TreatmentTermForm)}


def term_form(term: Term, data: Any = None) -> TermForm:
    return FORMS[term.fact](data or None, instance=term)
