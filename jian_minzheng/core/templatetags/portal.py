"""Template words of the portal: outcomes, masked numbers, permissions on buttons."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jian_minzheng.core.editing.history import named_to
from jian_minzheng.core.masking import mask_text
from jian_minzheng.core.quotes import within

register = template.Library()

_OUTCOMES = {
    "met": ("check-circle-fill", "达标"),
    "unmet": ("x-circle-fill", "未达标"),
    "not_due": ("hourglass-split", "未到期"),
    "unknown": ("question-circle-fill", "数据缺失"),
    "not_applicable": ("dash-circle", "不适用"),
}


@register.filter
def outcome(value: str) -> SafeString:
    """Badge of an outcome: icon, word and colour together."""
    icon, word = _OUTCOMES[str(value)]
    return format_html(
        '<span class="outcome outcome-{}"><i class="bi bi-{}" aria-hidden="true"></i>{}</span>', value, icon, word
    )


@register.filter
def figure(value: Any) -> str:
    """A number without trailing zeros, thousands grouped; a dash where there is none."""
    if value is None or value == "":
        return "—"
    number = Decimal(str(value))
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def share(value: Any) -> str:
    """A share of 1 in whole percent, cut off: 100% means all of it."""
    return f"{int(Decimal(str(value)) * 100)}%"


@register.filter
def within_quotes(value: Any) -> str:
    """A text that stands between marks of quotation and may bring some of its own."""
    return within(str(value))


@register.filter
def masked(value: Any) -> str:
    """A text that people typed, personal numbers in it masked."""
    return "" if value is None else mask_text(str(value))


@register.simple_tag(takes_context=True)
def named(context: template.Context, account: Any) -> str:
    """``{% named record.voided_by %}``: an account as the reader may know it; each is looked up once a page."""
    page: Any = context.render_context
    known: dict[Any, str] = page.setdefault("accounts named", {})
    if account not in known:
        known[account] = named_to(context.get("identity"), account)
    return known[account]


@register.filter
def yes_no(value: bool | None) -> str:
    """是 / 否 / 未填: an unanswered question is neither yes nor no."""
    return {True: "是", False: "否"}.get(value, "未填") if value is not None else "未填"


@register.simple_tag(takes_context=True)
def can(context: template.Context, capability: str) -> bool:
    """``{% can "edit_offices" as may_edit %}``: may the acting role do this?"""
    identity = context.get("identity")
    return identity is not None and any(held.value == capability for held in identity.capabilities)
