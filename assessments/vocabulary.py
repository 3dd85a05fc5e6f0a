"""Words of the assessment: who is judged, and with what outcome."""

from django.db import models


class SubjectKind(models.TextChoices):
    """What a standard judges. ``hall`` is any place that owes a window: county, township or urban community."""

    CITY = "city", "设区市"
    COUNTY = "county", "县(市、区)"
    TOWNSHIP = "township", "乡镇(街道)"
    STATION = "station", "民政所"
    HALL = "hall", "服务大厅或城市社区"
    VILLAGE = "village", "村(居)"
    NURSING_HOME = "nursing_home", "农村敬老院"


class Outcome(models.TextChoices):
    """The five outcomes. Missing data is never met and never unmet; nor is what a running period still has time for."""

    MET = "met", "达标"
    UNMET = "unmet", "未达标"
    NOT_DUE = "not_due", "未到期"
    UNKNOWN = "unknown", "数据缺失"
    NOT_APPLICABLE = "not_applicable", "不适用"
