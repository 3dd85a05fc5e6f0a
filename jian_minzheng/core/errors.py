"""Error pages in the words of the portal; none of them tells whether a record exists.

A part of a page that htmx asked for gets the same words as a notice, which ``portal.js`` puts at the top of the page.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse

NOTICES = "#notices"
"""Where ``base.html`` shows messages."""


@dataclass(frozen=True, slots=True)
class Words:
    """What went wrong, and what to do."""

    title: str
    text: str
    hint: str = ""


BAD_REQUEST = Words("请求有误", "提交的内容不完整或格式不对，请返回上一页重新操作。")
CSRF = Words(
    "页面已过期",
    "这个页面打开得太久，或者您已在别的窗口重新登录。刚才的内容没有提交。",
    "请返回上一页，刷新后再提交一次。",
)
FORBIDDEN = Words(
    "没有权限",
    "您当前的身份不能使用这项功能。",
    "如果您有多个身份，可以在右上角“当前身份”里切换；需要开通时请联系系统管理员。",
)
NOT_FOUND = Words("没有找到", "这个页面或记录不存在，或者您当前的身份无权查看。")
NOT_ALLOWED = Words(
    "这一步没有提交",
    "这个地址只接收页面上按钮提交的内容，不能直接打开。重新登录后回到这里的，刚才的操作没有执行。",
    "请回到原来的页面，再点一次按钮。",
)
TOO_LARGE = Words(
    "提交的内容太多",
    "这次提交超过了平台一次能接收的数量或大小，没有保存。",
    "文件请删除图片和无关的工作表，或拆成几份再上传；表单请减少一次勾选、填写的行数，分几次提交。",
)
SERVER_ERROR = Words(
    "系统出错",
    "刚才的操作没有完成，数据没有改动。",
    "请稍后再试；仍然出错时，请把操作步骤告诉系统管理员。",
)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or in two windows: say what to do instead of 'CSRF'."""
    return _told(request, CSRF, 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _told(request, BAD_REQUEST, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Wrong role: the message says which capability is missing, never what lies behind it."""
    return _told(request, Words(FORBIDDEN.title, str(exception) or FORBIDDEN.text, FORBIDDEN.hint), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Missing and out of scope look the same."""
    return _told(request, NOT_FOUND, 404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """With the way back to the page on which the button stands."""
    return _told(request, NOT_ALLOWED, 405, back=way_back(request.path_info))


def too_large(request: HttpRequest) -> HttpResponse:
    return _told(request, TOO_LARGE, 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page without the frame, which may be what failed."""
    return _told(request, SERVER_ERROR, 500, page="errors/500.html")


def way_back(path: str) -> str:
    """The nearest page above an address: a station's for ``…/stations/5/restore/``."""
    above = path.rstrip("/")
    while above:
        above = above.rpartition("/")[0]
        try:
            resolve(f"{above}/")
        except Resolver404:
            continue
        return f"{above}/"
    return reverse("home")


def _told(
    request: HttpRequest, words: Words, status: int, page: str = "errors/page.html", back: str = ""
) -> HttpResponse:
    if not _is_part(request):
        return render(request, page, {"words": words, "back": back}, status=status)
    response = render(request, "errors/notice.html", {"words": words}, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = NOTICES, "innerHTML"
    return response


def _is_part(request: HttpRequest) -> bool:
    """Did htmx ask for a part of a page, not for a whole one to restore? Its middleware may not have run yet."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
