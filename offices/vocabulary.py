"""Code lists of the offices that upper apps ask by, too."""

from django.db import models


class Stock(models.TextChoices):
    """Registers that are gone through in a 清查: until then, what is not on record may only not have been entered."""

    STATION = "station", "民政所"
    WINDOW = "window", "民政服务窗口"
    DOCUMENT = "document", "制度文件"
    ACTIVITY = "activity", "活动"
    CONTACT = "contact", "联络人"
    EXEMPLAR = "exemplar", "先进典型"
    STATION_STAFF = "station_staff", "民政所人员花名册"
    VILLAGE_SPECIALIST = "village_specialist", "村级民政专干名册"
    NURSING_HOME_STAFF = "nursing_home_staff", "敬老院人员花名册"


ROSTERS = frozenset({Stock.STATION_STAFF, Stock.VILLAGE_SPECIALIST, Stock.NURSING_HOME_STAFF})
"""Those that are complete township by township; the others are county by county."""
