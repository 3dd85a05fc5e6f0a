"""Code lists for people and posts. Codes follow national standards or this system's proposals in ``staffing/data/``."""

from django.db import models


class Kind(models.TextChoices):
    """Where the post is; decides which unit an appointment belongs to."""

    STATION_STAFF = "station_staff", "民政所工作人员"
    VILLAGE_SPECIALIST = "village_specialist", "村级民政专干"
    NURSING_HOME_STAFF = "nursing_home_staff", "敬老院工作人员"
    BUREAU_STAFF = "bureau_staff", "县局工作人员"


class Employment(models.TextChoices):
    """编制类型. The established ones (在编) are listed in ``ESTABLISHED``."""

    ADMINISTRATIVE = "10", "行政编制"
    POLITICAL_LEGAL = "11", "政法专项编制"
    WORKMAN = "12", "机关工勤编制"
    CIVIL_SERVICE_LIKE = "20", "参公事业编制"
    INSTITUTION_FULL = "21", "事业编制(全额拨款)"
    INSTITUTION_PART = "22", "事业编制(差额拨款)"
    INSTITUTION_SELF = "23", "事业编制(自收自支)"
    ESTABLISHED = "29", "在编(类别未登记)"
    PURCHASED = "30", "政府购买服务"
    PUBLIC_WELFARE = "31", "公益性岗位"
    DISPATCHED = "32", "劳务派遣"
    TEMPORARY = "33", "临时聘用"
    COMMITTEE_MEMBER = "40", "村(居)干部兼任"
    VILLAGE_HIRED = "41", "村(居)聘用"
    OTHER = "90", "其他"


ESTABLISHED = frozenset(
    {
        Employment.ADMINISTRATIVE,
        Employment.POLITICAL_LEGAL,
        Employment.WORKMAN,
        Employment.CIVIL_SERVICE_LIKE,
        Employment.INSTITUTION_FULL,
        Employment.INSTITUTION_PART,
        Employment.INSTITUTION_SELF,
        Employment.ESTABLISHED,
    }
)
"""在编: 行政编制 or 事业编制 (三(三)2-2); ``Employment.ESTABLISHED`` says that it is one of them, and not yet which."""


class WorkingMode(models.TextChoices):
    """在岗方式, apart from the employment type."""

    REGULAR = "1", "在岗"
    LENT = "2", "借出(编制在本单位，人在外)"
    BORROWED = "3", "借入(编制在外，人在本单位)"
    CONCURRENT = "4", "兼任"
    ATTACHED = "5", "挂职"
    REHIRED = "6", "退休返聘"
    LONG_LEAVE = "7", "长期病(产)假"
    OFF_POST = "9", "离岗"


AT_WORK = frozenset(
    {WorkingMode.REGULAR, WorkingMode.BORROWED, WorkingMode.CONCURRENT, WorkingMode.ATTACHED, WorkingMode.REHIRED}
)
"""Working modes of people who actually work at the unit (在岗)."""

SECOND_PLACE = frozenset({WorkingMode.BORROWED, WorkingMode.CONCURRENT, WorkingMode.ATTACHED})
"""Working modes in which one person rightly holds posts at two units."""

FULL_TIME = frozenset({WorkingMode.REGULAR, WorkingMode.LENT, WorkingMode.REHIRED, WorkingMode.LONG_LEAVE})
"""Working modes of a principal post, of which nobody has two: neither those of a further one, nor 离岗."""


class Channel(models.TextChoices):
    """进入方式 / 人员来源."""

    OPEN_RECRUITMENT = "01", "公开招聘"
    OPEN_SELECTION = "02", "公开选调"
    GRADUATE_VILLAGE_OFFICIAL = "03", "大学生村官"
    THREE_SUPPORTS = "04", "三支一扶"
    CIVIL_SERVICE_EXAM = "05", "公务员考录"
    VETERAN = "06", "军转或退役士兵安置"
    TRANSFER = "07", "调入"
    SELECTED_GRADUATE = "08", "选调生"
    COUNTY_JOINT = "09", "县级联合招聘(购买服务)"
    TOWNSHIP_HIRED = "10", "乡镇聘用"
    COMMITTEE_CONCURRENT = "11", "村委兼任"
    REORGANISED = "12", "机构改革划转"
    OTHER = "99", "其他"


class Payer(models.TextChoices):
    """Who pays the wage (三(三)2-3, 2-10)."""

    COUNTY_BUDGET = "county_budget", "县级财政预算"
    COUNTY_PURCHASE = "county_purchase", "县级财政购买服务"
    TOWNSHIP = "township", "乡镇(街道)自筹"
    VILLAGE = "village", "村(居)自筹"
    OTHER = "other", "其他"


class Treatment(models.TextChoices):
    """待遇标准: the policy asks for that of public institutions for director and accountant of a home (三(三)2-10)."""

    INSTITUTION = "1", "事业单位"
    OTHER = "9", "其他"


class Position(models.TextChoices):
    """Posts that a standard asks for by name; everything else is 一般工作人员."""

    HEAD = "head", "所长"
    DEPUTY_HEAD = "deputy_head", "副所长"
    STAFF = "staff", "工作人员"
    SPECIALIST = "specialist", "民政专干"
    DIRECTOR = "director", "院长"
    ACCOUNTANT = "accountant", "会计"
    CARER = "carer", "护理员"
    COOK = "cook", "炊事员"
    OTHER = "other", "其他"


class Sex(models.TextChoices):
    MALE = "1", "男"
    FEMALE = "2", "女"


class Education(models.TextChoices):
    """学历, by the tens of GB/T 4658: finer codes add nothing that a standard asks."""

    POSTGRADUATE = "10", "研究生"
    BACHELOR = "20", "大学本科"
    JUNIOR_COLLEGE = "30", "大学专科"
    SECONDARY_VOCATIONAL = "40", "中专(中职)"
    HIGH_SCHOOL = "60", "高中"
    JUNIOR_HIGH = "70", "初中"
    PRIMARY = "80", "小学"
    OTHER = "90", "其他"


class Politics(models.TextChoices):
    """政治面貌 (GB/T 4762)."""

    PARTY_MEMBER = "01", "中共党员"
    PROBATIONARY = "02", "中共预备党员"
    LEAGUE_MEMBER = "03", "共青团员"
    DEMOCRATIC_PARTY = "04", "民主党派"
    NO_PARTY = "12", "无党派人士"
    MASSES = "13", "群众"


class SocialWorkTitle(models.TextChoices):
    """社会工作职业水平 (人社部发〔2006〕71号)."""

    NONE = "0", "无"
    ASSISTANT = "1", "助理社会工作师"
    SOCIAL_WORKER = "2", "社会工作师"
    SENIOR = "3", "高级社会工作师"


class EndReason(models.TextChoices):
    TRANSFERRED = "transferred", "调动"
    LENT = "lent", "借调"
    RESIGNED = "resigned", "辞职"
    RETIRED = "retired", "退休"
    CONTRACT_ENDED = "contract_ended", "合同到期"
    DISMISSED = "dismissed", "辞退"
    DIED = "died", "去世"
    OTHER = "other", "其他"
