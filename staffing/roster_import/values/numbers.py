"""Identity and telephone numbers, on the checks that the forms use as well."""

import re

from staffing.id_numbers import IdNumberError, check_id_number, tidy_id_number
from staffing.phones import PhoneError, tidy_phone
from staffing.roster_import.grid import Cell
from staffing.roster_import.values.problems import ValueProblem

_LOST = re.compile(r"\d{14,15}0{3}")
_TWO_MOBILES = re.compile(r"(?<=\d{11})\s+(?=1\d{10})")
_DAMAGED = (
    "身份证号在 Excel 里被当作数字保存，末几位已经丢失，无法还原。请把这一列设为“文本”格式，按证件重新填写18位号码。"
)


def parse_id_number(cell: Cell) -> str:
    """The checked number with 18 characters; 15-digit ones are upgraded.

    Raises:
        ValueProblem: ``id_damaged`` (digits lost in the file: never guessed), ``id_length``, ``id_region``,
            ``id_birth``, ``id_checksum``.
    """
    if cell.damaged:
        raise ValueProblem("id_damaged", _DAMAGED)
    try:
        return check_id_number(cell.text).number
    except IdNumberError as error:
        if _LOST.fullmatch(tidy_id_number(cell.text)):
            raise ValueProblem("id_damaged", _DAMAGED) from None
        raise ValueProblem(error.code, error.message) from None


def parse_phone(cell: Cell) -> str:
    """One number or several joined by ``、``.

    Raises:
        ValueProblem: ``phone_unreadable``.
    """
    try:
        phone = tidy_phone(_TWO_MOBILES.sub("、", cell.text.replace("或", "、")))
    except PhoneError as error:
        raise ValueProblem("phone_unreadable", error.message) from None
    if not phone:
        raise ValueProblem("phone_unreadable", PhoneError.message)
    return phone
