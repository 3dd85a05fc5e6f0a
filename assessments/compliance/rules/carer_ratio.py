"""三(三)2-9: one carer to four residents who cannot look after themselves."""

from assessments.compliance.outcome import Field, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.ratio import judge_ratio
from assessments.compliance.rules.registry import at_least, rule
from assessments.compliance.rules.staffing import at_work, home_record, in_position
from assessments.compliance.subjects import HomeFacts
from offices.vocabulary import Stock
from staffing.vocabulary import Position


@rule("三(三)2-9", "home_dependents_per_carer", reads=("posts", "census"), rests_on=at_least(Stock.NURSING_HOME_STAFF))
def judge(home: HomeFacts, parameters: CountyParameters) -> Outcome:
    """Only people whose position is 护理员 count; a home without dependent residents owes none."""
    census = home.census
    if census is None or census.dependent is None:
        return Outcome.unknown("失能老人人数", enter=(Field("home.census", "dependent"),))
    if census.dependent == 0:
        nobody = Input("失能老人", 0, "人", Record("offices.HomeCensus", census.pk))
        return Outcome.not_applicable("现无失能老人。", inputs=(nobody,))
    carers = in_position(at_work(home.staff), Position.CARER)
    return judge_ratio(
        workers=carers,
        worker_label="护理人员",
        people=census.dependent,
        people_label="失能老人",
        per_worker=parameters.number("home_dependents_per_carer"),
        inputs=(
            Input("失能老人", census.dependent, "人", Record("offices.HomeCensus", census.pk)),
            Input("在岗护理人员", carers, "人", home_record(home)),
        ),
    )
