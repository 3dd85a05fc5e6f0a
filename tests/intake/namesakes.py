"""Villages whose names repeat their township's, one another's, or those of another township."""

from offices.models import Division
from tests.base import World

VILLAGES = [
    ("敦厚镇", "敦厚村委会", "村"),
    ("敦厚镇", "金家村委会", "村"),
    ("敦厚镇", "金家居委会", "社区"),
    ("敦厚镇", "马甫村委会", "村"),
    ("敦厚镇", "河源村委会", "村"),
    ("永阳镇", "永阳居委会", "社区"),
    ("永阳镇", "河源村委会", "村"),
    ("永阳镇", "花桥社区居委会", "社区"),
    ("永阳镇", "花桥村委会", "村"),
    ("永阳镇", "高塘居委会", "社区"),
    ("高新街道", "马甫居委会", "社区"),
    ("沙村镇", "沙村村委会", "村"),
]


def with_namesakes(world: World) -> World:
    """Those villages beside the world's own, by township and name: ``world["永阳镇河源村委会"]``."""
    for name in ("高新街道", "沙村镇", "天河镇"):
        world["吉安县"].refresh_from_db()
        kind = "街道" if "街道" in name else "镇"
        world.divisions[name] = Division.objects.add_child(
            world["吉安县"], {"level": "township", "kind": kind, "name": name}
        )
    for number, (town, name, kind) in enumerate(VILLAGES):
        world[town].refresh_from_db()
        values = {"level": "village", "kind": kind, "name": name, "stats_code": f"3608219{number:05}"}
        world.divisions[f"{town}{name}"] = Division.objects.add_child(world[town], values)
    return world
