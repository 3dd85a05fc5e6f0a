"""Numbers as officials spell them leave no way to read the end; what else they write with figures stays as it is."""

import datetime
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jian_minzheng.core.id_numbers import check_character
from jian_minzheng.core.masking import holds_personal_number, mask_text

HIDDEN = [
    # Figures drawn in other ways.
    ("三六〇八二一一九八五〇六一二四五七四", "三六〇八**************"),
    ("叁陆零捌贰壹壹玖捌伍零陆壹贰肆伍柒肆", "叁陆零捌**************"),
    ("③⑥⓪⑧②①①⑨⑧⑤⓪⑥①②④⑤⑦④", "③⑥⓪⑧**************"),
    ("³⁶⁰⁸²¹¹⁹⁸⁵⁰⁶¹²⁴⁵⁷⁴", "³⁶⁰⁸**************"),
    ("➂➅0➇➁➀➀➈➇➄0➅➀➁➃➄➆➃", "➂➅0➇**************"),
    ("⒊⒍🄀⒏⒉⒈⒈⒐⒏⒌🄀⒍⒈⒉⒋⒌⒎⒋", "⒊⒍🄀⒏**************"),
    ("㊂㊅〇㊇㊁㊀㊀㊈㊇㊄〇㊅㊀㊁㊃㊄㊆㊃", "㊂㊅〇㊇**************"),
    ("ⅢⅥ0ⅧⅡⅠⅠⅨⅧⅤ0ⅥⅠⅡⅣⅤⅦⅣ", "ⅢⅥ0Ⅷ**************"),
    ("36082119850612四五七四", "3608**************"),
    ("36O82ll985O6l24574", "36O8**************"),
    ("36O82I l98506I2 4574", "36O8** ******** ****"),
    ("&#51;&#54;&#48;&#56;&#50;&#49;19850612&#52;574", "&#51;&#54;&#48;&#56;**************"),
    ("360821&nbsp;19850612&nbsp;4574", "3608**&nbsp;********&nbsp;****"),
    ("3608211985%30%36124574", "3608**************"),
    # Words and wide gaps between the groups.
    ("360821某19850612某4574", "3608**某********某****"),
    ("360821生于19850612顺序码457校验4", "3608**生于********顺序码***校验*"),
    ("360821，出生19850612，后三位457，校验码4", "3608**，出生********，后三位***，校验码*"),
    ("36省08市21县1985年06月12日4574", "36省08市**县****年**月**日****"),
    ("360821          19850612          4574", "3608**          ********          ****"),
    # The birth date with one digit, or in words.
    ("360821 1985.6.12 4574", "3608** ****.*.** ****"),
    ("360821/1985/6/12/4574", "3608**/****/*/**/****"),
    ("360821，1985年六月十二日，4574", "3608**，****年*月**日，****"),
    ("360821，一九八五年六月二十一日，四五七四", "3608**，****年*月*十*日，****"),
    # Without the last character; without the region; of the first generation.
    ("360821 19850612 457", "3608** ******** ***"),
    ("198506124574", "19850612****"),
    ("360821生850612号457", "3608**生******号***"),
    # Called an end.
    ("身份证后六位124574", "身份证后六位******"),
    ("末6位124574", "末6位******"),
    ("后8位06124574", "后8位********"),
    ("尾数4574", "尾数****"),
    ("(尾4574)", "(尾****)"),
    ("后四码：4574", "后四码：****"),
    ("最后4位：4-5-7-4", "最后4位：*-*-*-*"),
    ("尾号四五七四", "尾号****"),
    ("证号后面是4574", "证号后面是****"),
    ("顺序码457校验码4", "顺序码***校验码*"),
    ("顺序码 4 5 7", "顺序码 * * *"),
    ("顺序号457，校验位X", "顺序号***，校验位*"),
    ("证号后面四位数是4574", "证号后面四位数是****"),
    ("证件号最后是4574", "证件号最后是****"),
    ("身份证号码后边4574", "身份证号码后边****"),
    ("后面四位4574", "后面四位****"),
    ("末段4574，尾巴4574", "末段****，尾巴****"),
    ("以4574结尾", "以****结尾"),
    ("以457X结尾", "以****结尾"),
    ("4574为尾号", "****为尾号"),
    # Left by whoever hid the rest.
    ("3608***4574", "3608*******"),
    ("3608..4574", "3608..****"),
    ("360821……4574", "3608**……****"),
    ("360821某某某4574", "3608**某某某****"),
    ("****457X", "********"),
    ("(…4574)", "(…****)"),
    # Mobile numbers.
    ("1 3 8 7 9 6 1 2 3 4 5", "1 3 8 * * * * 2 3 4 5"),
    ("138 796 12345", "138 *** *2345"),
    ("138796 12345", "138*** *2345"),
    ("13 879 612 345", "13 8** **2 345"),
    ("138，7961，2345", "138，****，2345"),
    ("138（7961）2345", "138（****）2345"),
    ("138.7961/2345", "138.****/2345"),
    ("138转7961再2345", "138转****再2345"),
    ("138x7961x2345", "138x****x2345"),
    ("一三八七九六一二三四五", "一三八****二三四五"),
    ("幺三八七九六一二三四五", "幺三八****二三四五"),
    ("l38796l2345", "l38****2345"),
    ("1387961&nbsp;2345", "138****&nbsp;2345"),
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_everyday_spellings_are_hidden(text, shown):
    assert mask_text(f"证件{text}，已核对") == f"证件{shown}，已核对"
    assert holds_personal_number(text)


@pytest.mark.parametrize("shown", [shown for _, shown in HIDDEN] + ["138****5678", "(138)****-5678", "+86*******5678"])
def test_what_is_masked_stays_as_it_is(shown):
    assert not holds_personal_number(shown)
    assert mask_text(f"{shown}，电话0796-8442233") == f"{shown}，电话0796-8442233"


INNOCENT = [
    "见文件末尾123页",
    "代码：360821100201 220、360821100202 121",
    "360821115003 111",
    # Papers.
    "吉民字〔2025〕12号",
    "赣民发〔2024〕3号、吉民字〔2023〕1678号、15号",
    "国发〔2016〕13号，民发〔2017〕153号，赣府厅字〔2018〕86号",
    "民办函[2019]138号和[2020]1456号",
    "第135条、第1234款，见第56789页",
    # Days and times.
    "2024-01-01至2024-12-31",
    "2024年1月1日至2024年12月31日",
    "任期2018.3—2023.11，2023.12起续聘",
    "1985年6月12日出生，2008年7月参加工作，2019年3月到岗",
    "15日上午9点至12月30日17时0分",
    "19850612，20190301，20240315",
    "2026-11-28 13:05:10至2026-11-28 14:20:33",
    "2026-11-15 14:20；2026-11-15 13:05；2026-11-16 08:30",
    "360821，2024-03-12 14:20登记",
    "二〇二四年十二月三十一日",
    "二〇二五年三月十五日，一三五周值班",
    # Money, counts, measures.
    "1,234,567.89元",
    "13,879,612,345元",
    "13800元",
    "13800元、13600元、15元",
    "每人每月1380元，共1567人，计2162460元",
    "135.00元，1387.65元",
    "常住人口149954，男78891女71063",
    "总人口155976人，其中城镇97149人",
    "共1356，男4567女890",
    "17个县1234个村56789人",
    "户籍人口156789，2022年常住154689",
    "面积1380.5平方米，床位120张",
    "15%，13.8%，1387.9亿元",
    "135公里1234户5678人",
    "360821,吉安县,149954,,,男78891",
    # Lists of figures.
    "12、34、56、78、90、13、87",
    "13、34、56、78、90、1",
    "138、7961、2345",
    "138；7961；2345",
    "13 87 96 12 34 56 78 90",
    "15,0,15,无缺会3 按时报送5 宣传4(应4篇)",
    "三(三)1-6、三(二)3-1 的分母：全部社区394；城镇代码(1开头)346",
    "①137人②38户③2600元",
    "一、二、三、四、五、六、七、八、九、十",
    # Codes and telephones of offices.
    "区划代码360821100000",
    "360821100、360821101、360821102",
    "360821100000、360821101000、360821200001",
    "0796-8442101",
    "0796-8442101转138、0796-8442102转1567",
    "区号0796，邮编343100",
    "统一社会信用代码12360821MB0L12345X",
    "91360821MA35K7890A",
    "https://mzj.jian.gov.cn/art/2024/3/15/art_1387_4456.html",
    "https://example.cn/?id=138796&page=12&size=345",
    "gb18030、gb_2312-80",
    # Words that also tell of ends.
    "后4位2024年到岗",
    "前3位同志2023年退休，后4位2024年退休",
    "截至年末1234人",
    "年尾1234户",
    "尾数1234元",
    "尾号1234567",
    "最后500米",
    "……2024年3月",
    "3600——4500元",
    "3600..4500元",
    "**2024年**工作要点",
    "XX县2024年",
    "2024年结尾，1234户收尾",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_other_figures_stay(text):
    assert mask_text(text) == text
    assert mask_text(f"备注：{text}。") == f"备注：{text}。"


SURROUNDINGS = st.sampled_from(
    ["{}", "证件{}，已核对", "（{}）", "2024年3月1日登记：{}；联系0796-8442101", "见吉民字〔2025〕12号，{}。"]
)
MARKS = [" ", "-", "—", "，", "/", "~", "·", "（", ") ", "   ", "\n", " - ", "&nbsp;", "\u200b"]
WORDS = ["转", "再", "接", "和", "然后", " 转 "]
LONG_WORDS = [*WORDS, "某", "生于", "，出生日期是", "顺序码", "校验", "后三位", "省", "县，", "尾号："]


@st.composite
def identity_numbers(draw):
    region = draw(st.sampled_from(["360821", "110105", "440306", "510104", "650102"]))
    born = draw(st.dates(datetime.date(1930, 1, 1), datetime.date(2024, 12, 31)))
    body = f"{region}{born:%Y%m%d}{draw(st.integers(1, 999)):03}"
    return body + check_character(body)


@st.composite
def spread(draw, numbers, separators, most):
    """A number and one way to write it: in pieces, with something between them, its figures drawn in some way."""
    number = draw(numbers)
    cuts = sorted(draw(st.sets(st.integers(1, len(number) - 1), max_size=most)))
    pieces = [number[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    between = [draw(st.sampled_from(separators)) for _ in cuts]
    text = "".join(map("".join, zip(pieces, [*between, ""], strict=True)))
    drawn = draw(st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"]))
    return number, text, text.translate(str.maketrans("0123456789", drawn))


def _figures(text):
    return "".join(str(int(figure)) if figure.isdecimal() else "X" for figure in re.findall(r"[\dXx]", text))


@given(spread(identity_numbers(), [*MARKS, *LONG_WORDS], 6), SURROUNDINGS)
@settings(max_examples=500)
def test_however_an_identity_number_is_split_only_its_region_is_read(spelled, around):
    number, _, text = spelled
    before, behind = around.split("{}")
    shown = mask_text(around.format(text))
    assert shown.startswith(before)
    assert shown.endswith(behind)
    assert _figures(shown[len(before) : len(shown) - len(behind)]) in number[:4]
    assert mask_text(shown) == shown


MOBILES = st.from_regex(r"1[3-9][3-9]{9}", fullmatch=True)
"""Without what reads as a year, a month or a round sum."""


@given(
    spread(MOBILES, MARKS[:-2], 8) | spread(MOBILES, WORDS, 4) | spread(MOBILES, ["&nbsp;", "\u200b"], 4), SURROUNDINGS
)
@settings(max_examples=500)
def test_however_a_mobile_number_is_split_its_middle_is_hidden(spelled, around):
    number, _, text = spelled
    before, behind = around.split("{}")
    shown = mask_text(around.format(text))
    assert shown.startswith(before)
    assert shown.endswith(behind)
    assert _figures(shown[len(before) : len(shown) - len(behind)]) == number[:3] + number[7:]
    assert mask_text(shown) == shown


def _day(chance):
    return datetime.date(1950, 1, 1) + datetime.timedelta(days=chance.randrange(31_000))


INNOCENT_PIECES = [
    lambda chance: f"{_day(chance):%Y-%m-%d}至{_day(chance):%Y-%m-%d}",
    lambda chance: "{0.year}年{0.month}月{0.day}日".format(_day(chance)),
    lambda chance: "{0.year}.{0.month}".format(_day(chance)),
    lambda chance: f"吉民字〔{chance.randrange(1990, 2031)}〕{chance.randrange(1, 2001)}号",
    lambda chance: f"{chance.randrange(10 ** chance.randrange(1, 11)):,}.{chance.randrange(100):02}元",
    lambda chance: (
        f"{chance.randrange(10 ** chance.randrange(1, 8))}{chance.choice(['元', '万元', '人', '户', '张床', '%'])}"
    ),
    lambda chance: f"0796-8{chance.randrange(10**6):06}",
    lambda chance: f"3608{chance.randrange(1, 31):02}{chance.randrange(100, 231):03}000",
]


def test_days_sums_and_papers_in_a_row_stay():
    """One list in a thousand reads as a number by accident: with province, day and check character."""
    chance, lists = random.Random(20261128), []
    for _ in range(4000):
        joint = chance.choice(["，", "；", "。", "、", "\n", "；其中", " 和 "])
        lists.append(joint.join(chance.choice(INNOCENT_PIECES)(chance) for _ in range(chance.randrange(1, 9))))
    assert sum(mask_text(text) != text for text in lists) <= 4


@given(st.text(alphabet="0123456789X*一五○，年月 -.…后末尾位某:", max_size=60))
@settings(max_examples=300)
def test_masked_again_nothing_changes(text):
    assert not holds_personal_number(mask_text(text))


REPEATED = (
    "1|1 |1、|13 |1转|36082119850612457|360821 19850612 457 |3608211985年6月12日|尾号|后四位1"
    "|*|1*|3608..|3608*|…|&#5|一|一 |l1|1,234|2024-1-|1.3|138****|xX"
)


@pytest.mark.parametrize("piece", REPEATED.split("|"))
def test_the_longest_cell_is_read_to_its_end(piece):
    """What would be looked at again from each of its places would not be done for minutes."""
    text = (piece * 32_767)[:32_767]
    shown = mask_text(text)
    assert mask_text(shown) == shown
