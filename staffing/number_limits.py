"""How often numbers may be looked at, checked and tried: the limits that the settings give."""

from django.conf import settings

from jian_minzheng.core.audit.limits import Limit


def looks() -> list[Limit]:
    """At whole numbers, by one account."""
    return [Limit(settings.NUMBER_LOOKS_PER_HOUR, hours=1), Limit(settings.NUMBER_LOOKS_PER_DAY, hours=24)]


def checks() -> list[Limit]:
    """Of the last four characters: by one account, and of one person, lest colleagues share the guessing."""
    return [
        Limit(settings.NUMBER_CHECKS_PER_HOUR, hours=1),
        Limit(settings.NUMBER_CHECKS_PER_PERSON_AND_HOUR, hours=1, on_subject=True),
        Limit(settings.NUMBER_CHECKS_PER_PERSON_AND_DAY, hours=24, on_subject=True),
    ]


def refusals() -> list[Limit]:
    """Of numbers that may not be registered here: whoever tries many of them finds out which are on the books."""
    return [Limit(settings.REFUSED_NUMBERS_PER_HOUR, hours=1), Limit(settings.REFUSED_NUMBERS_PER_DAY, hours=24)]


TOO_MANY_REFUSED = "未被接受的号码太多，暂时不能再登记号码。请一小时后再试，或把名单交上一级民政局核对。"
