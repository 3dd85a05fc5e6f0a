import datetime

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import offices.models.stations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("full_name", models.CharField(blank=True, max_length=50, verbose_name="姓名")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="联系电话")),
                ("must_change_password", models.BooleanField(default=True, verbose_name="首次登录须改密码")),
                ("session_epoch", models.PositiveIntegerField(default=0, editable=False, verbose_name="会话批次")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=255, unique=True)),
                ("depth", models.PositiveIntegerField()),
                ("numchild", models.PositiveIntegerField(default=0)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "设区市"),
                            ("county", "县(市、区)"),
                            ("township", "乡镇(街道)"),
                            ("village", "村(居)"),
                        ],
                        db_index=True,
                        max_length=10,
                        verbose_name="层级",
                    ),
                ),
                (
                    "kind",
                    models.CharField(help_text="街道、镇、乡、社区、村、功能区等", max_length=20, verbose_name="类别"),
                ),
                ("name", models.CharField(db_index=True, max_length=60, verbose_name="名称")),
                ("pinyin", models.CharField(blank=True, db_index=True, max_length=200, verbose_name="全拼")),
                ("initials", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="拼音首字母")),
                (
                    "stats_code",
                    models.CharField(blank=True, db_index=True, max_length=12, verbose_name="统计用区划代码"),
                ),
                (
                    "civil_affairs_code",
                    models.CharField(blank=True, db_index=True, max_length=12, verbose_name="民政区划代码"),
                ),
                ("own_code", models.CharField(blank=True, db_index=True, max_length=12, verbose_name="本系统代码")),
                (
                    "virtual",
                    models.BooleanField(
                        default=False, help_text="统计虚拟单位：不要求设立民政所或配备专干", verbose_name="仅供统计"
                    ),
                ),
                ("valid_from", models.DateField(default=datetime.date(1949, 10, 1), verbose_name="设立日期")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="最后一天仍然有效；空表示存续", null=True, verbose_name="撤销日期"
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "verbose_name_plural": "行政区划",
                "permissions": [
                    ("system_admin", "系统管理员"),
                    ("security_auditor", "安全审计员"),
                    ("city_officer", "市局业务员"),
                    ("city_leader", "市局领导"),
                    ("county_officer", "县局业务员"),
                    ("county_finance", "县财政协作员"),
                    ("county_personnel", "县人社协作员"),
                    ("station_clerk", "民政所填报员"),
                    ("township_assessor", "乡镇政府考核员"),
                    ("village_specialist", "村级专干"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="division_dates_in_order",
                        violation_error_message="撤销日期不能早于设立日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "code",
                    models.SlugField(
                        error_messages={"unique": "这个代码已经有了。"}, max_length=40, unique=True, verbose_name="代码"
                    ),
                ),
                ("label", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "levels",
                    models.CharField(
                        blank=True, help_text="多个以“|”分开", max_length=60, verbose_name="一般由哪级制定"
                    ),
                ),
                ("standards", models.CharField(blank=True, max_length=80, verbose_name="对应条款")),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="建议复审周期(月)",
                    ),
                ),
                ("displayed", models.BooleanField(default=False, verbose_name="一般要求上墙公示")),
                (
                    "everyday_names",
                    models.CharField(
                        blank=True, help_text="多个以“|”分开，供查找", max_length=200, verbose_name="常见叫法"
                    ),
                ),
                (
                    "particulars",
                    models.CharField(
                        blank=True, help_text="登记时提示填写，不作要求；以“|”分开", max_length=300, verbose_name="要点"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="来源")),
                ("confidence", models.CharField(blank=True, max_length=4, verbose_name="可信度")),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_kinds",
                        to="offices.division",
                        verbose_name="维护单位",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "文件种类",
                "verbose_name_plural": "文件种类",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDivision",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "设区市"),
                            ("county", "县(市、区)"),
                            ("township", "乡镇(街道)"),
                            ("village", "村(居)"),
                        ],
                        db_index=True,
                        max_length=10,
                        verbose_name="层级",
                    ),
                ),
                (
                    "kind",
                    models.CharField(help_text="街道、镇、乡、社区、村、功能区等", max_length=20, verbose_name="类别"),
                ),
                ("name", models.CharField(db_index=True, max_length=60, verbose_name="名称")),
                ("pinyin", models.CharField(blank=True, db_index=True, max_length=200, verbose_name="全拼")),
                ("initials", models.CharField(blank=True, db_index=True, max_length=60, verbose_name="拼音首字母")),
                (
                    "stats_code",
                    models.CharField(blank=True, db_index=True, max_length=12, verbose_name="统计用区划代码"),
                ),
                (
                    "civil_affairs_code",
                    models.CharField(blank=True, db_index=True, max_length=12, verbose_name="民政区划代码"),
                ),
                ("own_code", models.CharField(blank=True, db_index=True, max_length=12, verbose_name="本系统代码")),
                (
                    "virtual",
                    models.BooleanField(
                        default=False, help_text="统计虚拟单位：不要求设立民政所或配备专干", verbose_name="仅供统计"
                    ),
                ),
                ("valid_from", models.DateField(default=datetime.date(1949, 10, 1), verbose_name="设立日期")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="最后一天仍然有效；空表示存续", null=True, verbose_name="撤销日期"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 行政区划",
                "verbose_name_plural": "historical 行政区划",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDocumentKind",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "code",
                    models.SlugField(
                        error_messages={"unique": "这个代码已经有了。"}, max_length=40, verbose_name="代码"
                    ),
                ),
                ("label", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "levels",
                    models.CharField(
                        blank=True, help_text="多个以“|”分开", max_length=60, verbose_name="一般由哪级制定"
                    ),
                ),
                ("standards", models.CharField(blank=True, max_length=80, verbose_name="对应条款")),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="建议复审周期(月)",
                    ),
                ),
                ("displayed", models.BooleanField(default=False, verbose_name="一般要求上墙公示")),
                (
                    "everyday_names",
                    models.CharField(
                        blank=True, help_text="多个以“|”分开，供查找", max_length=200, verbose_name="常见叫法"
                    ),
                ),
                (
                    "particulars",
                    models.CharField(
                        blank=True, help_text="登记时提示填写，不作要求；以“|”分开", max_length=300, verbose_name="要点"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="来源")),
                ("confidence", models.CharField(blank=True, max_length=4, verbose_name="可信度")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="维护单位",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 文件种类",
                "verbose_name_plural": "historical 文件种类",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNursingHome",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                ("opened_on", models.DateField(verbose_name="开办日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停办日期")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="所在乡镇(街道)",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 农村敬老院",
                "verbose_name_plural": "historical 农村敬老院",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOfficeDocument",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                ("title", models.CharField(max_length=150, verbose_name="标题")),
                (
                    "number",
                    models.CharField(blank=True, help_text="没有文号的不用填", max_length=60, verbose_name="文号"),
                ),
                ("dated", models.DateField(verbose_name="成文日期")),
                (
                    "valid_from",
                    models.DateField(blank=True, help_text="不填即自成文之日起", null=True, verbose_name="施行日期"),
                ),
                (
                    "valid_to",
                    models.DateField(
                        blank=True,
                        help_text="最后一天仍有效；文件自己写明或另行宣布",
                        null=True,
                        verbose_name="废止日期",
                    ),
                ),
                (
                    "expires_by",
                    models.CharField(
                        choices=[
                            ("none", "长期有效"),
                            ("months", "按复审周期"),
                            ("plan", "规划期满"),
                            ("event", "发生某事时"),
                            ("term", "有明确期限"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="有效期",
                    ),
                ),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="复审周期(月)",
                    ),
                ),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="最近复审日期")),
                ("plan_ends_on", models.DateField(blank=True, null=True, verbose_name="规划期末")),
                ("expiry_event", models.CharField(blank=True, max_length=100, verbose_name="何事发生即失效")),
                ("event_on", models.DateField(blank=True, null=True, verbose_name="该事发生日期")),
                ("published", models.BooleanField(blank=True, null=True, verbose_name="已公布")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                ("displayed", models.BooleanField(blank=True, null=True, verbose_name="已上墙公示")),
                ("particulars", models.TextField(blank=True, max_length=2000, verbose_name="要点")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="制定(保管)单位",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 制度文件",
                "verbose_name_plural": "historical 制度文件",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPopulationFigure",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                (
                    "basis",
                    models.CharField(
                        choices=[("registered", "户籍人口"), ("resident", "常住人口")],
                        max_length=12,
                        verbose_name="口径",
                    ),
                ),
                ("persons", models.PositiveIntegerField(verbose_name="人数")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="来源")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "division",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="单位",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 人口数",
                "verbose_name_plural": "historical 人口数",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalServiceWindow",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("county_hall", "县级便民服务大厅"),
                            ("township_hall", "乡镇(街道)便民服务大厅"),
                            ("community", "城市社区"),
                        ],
                        max_length=20,
                        verbose_name="设置地点",
                    ),
                ),
                (
                    "dedicated",
                    models.BooleanField(
                        blank=True, help_text="与其他业务合用的不算专门窗口", null=True, verbose_name="民政专用窗口"
                    ),
                ),
                ("location", models.CharField(blank=True, max_length=120, verbose_name="具体位置")),
                ("opened_on", models.DateField(verbose_name="开设日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "division",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="所属单位",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 民政服务窗口",
                "verbose_name_plural": "historical 民政服务窗口",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStation",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "name",
                    models.CharField(
                        help_text="统一为“××乡(镇、街道)民政所”(三(三)1-2)", max_length=60, verbose_name="名称"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="办公电话")),
                ("opened_on", models.DateField(verbose_name="设立日期")),
                (
                    "founded_by",
                    models.CharField(
                        blank=True, help_text="批准设立的文件名称和文号", max_length=200, verbose_name="设立依据"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="乡镇(街道)",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 民政所",
                "verbose_name_plural": "historical 民政所",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NursingHome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                ("opened_on", models.DateField(verbose_name="开办日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停办日期")),
                (
                    "township",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="homes",
                        to="offices.division",
                        verbose_name="所在乡镇(街道)",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "农村敬老院",
                "verbose_name_plural": "农村敬老院",
                "ordering": ["township__path", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HomeCensus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("as_of", models.DateField(verbose_name="情况截至日期")),
                ("beds", models.PositiveIntegerField(blank=True, null=True, verbose_name="床位数")),
                ("residents", models.PositiveIntegerField(blank=True, null=True, verbose_name="供养对象人数")),
                (
                    "dependent",
                    models.PositiveIntegerField(
                        blank=True, help_text="生活不能自理的供养对象", null=True, verbose_name="其中失能人数"
                    ),
                ),
                (
                    "county_funded",
                    models.BooleanField(
                        blank=True, help_text="三(三)2-10", null=True, verbose_name="工作人员经费由县级财政安排"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="censuses",
                        to="offices.nursinghome",
                        verbose_name="敬老院",
                    ),
                ),
            ],
            options={
                "verbose_name": "敬老院情况",
                "verbose_name_plural": "敬老院情况",
                "ordering": ["home", "-as_of"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalHomeCensus",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("as_of", models.DateField(verbose_name="情况截至日期")),
                ("beds", models.PositiveIntegerField(blank=True, null=True, verbose_name="床位数")),
                ("residents", models.PositiveIntegerField(blank=True, null=True, verbose_name="供养对象人数")),
                (
                    "dependent",
                    models.PositiveIntegerField(
                        blank=True, help_text="生活不能自理的供养对象", null=True, verbose_name="其中失能人数"
                    ),
                ),
                (
                    "county_funded",
                    models.BooleanField(
                        blank=True, help_text="三(三)2-10", null=True, verbose_name="工作人员经费由县级财政安排"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.nursinghome",
                        verbose_name="敬老院",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 敬老院情况",
                "verbose_name_plural": "historical 敬老院情况",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="OfficeDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                ("title", models.CharField(max_length=150, verbose_name="标题")),
                (
                    "number",
                    models.CharField(blank=True, help_text="没有文号的不用填", max_length=60, verbose_name="文号"),
                ),
                ("dated", models.DateField(verbose_name="成文日期")),
                (
                    "valid_from",
                    models.DateField(blank=True, help_text="不填即自成文之日起", null=True, verbose_name="施行日期"),
                ),
                (
                    "valid_to",
                    models.DateField(
                        blank=True,
                        help_text="最后一天仍有效；文件自己写明或另行宣布",
                        null=True,
                        verbose_name="废止日期",
                    ),
                ),
                (
                    "expires_by",
                    models.CharField(
                        choices=[
                            ("none", "长期有效"),
                            ("months", "按复审周期"),
                            ("plan", "规划期满"),
                            ("event", "发生某事时"),
                            ("term", "有明确期限"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="有效期",
                    ),
                ),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="复审周期(月)",
                    ),
                ),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="最近复审日期")),
                ("plan_ends_on", models.DateField(blank=True, null=True, verbose_name="规划期末")),
                ("expiry_event", models.CharField(blank=True, max_length=100, verbose_name="何事发生即失效")),
                ("event_on", models.DateField(blank=True, null=True, verbose_name="该事发生日期")),
                ("expires_on", models.DateField(db_index=True, editable=False, null=True, verbose_name="有效期至")),
                ("published", models.BooleanField(blank=True, null=True, verbose_name="已公布")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                ("displayed", models.BooleanField(blank=True, null=True, verbose_name="已上墙公示")),
                ("particulars", models.TextField(blank=True, max_length=2000, verbose_name="要点")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="offices.division",
                        verbose_name="制定(保管)单位",
                    ),
                ),
                (
                    "kinds",
                    models.ManyToManyField(related_name="documents", to="offices.documentkind", verbose_name="种类"),
                ),
                (
                    "units",
                    models.ManyToManyField(
                        blank=True,
                        help_text="不选即适用于本单位",
                        related_name="documents_applied",
                        to="offices.division",
                        verbose_name="适用单位",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "制度文件",
                "verbose_name_plural": "制度文件",
                "ordering": ["-dated", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalOfficeDocument_units",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "division",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="offices.historicalofficedocument",
                    ),
                ),
                (
                    "officedocument",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.officedocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalOfficeDocument_units",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOfficeDocument_kinds",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "documentkind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.documentkind",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="offices.historicalofficedocument",
                    ),
                ),
                (
                    "officedocument",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.officedocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalOfficeDocument_kinds",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExemplar",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "category",
                    models.CharField(
                        choices=[("moral_model", "道德模范"), ("post_pioneer", "岗位先锋")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名或集体名称")),
                ("named_by", models.CharField(max_length=60, verbose_name="命名单位")),
                ("named_on", models.DateField(db_index=True, verbose_name="命名日期")),
                ("published_how", models.CharField(blank=True, max_length=60, verbose_name="公布方式")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                ("deeds", models.TextField(blank=True, max_length=500, verbose_name="事迹摘要")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "division",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="所在单位",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.officedocument",
                        verbose_name="命名文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 先进典型",
                "verbose_name_plural": "historical 先进典型",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Exemplar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "category",
                    models.CharField(
                        choices=[("moral_model", "道德模范"), ("post_pioneer", "岗位先锋")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名或集体名称")),
                ("named_by", models.CharField(max_length=60, verbose_name="命名单位")),
                ("named_on", models.DateField(db_index=True, verbose_name="命名日期")),
                ("published_how", models.CharField(blank=True, max_length=60, verbose_name="公布方式")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                ("deeds", models.TextField(blank=True, max_length=500, verbose_name="事迹摘要")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemplars",
                        to="offices.division",
                        verbose_name="所在单位",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="offices.officedocument",
                        verbose_name="命名文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "先进典型",
                "verbose_name_plural": "先进典型",
            },
        ),
        migrations.CreateModel(
            name="PopulationFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                (
                    "basis",
                    models.CharField(
                        choices=[("registered", "户籍人口"), ("resident", "常住人口")],
                        max_length=12,
                        verbose_name="口径",
                    ),
                ),
                ("persons", models.PositiveIntegerField(verbose_name="人数")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="来源")),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="populations",
                        to="offices.division",
                        verbose_name="单位",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "人口数",
                "verbose_name_plural": "人口数",
                "ordering": ["division", "-year", "basis"],
            },
        ),
        migrations.CreateModel(
            name="ServiceWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("county_hall", "县级便民服务大厅"),
                            ("township_hall", "乡镇(街道)便民服务大厅"),
                            ("community", "城市社区"),
                        ],
                        max_length=20,
                        verbose_name="设置地点",
                    ),
                ),
                (
                    "dedicated",
                    models.BooleanField(
                        blank=True, help_text="与其他业务合用的不算专门窗口", null=True, verbose_name="民政专用窗口"
                    ),
                ),
                ("location", models.CharField(blank=True, max_length=120, verbose_name="具体位置")),
                ("opened_on", models.DateField(verbose_name="开设日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="windows",
                        to="offices.division",
                        verbose_name="所属单位",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "民政服务窗口",
                "verbose_name_plural": "民政服务窗口",
                "ordering": ["division__path", "opened_on"],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "name",
                    models.CharField(
                        help_text="统一为“××乡(镇、街道)民政所”(三(三)1-2)", max_length=60, verbose_name="名称"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="办公电话")),
                ("opened_on", models.DateField(verbose_name="设立日期")),
                (
                    "founded_by",
                    models.CharField(
                        blank=True, help_text="批准设立的文件名称和文号", max_length=200, verbose_name="设立依据"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "township",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="offices.division",
                        verbose_name="乡镇(街道)",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "民政所",
                "verbose_name_plural": "民政所",
                "ordering": ["township__path"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("office", "办公场所"),
                            ("sign", "标识牌"),
                            ("archive_room", "档案资料室"),
                            ("telephone", "电话"),
                            ("computer", "电脑"),
                            ("printer", "打印机"),
                            ("furniture", "办公桌椅"),
                            ("rescue_gear", "灾害应急救助装备"),
                            ("document_camera", "高拍仪"),
                        ],
                        max_length=20,
                        verbose_name="内容",
                    ),
                ),
                ("image", models.ImageField(upload_to=offices.models.stations._photo_path, verbose_name="照片")),
                ("thumbnail", models.ImageField(upload_to=offices.models.stations._photo_path, verbose_name="缩略图")),
                ("taken_on", models.DateField(verbose_name="拍摄日期")),
                ("caption", models.CharField(blank=True, max_length=100, verbose_name="说明")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="offices.station",
                        verbose_name="民政所",
                    ),
                ),
            ],
            options={
                "verbose_name": "照片",
                "verbose_name_plural": "照片",
                "ordering": ["station", "kind", "-taken_on"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStationProfile",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("as_of", models.DateField(help_text="以下情况自哪一天起属实", verbose_name="情况截至日期")),
                (
                    "sign_hung",
                    models.BooleanField(blank=True, help_text="三(三)1-3", null=True, verbose_name="统一标识牌已悬挂"),
                ),
                (
                    "rules_in_place",
                    models.BooleanField(blank=True, help_text="三(三)1-4", null=True, verbose_name="工作制度已制定"),
                ),
                (
                    "duties_in_place",
                    models.BooleanField(blank=True, help_text="三(三)1-4", null=True, verbose_name="工作职责已制定"),
                ),
                (
                    "workflow_in_place",
                    models.BooleanField(blank=True, help_text="三(三)1-4", null=True, verbose_name="工作流程已制定"),
                ),
                (
                    "notice_board",
                    models.BooleanField(blank=True, help_text="三(三)1-5", null=True, verbose_name="公示栏已建"),
                ),
                (
                    "publicity_board",
                    models.BooleanField(blank=True, help_text="三(三)1-5", null=True, verbose_name="宣传栏已建"),
                ),
                (
                    "office_area",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="三(三)1-7：人均不少于规定面积",
                        max_digits=8,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="办公用房面积(㎡)",
                    ),
                ),
                (
                    "inside_nursing_home",
                    models.BooleanField(
                        blank=True,
                        help_text="三(三)1-8：不得设在敬老院",
                        null=True,
                        verbose_name="办公场所设在敬老院内",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.station",
                        verbose_name="民政所",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 民政所情况",
                "verbose_name_plural": "historical 民政所情况",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEquipment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("archive_room", "档案资料室"),
                            ("telephone", "电话"),
                            ("computer", "电脑"),
                            ("printer", "打印机"),
                            ("furniture", "办公桌椅"),
                            ("rescue_gear", "灾害应急救助装备"),
                            ("document_camera", "高拍仪"),
                        ],
                        max_length=20,
                        verbose_name="设施",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="情况截至日期")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="数量")),
                ("usable", models.PositiveIntegerField(default=0, verbose_name="其中可用")),
                (
                    "condition",
                    models.CharField(
                        choices=[("good", "完好"), ("worn", "老旧可用"), ("broken", "损坏待修"), ("none", "未配置")],
                        default="good",
                        max_length=10,
                        verbose_name="状况",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.station",
                        verbose_name="民政所",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 七有设施",
                "verbose_name_plural": "historical 七有设施",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Equipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("archive_room", "档案资料室"),
                            ("telephone", "电话"),
                            ("computer", "电脑"),
                            ("printer", "打印机"),
                            ("furniture", "办公桌椅"),
                            ("rescue_gear", "灾害应急救助装备"),
                            ("document_camera", "高拍仪"),
                        ],
                        max_length=20,
                        verbose_name="设施",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="情况截至日期")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="数量")),
                ("usable", models.PositiveIntegerField(default=0, verbose_name="其中可用")),
                (
                    "condition",
                    models.CharField(
                        choices=[("good", "完好"), ("worn", "老旧可用"), ("broken", "损坏待修"), ("none", "未配置")],
                        default="good",
                        max_length=10,
                        verbose_name="状况",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="equipment",
                        to="offices.station",
                        verbose_name="民政所",
                    ),
                ),
            ],
            options={
                "verbose_name": "七有设施",
                "verbose_name_plural": "七有设施",
                "ordering": ["station", "kind", "-as_of"],
            },
        ),
        migrations.CreateModel(
            name="StationProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("as_of", models.DateField(help_text="以下情况自哪一天起属实", verbose_name="情况截至日期")),
                (
                    "sign_hung",
                    models.BooleanField(blank=True, help_text="三(三)1-3", null=True, verbose_name="统一标识牌已悬挂"),
                ),
                (
                    "rules_in_place",
                    models.BooleanField(blank=True, help_text="三(三)1-4", null=True, verbose_name="工作制度已制定"),
                ),
                (
                    "duties_in_place",
                    models.BooleanField(blank=True, help_text="三(三)1-4", null=True, verbose_name="工作职责已制定"),
                ),
                (
                    "workflow_in_place",
                    models.BooleanField(blank=True, help_text="三(三)1-4", null=True, verbose_name="工作流程已制定"),
                ),
                (
                    "notice_board",
                    models.BooleanField(blank=True, help_text="三(三)1-5", null=True, verbose_name="公示栏已建"),
                ),
                (
                    "publicity_board",
                    models.BooleanField(blank=True, help_text="三(三)1-5", null=True, verbose_name="宣传栏已建"),
                ),
                (
                    "office_area",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="三(三)1-7：人均不少于规定面积",
                        max_digits=8,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="办公用房面积(㎡)",
                    ),
                ),
                (
                    "inside_nursing_home",
                    models.BooleanField(
                        blank=True,
                        help_text="三(三)1-8：不得设在敬老院",
                        null=True,
                        verbose_name="办公场所设在敬老院内",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="profiles",
                        to="offices.station",
                        verbose_name="民政所",
                    ),
                ),
            ],
            options={
                "verbose_name": "民政所情况",
                "verbose_name_plural": "民政所情况",
                "ordering": ["station", "-as_of"],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("merge", "合并"), ("split", "分设"), ("replace", "改设")],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions_out",
                        to="offices.division",
                        verbose_name="原单位",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions_in",
                        to="offices.division",
                        verbose_name="承接单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划承接",
                "verbose_name_plural": "区划承接",
            },
        ),
        migrations.CreateModel(
            name="DivisionEra",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("kind", models.CharField(max_length=20, verbose_name="类别")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="eras",
                        to="offices.division",
                        verbose_name="单位",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_children",
                        to="offices.division",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划沿革",
                "verbose_name_plural": "区划沿革",
                "ordering": ["division", "valid_from"],
                "constraints": [models.UniqueConstraint(fields=("division", "valid_from"), name="one_era_per_day")],
            },
        ),
        migrations.CreateModel(
            name="DivisionGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="offices.division",
                        verbose_name="单位",
                    ),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "授权",
                "verbose_name_plural": "授权",
                "abstract": False,
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.AddConstraint(
            model_name="documentkind",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("label",),
                name="one_kind_per_label",
                violation_error_message="已有同名的文件种类，请直接使用那一种，或换一个名称。",
            ),
        ),
        migrations.AddConstraint(
            model_name="nursinghome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on__isnull", True), ("voided_at__isnull", True)),
                fields=("township", "name"),
                name="one_open_home_per_name",
                violation_error_message="该乡镇已有同名的敬老院。",
            ),
        ),
        migrations.AddConstraint(
            model_name="nursinghome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                ),
                name="home_dates_in_order",
                violation_error_message="停办日期不能早于开办日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="homecensus",
            constraint=models.UniqueConstraint(fields=("home", "as_of"), name="one_census_per_day"),
        ),
        migrations.AddConstraint(
            model_name="homecensus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dependent__isnull", True),
                    ("residents__isnull", True),
                    ("dependent__lte", models.F("residents")),
                    _connector="OR",
                ),
                name="dependent_within_residents",
                violation_error_message="失能人数不能多于供养对象人数。",
            ),
        ),
        migrations.AddConstraint(
            model_name="officedocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="document_dates_in_order",
                violation_error_message="废止日期不能早于施行日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="populationfigure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at__isnull", True)),
                fields=("division", "year", "basis"),
                name="one_population_per_year_and_basis",
                violation_error_message="这个单位该年份、该口径的人口数已经登记。",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicewindow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                ),
                name="window_dates_in_order",
                violation_error_message="停用日期不能早于开设日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on__isnull", True), ("voided_at__isnull", True)),
                fields=("township",),
                name="one_open_station_per_township",
                violation_error_message="该乡镇(街道)已有一个在运行的民政所。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                ),
                name="station_dates_in_order",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="equipment",
            constraint=models.UniqueConstraint(fields=("station", "kind", "as_of"), name="one_equipment_row_per_day"),
        ),
        migrations.AddConstraint(
            model_name="equipment",
            constraint=models.CheckConstraint(
                condition=models.Q(("usable__lte", models.F("total"))),
                name="usable_within_total",
                violation_error_message="“其中可用”不能多于“数量”。",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationprofile",
            constraint=models.UniqueConstraint(fields=("station", "as_of"), name="one_profile_per_day"),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor", "on"), name="one_succession_per_day"
            ),
        ),
    ]
