"""What a new installation still lacks, for 系统管理员: the steps after the first sign-in, in order."""

from collections.abc import Iterator

from django.db.models import Exists, Q
from django.urls import reverse

from assessments.dashboards.tasks import Step
from assessments.models import Standard
from jian_minzheng.core.acting import Identity
from offices.models import Division, DivisionGrant, User
from offices.models.divisions import Level
from offices.roles import SEPARATED_POWERS, Role


def installation_steps(identity: Identity) -> list[Step]:
    """Empty once all are done; one query however many steps there are."""
    grants = DivisionGrant.objects.all()
    business = ~Q(permission__codename__in=SEPARATED_POWERS)
    held = grants.filter(permission__codename__in=SEPARATED_POWERS).values("user")
    done = User.objects.filter(pk=identity.user_id).values_list(
        Exists(Division.objects.filter(level=Level.TOWNSHIP)),
        Exists(Standard.objects.all()),
        Exists(grants.filter(permission__codename=Role.SECURITY_AUDITOR)),
        Exists(User.objects.exclude(pk__in=held)),
        Exists(grants.filter(business)),
    )[0]
    return [] if all(done) else list(_steps(done))


def _steps(done: tuple[bool, ...]) -> Iterator[Step]:
    accounts, grants = reverse("admin:offices_user_add"), reverse("admin:offices_divisiongrant_add")
    steps = (
        ("载入行政区划", "在服务器上运行 manage.py load_divisions", ""),
        ("载入标准与参数", "在服务器上运行 manage.py load_standards", ""),
        ("创建安全审计员账号", "在服务器上运行 manage.py create_auditor；安全审计员与系统管理员不能是同一人", ""),
        ("为业务人员开账号", "填用户名、姓名和初始密码，本人首次登录时改密码", accounts),
        ("为账号授权", "选账号、角色和单位；没有授权的账号什么也看不到", grants),
    )
    for (label, hint, url), is_done in zip(steps, done, strict=True):
        yield Step(label, hint, url, is_done)
