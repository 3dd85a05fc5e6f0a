"""Every code that a roster import can report, with its meaning and what to do: the source of the manual's table.

``manage.py import_codes`` writes the page ``docs/manual/07-import-codes.md`` from it.
"""

from typing import NamedTuple


class Code(NamedTuple):
    """``meaning`` and ``remedy`` in Chinese."""

    code: str
    meaning: str
    remedy: str


_TABLE = """
unreadable_file|文件无法读取|用 Excel 或 WPS 打开，另存为 .xlsx 后再上传
encrypted|文件有密码|另存为时去掉密码
empty_file|文件是空的|检查是否选对了文件
too_large|文件太大|删去无关的工作表和空行，或分成几个文件
unpacks_too_large|文件展开后太大|删去图片和无关的工作表后另存
no_header|没有找到表头|确认表中有“姓名”等列名，或在预览中指定表头行
header_missing|有一列没有列名|在预览中指定这一列是什么
no_rows|表头下面没有人员|检查是否选对了工作表
column_unread|有一列没有读入|需要的话在预览中指定这一列是什么
hidden_rows|隐藏的行没有读入|需要的话取消隐藏，或在预览中选择读入
hidden_columns|隐藏的列没有读入|需要的话取消隐藏，或在预览中选择读入
header_changes|表内换了一种表头|核对以下各行，必要时分成两个文件
other_table|下面是另一张表，没有读入|需要的话另存为单独的文件导入
sheets_read|读取了几张工作表|核对各表；不要的可以去掉
other_sheets|文件里还有别的名单|一起读取，或改选工作表
beside_read|右边并排的表一起读取了|核对；不要的把它的姓名列改为不读取
table_beside|旁边还有一张表|需要的话另存为单独的文件导入
other_kind|像是另一种花名册|核对所选的花名册种类
kind_differs|标题与所选的花名册种类不同|核对所选的花名册种类
required_missing|必填内容缺少|补填，或指定是哪一列
ditto_unclear|“同上”没有可以承接的内容|填写完整内容
unit_inherited|单位取自上面的行|核对单位
unit_from_outside|单位取自文件名或表格下方|核对单位
from_heading|按分组标题读出|核对
left_section|标题写明人员已离开，没有导入|仍在岗的移到在岗人员里
colours_unread|颜色和删除线的意思没有读取|对照原表核对有颜色的行
bad_mapping|指定列的写法不对|按“列=字段”填写
bad_answers|答复文件读不懂|按使用说明的格式填写
commit_refused|没有导入|按提示处理后再试
kept_on_undo|撤销时保留，没有恢复|记录在导入之后又有改动；需要的话到人员或单位页面修改
record_changed|预览之后记录已被别人修改|重新预览
name_unreadable|不是人员姓名|只写姓名，例如 张三
name_two|一格写了两个人|分成两行
name_check|姓名写法少见|核对
name_differs|姓名与已登记的不同|核对姓名和身份证号
name_duplicate_in_file|同一单位有同名的人，都没有身份证号|补填身份证号
person_left|注明了人员已离开|跳过这一行，或确认仍在岗
person_ambiguous|分不清是哪一位已登记的人|选择是哪一位，或补填身份证号
same_name_other_number|同名而身份证号不同|确认是否为同一人
met_twice|表内两行对应同一位已登记的人|核对这两行
number_unreadable|不是数、件数、面积或人数|只写一个数，例如 80、2台、3.2万
number_implausible|人数多得不可能|核对单位和小数点
number_rough|面积或人数是约数|核对
date_zone|带时区的时刻按北京时间读作日期|核对
year_unreadable|不是年份|写四位年份，例如 2024
no_station|乡镇(街道)没有在运行的民政所|先在“民政所”页面设立
date_before_opening|早于民政所的设立日期|核对情况截至日期
unit_duplicate_in_file|同一个单位在表内出现几次|只留一行
refused_by_form|与页面上登记时的要求不符|按提示改正；表格里没有的栏目在页面上登记
nothing_told|除了单位名称没有可以读取的内容|核对列名，需要的话在预览中指定
from_title|日期或年份取自标题|核对标题里的日期或年份
village_missing|区划里有而名册里没有的村(居)|补上漏了的；撤并的请系统管理员登记
id_missing|没有身份证号|能补则补；按姓名核对
id_damaged|身份证号被表格软件损坏，末几位丢失|把列设为“文本”后按证件重填
id_length|身份证号位数或字符不对|按证件核对，应为18位
id_region|身份证号前两位不是省级代码|按证件核对
id_birth|身份证号中的出生日期不存在|按证件核对第7至14位
id_checksum|身份证号校验码不符|逐位核对
id_upgraded|15位旧号码已换算成18位|与证件核对
id_as_number|号码存成了数字|与证件核对
id_tidied|末位的星号读作X|与证件核对
id_from_record|身份证号取自已有登记|核对是否为同一人
id_duplicate_in_file|身份证号在表内重复|删去一行，或写明借入、兼任
ids_alike|许多身份证号只有末四位不同，没有核对|按证件核对号码，或交上一级民政局
numbers_unchecked|登记在别处的号码太多，这份名单的号码都没有核对|按乡镇分成几份、一小时后再导入，或请县、市民政局导入
id_changed_lately|花名册几天前刚给过另一个身份证号|在人员页面核对后修改
id_in_other_unit|此人已登记在别的单位|选择调动、借调或兼任
held_elsewhere|此人在别处有任职|核对
sex_mismatch|性别与身份证号不符|核对性别和身份证号
birth_mismatch|出生日期与身份证号不符|核对出生日期和身份证号
birth_from_id|出生日期按身份证号确定|核对
date_unreadable|不是能识别的日期|写成 1985-03-12 或 1985年3月
date_ambiguous|日期有几种读法|选择其中一种
date_future|日期晚于今天|核对年份
date_implausible|日期早得不可能|核对年份
date_before_birth|当时未到工作年龄|核对出生日期和这一日期
date_serial|按表格软件的日期序号读出|核对
arrival_unknown|没有到岗日期|补填到岗日期
arrival_before_old_post|到岗早于原任职的开始|核对日期
overlaps_ended_post|与已结束的任职时间重叠|核对日期
value_unknown|内容不在可填范围|从给出的内容中选择
value_ambiguous|内容有几种意思|选择其中一种
value_rough|写法说得不全，按最接近的一项登记|核对；能写明的请写明
position_guessed|看不出职务是不是本单位负责人|核对；写明现任职务，如 所长、副所长、工作人员
politics_unclear|只写了不是党员|补填政治面貌
tick_unreadable|打钩的格子读不懂|一行只勾一项，用 √
text_too_long|文字太长|缩短
text_unreadable|只写了“同上”，或公式出错|填写完整内容
text_number_kept|登记的文字里有号码，没有核对，保留登记的内容|要改的在页面上修改
two_facts|一格写了两件事，都已读出|核对读出的内容
two_facts_differ|一格里另写的内容与该列不同|核对，以该列为准
unit_unknown|单位没有找到|核对名称，写明所在的县和乡镇
unit_out_of_scope|单位不在本次导入范围|核对名称和导入范围
unit_ambiguous|有几个单位同名|写明所在的乡镇
post_unit_outside|编制所在单位不在导入范围|核对；按编制在外登记
holder_stays|编制在本人管辖范围以外的单位，不能由导入改变|由该单位或双方共同的上级民政局办理
second_established_post|已有在编任职|核对编制类型和在岗方式
post_ended_twice|任职已经结束|核对
lent_out|此人已借出|核对在岗方式
money_unreadable|不是一个金额|写成一个数，例如 2500元/月
money_check|金额少见|核对单位
money_rough|金额是约数|核对
phone_unreadable|不是电话号码|写11位手机号码，或带区号的固定电话
phones_alike|同一人的电话试得太多，没有核对|在人员页面修改，或清空这一格
phone_short|短号没有读入|只登记可以直接拨打的号码
"""

CODES = tuple(Code(*line.split("|")) for line in _TABLE.strip().splitlines())


def manual_page() -> str:
    """The table as Markdown."""
    rows = "\n".join(f"| `{code}` | {meaning} | {remedy} |" for code, meaning, remedy in CODES)
    return (
        "# 07 导入提示的含义\n\n导入花名册时，每条提示都有一个代码。本页由 `manage.py import_codes` 生成。\n\n"
        f"| 代码 | 意思 | 怎么办 |\n| --- | --- | --- |\n{rows}\n"
    )
