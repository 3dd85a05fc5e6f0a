"""What one page says of one station, read in a fixed handful of queries."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from jian_minzheng.core.acting import Identity
from jian_minzheng.core.audit.models import Action, AuditEntry
from jian_minzheng.core.editing import Change, history_of
from jian_minzheng.core.masking import mask_text
from offices.homes.census import with_census
from offices.models import (
    EQUIPMENT_KINDS,
    Division,
    NursingHome,
    Photo,
    ServiceWindow,
    Station,
    StationProfile,
)
from offices.models.stations import PAPER_KINDS
from offices.stations.columns import PROFILE_FACTS


def station_page(identity: Identity, station: Any) -> dict[str, Any]:
    """Context of 一所一档: profile in force and earlier ones, seven haves, photos, windows, homes.

    ``station`` carries ``county_name``, as its register annotates it.
    """
    profiles = list(station.profiles.all())
    equipment = list(station.equipment.order_by("-as_of"))
    photos = list(Photo.objects.filter(station=station))
    windows = windows_below(identity, station.township)
    profile = profiles[0] if profiles else None
    return {
        "station": station,
        "county": station.county_name,
        "profile": profile,
        "earlier_profiles": profiles[1:],
        "facts": _facts(profile),
        "none_of": [_label(name) for name in PAPER_KINDS if getattr(profile, name, None) is False],
        "missing": [f["label"] for f in _facts(profile) if f["value"] is None],
        "equipment": _equipment(equipment, photos),
        "photos": [photo for photo in photos if not photo.is_void],
        "void_photos": [photo for photo in photos if photo.is_void],
        "windows": windows,
        "homes": homes_below(identity, station.township),
        "today": timezone.localdate(),
    }


def station_changes(identity: Identity, station: Station) -> list[Change]:
    """Every change of the station and of what belongs to it, newest first."""
    photos = Photo.objects.filter(station=station).select_related("uploaded_by")
    kept = [*station.names.all(), *station.profiles.all(), *station.equipment.all()]
    changes = history_of(station, *kept, *windows_below(identity, station.township)) + _photo_changes(photos)
    return sorted(changes, key=lambda change: change.when, reverse=True)


def windows_below(identity: Identity, township: Division) -> list[ServiceWindow]:
    """Windows of the township hall and of the communities below it, open ones first."""
    rows = ServiceWindow.objects.visible_to(identity).filter(division__path__under=township.path)
    return sorted(
        rows.select_related("division", "voided_by"),
        key=lambda w: (w.is_void, w.closed_on is not None, w.division.path),
    )


def homes_below(identity: Identity, township: Division) -> Any:
    """Live homes of the township, each with the figures of its newest census and ``census_on``, its date."""
    return with_census(NursingHome.objects.visible_to(identity).live().filter(township=township))


def _facts(profile: Any) -> list[dict[str, Any]]:
    """Each fact of the profile with its label, clause and value (``None``: nobody has said yet)."""
    clauses = {"office_area": "三(三)1-7", "inside_nursing_home": "三(三)1-8"}
    facts = []
    for name in PROFILE_FACTS:
        field: Any = StationProfile._meta.get_field(name)
        facts.append(
            {
                "name": name,
                "label": field.verbose_name,
                "clause": clauses.get(name) or field.help_text,
                "value": getattr(profile, name, None),
            }
        )
    return facts


def _label(paper: str) -> str:
    return str(StationProfile._meta.get_field(paper).verbose_name).removesuffix("已制定")  # type: ignore[union-attr]


def _equipment(rows: list[Any], photos: list[Photo]) -> list[dict[str, Any]]:
    """The seven kinds in the order of the policy, each with the row in force (``None``: not reported) and a photo."""
    today = timezone.localdate()
    current: dict[str, Any] = {}
    for row in rows:  # newest first
        if row.as_of <= today:
            current.setdefault(row.kind, row)
    pictures = {photo.kind: photo for photo in reversed(photos) if not photo.is_void}
    return [
        {"kind": kind, "label": kind.label, "row": current.get(kind), "photo": pictures.get(kind)}
        for kind in EQUIPMENT_KINDS
    ]


def _photo_changes(photos: Iterable[Photo]) -> list[Change]:
    """Photos are never altered, only added, voided and brought back; the latter two are read from the trail."""
    labels = {str(photo.pk): f"照片·{photo.get_kind_display()}" for photo in photos}
    changes = [
        Change(
            photo.uploaded_at,
            str(photo.uploaded_by),
            labels[str(photo.pk)],
            "上传",
            "",
            mask_text(photo.caption) or "(无说明)",
            account=photo.uploaded_by_id,
        )
        for photo in photos
    ]
    entries = AuditEntry.objects.filter(
        action__in=(Action.VOIDED, Action.RESTORED), object_type=Photo._meta.label, object_id__in=labels
    )
    for entry in entries:
        reason = entry.detail.get("原因", "")
        label, done = labels[entry.object_id], str(entry.get_action_display())
        changes.append(Change(entry.at, entry.actor_name, label, done, "", reason, account=entry.actor_id))
    return changes
