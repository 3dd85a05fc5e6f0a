"""Every form speaks in the portal's own words: what is wrong is named, an empty choice says what it means."""

import copy
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.forms import BaseForm
from django.utils.functional import Promise

from jian_minzheng.core.editing.words import PlainWords, name_nothing, reworded, reworded_value, speak, words_for
from jian_minzheng.core.registers.filters import AskedForm
from offices.models import Station
from offices.registers.stations import StationForm
from tests.portal import ROOT

APPS = ("assessments", "intake", "jian_minzheng", "offices", "staffing")


def _modules() -> Iterator[str]:
    for app in APPS:
        for module in pkgutil.walk_packages([str(ROOT / app)], f"{app}."):
            if not {"migrations", "settings", "commands"} & set(module.name.split(".")):
                yield module.name


def portal_forms() -> list[type[BaseForm]]:
    """Every form class that a module of the portal declares."""
    for name in _modules():
        if not name.endswith("wsgi"):
            importlib.import_module(name)
    found: list[type[BaseForm]] = []
    waiting: list[Any] = [BaseForm]
    while waiting:
        waiting += (kind := waiting.pop()).__subclasses__()
        if kind.__module__.partition(".")[0] in APPS and kind not in found:
            found.append(kind)
    return sorted(found, key=lambda kind: (kind.__module__, kind.__qualname__))


FORMS = portal_forms()
FIELDS = [
    pytest.param(kind, name, id=f"{kind.__qualname__}.{name}")
    for kind in FORMS
    for name in getattr(kind, "base_fields", {})
]


def test_the_forms_of_registers_imports_and_accounts_are_found() -> None:
    names = {kind.__name__ for kind in FORMS}
    assert {"StationForm", "ProfileForm", "PostForm", "UploadForm", "SignInForm", "GrantForm", "NumberForm"} <= names
    assert len(FORMS) > 35


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.__qualname__)
def test_every_form_speaks_plainly(kind: type[BaseForm]) -> None:
    """Conditions of lists have one word for all that cannot be read; everything else names its field."""
    assert issubclass(kind, PlainWords | AskedForm)


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_no_field_is_left_with_words_of_django(kind: Any, name: str) -> None:
    field = copy.deepcopy(kind.base_fields[name])
    speak(field)
    name_nothing(field)
    codes = {one.code for one in field.validators if isinstance(getattr(one, "message", None), Promise)}
    left = [code for code, text in field.error_messages.items() if isinstance(text, Promise)]
    assert not left
    assert not codes - field.error_messages.keys()
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        assert "---------" not in [label for _, label in field.choices]
    else:
        assert getattr(field, "empty_label", None) != "---------"


class Everything(PlainWords, forms.Form):
    """One field of each sort."""

    title = forms.CharField(label="标题", max_length=3, min_length=2)
    code = forms.SlugField(label="代码")
    day = forms.DateField(label="日期")
    count = forms.IntegerField(label="件数", min_value=1, max_value=9)
    area = forms.DecimalField(label="面积", max_digits=4, decimal_places=1)
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲")])
    kinds = forms.MultipleChoiceField(label="几种", choices=[("a", "甲")])
    sure = forms.BooleanField(label="确认")
    paper = forms.FileField(label="文件", max_length=5)


GOOD = {
    "title": "通知",
    "code": "a",
    "day": "2025-01-31",
    "count": "1",
    "area": "1",
    "kind": "a",
    "kinds": ["a"],
    "sure": "on",
}


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("title", "", "请填写“标题”。"),
        ("title", "关于通知", "“标题”最多3个字，现在有4个字，请缩短。"),
        ("title", "关", "“标题”至少2个字，现在有1个字，请补充。"),
        ("title", "关\x00", "“标题”里有不能保存的字符，请删去后重新填写。"),
        ("code", "甲", "“代码”只能用英文字母、数字、短横线和下划线。"),
        ("day", "", "请填写“日期”。"),
        ("day", "2025-13-45", "“日期”不是有效的日期，请写成 2025-01-31 这样的年月日。"),
        ("count", "x", "“件数”请填整数。"),
        ("count", "0", "“件数”不能小于1，请核对。"),
        ("count", "10", "“件数”不能大于9，请核对。"),
        ("area", "x", "“面积”请填数字。"),
        ("area", "12345", "“面积”最多4位数字，请核对。"),
        ("area", "1.23", "“面积”最多1位小数，请核对。"),
        ("area", "1234", "“面积”小数点前最多3位数字，请核对。"),
        ("kind", "", "请选择“种类”。"),
        ("kind", "z", "“种类”请从列表中选择：所填的不在可选范围内。"),
        ("kinds", [], "请选择“几种”。"),
        ("kinds", ["z"], "“几种”请从列表中选择：所填的不在可选范围内。"),
        ("sure", "", "请勾选“确认”。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_in_plain_words(name: str, sent: Any, said: str) -> None:
    form = Everything({**GOOD, name: sent}, {"paper": SimpleUploadedFile("a.pdf", b"x")})
    assert said in form.errors[name]
    assert set(form.errors) == {name}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "请选择“文件”。"),
        (SimpleUploadedFile("a.pdf", b""), "“文件”是空文件，请重新选择。"),
        (SimpleUploadedFile("abcde.pdf", b"x"), "“文件”的文件名最多5个字，现在有9个字，请改短后重新选择。"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(file: Any, said: str) -> None:
    form = Everything(GOOD, {"paper": file} if file else {})
    assert form.errors == {"paper": [said]}


def test_words_that_a_field_was_given_stay_and_its_label_counts_as_it_stands_when_asked() -> None:
    class Own(PlainWords, forms.Form):
        name = forms.CharField(label="名称", error_messages={"required": "请写姓名。"})
        day = forms.DateField(label="日期")

    form = Own({"name": "", "day": ""})
    form.fields["day"].label = "自哪一天起"
    assert form.errors == {"name": ["请写姓名。"], "day": ["请填写“自哪一天起”。"]}


def test_an_empty_choice_says_what_it_means() -> None:
    class Chosen(PlainWords, forms.Form):
        must = forms.ChoiceField(label="必选", choices=[("", "---------"), ("a", "甲")])
        may = forms.ChoiceField(label="可选", choices=[("", "---------"), ("a", "甲")], required=False)
        unit = forms.ModelChoiceField(Station.objects.none(), label="单位")

    drawn = Chosen()
    drawn.fields["must"].required = True
    assert ">请选择<" in str(drawn["must"])
    assert ">不填<" in str(drawn["may"])
    field: Any = drawn["unit"].field
    assert field.empty_label == "请选择"


def test_what_a_model_says_of_itself_is_said_in_the_same_words() -> None:
    station = Station(name="", address="长" * 121)
    with pytest.raises(ValidationError) as caught:
        station.clean_fields()
    told = reworded(Station, caught.value).message_dict
    assert told["name"] == ["请填写“名称”。"]
    assert told["address"] == ["“地址”最多120个字，现在有121个字，请缩短。"]
    with pytest.raises(ValidationError, match="“地址”最多120个字"):
        StationForm.check_value("address", "长" * 121)


def test_what_the_portal_itself_says_of_a_value_is_not_touched() -> None:
    own = ValidationError("请先登记所在乡镇。", code="required")
    assert reworded_value(Station, "name", own).messages == ["请先登记所在乡镇。"]
    assert {MaxLengthValidator(1).code, MaxValueValidator(1).code} <= words_for(forms.CharField(label="名称")).keys()
