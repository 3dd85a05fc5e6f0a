"""Photos: accepted by content, cleaned of everything that is not picture, shown within scope only."""

import datetime
import io
import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from offices.models import Photo

SECRET = "GPS-27.04,114.97-secret"


def picture(kind="JPEG", size=(2400, 1200), mode="RGB", **extra) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, (200, 30, 30) if mode == "RGB" else (200, 30, 30, 0)).save(buffer, kind, **extra)
    return buffer.getvalue()


def with_metadata() -> bytes:
    """Upright on the camera (2400×1200), to be turned by a quarter, with place, owner and a comment inside."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = SECRET
    exif.get_ifd(0x8825)[2] = (27.0, 2.0, 24.0)
    return picture(exif=exif, comment=SECRET.encode()) + SECRET.encode()


@pytest.fixture
def station(world):
    return world.stations["敦厚镇"]


def upload(client, station, content: bytes, name="照片.jpg", content_type="image/jpeg", **fields):
    sent = {"kind": "office", "taken_on": "2026-01-08", "caption": "正门", **fields}
    file = SimpleUploadedFile(name, content, content_type=content_type)
    return client.post(reverse("offices:photo_create", args=[station.pk]), {**sent, "file": file})


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_photo_is_turned_upright_shrunk_and_stripped_of_its_metadata(world, station):
    client = world.client("clerk_dunhou")
    upload(client, station, with_metadata())
    photo = Photo.objects.get()
    stored = {}
    for name, side in (("image", 1600), ("thumbnail", 320)):
        stored[name] = body(client.get(reverse(f"offices:photo_{name}", args=[photo.pk])))
        shown = Image.open(io.BytesIO(stored[name]))
        assert shown.format == "JPEG"
        assert shown.size == (side // 2, side)
        assert not shown.getexif()
        assert "comment" not in shown.info
        assert SECRET.encode() not in stored[name]
        assert b"Exif" not in stored[name]
    assert "照片" not in photo.image.name


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("WEBP", "RGB"), ("PNG", "RGB")])
def test_other_picture_formats_become_jpeg_and_transparency_white(world, station, kind, mode):
    client = world.client("clerk_dunhou")
    upload(client, station, picture(kind, (100, 50), mode), name="x.jpg")
    shown = Image.open(io.BytesIO(body(client.get(reverse("offices:photo_image", args=[Photo.objects.get().pk])))))
    assert (shown.format, shown.size) == ("JPEG", (100, 50))
    if mode == "RGBA":
        assert shown.getpixel((5, 5)) == (255, 255, 255)


def bomb() -> bytes:
    """A few hundred bytes of PNG that claim 60000 × 60000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def many_scans() -> bytes:
    """A photo that would be walked over two hundred times."""
    return picture()[:-2] + b"\xff\xda" * 200 + b"\xff\xd9"


def large_but_small_in_bytes() -> bytes:
    return picture("PNG", (9000, 8000), "RGB")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"<script>alert(1)</script>", "不是可以识别的照片"),
        (b"GIF89a" + b"\0" * 50, "不是可以识别的照片"),
        (b"%PDF-1.4 not a picture", "不是可以识别的照片"),
        (picture()[:3000], "损坏"),
        (bomb(), "像素过多"),
        (large_but_small_in_bytes(), "像素过多"),
        (picture("WEBP", (16000, 3700), lossless=True, quality=0, method=0), "像素过多(16000×3700)"),
        (many_scans(), "损坏"),
    ],
    ids=["empty", "html", "gif", "pdf", "cut", "bomb", "pixels", "webp", "scans"],
)
def test_what_is_not_a_sound_photo_is_refused_in_words(world, station, content, words):
    page = upload(world.client("clerk_dunhou"), station, content)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Photo.objects.exists()


def test_a_photo_that_is_shrunk_while_it_is_decoded_may_have_more_pixels(world, station):
    upload(world.client("clerk_dunhou"), station, picture("JPEG", (8000, 3700)))
    assert Photo.objects.count() == 1


def test_a_photo_over_the_limit_is_refused(world, station, settings):
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    page = upload(world.client("clerk_dunhou"), station, picture() + b"\0" * 1024 * 1024)
    assert "超过1MB" in page.content.decode()


def test_a_station_voided_meanwhile_takes_no_photo_and_leaves_no_file(world, station, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    station.void(by=world.users["county_jian"], reason="登记了两次")
    page = upload(world.client("county_jian"), station, picture()).content.decode()
    assert "“敦厚镇民政所”已被" in page
    assert "正门" in page
    assert not Photo.objects.exists()
    assert list(tmp_path.rglob("*.jpg")) == []


def test_nobody_outside_the_scope_sees_or_adds_a_photo(world, station):
    upload(world.client("clerk_dunhou"), station, picture())
    photo = Photo.objects.get()
    stranger = world.client("clerk_hechuan")
    for name in ("image", "thumbnail", "void", "restore"):
        assert stranger.get(reverse(f"offices:photo_{name}", args=[photo.pk])).status_code == 404
    assert upload(stranger, station, picture()).status_code == 404
    assert world.client(None).get(reverse("offices:photo_image", args=[photo.pk])).status_code == 302
    assert world.client("sysadmin").get(reverse("offices:photo_image", args=[photo.pk])).status_code == 403
    assert upload(world.client("gov_dunhou"), station, picture()).status_code == 403
    assert Photo.objects.count() == 1


def test_a_photo_is_served_as_what_it_is_and_kept_by_the_browser_only(world, station):
    client = world.client("clerk_dunhou")
    upload(client, station, picture())
    response = client.get(reverse("offices:photo_image", args=[Photo.objects.get().pk]))
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    response.close()


def test_a_voided_photo_disappears_for_readers_and_comes_back(world, station):
    client = world.client("clerk_dunhou")
    upload(client, station, picture())
    photo = Photo.objects.get()
    shown = reverse("offices:photo_thumbnail", args=[photo.pk])
    client.post(reverse("offices:photo_void", args=[photo.pk]), {"reason": "拍错了"})
    assert world.client("gov_dunhou").get(shown).status_code == 404
    page = client.get(reverse("offices:station_detail", args=[station.pk])).content.decode()
    assert "拍错了" in page
    assert shown not in page
    client.post(reverse("offices:photo_restore", args=[photo.pk]))
    assert world.client("gov_dunhou").get(shown).status_code == 200


def test_a_file_that_is_gone_is_not_found_instead_of_an_error(world, station):
    client = world.client("clerk_dunhou")
    upload(client, station, picture())
    photo = Photo.objects.get()
    (Path(settings.MEDIA_ROOT) / photo.image.name).unlink()
    assert client.get(reverse("offices:photo_image", args=[photo.pk])).status_code == 404


def test_a_day_in_the_future_is_refused(world, station):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    page = upload(world.client("clerk_dunhou"), station, picture(), taken_on=tomorrow.isoformat())
    assert "不能晚于今天" in page.content.decode()
