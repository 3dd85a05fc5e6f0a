"""The codes of issues in a few words each, for the filter over a preview."""

CODE_WORDS = {
    "required_missing": "必填项没有填",
    "name_unreadable": "姓名读不懂",
    "id_missing": "没有身份证号",
    "id_damaged": "身份证号被损坏",
    "id_length": "身份证号位数不对",
    "id_region": "身份证号地区码不对",
    "id_birth": "身份证号生日不对",
    "id_checksum": "身份证号校验码不符",
    "id_upgraded": "身份证号由15位升为18位",
    "id_duplicate_in_file": "身份证号在表内重复",
    "name_duplicate_in_file": "姓名在表内重复",
    "id_in_other_unit": "人员登记在别的单位",
    "person_ambiguous": "分不清是哪一个人",
    "name_differs": "姓名与登记的不同",
    "second_established_post": "已有在编任职",
    "sex_mismatch": "性别与身份证号不符",
    "birth_mismatch": "出生日期与身份证号不符",
    "birth_from_id": "生日按身份证号确定",
    "date_unreadable": "日期读不懂",
    "date_ambiguous": "日期有两种读法",
    "date_future": "日期晚于今天",
    "date_before_birth": "日期早于就业年龄",
    "date_serial": "日期由序号读出",
    "value_unknown": "内容不在可填范围",
    "value_ambiguous": "内容有两种意思",
    "unit_unknown": "单位没有找到",
    "unit_ambiguous": "单位有几个同名",
    "unit_out_of_scope": "单位不在导入范围",
    "post_unit_outside": "编制在范围外的单位",
    "money_unreadable": "金额读不懂",
    "phone_unreadable": "电话读不懂",
    "text_too_long": "文字太长",
    "two_facts": "一格写了两件事",
    "two_facts_differ": "两处写法不一致",
    "record_changed": "记录已被他人修改",
}


def code_word(code: str) -> str:
    """What kind of issue a code stands for."""
    return CODE_WORDS.get(code, f"其他问题({code})")
