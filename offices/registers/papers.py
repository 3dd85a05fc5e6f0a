"""Records that name a paper: only one that their unit may read, else its title would be told below."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.editing.fields import OfferedSelect
from jian_minzheng.core.naming import MOVED_AWAY
from offices.models import OfficeDocument
from offices.places import Places


def offer_papers(form: Any, actor: Acting, *, own: bool = False) -> None:
    """Offer in the field ``document`` what ``check_paper`` accepts, and the paper that the record has, which an edit
    must not lose. Where the form asks for the ``division``, each paper goes with the units that may name it.
    """
    record, field = form.instance, form.fields["document"]
    papers = OfficeDocument.objects.visible_to(actor.scope).live()
    had = Q(pk=record.document_id)
    field.queryset = OfficeDocument.objects.filter(Q(pk__in=papers.values("pk")) | had).select_related("keeper")
    if record.division_id:
        mine = Q(keeper=record.division_id) if own else Q(keeper__path__under=record.division.path)
        papers = papers.filter(mine)
    offered = list(OfficeDocument.objects.filter(Q(pk__in=papers.values("pk")) | had).select_related("keeper"))
    if "division" in form.fields:
        field.widget = OfferedSelect(
            other="division", going_with=_units(offered, own=own), attrs={"class": "form-select"}
        )
    field.choices = [("", "不填"), *((paper.pk, _named(record, paper)) for paper in offered)]


def _named(record: Any, paper: OfficeDocument) -> str:
    """With its keeper; the one that the record has may have gone with a unit that was handed over."""
    told = f"{paper.keeper.name}：{paper}"
    if paper.pk != record.document_id or not record.division_id:
        return told
    return told if record.division.contains(paper.keeper) else MOVED_AWAY


def check_paper(actor: Acting, record: Any, *, instead: str = "命名单位", own: bool = False) -> None:
    """A record is read by its unit, so the paper that it names must be one that its unit may read.

    Args:
        instead: the field into which others are written.
        own: all units below read the record too, so it may not tell one of them of another's papers.

    Raises:
        ValidationError: the paper belongs to another unit.
    """
    paper = record.document
    if paper is None:
        return
    may_name = paper.keeper_id == record.division_id if own else record.division.contains(paper.keeper)
    if not may_name:
        mine, others = ("本单位", "其他单位") if own else ("本单位及其下级", "上级")
        raise ValidationError({"document": f"只能选{mine}的文件；{others}的文件请写在“{instead}”里，或上传为附件。"})


def _units(papers: list[OfficeDocument], *, own: bool) -> dict[str, list[int]]:
    """Each paper goes with its keeper and, unless ``own``, with the units above it."""
    if own:
        return {str(paper.pk): [paper.keeper_id] for paper in papers}
    places = Places.of(paper.keeper for paper in papers)
    return {str(paper.pk): [paper.keeper_id, *(unit.pk for unit in places.above(paper.keeper))] for paper in papers}
