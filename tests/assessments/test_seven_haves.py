"""三(三)1-9."""

from assessments.compliance.rules.seven_haves import judge
from assessments.compliance.subjects import EquipmentItem
from assessments.vocabulary import Outcome
from offices.models import EQUIPMENT_KINDS
from tests.assessments.policy import policy, station


def judged(*usable, parameters=None):
    """Usable items of the seven kinds in order; what is not given has one."""
    counts = [*usable, *[1] * (7 - len(usable))]
    items = tuple(EquipmentItem(kind.label, count, 1) for kind, count in zip(EQUIPMENT_KINDS, counts, strict=True))
    return judge(station(equipment=items), parameters or policy())


def test_seven_of_seven():
    answer = judged(3)
    assert (answer.outcome, answer.measured, answer.required) == (Outcome.MET, 7, 7)


def test_items_that_do_not_work_are_lacking():
    answer = judged(0, 1, 0)
    assert answer.reason == "“七有”5 项可用，应有 7 项，缺档案资料室、电脑。"
    assert (answer.outcome, answer.gap, answer.remedy) == (Outcome.UNMET, 2, "配备或修复档案资料室、电脑。")


def test_what_is_not_reported_leaves_it_open():
    answer = judged(None)
    assert (answer.outcome, answer.missing) == (Outcome.UNKNOWN, ("档案资料室的数量",))


def test_one_that_is_lacking_decides_whatever_is_not_reported():
    answer = judged(None, 0)
    assert (answer.outcome, answer.gap) == (Outcome.UNMET, 1)
    assert answer.reason == "“七有”5 项可用，应有 7 项，缺电话；档案资料室未填。"
    assert answer.measured is None, "while something is open nobody knows how many are usable"


def test_nothing_reported_and_no_parameter():
    assert judge(station(), policy(without="equipment_kinds_required")).outcome == Outcome.UNKNOWN
    assert judged(*[None] * 7).outcome == Outcome.UNKNOWN
