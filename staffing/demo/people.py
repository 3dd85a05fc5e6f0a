"""Invented persons. Identity numbers pass GB 11643 and belong to nobody: their serial begins with 9."""

import datetime
from random import Random

from jian_minzheng.core.id_numbers import check_character
from offices.models import Division
from staffing import vocabulary as v
from staffing.models import Person
from staffing.names import spell_name

_SURNAMES = "刘肖罗彭王李张陈郭周曾胡欧阳黄贺龙谢邓钟梁康萧尹文杨廖吴朱宋邹叶段汤颜左匡旷戴谭严夏江"
_MALE = "建军志刚文斌国华小平晓明海峰春生水根福林永红伟民金龙家辉俊杰立新宏伟冬生秋根云飞"
_FEMALE = "晓梅丽萍秀英小红春兰桂花美玲艳萍金莲玉珍慧芳海燕雪梅冬香素云水秀红英建英文静"
_REGIONS = ("02", "03", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "81")
_EDUCATIONS = {
    v.Education.BACHELOR: 30,
    v.Education.JUNIOR_COLLEGE: 42,
    v.Education.SECONDARY_VOCATIONAL: 13,
    v.Education.HIGH_SCHOOL: 15,
}


class Crowd:
    """Makes persons, each with an identity number that no other of this load has."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self._numbers: set[str] = set()

    def person(self, chance: Random, home: Division, *, youngest: int = 24, oldest: int = 58) -> Person:
        """One more person, at home in the county of ``home``; ages as of 2026."""
        female = chance.random() < 0.46
        year = 2026 - chance.randint(youngest, oldest)
        number, born = self._identity(chance, home, year, female=female)
        name = _name(chance, female=female)
        person = Person(
            name=name,
            pinyin=spell_name(name),
            id_number=None if chance.random() < 0.02 else number,
            sex=v.Sex.FEMALE if female else v.Sex.MALE,
            birth_date=born,
            ethnic_group="畲族" if chance.random() < 0.02 else "汉族",
            politics=v.Politics.PARTY_MEMBER if chance.random() < 0.5 else v.Politics.MASSES,
            education=chance.choices(list(_EDUCATIONS), list(_EDUCATIONS.values()))[0],
            social_work_title=v.SocialWorkTitle.ASSISTANT if chance.random() < 0.12 else v.SocialWorkTitle.NONE,
            phone=f"1380000{chance.randint(0, 9999):04d}",
            work_start=datetime.date(year + 22, 7, 1),
        )
        self.persons.append(person)
        return person

    def _identity(self, chance: Random, home: Division, year: int, *, female: bool) -> tuple[str, datetime.date]:
        """A number that nobody has yet, and the birth date in it."""
        region = home.stats_code[:6] if home.stats_code else f"3608{chance.choice(_REGIONS)}"
        while True:
            born = datetime.date(year, chance.randint(1, 12), chance.randint(1, 28))
            serial = 900 + 2 * chance.randint(0, 49) + (0 if female else 1)
            body = f"{region}{born:%Y%m%d}{serial}"
            number = body + check_character(body)
            if number not in self._numbers:
                self._numbers.add(number)
                return number, born


def _name(chance: Random, *, female: bool) -> str:
    surname = chance.choice(_SURNAMES.replace("欧阳", "")) if chance.random() < 0.97 else "欧阳"
    pool = _FEMALE if female else _MALE
    given = "".join(chance.sample(pool, 1 if chance.random() < 0.15 else 2))
    return surname + given
