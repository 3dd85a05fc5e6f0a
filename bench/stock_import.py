"""What one would write with django-import-export as its documentation shows: two resources, preview, then import."""

from pathlib import Path
from typing import Any

import tablib
from import_export import fields, resources, widgets

from offices.models import Division
from staffing import vocabulary as v
from staffing.models import Appointment, Person


class _Label(widgets.Widget):
    """Chinese label → code."""

    def __init__(self, **codes: str) -> None:
        super().__init__()
        self.codes = codes

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.codes.get(value, "")


class _Unit(widgets.ForeignKeyWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean(str(value).removesuffix("民政所"), row, **kwargs)


_SEX = _Label(**{label: code for code, label in v.Sex.choices})
_PARTY = _Label(中共党员="01")
_EDUCATION = _Label(大专="30", 研究生="10")


class PersonResource(resources.ModelResource):
    name = fields.Field("name", "姓名")
    id_number = fields.Field("id_number", "身份证号")
    sex = fields.Field("sex", "性别", widget=_SEX)
    ethnic_group = fields.Field("ethnic_group", "民族")
    politics = fields.Field("politics", "政治面貌", widget=_PARTY)
    education = fields.Field("education", "学历", widget=_EDUCATION)
    school = fields.Field("school", "毕业院校及专业")
    phone = fields.Field("phone", "联系电话")

    class Meta:
        model = Person
        fields = ("name", "id_number", "sex", "ethnic_group", "politics", "education", "school", "phone")
        import_id_fields = ("id_number",)
        skip_unchanged = True
        report_skipped = True


class AppointmentResource(resources.ModelResource):
    person = fields.Field("person", "身份证号", widget=widgets.ForeignKeyWidget(Person, "id_number"))
    work_division = fields.Field("work_division", "所在单位", widget=_Unit(Division, "name"))
    title = fields.Field("title", "职务")
    employment = fields.Field("employment", "编制类型", widget=_Label(事业编制="21"))
    working_mode = fields.Field("working_mode", "在岗方式", widget=_Label(在岗="1"))
    channel = fields.Field("channel", "进入方式", widget=_Label(公开招聘="01"))
    from_date = fields.Field("from_date", "到岗时间", widget=widgets.DateWidget("%Y-%m-%d"))
    monthly_pay = fields.Field("monthly_pay", "月工资", widget=widgets.DecimalWidget())
    insured = fields.Field("insured", "参加社会保险", widget=_Label(是="1"))

    class Meta:
        model = Appointment
        fields = (
            "person",
            "work_division",
            "title",
            "employment",
            "working_mode",
            "channel",
            "from_date",
            "monthly_pay",
            "insured",
        )
        import_id_fields = ("person", "work_division")
        skip_unchanged = True
        report_skipped = True

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        instance.kind, instance.post_division = v.Kind.STATION_STAFF, instance.work_division
        instance.insured = bool(instance.insured)


def run(path: Path, *, dry_run: bool) -> None:
    """Both resources over the file, as the admin's two steps do; with the diff of every row made for its page."""
    data = tablib.Dataset().load(path.read_bytes(), format="xlsx")
    for resource in (PersonResource(), AppointmentResource()):
        result = resource.import_data(data, dry_run=dry_run, raise_errors=False, use_transactions=True)
        if not dry_run and (result.has_errors() or result.has_validation_errors()):
            raise RuntimeError(f"the stock import failed: {result.row_errors()[:1]}")
