"""三(三)2-8: one worker to ten residents."""

from assessments.compliance.outcome import Field, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.ratio import judge_ratio
from assessments.compliance.rules.registry import at_least, rule
from assessments.compliance.rules.staffing import at_work, heads, home_record
from assessments.compliance.subjects import HomeFacts
from offices.vocabulary import Stock


@rule("三(三)2-8", "home_residents_per_worker", reads=("posts", "census"), rests_on=at_least(Stock.NURSING_HOME_STAFF))
def judge(home: HomeFacts, parameters: CountyParameters) -> Outcome:
    """Everybody at work in the home counts as a worker, carers included; a home without residents owes none."""
    census = home.census
    if census is None or census.residents is None:
        return Outcome.unknown("供养对象人数", enter=(Field("home.census", "residents"),))
    if census.residents == 0:
        nobody = Input("供养对象", 0, "人", Record("offices.HomeCensus", census.pk))
        return Outcome.not_applicable("现无供养对象。", inputs=(nobody,))
    workers = heads(at_work(home.staff))
    return judge_ratio(
        workers=workers,
        worker_label="工作人员",
        people=census.residents,
        people_label="供养对象",
        per_worker=parameters.number("home_residents_per_worker"),
        inputs=(
            Input("供养对象", census.residents, "人", Record("offices.HomeCensus", census.pk)),
            Input("在岗工作人员", workers, "人", home_record(home)),
        ),
    )
