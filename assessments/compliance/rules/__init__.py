"""One rule, one file. A rule is a pure function ``judge(facts, parameters) -> Outcome``.

It reads nothing but its arguments, never raises for missing data, and decides one standard for one subject: facts as in
``compliance.subjects``, parameters in force for the subject's county. Importing a module registers its rule.
"""

from assessments.compliance.rules import (
    carer_ratio,
    established_channel,
    established_staff,
    home_director_accountant,
    home_staff_funding,
    home_worker_ratio,
    newcomer_education,
    not_in_nursing_home,
    office_area,
    others_channel,
    others_purchased,
    service_window,
    seven_haves,
    specialist_filed,
    specialist_pay,
    specialist_pay_growth,
    station_boards,
    station_exists,
    station_headcount,
    station_name,
    station_sign,
    village_specialist,
)
from assessments.compliance.rules.registry import Rule, codes_over_findings, rules_by_code

__all__ = [
    "Rule",
    "carer_ratio",
    "codes_over_findings",
    "established_channel",
    "established_staff",
    "home_director_accountant",
    "home_staff_funding",
    "home_worker_ratio",
    "newcomer_education",
    "not_in_nursing_home",
    "office_area",
    "others_channel",
    "others_purchased",
    "rules_by_code",
    "service_window",
    "seven_haves",
    "specialist_filed",
    "specialist_pay",
    "specialist_pay_growth",
    "station_boards",
    "station_exists",
    "station_headcount",
    "station_name",
    "station_sign",
    "village_specialist",
]
