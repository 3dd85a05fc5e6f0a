"""Turn an uploaded file into two clean JPEGs, or refuse it in words that say what to do."""

import io
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 60_000_000
"""A 50-megapixel camera still passes; a small file that unpacks to gigabytes does not."""
_MOST_PIXELS = {"JPEG": MAX_PIXELS, "PNG": MAX_PIXELS, "WEBP": 24_000_000}
"""WebP is decoded whole and held four times over: 16,000×3,700 pixels took 900 MB, the same as JPEG 80 MB."""

_MOST_SCANS = 100
"""Of a JPEG, about ten in any camera's: each one walks over the whole picture again."""
_SCAN = b"\xff\xda"
_LONG_SIDE, _THUMBNAIL_SIDE = 1600, 320

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """Two JPEGs without any metadata: at most 1600 and 320 pixels on the long side."""

    image: ContentFile[bytes]
    thumbnail: ContentFile[bytes]


def clean_photo(upload: "UploadedFile[Any]") -> CleanPhoto:
    """Check a file by its content, turn it upright, and encode it anew.

    What is not picture (place, camera, owner, anything hidden behind the image) does not survive.

    Raises:
        ValidationError: too large, not a picture of an accepted kind, damaged, or too many pixels.
    """
    if not upload.size:
        raise ValidationError("这个文件是空的，请重新选择照片。")
    if upload.size > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // (1024 * 1024)
        raise ValidationError(f"照片超过{limit}MB，请用手机或看图软件压缩后再上传。")
    picture = _decode(upload)
    return CleanPhoto(image=_encode(picture, _LONG_SIDE), thumbnail=_encode(picture, _THUMBNAIL_SIDE))


def _decode(upload: "UploadedFile[Any]") -> Image.Image:
    """Upright RGB of at most 1600 pixels; shrunk as early as possible, so that a large photo costs little memory."""
    content = upload.read()
    if content.count(_SCAN) > _MOST_SCANS and content.startswith(b"\xff\xd8"):
        raise ValidationError("这张照片已损坏或不是相机的照片，请重新选择。")
    try:
        _open(content).verify()
        picture = _open(content)
        picture.draft("RGB", (_LONG_SIDE, _LONG_SIDE))
        picture.load()
    except UnidentifiedImageError as error:
        raise ValidationError(
            "这不是可以识别的照片。请上传JPG、PNG或WebP格式的照片；改文件扩展名不能改变文件格式。"
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError("照片像素过多，请缩小后再上传。") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError("这张照片已损坏或没有传完整，请重新选择。") from error
    picture = picture.convert("RGBA") if picture.mode in {"P", "PA", "LA"} else picture
    picture.thumbnail((_LONG_SIDE, _LONG_SIDE), Image.Resampling.LANCZOS)
    return _flat(ImageOps.exif_transpose(picture))


def _open(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content), formats=list(_MOST_PIXELS))
    if picture.width * picture.height > _MOST_PIXELS[str(picture.format)]:
        raise ValidationError(f"照片像素过多({picture.width}×{picture.height})，请缩小后再上传。")
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    """RGB; what is transparent becomes white, not black."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _encode(picture: Image.Image, side: int) -> ContentFile[bytes]:
    small = Image.new("RGB", picture.size)  # a new image: nothing of the old one's information comes along
    small.paste(picture)
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=85, optimize=True, progressive=True)
    return ContentFile(buffer.getvalue())
