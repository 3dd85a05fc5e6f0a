"""How names begin, to tell a second name from a remark."""

COMPOUND_SURNAMES = frozenset(
    {
        "欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "东方", "夏侯", "长孙", "宇文",
        "端木", "百里", "呼延", "南宫", "西门", "独孤", "万俟", "闻人", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于",
        "太叔", "申屠", "钟离", "轩辕",
    }
)  # fmt: skip

COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严赖覃洪武莫孔欧晏左温刁匡郁"
)
"""So common that a column of short texts that begin with them is one of names."""

_SURNAMES = COMMON_SURNAMES | frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严赖覃洪武莫孔欧晏左温刁匡郁康伍常阮芦焦柯"
    "牛翁詹鲁俞辛管裴涂饶旷蓝兰施柳颜聂章梅盛童倪戴丘喻凌祝甘项殷包樊游纪舒屈翟鲍鄢娄卓习胥桂简谌甄宁文尧古帅巫应"
)


def begins_with_surname(text: str) -> bool:
    """Does the text begin as most names of Han people do?"""
    return text[:1] in _SURNAMES or text[:2] in COMPOUND_SURNAMES
