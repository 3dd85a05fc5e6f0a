"""Whatever a roster changes, its undo brings back: for random rosters with transfers, second posts and ends."""

import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.preview.revise import record_answer
from staffing.models import TERMS, Appointment, Person
from staffing.posts import dated
from staffing.rosters.departures import missing_people
from staffing.rosters.departures_decided import departures_decide
from tests.intake.engine import Engine
from tests.staffing.people import forget_everybody
from tests.staffing.rosters.staff_rosters import number, save
from tests.staffing.rosters.test_matching import employ

HEADERS = ["单位", "姓名", "身份证号", "学历", "编制类型", "到岗时间", "月工资", "在岗方式"]
PLACES = ["敦厚镇", "永阳镇", "禾川镇", None]
NAMES = ["刘涛", "王军", "李强", "陈明"]

pays = st.sampled_from([None, 2500, 3000])
lives = st.tuples(st.sampled_from(PLACES), st.sampled_from(["", "21", "30"]), st.booleans(), pays)
lines = st.tuples(
    st.booleans(),
    st.sampled_from(["敦厚镇", "永阳镇"]),
    st.sampled_from(["大专", "本科", None]),
    st.sampled_from(["事业编制", "政府购买服务", None]),
    st.sampled_from(["transfer", "borrowed", "concurrent", ""]),
    pays,
    st.sampled_from(["在岗", "长期病假", None]),
)


def state():
    """Everything about people, live posts and since when these were so, but versions."""
    people = Person.objects.filter(appointments__voided_at=None, appointments__isnull=False).distinct()
    fields = [field.attname for field in Person._meta.concrete_fields if field.name != "version"]
    posts = [field.attname for field in Appointment._meta.concrete_fields if field.name != "version"]
    return (
        list(people.order_by("pk").values_list(*fields)),
        list(Appointment.objects.all().live().order_by("pk").values_list(*posts)),
        [
            list(rows.live().filter(appointment__voided_at=None).order_by("pk").values_list("pk", "since", fact))
            for fact, rows in ((fact, model.objects.all()) for fact, model in TERMS.items())
        ],
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=st.tuples(*[lives] * 4), roster=st.tuples(*[lines] * 4), ends=st.booleans())
def test_an_undo_leaves_people_and_posts_as_they_were(world, tmp_path, known, roster, ends):
    forget_everybody()
    for serial, (place, employment, gone, pay) in enumerate(known):
        if place:
            until = {"to_date": datetime.date(2020, 1, 1), "end_reason": "resigned"} if gone else {}
            terms = {"employment": employment, "monthly_pay": pay, **until}
            employ(world, place, name=NAMES[serial], serial=serial, **terms)
    dated.write_terms(list(Appointment.objects.all()), TERMS, dated.Writing(datetime.date(2019, 1, 1)))
    before = state()
    county = Engine(world, division="吉安县")
    rows = [
        [place, NAMES[serial], number(serial), education, employment, "2026-05-01", pay, mode]
        for serial, (listed, place, education, employment, _, pay, mode) in enumerate(roster)
        if listed
    ]
    if not rows:
        return
    batch = county.preview(save(tmp_path / "a.xlsx", [HEADERS, *rows]))
    answers = [answer for listed, *_, answer, _pay, _mode in roster if listed]
    for line, answer in enumerate(answers, start=2):
        record_answer(county.actor, batch=batch, number=line, answer=answer)
    missing = missing_people(batch, county.identity) if ends else []
    told = {one.appointment_id: {"on": "2026-04-30", "reason": "resigned"} for one in missing}
    departures_decide(county.actor, batch=batch, ends=told)
    if not batch.rows.filter(outcome__in=("new", "changed", "same")).exists():
        return
    county.commit(batch, good_rows_only=True)
    batch.refresh_from_db()
    result = county.undo(batch)
    assert result.kept == []
    assert state() == before
