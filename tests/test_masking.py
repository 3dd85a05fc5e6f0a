"""Personal numbers in running text are masked however they are spread, and figures that are none stay."""

import pytest

from jian_minzheng.core.masking import holds_personal_number, mask_text


@pytest.mark.parametrize(
    "text",
    [
        "360821198506124574",
        "360821 19850612 4574",
        "360821；19850612；4574",
        "360821~19850612~4574",
        "【360821】<19850612>“4574”",
        "3+6+0+8+2+1+1+9+8+5+0+6+1+2+4+5+7+4",
        "360821\u200c19850612\u200c4574",
        "360821\u206019850612\u20604574",
        "360821\xad19850612\xad4574",
        "360821\u202e19850612\u202c4574",
        "360821xxxxxxxx4574",
        "360821########4574",
        "360821××××××××4574",
        "3608●●●●●●●●●●4574",
        "360821_1985_0612_457X",
        "360821 ——— 19850612 ——— 4574",
        "360821、生于1985年6月12日、4574",
        "360821，1985年6月12日出生，尾号4574",
        "后四位：4574",
        "尾号是457X",
    ],
)
def test_the_end_of_a_number_never_stands_beside_its_beginning(text):
    shown = mask_text(f"证件{text}，已核对")
    assert holds_personal_number(text)
    assert not any(end in shown for end in ("4574", "457X", "4+5+7+4", "574"))
    assert shown.endswith("，已核对")


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "138  1234  5678",
        "138 12 34 56 78",
        "138.1234.5678",
        "138/1234/5678",
        "(138)12345678",
        "+86(138)1234-5678",
        "138\u200b1234\u200b5678",
        "1381234\u200b5678",
        "１３８１２３４５６７８",
    ],
)
def test_the_middle_of_a_mobile_number_is_hidden_however_it_is_parted(text):
    shown = mask_text(f"电话{text}，常打")
    assert holds_personal_number(text)
    assert [int(figure) for figure in shown if figure.isdigit()][-4:] == [5, 6, 7, 8]
    assert shown.count("*") == 4
    assert shown.endswith("，常打")


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-01；2025-04-01；2025-05-01",
        "吉县民字〔2025〕12号、13号、14号",
        "区划代码360821101000，面积1,234.56平方米",
        "0796-8442101；0796-8442102",
        "第1、2、3、4、5、6、7、8、9、10、11、12行",
        "xxxxxxxxxxxxxxxxxx",
        "***",
        "135、1234、5678",
        "135，1200，1500元",
        "13-14-15-16-17-18",
        "面积135.00 2024-05",
        "尾号1234567",
        "1380000 13800 0",
    ],
)
def test_days_figures_and_office_telephones_stay(text):
    assert mask_text(text) == text
