"""Store photos. Files have random names; they are reached through a view that checks scope, never by URL."""

import secrets

from django.db import transaction

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from jian_minzheng.core.registers.writes import keep
from offices.models import Photo, Station
from offices.photos.images import CleanPhoto
from offices.registers.stations import STATIONS


def photo_add(actor: Acting, *, station: Station, photo: Photo, clean: CleanPhoto) -> Photo:
    """Store an already cleaned photo of a station; no file stays behind when the row cannot be written.

    Raises:
        PermissionDenied: whoever acts does not keep the station's records.
        OutOfScope: the station is not within the writer's scope.
    """
    detail = keep(actor, STATIONS, station, photo)
    photo.station = station
    photo.uploaded_by_id = actor.scope.user_id
    name = secrets.token_hex(16)
    photo.image.save(f"{name}.jpg", clean.image, save=False)
    photo.thumbnail.save(f"{name}-s.jpg", clean.thumbnail, save=False)
    try:
        with transaction.atomic():
            photo.save()
            writes.finish(actor, Action.RECORDED, photo, detail=detail)
    except BaseException:
        photo.image.delete(save=False)
        photo.thumbnail.delete(save=False)
        raise
    return photo
