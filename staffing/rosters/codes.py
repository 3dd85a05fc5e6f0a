"""What only rosters of people can be told, see ``intake.codes``."""

from intake.codes import add_codes

add_codes(
    """
no_station|该乡镇(街道)还没有民政所记录|在“民政所”页面设立，或导入民政所情况表
left_section|标题写明人员已离开，没有导入|仍在岗的移到在岗人员里
name_unreadable|不是人员姓名|只写姓名，例如 张三
name_two|一格写了两个人|分成两行
name_check|姓名写法少见|核对
name_alike|与本单位已登记的姓名只有形近的字不同|确认是否为同一人|record
name_alike_in_file|同一单位两个姓名只有形近的字不同，都没有身份证号|核对是否为同一人；补填身份证号
name_differs|姓名与已登记的不同|核对姓名和身份证号
name_duplicate_in_file|同一单位有同名的人，都没有身份证号|补填身份证号
person_left|注明了人员已离开|跳过这一行，或确认仍在岗|cell
person_ambiguous|分不清是哪一位已登记的人|选择是哪一位，或补填身份证号|record
same_name_other_number|同名而身份证号不同|确认是否为同一人|record
met_twice|表内两行对应同一位已登记的人|核对这两行|record
id_missing|没有身份证号|能补则补；按姓名核对
id_damaged|身份证号被表格软件损坏，末几位丢失|把列设为“文本”后按证件重填|record?
id_length|身份证号位数或字符不对|按证件核对，应为18位
id_region|身份证号前两位不是省级代码|按证件核对
id_birth|身份证号中的出生日期不存在|按证件核对第7至14位
id_checksum|身份证号校验码不符|逐位核对
id_upgraded|15位旧号码已换算成18位|与证件核对
id_as_number|号码存成了数字|与证件核对
id_tidied|末位的星号读作X|与证件核对
id_from_record|身份证号取自已有登记|核对是否为同一人
id_two_names|表内一个身份证号写了两个姓名|按证件核对号码和姓名
facts_differ_in_file|同一人在表内两行写得不同|改成一致
name_unnumbered_in_file|同一单位有同名的人，这一行没有身份证号|确认是否同一人，或补填身份证号|record
namesakes_in_file|同一单位有同名的人，身份证号不同|核对是否为两个人；是一个人的改正号码或删去一行
id_duplicate_in_file|身份证号在表内重复|删去一行，或写明借入、兼任
ids_alike|许多身份证号只有末四位不同，没有核对|按证件核对号码，或交上一级民政局
numbers_unchecked|登记在别处的号码太多，这份名单的号码都没有核对|按乡镇分成几份、一小时后再导入，或请县、市民政局导入
id_changed_lately|花名册几天前刚给过另一个身份证号|在人员页面核对后修改
id_in_other_unit|此人已登记在别的单位|选择调动、借调或兼任
held_elsewhere|此人在别处有任职|核对|record
sex_mismatch|性别与身份证号不符|核对性别和身份证号
birth_mismatch|出生日期与身份证号不符|核对出生日期和身份证号
birth_from_id|出生日期按身份证号确定|核对
date_before_birth|当时未到工作年龄|核对出生日期和这一日期
arrival_unknown|没有到岗日期|补填到岗日期|cell
arrival_before_old_post|到岗早于原任职的开始|核对日期
overlaps_ended_post|与已结束的任职时间重叠|核对日期
position_guessed|看不出职务是不是本单位负责人|核对；写明现任职务，如 所长、副所长、工作人员
employment_rough|只写了在编，没有写类别|补填编制类型
villages_several|写到不止一个村(居)|另起一行登记别的村(居)的任职，或核对
lending_unclear|备注写到借调、抽调，看不出方向|核对在岗方式
employment_unclear|只写了不在编，看不出用工方式|补填编制类型
education_highest|有几栏学历，读取其中一栏|核对
numbers_closed|今天核对的身份证号太多，暂不核对|稍后再导入，或请县、市民政局导入
politics_unclear|只写了不是党员|补填政治面貌
post_unit_outside|编制所在单位不在导入范围|核对；按编制在外登记
holder_stays|编制在本人管辖范围以外的单位，不能由导入改变|由该单位或双方共同的上级民政局办理
second_established_post|已有在编任职|核对编制类型和在岗方式
second_full_time_post|另有全职的在岗任职|写明兼任或借入，或在人员页面办理调动、借调
positions_several|一个人写了不止一个岗位|另起一行登记兼任的岗位，或核对
post_ended_twice|任职已经结束|核对
lent_out|此人已借出|核对在岗方式
phones_alike|同一人的电话试得太多，没有核对|在人员页面修改，或清空这一格
"""
)
