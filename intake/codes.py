"""Every code that an import can report, with its meaning and what to do: the source of the manual's table.

``manage.py import_codes`` writes the page ``docs/manual/07-import-codes.md`` from it. Apps whose records are imported
add the codes that only their tables can have.
"""

from typing import NamedTuple


class Code(NamedTuple):
    """``meaning`` and ``remedy`` in Chinese.

    ``asks``: nothing is wrong, and a choice settles it: what a ``cell`` says, or which ``record`` a row is about; with
    ``record?`` only where answers are offered.
    """

    code: str
    meaning: str
    remedy: str
    asks: str = ""

    @property
    def is_question(self) -> bool:
        return self.asks in ("cell", "record")


CODES: dict[str, Code] = {}


def add_codes(table: str) -> None:
    """A line for each code, its parts with a stroke between; called once, where they are declared."""
    for line in table.strip().splitlines():
        code = Code(*line.split("|"))
        CODES.setdefault(code.code, code)


def code_word(code: str) -> str:
    """What kind of issue a code stands for, in a few words."""
    return CODES[code].meaning if code in CODES else f"其他问题({code})"


def is_question(code: str) -> bool:
    """Is this a problem that a choice settles?"""
    return code in CODES and CODES[code].is_question


def asks_for_record(code: str) -> bool:
    """Do its options say which record a row is about, and not what a cell says?"""
    return code in CODES and CODES[code].asks.startswith("record")


def manual_page() -> str:
    """The table as Markdown."""
    rows = "\n".join(f"| `{code.code}` | {code.meaning} | {code.remedy} |" for code in CODES.values())
    return (
        "# 07 导入提示的含义\n\n导入表格时，每条提示都有一个代码。本页由 `manage.py import_codes` 生成。\n\n"
        f"| 代码 | 意思 | 怎么办 |\n| --- | --- | --- |\n{rows}\n"
    )


add_codes(
    """
unreadable_file|文件无法读取|用 Excel 或 WPS 打开，另存为 .xlsx 后再上传
reader_failed|平台读取文件时出错|另存为 .xlsx 后再上传；仍不行请告诉系统管理员
encrypted|文件有密码|另存为时去掉密码
empty_file|文件是空的|检查是否选对了文件
too_large|文件太大|删去无关的工作表和空行，或分成几个文件
unpacks_too_large|文件展开后太大|删去图片和无关的工作表后另存
no_header|没有找到表头|确认表中有各列的列名，或在预览中指定表头行
header_missing|有一列没有列名|在预览中指定这一列是什么
no_rows|表头下面没有要导入的行|检查是否选对了工作表
column_unread|有一列没有读入|需要的话在预览中指定这一列是什么
records_above|表头以上像是还有记录|核对表头是哪一行，需要的话重新指定
hidden_rows|隐藏的行没有读入|需要的话取消隐藏，或在预览中选择读入
hidden_columns|隐藏的列没有读入|需要的话取消隐藏，或在预览中选择读入
header_changes|表内换了一种表头|核对以下各行，必要时分成两个文件
other_table|下面是另一张表，没有读入|需要的话另存为单独的文件导入
sheets_read|读取了几张工作表|核对各表；不要的可以去掉
other_sheets|文件里还有别的名单|一起读取，或改选工作表
sheets_of_other_kinds|文件里还有其他类别的工作表|换成相应的类别，再上传这份文件
beside_read|右边并排的表一起读取了|核对；不要的把它的列改为不读取
table_beside|旁边还有一张表|需要的话另存为单独的文件导入
other_kind|像是另一种表格|核对所选的表格类别
kind_differs|标题与所选的表格类别不同|核对所选的表格类别
kind_taken|选错了表格类别，已按认出的读取|核对所选的表格类别
required_missing|必填内容缺少|补填，或指定是哪一列
ditto_unclear|“同上”没有可以承接的内容|填写完整内容
unit_inherited|单位取自上面的行|核对单位
unit_from_outside|单位取自文件名、表格下方或“导入到”|核对单位
from_heading|按标题或分组标题读出|核对
heading_differs|这一行写的与上面的标题互相矛盾|选择是哪一种|cell
colours_unread|颜色和删除线的意思没有读取|对照原表核对有颜色的行
bad_mapping|指定列的写法不对|按“列=字段”填写
answer_unused|答复的行、列或记录在表里没有|核对答复文件
bad_answers|答复文件读不懂|按使用说明的格式填写
commit_refused|没有导入|按提示处理后再试
kept_on_undo|撤销时保留，没有恢复|记录在导入之后又有改动；需要的话到记录的页面修改
record_changed|预览之后记录已被别人修改|重新预览
number_unreadable|不是数、件数、面积或人数|只写一个数，例如 80、2台、3.2万
zero_unseen|存的是0，看起来却是空白|选择是0，还是没有填|cell
number_rough|面积、人数或数量是约数|核对
date_zone|带时区的时刻按北京时间读作日期|核对
year_unreadable|不是年份|写四位年份，例如 2024
date_before_opening|早于民政所的设立日期|核对情况截至日期
look_alike|有部首字或兼容字，已按通用字读取|核对
date_midnight|日期差几十秒到零点，按次日读取|核对
was_on_record|以前登记过这样的一条，已停办、停用或作废|回答是不是同一个；是同一个的先在页面上恢复|record
year_differs|本行的年份与列名里的年份不同|选择是哪一年|record
spelt_otherwise|名称与已登记的只是写法不同|核对是不是同一个；不是的请写成不同的名称
date_month_only|只写了年月，按该月的第一天或最后一天登记|核对；知道是哪一天的请写明
not_begun|还没有这样的记录，可以按本表设立|回答是否设立；不设立的行不导入|record
several_records|这个单位有几条这样的登记，分不清是哪一条|在页面上逐条修改
no_record|要更新的登记还不存在|先在页面上登记，再导入
unit_duplicate_in_file|同一个单位在表内出现几次|只留一行
refused_by_form|与页面上登记时的要求不符|按提示改正；表格里没有的栏目在页面上登记
nothing_told|除了单位名称没有可以读取的内容|核对列名，需要的话在预览中指定
follows|从这一格算出了另一项|核对算出的内容
follows_differs|由这一格算出的与另一列写的不同|确认以哪一格为准|cell
carried_over|没有写的沿用以前的登记|核对；有变化的补写
kept_as_it_was|原来登记的状况没有改|已修好或更换的在页面上改
taken_for_granted|表里没有写，按通常情况登记|核对；不是的请补填
from_title|从标题或列名读出|核对标题、列名里说的
village_missing|区划里有而名册里没有的村(居)|补上漏了的；撤并的请系统管理员登记
date_unreadable|不是能识别的日期|写成 1985-03-12 或 1985年3月
date_ambiguous|日期有几种读法|选择其中一种|cell
date_stands_in|表里没有的日期按最接近的一列登记|核对；需要的话补上这一列
date_by_year|只有年份，按当年1月1日登记|核对；知道月份的补上
date_future|日期晚于今天|核对年份
date_implausible|日期早得不可能|核对年份
date_serial|按表格软件的日期序号读出|核对
value_unknown|内容不在可填范围|从给出的内容中选择
value_ambiguous|内容有几种意思|选择其中一种|cell
value_rough|写法说得不全，按最接近的一项登记|核对；能写明的请写明
tick_unreadable|打钩的格子读不懂|一行只勾一项，用 √
several_names|一格写了几个名字|分成几行
record_over|注明已废止、停办或撤销|填写日期、跳过这一行，或确认仍然有效|cell
text_too_long|文字太长|缩短
text_unreadable|只写了“同上”，或公式出错|填写完整内容
text_number_kept|登记的文字里有号码，没有核对，保留登记的内容|要改的在页面上修改
two_facts|一格写了两件事，都已读出|核对读出的内容
two_facts_unread|一格写了两件事，有一件没有认出|补填
two_facts_differ|一格里另写的内容与该列不同|核对，以该列为准
unit_unknown|单位没有找到|核对名称，写明所在的县和乡镇
unit_out_of_scope|单位不在本次导入范围|核对名称和导入范围
unit_alike|单位按形近字找到|核对
unit_in_name|单位按记录的名称读出|核对单位
unit_namesake|乡镇与村同名，按乡镇读出|核对；是村(居)的写上“村”或“社区”
unit_office|单位按所写机关或职务的所属登记|核对单位
unit_ambiguous|有几个单位同名|写明所在的乡镇
money_unreadable|不是一个金额|写成一个数，例如 2500元/月
money_check|金额少见|核对单位
money_rough|金额是约数|核对
phone_kept|电话遮住的几位没有核对，保留登记的号码|换了号码的在页面上修改
phone_unreadable|不是电话号码|写11位手机号码，或带区号的固定电话
phone_of_other|号码旁边写着是别人的|核对是不是本人的；不是的改填
phone_short|短号没有读入|只登记可以直接拨打的号码
remark_unread|旁边的话没有读入|核对；要登记的写到备注栏
"""
)
