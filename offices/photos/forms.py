from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from jian_minzheng.core.editing.fields import PortalWidgets
from offices.models import Photo
from offices.photos.images import CleanPhoto, clean_photo


class PhotoForm(PortalWidgets, forms.ModelForm):  # type: ignore[type-arg]
    """One photo with what it shows; ``cleaned_data["file"]`` is a ``CleanPhoto``."""

    file = forms.FileField(
        label="照片",
        help_text="JPG、PNG或WebP，不超过10MB。上传后自动缩小，并清除拍摄地点等附加信息。",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    field_order = ("kind", "file", "taken_on", "caption")

    class Meta:
        model = Photo
        fields = ["kind", "taken_on", "caption"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_on"].initial = timezone.localdate

    def clean_file(self) -> CleanPhoto:
        return clean_photo(self.cleaned_data["file"])

    def clean_taken_on(self) -> Any:
        if self.cleaned_data["taken_on"] > timezone.localdate():
            raise ValidationError("拍摄日期不能晚于今天。")
        return self.cleaned_data["taken_on"]
