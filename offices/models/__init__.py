"""Who and where: the division tree, accounts and grants, stations and what belongs to them."""

from offices.models.accounts import DivisionGrant, User
from offices.models.activities import Activity, ActivityKind
from offices.models.contacts import Contact
from offices.models.divisions import Division, DivisionEra, PopulationFigure, Succession
from offices.models.documents import DocumentKind, OfficeDocument
from offices.models.exemplars import Exemplar
from offices.models.homes import HomeCensus, HomePlace, NursingHome
from offices.models.indicators import Indicator
from offices.models.lines import BusinessLine, LineStanding
from offices.models.returns import Period, Submission, Value
from offices.models.stations import (
    EQUIPMENT_KINDS,
    Equipment,
    Photo,
    ServiceWindow,
    Station,
    StationName,
    StationProfile,
)
from offices.models.stocktakes import Stocktake
from offices.models.targets import YearTarget
from offices.models.urban import UrbanMark

__all__ = [
    "EQUIPMENT_KINDS",
    "Activity",
    "ActivityKind",
    "BusinessLine",
    "Contact",
    "Division",
    "DivisionEra",
    "DivisionGrant",
    "DocumentKind",
    "Equipment",
    "Exemplar",
    "HomeCensus",
    "HomePlace",
    "Indicator",
    "LineStanding",
    "NursingHome",
    "OfficeDocument",
    "Period",
    "Photo",
    "PopulationFigure",
    "ServiceWindow",
    "Station",
    "StationName",
    "StationProfile",
    "Stocktake",
    "Submission",
    "Succession",
    "UrbanMark",
    "User",
    "Value",
    "YearTarget",
]
