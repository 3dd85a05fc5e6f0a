"""Enter and correct population figures, each change on record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from jian_minzheng.core import hooks
from jian_minzheng.core.editing import history_of, save_or_explain
from offices.access import acting, needs
from offices.divisions.forms import PopulationForm
from offices.identity import Identity
from offices.models import Division, PopulationFigure
from offices.roles import Capability


@needs(Capability.EDIT_OFFICES)
def population_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A figure of another year or basis for the division ``pk``."""
    division: Division = Division.objects.fetch_or_404(acting(request), pk=pk)
    return _page(request, PopulationFigure(division=division))


@needs(Capability.EDIT_OFFICES)
def population_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the figure ``pk``; the page shows how it came about."""
    return _page(request, PopulationFigure.objects.fetch_or_404(acting(request), pk=pk))


def _page(request: HttpRequest, figure: PopulationFigure) -> HttpResponse:
    identity = acting(request)
    form = PopulationForm(request.POST or None, instance=figure)
    if request.method == "POST" and form.is_valid() and save_or_explain(form, lambda: _save(identity, form)):
        messages.success(request, f"已保存{figure.division}的人口数，相关标准已重新核查。")
        return redirect("offices:division_detail", pk=figure.division_id)
    context = {"form": form, "unit": figure.division, "changes": history_of(figure) if figure.pk else []}
    return render(request, "offices/divisions/population.html", context)


def _save(identity: Identity, form: PopulationForm) -> None:
    figure: PopulationFigure = form.instance
    if figure.pk:
        figure.claim(form.opened_version)
    figure.full_clean()
    figure.save()
    PopulationFigure.objects.require_visible(identity, [figure.pk])
    hooks.facts_changed({figure.division_id})
