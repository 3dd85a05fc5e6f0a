"""A small county in a throw-away database, with neighbours in and out of its official's sight."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from jian_minzheng.core.acting import SYSTEM, Acting
from offices.grants import grant_give
from offices.identity import acting_as
from offices.models import Division, DivisionEra, NursingHome, Station, User
from offices.roles import Role

TOWNSHIPS = ("敦厚镇", "永阳镇", "凤凰镇", "油田镇", "官田乡", "安塘乡", "北源乡", "浬田镇")
FORMER = {"安塘乡": "安塘公社"}
VILLAGES = {
    "敦厚镇": ("高塘村", "罗家村", "新塘村", "城南社区"),
    "永阳镇": ("江边村", "新塘村", "水南村"),
    "凤凰镇": ("凤凰村", "井头村"),
    "官田乡": ("官田村", "石陂村"),
}
HOMES = {"敦厚镇": ("敦厚镇敬老院",), "永阳镇": ("永阳镇中心敬老院",), "凤凰镇": ("凤凰镇敬老院",)}
OUT_OF_SCOPE = ("禾川镇", "高桥楼镇")
OUT_OF_BATCH_COUNTY = "永新县"

_OPENED = datetime.date(2010, 1, 1)


@dataclass(frozen=True, slots=True)
class County:
    """Who imports, and every division by name (villages as ``镇/村``)."""

    actor: Acting
    divisions: Mapping[str, Division]


def make_county() -> County:
    """吉安市 › 吉安县 with eight townships, and 永新县 next to it, where the importer may not look."""
    divisions: dict[str, Division] = {}

    def place(name: str, level: str, kind: str, parent: str = "") -> Division:
        values = {"name": name.rpartition("/")[2], "level": level, "kind": kind, "valid_from": _OPENED}
        if not parent:
            node = Division.objects.add_root(values)
        else:
            divisions[parent].refresh_from_db()
            node = Division.objects.add_child(divisions[parent], values)
        divisions[name] = node
        return node

    place("吉安市", "city", "设区市")
    for county, townships in (("吉安县", TOWNSHIPS), (OUT_OF_BATCH_COUNTY, OUT_OF_SCOPE)):
        place(county, "county", "县", "吉安市")
        for name in townships:
            _township(place(name, "township", name[-1], county))
            for village in VILLAGES.get(name, ()):
                place(f"{name}/{village}", "village", "社区" if village.endswith("社区") else "村", name)
    for name, former in FORMER.items():
        DivisionEra.objects.create(
            division=divisions[name], name=former, kind="乡", valid_from=_OPENED, valid_to=datetime.date(2015, 1, 1)
        )
    user = User.objects.create_user("corpus", full_name="语料")
    divisions["吉安县"].refresh_from_db()
    grant_give(SYSTEM, user=user, role=Role.COUNTY_OFFICER, division=divisions["吉安县"])
    return County(acting_as(user), divisions)


def _township(node: Division) -> None:
    Station.objects.create(township=node, name=f"{node.name}民政所", opened_on=_OPENED)
    for home in HOMES.get(node.name, ()):
        NursingHome.objects.create(township=node, name=home, opened_on=_OPENED)
