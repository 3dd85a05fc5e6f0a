"""Persons and their dated posts."""

import datetime
from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from jian_minzheng.core.masking import mask_id_number, mask_phone
from jian_minzheng.core.records import Versioned, Voidable, VoidableRows, in_force_on
from jian_minzheng.core.scope import Scope, ScopedQuerySet
from offices.models import Division, NursingHome
from staffing import vocabulary as v
from staffing.names import spell_name

NOT_HERE = "这个身份证号不能由本单位直接登记，请交上一级民政局核对。"
"""The one answer about a number that stands elsewhere: it names neither place nor person."""


class PersonQuerySet(ScopedQuerySet[Any]):
    def visible_to(self, scope: Scope | None) -> Self:
        """People with a post, present or past, that the scope reaches: as work place or as holder of the post."""
        if scope is None:
            return self.none()
        posts = Appointment.objects.visible_to(scope).filter(person=OuterRef("pk"))
        return self.filter(Exists(posts))

    def kept_by(self, scope: Scope | None) -> Self:
        """People whose particulars the scope keeps up: in post there now, or formerly there and nowhere else since.

        A unit that somebody has left still sees who it was and when, but neither changes the particulars any more nor
        sees the numbers whole. A voided post was never so: it keeps nothing as long as somebody holds another one, or
        has others voided elsewhere.
        """
        if scope is None:
            return self.none()
        every = Appointment.objects.filter(person=OuterRef("pk"))
        live = every.live()
        held = live.filter(to_date__isnull=True)
        latest = Appointment.objects.all().live().filter(person=OuterRef("person")).order_by("-to_date", "-pk")
        return self.visible_to(scope).filter(
            Exists(held.visible_to(scope))
            | (~Exists(held) & Exists(live.visible_to(scope).filter(pk=models.Subquery(latest.values("pk")[:1]))))
            | (~Exists(live) & ~Exists(every.beyond(scope)))
        )

    def off_the_books(self, scope: Scope | None) -> Self:
        """People all of whose posts are void, some of them out of the scope: who enters the same number knows nothing
        of them and takes over nothing."""
        every = Appointment.objects.filter(person=OuterRef("pk"))
        return self.without_live_post().exclude(Exists(every) & ~Exists(every.beyond(scope)))

    def without_live_post(self) -> Self:
        return self.filter(~Exists(Appointment.objects.all().live().filter(person=OuterRef("pk"))))


class Person(Versioned):
    """A person. The identity number may be missing (not yet known) but never stands twice."""

    name = models.CharField("姓名", max_length=50, db_index=True)
    pinyin = models.CharField("姓名拼音", max_length=100, blank=True, db_index=True, editable=False)
    id_number = models.CharField(
        "身份证号",
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        error_messages={"unique": NOT_HERE},
    )
    sex = models.CharField("性别", max_length=1, choices=v.Sex.choices, blank=True)
    birth_date = models.DateField("出生日期", null=True, blank=True)
    ethnic_group = models.CharField("民族", max_length=20, blank=True)
    politics = models.CharField("政治面貌", max_length=2, choices=v.Politics.choices, blank=True)
    education = models.CharField("学历", max_length=2, choices=v.Education.choices, blank=True)
    school = models.CharField("毕业院校及专业", max_length=100, blank=True)
    social_work_title = models.CharField(
        "社会工作职业资格", max_length=1, choices=v.SocialWorkTitle.choices, blank=True
    )
    phone = models.CharField("联系电话", max_length=40, blank=True)
    work_start = models.DateField("参加工作时间", null=True, blank=True)

    objects: Any = PersonQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version", "pinyin"])
    scope_path = "appointments__work_division__path"
    masked_fields = {"phone": mask_phone}

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the spelling in step with the name; bulk writers set ``pinyin`` themselves, with ``spell_name``."""
        self.pinyin = spell_name(self.name)
        super().save(*args, **kwargs)

    def fact_units(self) -> set[int]:
        """The units where the person is or was in post: what is said of the person is judged there, back to then."""
        posts = self.appointments.filter(voided_at__isnull=True)
        return {unit for pair in posts.values_list("work_division_id", "post_division_id") for unit in pair if unit}

    @property
    def masked_id_number(self) -> str:
        return mask_id_number(self.id_number or "")

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)


class AppointmentQuerySet(ScopedQuerySet[Any], VoidableRows):
    def visible_to(self, scope: Scope | None) -> Self:
        """Posts whose work place or whose holder of the post lies within the scope."""
        if scope is None:
            return self.none()
        return self.filter(Q(work_division__path__under=scope.path) | Q(post_division__path__under=scope.path))

    def beyond(self, scope: Scope | None) -> Self:
        """Posts that ``visible_to`` leaves out."""
        if scope is None:
            return self.all()
        holder = Q(post_division__isnull=True) | ~Q(post_division__path__under=scope.path)
        return self.filter(~Q(work_division__path__under=scope.path) & holder)

    def on(self, day: datetime.date) -> Self:
        """Live posts that were held on ``day``."""
        return self.live().filter(in_force_on(day, start="from_date", end="to_date"))


class Appointment(Versioned, Voidable):
    """One person's post at one unit from a day to a day (both included). A transfer ends one and starts another.

    ``work_division`` is where the person works: the township of a station or nursing home, the village of a
    specialist, the county of bureau staff. ``post_division`` is the unit that holds the post (编制所在单位); they
    differ for people on loan (借调), who count once in each view. It is empty where the post is held elsewhere.

    A person may hold several, at one home as well (院长兼会计); the principal one is the one held full-time, of which
    there is no second (``posts.rules``, ADR 48). ``monthly_pay``, ``working_mode`` and ``treatment`` are the newest of
    their dated rows (``staffing.models.terms``).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name="人员")
    kind = models.CharField("岗位类别", max_length=20, choices=v.Kind.choices, db_index=True)
    work_division = models.ForeignKey(Division, models.PROTECT, related_name="workers", verbose_name="工作单位所在地")
    post_division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="post_holders", verbose_name="编制所在单位"
    )
    home = models.ForeignKey(
        NursingHome, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="敬老院"
    )
    position = models.CharField("岗位", max_length=20, choices=v.Position.choices, default=v.Position.STAFF)
    title = models.CharField("职务", max_length=60, blank=True)
    employment = models.CharField("编制类型", max_length=2, choices=v.Employment.choices, blank=True)
    working_mode = models.CharField(
        "在岗方式", max_length=1, choices=v.WorkingMode.choices, default=v.WorkingMode.REGULAR
    )
    channel = models.CharField("进入方式", max_length=2, choices=v.Channel.choices, blank=True)
    monthly_pay = models.DecimalField(
        "月工资报酬(元)", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    payer = models.CharField("工资承担方", max_length=20, choices=v.Payer.choices, blank=True)
    treatment = models.CharField("待遇标准", max_length=1, choices=v.Treatment.choices, blank=True)
    insured = models.BooleanField("聘用期内参加社会保险", null=True, blank=True)
    filed_on = models.DateField(
        "县局备案日期", null=True, blank=True, help_text="村级民政专干选聘情况报县级民政部门备案"
    )
    from_date = models.DateField("到岗日期")
    from_date_known = models.BooleanField(
        "到岗日期已核实", default=True, help_text="花名册未写到岗时间时，以导入日期暂代"
    )
    to_date = models.DateField("离岗日期", null=True, blank=True, help_text="最后一天仍在岗；空表示在岗")
    end_reason = models.CharField("离岗原因", max_length=20, choices=v.EndReason.choices, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects: Any = AppointmentQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])
    scope_path = "work_division__path"

    void_words = f"{Voidable.void_words}如果只是离岗或调动了，请改为登记离岗或调动。"

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["work_division__path", "kind", "position", "pk"]
        indexes = [models.Index(fields=["work_division", "kind", "to_date"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=models.F("from_date")),
                name="appointment_dates_in_order",
                violation_error_message="离岗日期不能早于到岗日期。",
            ),
            models.CheckConstraint(
                condition=Q(home__isnull=True) | Q(kind=v.Kind.NURSING_HOME_STAFF),
                name="home_only_for_home_staff",
                violation_error_message="只有敬老院工作人员才填敬老院。",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "work_division"],
                condition=Q(home__isnull=True, to_date__isnull=True, voided_at__isnull=True),
                name="one_open_appointment_per_place",
                violation_error_message="该人员在这个单位已有同类的在岗任职。",
            ),
            models.UniqueConstraint(
                fields=["person", "home", "position"],
                condition=Q(home__isnull=False, to_date__isnull=True, voided_at__isnull=True),
                name="one_open_position_per_home",
                violation_error_message="该人员在这所敬老院已有同一岗位的在岗任职。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}·{self.work_division}{self.get_position_display()}"

    def fact_units(self) -> set[int]:
        """Where the person works, where the post is held, and where the home lies, which may have moved since."""
        home = self.home.township_id if self.home else None
        return {unit for unit in (self.work_division_id, self.post_division_id, home) if unit}

    @property
    def established(self) -> bool:
        return self.employment in v.ESTABLISHED
