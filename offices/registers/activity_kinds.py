"""活动种类: the dictionary of kinds of activities, kept by the city."""

from jian_minzheng.core.editing import EditForm
from jian_minzheng.core.registers.columns import Column
from offices.models import ActivityKind
from offices.registers.kinds import kind_register

COLUMNS = [
    Column("levels", "由哪级登记", lambda kind: kind.levels_told),
    Column("reminder", "登记时提醒", lambda kind: kind.reminder, hidden=True),
]


class KindForm(EditForm):
    class Meta:
        model = ActivityKind
        fields = [
            "label", "code", "at_county", "at_township", "at_village", "standards", "everyday_names", "particulars",
            "reminder", "source", "confidence",
        ]  # fmt: skip


ACTIVITY_KINDS = kind_register(
    model=ActivityKind,
    name="activity_kind",
    slug="activity-kinds",
    title="活动种类",
    menu=196,
    own=COLUMNS,
    form=KindForm,
    hint="登记活动时可选的种类；停用的不再提供，已登记的活动不变。",
)
