"""What tests read of a page or a workbook as its user would: messages, rows, cells, what stands at a field."""

import io
from typing import Any

import openpyxl
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.registers.cases import hidden


def told(response: Any) -> str:
    """The messages that a page shows above its content, one a line."""
    source = response.context["messages"] if response.context else get_messages(response.wsgi_request)
    return "\n".join(str(message) for message in source)


def wrong_at(response: Any) -> dict[str, str]:
    """What a form that was not saved says, by field; ``__all__`` is the form itself."""
    return {name: "".join(errors) for name, errors in response.context["form"].errors.items()}


def listed(client: Any, name: str, shown: str, /, **query: Any) -> list[str]:
    """One column of a list as it is shown, from the top; the list is asked for nothing but ``query``."""
    page = client.get(reverse(name), query)
    return [str(cell) for _row, cells in page.context["rows"] for one, cell in cells if one.key == shown]


def sheet_of(response: Any) -> list[list[Any]]:
    """The values of a workbook's first sheet, heads included."""
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def exported(client: Any, name: str, /, **query: Any) -> list[dict[str, Any]]:
    """The rows of an export, each by the heads of its columns."""
    head, *rows = sheet_of(client.get(reverse(name), query))
    return [dict(zip(head, row, strict=True)) for row in rows]


def sent_back(client: Any, address: str, /, **changed: Any) -> Any:
    """Open a form, change some of it, send it; the answer with what follows it."""
    return client.post(address, {**hidden(client.get(address)), **changed}, follow=True)
