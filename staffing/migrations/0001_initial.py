import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("intake", "0001_initial"),
        ("offices", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("name", models.CharField(db_index=True, max_length=50, verbose_name="姓名")),
                (
                    "pinyin",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=100, verbose_name="姓名拼音"
                    ),
                ),
                (
                    "id_number",
                    models.CharField(
                        blank=True,
                        error_messages={"unique": "这个身份证号不能由本单位直接登记，请交上一级民政局核对。"},
                        max_length=18,
                        null=True,
                        unique=True,
                        verbose_name="身份证号",
                    ),
                ),
                (
                    "sex",
                    models.CharField(blank=True, choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别"),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                ("ethnic_group", models.CharField(blank=True, max_length=20, verbose_name="民族")),
                (
                    "politics",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "中共党员"),
                            ("02", "中共预备党员"),
                            ("03", "共青团员"),
                            ("04", "民主党派"),
                            ("12", "无党派人士"),
                            ("13", "群众"),
                        ],
                        max_length=2,
                        verbose_name="政治面貌",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("10", "研究生"),
                            ("20", "大学本科"),
                            ("30", "大学专科"),
                            ("40", "中专(中职)"),
                            ("60", "高中"),
                            ("70", "初中"),
                            ("80", "小学"),
                            ("90", "其他"),
                        ],
                        max_length=2,
                        verbose_name="学历",
                    ),
                ),
                ("school", models.CharField(blank=True, max_length=100, verbose_name="毕业院校及专业")),
                (
                    "social_work_title",
                    models.CharField(
                        blank=True,
                        choices=[("0", "无"), ("1", "助理社会工作师"), ("2", "社会工作师"), ("3", "高级社会工作师")],
                        max_length=1,
                        verbose_name="社会工作职业资格",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                ("work_start", models.DateField(blank=True, null=True, verbose_name="参加工作时间")),
            ],
            options={
                "verbose_name": "人员",
                "verbose_name_plural": "人员",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=50, verbose_name="姓名")),
                (
                    "id_number",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        error_messages={"unique": "这个身份证号不能由本单位直接登记，请交上一级民政局核对。"},
                        max_length=18,
                        null=True,
                        verbose_name="身份证号",
                    ),
                ),
                (
                    "sex",
                    models.CharField(blank=True, choices=[("1", "男"), ("2", "女")], max_length=1, verbose_name="性别"),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                ("ethnic_group", models.CharField(blank=True, max_length=20, verbose_name="民族")),
                (
                    "politics",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "中共党员"),
                            ("02", "中共预备党员"),
                            ("03", "共青团员"),
                            ("04", "民主党派"),
                            ("12", "无党派人士"),
                            ("13", "群众"),
                        ],
                        max_length=2,
                        verbose_name="政治面貌",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("10", "研究生"),
                            ("20", "大学本科"),
                            ("30", "大学专科"),
                            ("40", "中专(中职)"),
                            ("60", "高中"),
                            ("70", "初中"),
                            ("80", "小学"),
                            ("90", "其他"),
                        ],
                        max_length=2,
                        verbose_name="学历",
                    ),
                ),
                ("school", models.CharField(blank=True, max_length=100, verbose_name="毕业院校及专业")),
                (
                    "social_work_title",
                    models.CharField(
                        blank=True,
                        choices=[("0", "无"), ("1", "助理社会工作师"), ("2", "社会工作师"), ("3", "高级社会工作师")],
                        max_length=1,
                        verbose_name="社会工作职业资格",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="联系电话")),
                ("work_start", models.DateField(blank=True, null=True, verbose_name="参加工作时间")),
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
                "verbose_name": "historical 人员",
                "verbose_name_plural": "historical 人员",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAppointment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("station_staff", "民政所工作人员"),
                            ("village_specialist", "村级民政专干"),
                            ("nursing_home_staff", "敬老院工作人员"),
                            ("bureau_staff", "县局工作人员"),
                        ],
                        db_index=True,
                        max_length=20,
                        verbose_name="岗位类别",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("head", "所长"),
                            ("deputy_head", "副所长"),
                            ("staff", "工作人员"),
                            ("specialist", "民政专干"),
                            ("director", "院长"),
                            ("accountant", "会计"),
                            ("carer", "护理员"),
                            ("cook", "炊事员"),
                            ("other", "其他"),
                        ],
                        default="staff",
                        max_length=20,
                        verbose_name="岗位",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="职务")),
                (
                    "employment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("10", "行政编制"),
                            ("11", "政法专项编制"),
                            ("12", "机关工勤编制"),
                            ("20", "参公事业编制"),
                            ("21", "事业编制(全额拨款)"),
                            ("22", "事业编制(差额拨款)"),
                            ("23", "事业编制(自收自支)"),
                            ("29", "在编(类别未登记)"),
                            ("30", "政府购买服务"),
                            ("31", "公益性岗位"),
                            ("32", "劳务派遣"),
                            ("33", "临时聘用"),
                            ("40", "村(居)干部兼任"),
                            ("41", "村(居)聘用"),
                            ("90", "其他"),
                        ],
                        max_length=2,
                        verbose_name="编制类型",
                    ),
                ),
                (
                    "working_mode",
                    models.CharField(
                        choices=[
                            ("1", "在岗"),
                            ("2", "借出(编制在本单位，人在外)"),
                            ("3", "借入(编制在外，人在本单位)"),
                            ("4", "兼任"),
                            ("5", "挂职"),
                            ("6", "退休返聘"),
                            ("7", "长期病(产)假"),
                            ("9", "离岗"),
                        ],
                        default="1",
                        max_length=1,
                        verbose_name="在岗方式",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "公开招聘"),
                            ("02", "公开选调"),
                            ("03", "大学生村官"),
                            ("04", "三支一扶"),
                            ("05", "公务员考录"),
                            ("06", "军转或退役士兵安置"),
                            ("07", "调入"),
                            ("08", "选调生"),
                            ("09", "县级联合招聘(购买服务)"),
                            ("10", "乡镇聘用"),
                            ("11", "村委兼任"),
                            ("12", "机构改革划转"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="进入方式",
                    ),
                ),
                (
                    "monthly_pay",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="月工资报酬(元)",
                    ),
                ),
                (
                    "payer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("county_budget", "县级财政预算"),
                            ("county_purchase", "县级财政购买服务"),
                            ("township", "乡镇(街道)自筹"),
                            ("village", "村(居)自筹"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="工资承担方",
                    ),
                ),
                ("insured", models.BooleanField(blank=True, null=True, verbose_name="聘用期内参加社会保险")),
                (
                    "filed_on",
                    models.DateField(
                        blank=True,
                        help_text="村级民政专干选聘情况报县级民政部门备案",
                        null=True,
                        verbose_name="县局备案日期",
                    ),
                ),
                ("from_date", models.DateField(verbose_name="到岗日期")),
                (
                    "from_date_known",
                    models.BooleanField(
                        default=True, help_text="花名册未写到岗时间时，以导入日期暂代", verbose_name="到岗日期已核实"
                    ),
                ),
                (
                    "to_date",
                    models.DateField(
                        blank=True, help_text="最后一天仍在岗；空表示在岗", null=True, verbose_name="离岗日期"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transferred", "调动"),
                            ("lent", "借调"),
                            ("resigned", "辞职"),
                            ("retired", "退休"),
                            ("contract_ended", "合同到期"),
                            ("dismissed", "辞退"),
                            ("died", "去世"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="离岗原因",
                    ),
                ),
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
                (
                    "post_division",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="编制所在单位",
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
                    "work_division",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="offices.division",
                        verbose_name="工作单位所在地",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="staffing.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 任职",
                "verbose_name_plural": "historical 任职",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RosterNumbers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tried", models.JSONField(default=list, editable=False, verbose_name="先前读到的证件号码")),
                ("refused", models.JSONField(default=list, editable=False, verbose_name="记过的未被接受的证件号码")),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="numbers",
                        to="intake.importbatch",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "花名册里试过的号码",
                "verbose_name_plural": "花名册里试过的号码",
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                ("voided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, editable=False, max_length=200, verbose_name="作废原因")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("station_staff", "民政所工作人员"),
                            ("village_specialist", "村级民政专干"),
                            ("nursing_home_staff", "敬老院工作人员"),
                            ("bureau_staff", "县局工作人员"),
                        ],
                        db_index=True,
                        max_length=20,
                        verbose_name="岗位类别",
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("head", "所长"),
                            ("deputy_head", "副所长"),
                            ("staff", "工作人员"),
                            ("specialist", "民政专干"),
                            ("director", "院长"),
                            ("accountant", "会计"),
                            ("carer", "护理员"),
                            ("cook", "炊事员"),
                            ("other", "其他"),
                        ],
                        default="staff",
                        max_length=20,
                        verbose_name="岗位",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="职务")),
                (
                    "employment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("10", "行政编制"),
                            ("11", "政法专项编制"),
                            ("12", "机关工勤编制"),
                            ("20", "参公事业编制"),
                            ("21", "事业编制(全额拨款)"),
                            ("22", "事业编制(差额拨款)"),
                            ("23", "事业编制(自收自支)"),
                            ("29", "在编(类别未登记)"),
                            ("30", "政府购买服务"),
                            ("31", "公益性岗位"),
                            ("32", "劳务派遣"),
                            ("33", "临时聘用"),
                            ("40", "村(居)干部兼任"),
                            ("41", "村(居)聘用"),
                            ("90", "其他"),
                        ],
                        max_length=2,
                        verbose_name="编制类型",
                    ),
                ),
                (
                    "working_mode",
                    models.CharField(
                        choices=[
                            ("1", "在岗"),
                            ("2", "借出(编制在本单位，人在外)"),
                            ("3", "借入(编制在外，人在本单位)"),
                            ("4", "兼任"),
                            ("5", "挂职"),
                            ("6", "退休返聘"),
                            ("7", "长期病(产)假"),
                            ("9", "离岗"),
                        ],
                        default="1",
                        max_length=1,
                        verbose_name="在岗方式",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "公开招聘"),
                            ("02", "公开选调"),
                            ("03", "大学生村官"),
                            ("04", "三支一扶"),
                            ("05", "公务员考录"),
                            ("06", "军转或退役士兵安置"),
                            ("07", "调入"),
                            ("08", "选调生"),
                            ("09", "县级联合招聘(购买服务)"),
                            ("10", "乡镇聘用"),
                            ("11", "村委兼任"),
                            ("12", "机构改革划转"),
                            ("99", "其他"),
                        ],
                        max_length=2,
                        verbose_name="进入方式",
                    ),
                ),
                (
                    "monthly_pay",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="月工资报酬(元)",
                    ),
                ),
                (
                    "payer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("county_budget", "县级财政预算"),
                            ("county_purchase", "县级财政购买服务"),
                            ("township", "乡镇(街道)自筹"),
                            ("village", "村(居)自筹"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="工资承担方",
                    ),
                ),
                ("insured", models.BooleanField(blank=True, null=True, verbose_name="聘用期内参加社会保险")),
                (
                    "filed_on",
                    models.DateField(
                        blank=True,
                        help_text="村级民政专干选聘情况报县级民政部门备案",
                        null=True,
                        verbose_name="县局备案日期",
                    ),
                ),
                ("from_date", models.DateField(verbose_name="到岗日期")),
                (
                    "from_date_known",
                    models.BooleanField(
                        default=True, help_text="花名册未写到岗时间时，以导入日期暂代", verbose_name="到岗日期已核实"
                    ),
                ),
                (
                    "to_date",
                    models.DateField(
                        blank=True, help_text="最后一天仍在岗；空表示在岗", null=True, verbose_name="离岗日期"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transferred", "调动"),
                            ("lent", "借调"),
                            ("resigned", "辞职"),
                            ("retired", "退休"),
                            ("contract_ended", "合同到期"),
                            ("dismissed", "辞退"),
                            ("died", "去世"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="离岗原因",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="offices.nursinghome",
                        verbose_name="敬老院",
                    ),
                ),
                (
                    "post_division",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="post_holders",
                        to="offices.division",
                        verbose_name="编制所在单位",
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
                    "work_division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workers",
                        to="offices.division",
                        verbose_name="工作单位所在地",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="staffing.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "任职",
                "verbose_name_plural": "任职",
                "ordering": ["work_division__path", "kind", "position", "pk"],
                "indexes": [
                    models.Index(fields=["work_division", "kind", "to_date"], name="staffing_ap_work_di_8ca69f_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_date__isnull", True), ("to_date__gte", models.F("from_date")), _connector="OR"
                        ),
                        name="appointment_dates_in_order",
                        violation_error_message="离岗日期不能早于到岗日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("home__isnull", True), ("kind", "nursing_home_staff"), _connector="OR"),
                        name="home_only_for_home_staff",
                        violation_error_message="只有敬老院工作人员才填敬老院。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("to_date__isnull", True), ("voided_at__isnull", True)),
                        fields=("person", "kind", "work_division"),
                        name="one_open_appointment_per_place",
                        violation_error_message="该人员在这个单位已有同类的在岗任职。",
                    ),
                ],
            },
        ),
    ]
