"""Open the accounts from which all others come: they cannot be granted on screen, because nobody could sign in yet."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit import trail
from jian_minzheng.core.audit.models import Action
from offices.grants import check_grant, grant_give
from offices.models import Division, DivisionGrant, User
from offices.roles import LEVELS, Role


def top_division(role: Role, name: str = "") -> Division:
    """The unit at which a role of the whole portal is granted: the one of its level, standing below a province or not.

    Raises:
        ValidationError: there is none yet, none of that name, or more than one and no name.
    """
    units = Division.objects.filter(level=LEVELS[role], valid_to__isnull=True)
    found: list[Division] = list(units.filter(name=name) if name else units[:2])
    if not found and not name:
        raise ValidationError("还没有行政区划，无处授权。请先运行 load_divisions。")
    if not found:
        raise ValidationError(f"没有名为“{name}”、可以授予“{role.label}”的单位。")
    if len(found) > 1:
        raise ValidationError("有不止一个可以授予此角色的单位，请用 --division 写明名称。")
    return found[0]


def check_username(username: str, role: Role, division: Division) -> None:
    """May a new account carry this name?

    Raises:
        ValidationError: badly formed or taken, by an account that holds a separated power all the more so.
    """
    User._meta.get_field("username").clean(username, None)
    existing = User.objects.filter(username=username).first()
    if existing is None:
        return
    if DivisionGrant.objects.filter(user=existing).exists():
        check_grant(user=existing, role=role, division=division)
    raise ValidationError(f"用户名“{username}”已被使用，请换一个。")


@transaction.atomic
def account_open(
    actor: Acting,
    *,
    username: str,
    full_name: str,
    password: str,
    role: Role,
    division: Division,
    first_password: bool,
) -> User:
    """Create an account and give it its role; both or neither, on record.

    Args:
        first_password: somebody else knows the password, so that its owner must change it at the first sign-in.

    Raises:
        PermissionDenied: whoever acts does not administer accounts.
        ValidationError: the name or the password is refused, or the grant would not be lawful.
    """
    check_username(username, role, division)
    user = User(username=username, full_name=full_name, must_change_password=first_password)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    trail.record(actor, Action.ACCOUNT_CHANGED, subject=user, detail={"新建账号": "是", "途径": "命令行"})
    grant_give(actor, user=user, role=role, division=division)
    return user
