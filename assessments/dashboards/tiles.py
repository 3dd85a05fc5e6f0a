"""The schematic tile map of the counties: own drawing, north up, neighbours kept as far as squares allow."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from assessments.dashboards.board import Board
from offices.models import Division

_SOURCE = Path(__file__).resolve().parents[1] / "data" / "tile_map.csv"


@cache
def tile_places() -> dict[str, tuple[int, int]]:
    """Row from the north and column from the west by the county's name."""
    with _SOURCE.open(encoding="utf-8", newline="") as lines:
        return {line["county"]: (int(line["row"]), int(line["column"])) for line in csv.DictReader(lines)}


def tile_map(board: Board, urls: dict[int, str]) -> list[dict[str, Any]]:
    """JSON-ready tiles of the counties that have a place; ``band`` is the colour class of ``percent``.

    Empty where the children are not counties, or none of them is on the drawing.
    """
    places = tile_places()
    return [
        _tile(board, child, places[child.name], urls[child.pk])
        for child in board.children
        if child.level == "county" and child.name in places
    ]


def _tile(board: Board, county: Division, place: tuple[int, int], url: str) -> dict[str, Any]:
    tally = board.tally(county)
    return {
        "name": county.name,
        "row": place[0],
        "column": place[1],
        "percent": tally.percent,
        "band": tally.band,
        "met": tally.met,
        "unmet": tally.unmet,
        "unknown": tally.unknown,
        "functional_area": county.kind == "功能区",
        "url": url,
    }
