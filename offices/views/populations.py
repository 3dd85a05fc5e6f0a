"""Enter and correct population figures, each change on record."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jian_minzheng.core import writes
from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import Acting, PortalRequest
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.editing import history_of, save_or_explain
from offices.divisions.forms import PopulationForm
from offices.models import Division, PopulationFigure
from offices.roles import Capability


@needs(Capability.EDIT_OFFICES)
def population_add(request: PortalRequest, pk: int) -> HttpResponse:
    """A figure of another year or basis for the division ``pk``."""
    division: Division = Division.objects.fetch_or_404(identity_of(request), pk=pk)
    return _page(request, PopulationFigure(division=division))


@needs(Capability.EDIT_OFFICES)
def population_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Correct the figure ``pk``; the page shows how it came about."""
    return _page(request, PopulationFigure.objects.fetch_or_404(identity_of(request), pk=pk))


def _page(request: PortalRequest, figure: PopulationFigure) -> HttpResponse:
    actor = actor_of(request)
    form = PopulationForm(request.POST or None, instance=figure)
    if request.method == "POST" and form.is_valid() and save_or_explain(form, lambda: _save(actor, form)):
        messages.success(request, f"已保存{figure.division}的人口数，相关标准已重新核查。")
        return redirect("offices:division_detail", pk=figure.division_id)
    context = {"form": form, "unit": figure.division, "changes": history_of(figure) if figure.pk else []}
    return render(request, "offices/divisions/population.html", context)


def _save(actor: Acting, form: PopulationForm) -> None:
    figure: PopulationFigure = form.instance
    action = Action.EDITED if figure.pk else Action.RECORDED
    if figure.pk:
        figure.claim(form.opened_version)
    figure.full_clean()
    figure.save()
    writes.finish(actor, action, figure)
