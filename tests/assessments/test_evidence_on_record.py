"""Papers and exemplars in the registers reach the standards that ask for them, with scope, dates and voids."""

import datetime

from django.utils import timezone

from assessments.compliance.evaluate import evaluate
from assessments.compliance.past import case_of, ending_of, since_of
from assessments.compliance.refresh import refresh_all
from assessments.loading import definition_rows, standards_load
from assessments.models import Definition, Finding, RollUp, Standard
from jian_minzheng.core import writes
from jian_minzheng.core.hooks import facts_changed
from offices.activities import kinds_load as activity_kinds_load
from offices.documents import kinds_load
from offices.models import Activity, ActivityKind, Contact, DocumentKind, Exemplar, OfficeDocument
from offices.registers.documents import DOCUMENTS
from tests.standing import world_with

TODAY = timezone.localdate()
LAST_YEAR = datetime.date(TODAY.year - 1, 6, 30)


place = world_with(kinds_load, standards_load)


def put_paper(world, keeper, *codes, units=(), **values):
    document = OfficeDocument.objects.create(keeper=world[keeper], title="文件", **{"dated": LAST_YEAR, **values})
    document.kinds.set(DocumentKind.objects.filter(code__in=codes))
    document.units.set([world[name] for name in units])
    return document


def outcomes(world, code, on=TODAY, **asked):
    found = evaluate([world["吉安市"]], on, **asked)
    return {one.label: one.outcome.outcome.value for one in found if one.code == code}


def test_one_paper_of_several_kinds_serves_them_all(place):
    put_paper(place, "敦厚镇", "power_list", "duty_list", published=True)
    found = outcomes(place, "三(二)4-1")
    assert (found["敦厚镇民政所"], found["永阳镇民政所"]) == ("met", "unknown")


def test_a_paper_of_the_county_speaks_for_the_units_that_it_names_and_no_others(place):
    put_paper(place, "吉安县", "power_list", "duty_list", units=["敦厚镇", "永阳镇"], published=True)
    put_paper(place, "永新县", "power_list", "duty_list", published=True)
    assert outcomes(place, "三(二)4-1") == {
        "敦厚镇民政所": "met", "永阳镇民政所": "met", "禾川镇民政所": "unknown",
    }  # fmt: skip


def test_since_when_a_contact_is_one_may_be_unwritten(place):
    Contact.objects.create(division=place["吉安县"], name="王建国", from_date=TODAY, from_date_known=False)
    before = TODAY - datetime.timedelta(days=1)
    found = {one.label: one.outcome for one in evaluate([place["吉安县"]], before) if one.code == "三(二)1-6"}
    assert "起始日期未登记" in found["吉安县"].reason
    assert outcomes(place, "三(二)1-6")["吉安县"] == "met"


REVIEWED = datetime.date(TODAY.year, 1, 15)
BEFORE = REVIEWED - datetime.timedelta(days=1)


def test_a_review_says_nothing_of_the_days_before_it(place):
    """There may have been others that it took the place of: without it overdue, those days are open."""
    put_paper(
        place, "吉安县", "integrity_rules", "integrity_risk_list", dated=datetime.date(2019, 1, 1), reviewed_on=REVIEWED
    )
    days = (datetime.date(2020, 12, 31), BEFORE, REVIEWED)
    assert [outcomes(place, "三(一)3-2", on)["吉安县"] for on in days] == ["met", "unknown", "met"]
    finding = next(one for one in evaluate([place["吉安县"]], BEFORE) if one.code == "三(一)3-2")
    assert f"{REVIEWED} 以前是否复审过没有记录" in finding.outcome.missing[0]
    assert since(place, "三(一)3-2", "吉安县") == REVIEWED


def test_nor_does_one_that_gives_a_paper_another_term(place):
    cycle = {"expires_by": OfficeDocument.Expiry.MONTHS, "review_months": 12, "dated": datetime.date(2019, 1, 1)}
    put_paper(place, "吉安县", "urgent_relief", reviewed_on=REVIEWED, **cycle)
    days = (datetime.date(2020, 1, 1), datetime.date(2020, 1, 2), BEFORE, REVIEWED)
    assert [outcomes(place, "三(二)1-2", on)["吉安县"] for on in days] == ["met", "unknown", "unknown", "met"]
    assert since(place, "三(二)1-2", "吉安县") == REVIEWED


def test_before_its_publication_a_paper_was_not_published(place):
    put_paper(place, "敦厚镇", "power_list", "duty_list", published=True, published_on=REVIEWED)
    found = [outcomes(place, "三(二)4-1", on)["敦厚镇民政所"] for on in (BEFORE, REVIEWED)]
    assert found == ["unmet", "met"]
    assert since(place, "三(二)4-1", "敦厚镇民政所") == REVIEWED


def test_an_exemplar_counts_from_its_publication_in_the_year_of_it(place):
    exemplar = {"category": "moral_model", "name": "甲", "named_by": "县文明办", "published_how": "网站"}
    Exemplar.objects.create(
        division=place["吉安县"], named_on=datetime.date(TODAY.year - 1, 12, 20), published_on=REVIEWED, **exemplar
    )
    assert [outcomes(place, "三(一)2-2", on)["吉安县"] for on in (BEFORE, REVIEWED)] == ["not_due", "met"]


def since(world, code, label):
    endings = {case_of(one): ending_of(one) for one in evaluate([world["吉安市"]], TODAY) if one.code == code}
    names = {case_of(one): one.label for one in evaluate([world["吉安市"]], TODAY) if one.code == code}
    return next(day for case, day in since_of(endings, TODAY).items() if names[case] == label)


def test_a_voided_paper_never_was(place):
    document = put_paper(place, "吉安县", "urgent_relief")
    assert outcomes(place, "三(二)1-2")["吉安县"] == "met"
    document.void(by=place.users["county_jian"], reason="重复登记")
    assert outcomes(place, "三(二)1-2")["吉安县"] == "unknown"


def test_a_past_day_sees_the_papers_of_that_day(place):
    put_paper(place, "吉安县", "urgent_relief", valid_to=datetime.date(TODAY.year - 1, 12, 31))
    before = LAST_YEAR - datetime.timedelta(days=1)
    assert [outcomes(place, "三(二)1-2", on)["吉安县"] for on in (before, LAST_YEAR, TODAY)] == [
        "unknown",
        "met",
        "unmet",
    ]


def test_city_and_county_are_judged_by_one_standard_each_by_its_own_paper(place):
    put_paper(place, "吉安市", "development_plan")
    refresh_all()
    found = Finding.objects.filter(standard__code="四2-1")
    assert dict(found.values_list("subject_label", "outcome")) == {
        "吉安市": "met", "吉安县": "unknown", "永新县": "unknown", "井冈山管理局": "unknown",
    }  # fmt: skip
    counted = RollUp.objects.filter(division=place["吉安市"], standard__code="四2-1")
    assert dict(counted.values_list("subject_kind", "met")) == {"city": 1, "county": 0}


def exemplar(world, unit, day, **values):
    return Exemplar.objects.create(
        division=world[unit], category="moral_model", name="集体", named_by="县民政局", named_on=day, **values
    )


def test_exemplars_of_all_units_of_the_county_count_once_they_are_made_known(place):
    exemplar(place, "高塘村", TODAY, published_on=TODAY)
    exemplar(place, "禾川镇", TODAY)
    found = outcomes(place, "三(一)2-2")
    assert (found["吉安县"], found["永新县"]) == ("met", "not_due")


def test_one_county_judged_alone_still_sees_what_lies_below_it(place):
    exemplar(place, "高塘村", TODAY, published_on=TODAY)
    found = evaluate([], TODAY, only=[place["吉安县"]])
    assert {one.outcome.outcome.value for one in found if one.code == "三(一)2-2"} == {"met"}


def test_the_page_says_until_when_there_is_time_and_how_last_year_ended(place):
    exemplar(place, "吉安县", LAST_YEAR, published_on=LAST_YEAR)
    refresh_all()
    finding = Finding.objects.get(standard__code="三(一)2-2", subject_label="吉安县")
    assert (finding.outcome, finding.due_on) == ("not_due", datetime.date(TODAY.year, 12, 31))
    html = place.client("county_jian").get(f"/assessments/findings/{finding.pk}/").content.decode()
    assert "未到期" in html
    assert f"期限 {TODAY.year}年12月31日" in html
    assert f"{TODAY.year - 1}年：" in html


def test_what_is_not_due_is_left_out_of_the_rate_and_said(place):
    refresh_all()
    html = place.client("city_officer").get("/assessments/dashboard/").content.decode()
    assert "项未到期" in html


def test_a_standard_whose_definition_is_not_in_force_is_unknown_and_says_so(place):
    Definition.objects.filter(standard__code="三(二)1-2").update(valid_from=TODAY)
    yesterday = evaluate([place["吉安市"]], TODAY - datetime.timedelta(days=1))
    reasons = {one.outcome.reason for one in yesterday if one.code == "三(二)1-2"}
    assert reasons == {"缺少这条标准在当日可用的定义，无法核查。"}


def test_a_definition_changed_by_hand_is_not_written_over(place):
    own = Definition.objects.get(standard__code="三(二)1-2")
    own.body = {"parts": [{"asks": "on_file", "label": "机制", "kinds": {"document:assistance_coordination": "机制"}}]}
    own.save()
    report = standards_load()
    assert report.kept == [str(own)]
    own.refresh_from_db()
    assert own.body["parts"][0]["label"] == "机制"
    assert Definition.objects.count() == len(definition_rows())


def test_a_standard_counts_from_its_first_to_the_day_before_its_last(place):
    standard = Standard.objects.filter(code="三(二)1-2")
    standard.update(valid_from=TODAY, retired_on=TODAY + datetime.timedelta(days=1))
    days = [TODAY + datetime.timedelta(days=step) for step in (-1, 0, 1)]
    assert [bool(outcomes(place, "三(二)1-2", on)) for on in days] == [False, True, False]


def test_a_paper_is_a_fact_of_all_units_that_it_names_or_ever_named(place):
    document = put_paper(place, "吉安县", "power_list", units=["敦厚镇", "永阳镇"])
    document.units.set([place["敦厚镇"]])
    assert writes.units_of(document) == {place[name].pk for name in ("吉安县", "敦厚镇", "永阳镇")}


def test_a_city_s_own_paper_judges_the_city_and_nothing_else_again(place):
    refresh_all()
    Finding.objects.exclude(subject_label="吉安市").update(reason="以前的说明")
    put_paper(place, "吉安市", "it_plan")
    facts_changed({place["吉安市"].pk})
    found = dict(Finding.objects.filter(standard__code="三(二)5-3").values_list("subject_label", "outcome"))
    assert found == {"吉安市": "met"}
    assert not Finding.objects.exclude(subject_label="吉安市").exclude(reason="以前的说明").exists()
    counted = RollUp.objects.get(division=place["吉安市"], standard__code="三(二)5-3")
    assert (counted.met, counted.unknown) == (1, 0)


def activity(world, unit, *codes, day=TODAY):
    one = Activity.objects.create(division=world[unit], title="活动", held_on=day)
    one.kinds.set(ActivityKind.objects.filter(code__in=codes))
    return one


def test_an_activity_serves_every_standard_of_its_kinds_where_it_was_held(place):
    activity_kinds_load()
    activity(place, "敦厚镇", "style_efficiency", "integrity_education")
    for code in ("三(一)1-1", "三(一)3-1"):
        found = outcomes(place, code)
        assert (found["敦厚镇民政所"], found["永阳镇民政所"], found["吉安县"]) == ("met", "not_due", "not_due")


def test_a_contact_counts_as_long_as_they_are_one(place):
    one = Contact.objects.create(division=place["敦厚镇"], name="刘小川", from_date=LAST_YEAR, to_date=TODAY)
    Contact.objects.create(division=place["永阳镇"], name="王小山", role="deputy", from_date=LAST_YEAR)
    found = outcomes(place, "三(二)1-6")
    assert (found["敦厚镇"], found["永阳镇"], found["吉安市"], found["高塘村"]) == ("met", *["unknown"] * 3)
    Contact.objects.filter(pk=one.pk).update(to_date=TODAY - datetime.timedelta(days=1))
    assert outcomes(place, "三(二)1-6")["敦厚镇"] == "unmet"


def test_rules_and_an_activity_together_make_one_standard(place):
    activity_kinds_load()
    put_paper(place, "吉安县", "supervision_rules", "accountability_rules")
    assert outcomes(place, "三(二)4-4")["吉安县"] == "not_due"
    activity(place, "吉安县", "four_musts")
    assert outcomes(place, "三(二)4-4")["吉安县"] == "met"
    refresh_all()
    finding = Finding.objects.get(standard__code="三(二)4-4", subject_label="吉安县")
    assert (finding.parts, finding.measured) == (2, 2)
    html = place.client("county_jian").get(f"/assessments/findings/{finding.pk}/").content.decode()
    assert "组成各项" in html
    assert "监督和责任追究制度" in html


def test_the_page_leads_to_the_papers_that_its_reader_may_open_and_to_no_others(place):
    own = put_paper(place, "敦厚镇", "power_list", published=True)
    above = put_paper(place, "吉安县", "duty_list", units=["敦厚镇"], published=True)
    refresh_all()
    finding = Finding.objects.get(standard__code="三(二)4-1", subject_label="敦厚镇民政所")
    urls = {DOCUMENTS.url("detail", one.pk) for one in (own, above)}
    page = f"/assessments/findings/{finding.pk}/"
    for username, opened in (("county_jian", urls), ("clerk_dunhou", {DOCUMENTS.url("detail", own.pk)})):
        html = place.client(username).get(page).content.decode()
        assert {url for url in urls if f'href="{url}"' in html} == opened
