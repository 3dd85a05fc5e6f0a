"""三(三)1-6: a dedicated window in every county hall, township hall and urban community."""

from assessments.compliance.outcome import Field, Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import at_least, rule
from assessments.compliance.subjects import HallFacts, Window
from offices.vocabulary import Stock

_PLACES = {
    "county_hall": "便民服务大厅",
    "township_hall": "便民服务大厅",
    "community": "",
}


@rule("三(三)1-6", reads=("windows", "urban"), rests_on=at_least(Stock.WINDOW))
def judge(hall: HallFacts, parameters: CountyParameters) -> Outcome:
    """A window shared with other business is no dedicated one.

    The register of windows is the record of their existence: a place without a registered one has none. Functional
    areas owe no county hall; one that registered windows of its own is judged by them. Nor do communities owe one that
    are not urban; as long as their county has not said, it is not known.
    """
    place = f"{hall.name}{_PLACES[hall.place]}"
    if hall.functional_area and not hall.windows:
        area = Input("单位类别", "功能区", record=Record("offices.Division", hall.division_id))
        reason = f"{hall.name}是功能区，不要求设县级便民服务大厅，也没有登记窗口。"
        return Outcome.not_applicable(reason, inputs=(area, *_inputs(hall)))
    if hall.urban is False:
        return Outcome.not_applicable(f"{hall.name}不是城市社区，不要求设民政服务窗口。", inputs=_inputs(hall))
    answers = {window.dedicated for window in hall.windows}
    figures: Figures = {"required": 1, "unit": "个", "inputs": _inputs(hall)}
    if hall.urban is None:
        enter = (Field("urban_mark", "urban", hall.urban_mark),)
        remedy = "请在“城乡属性”中答复是否城市社区。"
        return Outcome.unknown("是否城市社区（由县级确定）", remedy=remedy, enter=enter, **figures)
    if True in answers:
        return Outcome.met(f"{place}已设民政专用窗口。", measured=1, **figures)
    if None in answers:
        return Outcome.unknown("服务窗口是否专用", enter=_enter(hall, dedicated=None), **figures)
    shared = "只有与其他业务合用的窗口" if hall.windows else "没有登记民政服务窗口"
    remedy = "设立民政专用窗口，并在本系统登记。"
    return Outcome.unmet(
        f"{place}{shared}。", measured=0, gap=1, remedy=remedy, enter=_enter(hall, dedicated=False), **figures
    )


def _enter(hall: HallFacts, *, dedicated: bool | None) -> tuple[Field, ...]:
    """The first window of which that is said, else a new one."""
    pk = next((window.pk for window in hall.windows if window.dedicated is dedicated), None)
    return (Field("window", "dedicated", pk),)


def _inputs(hall: HallFacts) -> tuple[Input, ...]:
    unit, urban = Record("offices.Division", hall.division_id), {True: "是", False: "否", None: "未填"}[hall.urban]
    asked = (Input("是否城市社区", urban, record=unit),) if hall.place == "community" else ()
    none = () if hall.windows else (Input("登记的民政服务窗口", 0, "个", unit),)
    return (*asked, *none, *(_input(window) for window in hall.windows))


def _input(window: Window) -> Input:
    word = {True: "专用", False: "合用", None: "未填"}[window.dedicated]
    return Input("民政服务窗口", word, record=Record("offices.ServiceWindow", window.pk))
