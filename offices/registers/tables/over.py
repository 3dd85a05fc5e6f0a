"""How lists say of a paper, a home or an example that it is one no more, and of an activity that it was not held."""

import re

from jian_minzheng.core.registers.tables import Over

_WHEN = (
    r"(?:已|已经|现已|均已|现|(?:已?于|从|自)?(?:19|20)\d{2}[年.\-/](?:\d{1,2}[月.\-/]?)?(?:\d{1,2}日?)?(?:起|已)?)?"
)

PAPER_OVER = Over(
    words=re.compile(
        rf"(?:该|本|此)?(?:文件|文|制度|办法|规定)?{_WHEN}(?:宣布)?(?:废止|失效|作废|停止执行|停止使用|终止|无效|撤销|不再执行|过期)"
        rf"|{_WHEN}被.{{0,40}}(?:废止|替代|取代|代替)"
    ),
    asked=re.compile(r"(?:是否)?(?:现行|仍然?|继续)?有效(?:性)?|是否(?:现行|执行|在用)"),
    at="valid_to",
    question="注明已废止或失效，却没有写废止日期：请填写最后有效的一天，或跳过这一行；仍然有效的请确认。",
    still="仍然有效",
)
HOME_OVER = Over(
    words=re.compile(
        rf"(?:该院|本院|敬老院)?{_WHEN}(?:停办|停用|关停|关闭|撤销|撤并|撤院|拆除|停业|停止运营|停止使用|注销|闲置|合并)"
        rf"|{_WHEN}(?:并入|合并到|合并至|撤并到|撤并至).{{1,30}}"
    ),
    asked=re.compile(r"是否(?:正常)?(?:运营|运行|营业|在用|开办)"),
    at="home_name",
    question="注明已停办或撤并：请跳过这一行，已登记的在敬老院页面登记停办日期；仍在运行的请确认。",
    still="仍在运行，照常导入",
)
EXEMPLAR_OVER = Over(
    words=re.compile(rf"(?:该)?(?:荣誉|称号)?{_WHEN}被?(?:撤销|取消|收回|追回)(?:荣誉|称号|命名|荣誉称号)?"),
    at="exemplar_name",
    question="注明称号已撤销或取消：请跳过这一行；仍然有效的请确认。",
    still="仍然有效，照常导入",
)
ACTIVITY_OVER = Over(
    words=re.compile(
        rf"(?:本次|该)?(?:活动)?(?:因.{{1,20}}?[,，]?)?{_WHEN}(?:取消|延期|推迟|暂缓)(?:举办|举行|开展)?"
        r"|(?:活动)?(?:尚未|还未|暂未|未|没有|没|拟|计划)(?:举办|举行|开展|实施)"
    ),
    asked=re.compile(r"是否(?:已|如期|按期)?(?:举办|举行|开展|实施)"),
    at="activity_title",
    question="注明没有开展、已取消或延期：没有开展的请跳过这一行；已经开展的请确认。",
    still="已经开展，照常导入",
)
CONTACT_OVER = Over(
    words=re.compile(
        rf"(?:本人|该同志)?{_WHEN}(?:卸任|离任|离职|辞职|辞去|退休|调离|调走|调出|免职|不再担任|不再任职|更换|换人|去世|病故)(?:联络人|工作|职务)?"
    ),
    asked=re.compile(r"是否(?:在任|在岗|在职|仍担任|现任)"),
    at="contact_name",
    question="注明已卸任或更换：请跳过这一行，已登记的在联络人页面登记卸任日期；仍是联络人的请确认。",
    still="仍是联络人，照常导入",
)
