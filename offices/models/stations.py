"""Township stations and the facts that clause 三(三)1 asks of them.

What a station *is* stands in ``Station``; how it stood from a day on stands in rows that carry ``as_of``, so that any
past date can be judged by the same code as today.
"""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_office_phone, mask_text
from jian_minzheng.core.records import Versioned, Voidable, VoidableQuerySet
from jian_minzheng.core.scope import ScopedQuerySet
from offices.models.divisions import Division
from offices.models.since import ShowsNewest, SinceQuerySet, SinceRow, one_a_day


class Station(ShowsNewest, Versioned, Voidable):
    """民政所: at most one in operation per township (三(三)1-1). Its ``name`` is today's; former ones are rows."""

    township = models.ForeignKey(Division, models.PROTECT, related_name="stations", verbose_name="乡镇(街道)")
    name = models.CharField("名称", max_length=60, help_text="统一为“××乡(镇、街道)民政所”(三(三)1-2)")
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    opened_on = models.DateField("设立日期")
    founded_by = models.CharField("设立依据", max_length=200, blank=True, help_text="批准设立的文件名称和文号")
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "township__path"
    masked_fields = {"phone": mask_office_phone}  # the office's own, meant to be called
    dated_rows = {"name": "names"}

    void_words = f"{Voidable.void_words}如果民政所只是撤销了，请改为登记撤销日期。"

    class Meta:
        verbose_name = verbose_name_plural = "民政所"
        ordering = ["township__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["township"],
                condition=Q(closed_on__isnull=True, voided_at__isnull=True),
                name="one_open_station_per_township",
                violation_error_message="该乡镇(街道)已有一个在运行的民政所。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="station_dates_in_order",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
        ]

    def __str__(self) -> str:
        return mask_text(self.name)

    @property
    def shown_phone(self) -> str:
        return mask_office_phone(self.phone)


class StationName(SinceRow):
    """What a station that was renamed has been called from a day on, or since ever (三(三)1-2)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="names", verbose_name="民政所")
    name = models.CharField("名称", max_length=60)

    objects: Any = SinceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "station__township__path"
    held_by = ("station",)

    class Meta:
        verbose_name = verbose_name_plural = "民政所名称"
        ordering = ["station", "since"]
        constraints = one_a_day("station", name="station_name", said="民政所自这一天起的名称已经登记。")

    def __str__(self) -> str:
        return mask_text(self.name)


PAPER_KINDS = {
    "rules_in_place": "station_system",
    "duties_in_place": "station_duties",
    "workflow_in_place": "station_flow",
}
"""The papers of 三(三)1-4: what there is of a kind is a document; a profile can only say that there is none."""


class StationProfile(Versioned):
    """How a station stood from ``as_of`` on. An empty answer means nobody has said yet: 数据缺失, never 'no'.

    To what ``PAPER_KINDS`` name the only answer is no (没有): of what there is a document is on file.
    """

    station = models.ForeignKey(Station, models.CASCADE, related_name="profiles", verbose_name="民政所")
    as_of = models.DateField("情况截至日期", help_text="以下情况自哪一天起属实")
    sign_hung = models.BooleanField("统一标识牌已悬挂", null=True, blank=True, help_text="三(三)1-3")
    rules_in_place = models.BooleanField("工作制度已制定", null=True, blank=True, help_text="三(三)1-4")
    duties_in_place = models.BooleanField("工作职责已制定", null=True, blank=True, help_text="三(三)1-4")
    workflow_in_place = models.BooleanField("工作流程已制定", null=True, blank=True, help_text="三(三)1-4")
    notice_board = models.BooleanField("公示栏已建", null=True, blank=True, help_text="三(三)1-5")
    publicity_board = models.BooleanField("宣传栏已建", null=True, blank=True, help_text="三(三)1-5")
    office_area = models.DecimalField(
        "办公用房面积(㎡)",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="三(三)1-7：人均不少于规定面积",
    )
    inside_nursing_home = models.BooleanField(
        "办公场所设在敬老院内", null=True, blank=True, help_text="三(三)1-8：不得设在敬老院"
    )
    note = models.CharField("说明", max_length=300, blank=True)

    objects: Any = ScopedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "station__township__path"

    class Meta:
        verbose_name = verbose_name_plural = "民政所情况"
        ordering = ["station", "-as_of"]
        constraints = [models.UniqueConstraint(fields=["station", "as_of"], name="one_profile_per_day")]

    def __str__(self) -> str:
        return f"{self.station}({self.as_of})"

    @property
    def papers(self) -> list[bool | None]:
        """The answers about papers, in their order."""
        return [getattr(self, name) for name in PAPER_KINDS]


class ServiceWindow(Versioned, Voidable):
    """民政服务窗口 in a county hall, a township hall or an urban community (三(三)1-6)."""

    class Place(models.TextChoices):
        COUNTY_HALL = "county_hall", "县级便民服务大厅"
        TOWNSHIP_HALL = "township_hall", "乡镇(街道)便民服务大厅"
        COMMUNITY = "community", "城市社区"

    division = models.ForeignKey(Division, models.PROTECT, related_name="windows", verbose_name="所属单位")
    place = models.CharField("设置地点", max_length=20, choices=Place.choices)
    dedicated = models.BooleanField("民政专用窗口", null=True, blank=True, help_text="与其他业务合用的不算专门窗口")
    location = models.CharField("具体位置", max_length=120, blank=True)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    objects: Any = VoidableQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "division__path"

    void_words = f"{Voidable.void_words}如果窗口只是停用了，请改为登记停用日期。"

    class Meta:
        verbose_name = verbose_name_plural = "民政服务窗口"
        ordering = ["division__path", "opened_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="window_dates_in_order",
                violation_error_message="停用日期不能早于开设日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division}{self.get_place_display()}窗口"


class EquipmentKind(models.TextChoices):
    """七有 (三(三)1-9)."""

    ARCHIVE_ROOM = "archive_room", "档案资料室"
    TELEPHONE = "telephone", "电话"
    COMPUTER = "computer", "电脑"
    PRINTER = "printer", "打印机"
    FURNITURE = "furniture", "办公桌椅"
    RESCUE_GEAR = "rescue_gear", "灾害应急救助装备"
    DOCUMENT_CAMERA = "document_camera", "高拍仪"


EQUIPMENT_KINDS = list(EquipmentKind)


class Equipment(Versioned):
    """How many items of one of the seven haves a station holds from ``as_of`` on, and how many of them are usable."""

    class Condition(models.TextChoices):
        GOOD = "good", "完好"
        WORN = "worn", "老旧可用"
        BROKEN = "broken", "损坏待修"
        NONE = "none", "未配置"

    station = models.ForeignKey(Station, models.CASCADE, related_name="equipment", verbose_name="民政所")
    kind = models.CharField("设施", max_length=20, choices=EquipmentKind.choices)
    as_of = models.DateField("情况截至日期")
    total = models.PositiveIntegerField("数量", default=0)
    usable = models.PositiveIntegerField("其中可用", default=0)
    condition = models.CharField("状况", max_length=10, choices=Condition.choices, default=Condition.GOOD)
    note = models.CharField("说明", max_length=200, blank=True)

    objects: Any = ScopedQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "station__township__path"

    class Meta:
        verbose_name = verbose_name_plural = "七有设施"
        ordering = ["station", "kind", "-as_of"]
        constraints = [
            models.UniqueConstraint(fields=["station", "kind", "as_of"], name="one_equipment_row_per_day"),
            models.CheckConstraint(
                condition=Q(usable__lte=models.F("total")),
                name="usable_within_total",
                violation_error_message="“其中可用”不能多于“数量”。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.get_kind_display()}"


def _photo_path(photo: "Photo", filename: str) -> str:
    return f"photos/{photo.station_id}/{filename}"


class Photo(Voidable):
    """A picture of a station's office or of one of its seven haves: re-encoded on arrival, metadata stripped."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="photos", verbose_name="民政所")
    kind = models.CharField(
        "内容", max_length=20, choices=[("office", "办公场所"), ("sign", "标识牌"), *EquipmentKind.choices]
    )
    image = models.ImageField("照片", upload_to=_photo_path)
    thumbnail = models.ImageField("缩略图", upload_to=_photo_path)
    taken_on = models.DateField("拍摄日期")
    caption = models.CharField("说明", max_length=100, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects: Any = VoidableQuerySet.as_manager()
    scope_path = "station__township__path"

    void_words = "作废用于传错或重复上传的照片：作废后不再列给其他单位看，照片不会删除，可以随时恢复。"
    restore_words = "恢复后重新列在民政所的照片里。"

    class Meta:
        verbose_name = verbose_name_plural = "照片"
        ordering = ["station", "kind", "-taken_on"]

    def __str__(self) -> str:
        return f"{self.station} {self.get_kind_display()}"
