"""What a form says when an answer is missing or cannot be read: the portal's words, naming the field.

Django has words of its own for each of these cases, that name nothing. A field that was given a message keeps it.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.functional import Promise

NOT_ASKED = "不填"
CHOOSE = "请选择"

_DASHES = str(models.fields.BLANK_CHOICE_DASH[0][1])
_WORDS: Mapping[str, str] = {
    "max_length": "“{label}”最多%(limit_value)d个字，现在有%(show_value)d个字，请缩短。",
    "min_length": "“{label}”至少%(limit_value)d个字，现在有%(show_value)d个字，请补充。",
    "max_value": "“{label}”不能大于%(limit_value)s，请核对。",
    "min_value": "“{label}”不能小于%(limit_value)s，请核对。",
    "step_size": "“{label}”应是%(limit_value)s的倍数，请核对。",
    "max_digits": "“{label}”最多%(max)s位数字，请核对。",
    "max_decimal_places": "“{label}”最多%(max)s位小数，请核对。",
    "max_whole_digits": "“{label}”小数点前最多%(max)s位数字，请核对。",
    "null_characters_not_allowed": "“{label}”里有不能保存的字符，请删去后重新填写。",
    "invalid_choice": "“{label}”请从列表中选择：所填的不在可选范围内。",
    "invalid_list": "“{label}”请从列表中选择。",
    "invalid_pk_value": "“{label}”请从列表中选择：所填的不在可选范围内。",
    "missing": "请选择“{label}”：没有收到文件。",
    "empty": "“{label}”是空文件，请重新选择。",
    "contradiction": "“{label}”请只上传新文件或只清除原文件，不能同时选。",
    "invalid_image": "“{label}”不是能识别的图片，请重新选择。",
    "overflow": "“{label}”超出了可以填写的范围，请核对。",
    "incomplete": "请把“{label}”填写完整。",
}
_FILE_NAME_TOO_LONG = "“{label}”的文件名最多%(max)d个字，现在有%(length)d个字，请改短后重新选择。"
_INVALID: tuple[tuple[tuple[type[forms.Field], ...], str], ...] = (
    ((forms.DateField,), "“{label}”不是有效的日期，请写成 2025-01-31 这样的年月日。"),
    ((forms.DecimalField, forms.FloatField), "“{label}”请填数字。"),
    ((forms.IntegerField,), "“{label}”请填整数。"),
    ((forms.SlugField,), "“{label}”只能用英文字母、数字、短横线和下划线。"),
    ((forms.EmailField,), "“{label}”不是有效的邮箱地址，请核对。"),
    ((forms.FileField,), "“{label}”没有收到文件，请重新选择。"),
    ((forms.Field,), "“{label}”填写的内容无法识别，请核对。"),
)
_CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)


class PlainWords:
    """Form mixin: says in the portal's words what is wrong, and what an empty choice means.

    Looks at a field when it is first drawn or read: by then a form has given it its label and said whether it is asked.
    """

    fields: dict[str, forms.Field]

    def __getitem__(self, name: str) -> forms.BoundField:
        if name in self.fields:
            speak(self.fields[name])
            name_nothing(self.fields[name])
        bound: forms.BoundField = super().__getitem__(name)  # type: ignore[misc]
        return bound


def speak(field: forms.Field, words: Mapping[str, str] | None = None) -> None:
    """Give a field the portal's words, or ``words``, for what Django would say in its own."""
    own = {code: text for code, text in field.error_messages.items() if not _is_djangos(text)}
    field.error_messages = {**field.error_messages, **(words or words_for(field)), **own}


def name_nothing(field: forms.Field) -> None:
    """Say of an empty choice what it means, instead of dashes."""
    nothing = CHOOSE if field.required else NOT_ASKED
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == _DASHES:
            field.empty_label = nothing
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        if next(iter(choices), None) == ("", _DASHES):
            field.choices = [("", nothing), *list(choices)[1:]]


def words_for(field: forms.Field) -> dict[str, str]:
    """What is said of a field, by the code of what is wrong."""
    missing = (
        "请勾选" if isinstance(field, forms.BooleanField) else "请选择" if isinstance(field, _CHOSEN) else "请填写"
    )
    asked = dict.fromkeys(("required", "null", "blank"), f"{missing}“{{label}}”。")
    words = {**_WORDS, **asked}
    if isinstance(field, forms.FileField):
        words["max_length"] = _FILE_NAME_TOO_LONG
    if "invalid" in field.error_messages or isinstance(field, forms.SlugField | forms.EmailField):
        words["invalid"] = next(text for kinds, text in _INVALID if isinstance(field, kinds))
    label = str(field.label or "这一项").replace("%", "％")
    return {code: text.replace("{label}", label) for code, text in words.items()}


def reworded(model: type[models.Model], error: ValidationError) -> ValidationError:
    """What a model found wrong with its own fields (``full_clean``), in the same words as a form over them."""
    if not hasattr(error, "error_dict"):
        return error
    told = {name: [_reworded(model, name, one) for one in errors] for name, errors in error.error_dict.items()}
    return ValidationError(told)


def reworded_value(model: type[models.Model], name: str, error: ValidationError) -> ValidationError:
    """The same for one value of the field called ``name``."""
    return ValidationError([_reworded(model, name, one) for one in error.error_list])


def _reworded(model: type[models.Model], name: str, error: ValidationError) -> ValidationError:
    if not _is_djangos(error.message) or name == NON_FIELD_ERRORS:
        return error
    column: Any = model._meta.get_field(name)
    words = words_for(column.formfield() or forms.Field(label=column.verbose_name))
    return ValidationError(words.get(str(error.code), error.message), code=error.code, params=error.params)


def _is_djangos(text: Any) -> bool:
    """The portal writes its words directly; Django has its own translated when they are shown."""
    return isinstance(text, Promise)
