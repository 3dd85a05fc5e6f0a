"""Photos of stations: upload, look at, void, restore. Every look goes through row scope."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jian_minzheng.core.access import actor_of, identity_of, needs
from jian_minzheng.core.acting import PortalRequest
from jian_minzheng.core.editing import restore_page, save_or_explain, void_page
from jian_minzheng.core.registers.reaching import brought_back_first, keeper, kept_record
from jian_minzheng.core.registers.writes import not_kept
from offices.models import Photo
from offices.photos.forms import PhotoForm
from offices.photos.services import photo_add
from offices.registers.stations import STATIONS
from offices.roles import Capability


@require_http_methods(["GET", "POST"])
def photo_create(request: PortalRequest, pk: int) -> HttpResponse:
    """Add a photo to a station."""
    actor, station = kept_record(request, STATIONS, pk)
    if brought_back_first(request, station):
        return redirect(_gallery(pk))
    initial = {"kind": request.GET.get("kind", "")}
    form = PhotoForm(request.POST or None, request.FILES or None, initial=initial)

    def save() -> None:
        photo_add(actor, station=station, photo=form.instance, clean=form.cleaned_data["file"])

    if request.method == "POST" and form.is_valid() and save_or_explain(form, save, scope=identity_of(request)):  # type: ignore[arg-type]
        messages.success(request, f"照片已上传。{form.also_said}")
        return redirect(_gallery(station.pk))
    return render(request, "offices/photo_form.html", {"form": form, "station": station})


@require_safe
@needs(Capability.VIEW_OFFICES)
def photo_image(request: PortalRequest, pk: int) -> FileResponse:
    return _file(request, pk, "image")


@require_safe
@needs(Capability.VIEW_OFFICES)
def photo_thumbnail(request: PortalRequest, pk: int) -> FileResponse:
    return _file(request, pk, "thumbnail")


@require_http_methods(["GET", "POST"])
def photo_void(request: PortalRequest, pk: int) -> HttpResponse:
    photo = _kept_photo(request, pk)
    return void_page(request, photo, back=_gallery(photo.station_id))


@require_http_methods(["GET", "POST"])
def photo_restore(request: PortalRequest, pk: int) -> HttpResponse:
    photo = _kept_photo(request, pk)
    return restore_page(request, photo, back=_gallery(photo.station_id))


def _photo_or_404(request: PortalRequest, pk: int) -> Photo:
    photo: Photo = Photo.objects.select_related("station__township", "voided_by").fetch_or_404(
        identity_of(request), pk=pk
    )
    return photo


def _kept_photo(request: PortalRequest, pk: int) -> Photo:
    """A photo of a station that whoever acts keeps.

    Raises:
        PermissionDenied: somebody else keeps it.
    """
    actor = keeper(request, STATIONS)
    photo = _photo_or_404(request, pk)
    if not STATIONS.may_write(actor, photo.station):
        raise PermissionDenied(not_kept(actor, STATIONS, photo.station))
    return photo


def _file(request: PortalRequest, pk: int, name: str) -> FileResponse:
    """One of a photo's two files. Only editors still see a voided photo. Nobody but the browser may keep a copy."""
    photo = _photo_or_404(request, pk)
    if photo.is_void and not STATIONS.may_write(actor_of(request), photo.station):
        raise Http404
    stored: Any = getattr(photo, name)
    try:
        response = FileResponse(stored.open("rb"), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404("照片文件不存在。") from error
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response


def _gallery(station_pk: int) -> str:
    return reverse("offices:station_detail", args=[station_pk]) + "#photos"
