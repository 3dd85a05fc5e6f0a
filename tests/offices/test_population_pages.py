"""Population figures: list, entry, correction, voiding, and who keeps which."""

import io

import openpyxl
import pytest
from django.urls import reverse

from jian_minzheng.core.audit.models import Action, AuditEntry
from offices.divisions.files import PopulationRow
from offices.divisions.lines import lines_for
from offices.divisions.loader import load_populations
from offices.models import PopulationFigure
from offices.populations import figures_on
from tests.offices.test_station_pages import DAY, hidden


def url(name, *args):
    return reverse(f"offices:{name}", args=args)


@pytest.fixture
def figure(world):
    return PopulationFigure.objects.create(division=world["敦厚镇"], year=2024, basis="registered", persons=45820)


def test_a_county_officer_enters_a_population_figure(world):
    values = {"division": world["敦厚镇"].pk, "year": 2025, "basis": "registered", "persons": 20000, "source": "年报"}
    response = world.client("county_jian").post(url("population_create"), values)
    assert response.status_code == 302
    assert world["敦厚镇"].populations.get(year=2025).persons == 20000


def test_the_same_year_and_basis_twice_is_refused_in_words(world, figure):
    values = {"division": world["敦厚镇"].pk, "year": 2024, "basis": "registered", "persons": 1, "source": ""}
    page = world.client("county_jian").post(url("population_create"), values).content.decode()
    assert "已经登记" in page


def test_a_correction_is_kept_with_who_and_from_what(world, figure):
    client = world.client("clerk_dunhou")
    values = {"year": 2024, "basis": "registered", "persons": 46000, "source": "", "version": 1}
    assert client.post(url("population_edit", figure.pk), values).status_code == 302
    page = client.get(url("population_detail", figure.pk)).content.decode()
    assert "45,820" in page or "45820" in page
    assert "clerk_dunhou" in page


def test_two_people_correcting_one_figure_do_not_overwrite_each_other(world, figure):
    values = {"year": 2024, "basis": "registered", "source": "", "version": 1}
    world.client("clerk_dunhou").post(url("population_edit", figure.pk), {**values, "persons": 46000})
    page = world.client("county_jian").post(url("population_edit", figure.pk), {**values, "persons": 47000})
    assert "已被他人修改" in page.content.decode()
    figure.refresh_from_db()
    assert figure.persons == 46000


def test_figures_of_other_places_cannot_be_corrected_and_readers_cannot_at_all(world, figure):
    assert world.client("clerk_hechuan").get(url("population_edit", figure.pk)).status_code == 404
    assert world.client("city_leader").get(url("population_edit", figure.pk)).status_code == 403


def listed(client, **query):
    return [str(row) for row, _ in client.get(url("population_list"), query).context["rows"]]


def test_the_list_narrows_by_county_level_year_basis_and_words(world, figure):
    PopulationFigure.objects.create(division=world["永新县"], year=2025, basis="resident", persons=400_000)
    PopulationFigure.objects.create(division=world["高塘村"], year=2025, basis="registered", persons=900, source="年报")
    client = world.client("city_officer")
    town, county, village = "敦厚镇 2024年 户籍人口", "永新县 2025年 常住人口", "高塘村 2025年 户籍人口"
    assert listed(client) == [town, village, county]
    assert listed(client, county=world["吉安县"].pk) == [town, village]
    assert listed(client, level="county") == [county]
    assert listed(client, year=2025) == [village, county]
    assert listed(client, basis="resident") == [county]
    assert listed(client, q="年报") == [village]
    assert listed(client, year="2025²") == []
    assert listed(world.client("county_yongxin")) == [county]


def test_the_export_holds_what_is_seen_with_numbers_as_such(world, figure):
    response = world.client("county_jian").get(url("population_export"), {"year": 2024})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)] == [
        ["吉安县", "敦厚镇", "敦厚镇", "乡镇(街道)", 2024, "户籍人口", 45820, None]
    ]
    assert AuditEntry.objects.get(action=Action.EXPORTED).detail == {"行数": 1, "年份": "2024年末"}


def test_a_voided_figure_counts_nowhere_and_can_be_entered_anew(world, figure):
    client = world.client("county_jian")
    client.post(url("population_void", figure.pk), {"reason": "误把常住填成户籍"})
    figure.refresh_from_db()
    assert figure.is_void
    assert listed(client) == []
    assert listed(client, state="void") == [str(figure)]
    assert lines_for([world["敦厚镇"]])[0].figures == []
    assert figures_on(DAY, [world["敦厚镇"].pk]) == {}
    assert "45,820" not in client.get(url("division_detail", world["敦厚镇"].pk)).content.decode()
    values = {"division": world["敦厚镇"].pk, "year": 2024, "basis": "registered", "persons": 46000}
    assert client.post(url("population_create"), values).status_code == 302
    refused = client.post(url("population_restore", figure.pk), follow=True).content.decode()
    assert "已经登记" in refused
    newer = PopulationFigure.objects.live().get(division=world["敦厚镇"])
    client.post(url("population_void", newer.pk), {"reason": "重复"})
    client.post(url("population_restore", figure.pk))
    assert figures_on(DAY, [world["敦厚镇"].pk])[world["敦厚镇"].pk]["registered"].persons == 45820


def test_the_public_figures_do_not_bring_back_what_was_voided(world, figure):
    town = world["敦厚镇"]
    town.stats_code = "360821100000"
    town.save()
    figure.void(by=world.users["county_jian"], reason="误登")
    row = PopulationRow(stats_code=town.stats_code, year=2024, basis="registered", persons=45820, source="公报")
    assert load_populations([row]) == 0
    assert not town.populations.live().exists()


def test_a_reader_is_not_shown_voided_figures(world, figure):
    figure.void(by=world.users["county_jian"], reason="误登")
    assert listed(world.client("city_leader"), state="void") == []


def test_the_city_officer_keeps_the_city_and_nothing_below(world, figure):
    client = world.client("city_officer")
    form = client.get(url("population_create")).context["form"]
    assert [unit.name for unit in form.fields["division"].queryset] == ["吉安市"]
    values = {"year": 2025, "basis": "registered", "persons": 5_000_000, "source": "统计公报"}
    assert client.post(url("population_create"), {**values, "division": world["敦厚镇"].pk}).status_code == 200
    assert not PopulationFigure.objects.filter(year=2025).exists()
    assert client.post(url("population_create"), {**values, "division": world["吉安市"].pk}).status_code == 302
    own = PopulationFigure.objects.get(division=world["吉安市"])
    edit = url("population_edit", own.pk)
    client.post(edit, {**hidden(client.get(edit)), "persons": 4_900_000})
    client.post(url("population_void", own.pk), {"reason": "误登"})
    own.refresh_from_db()
    assert (own.persons, own.is_void) == (4_900_000, True)
    county = PopulationFigure.objects.create(division=world["吉安县"], year=2024, basis="registered", persons=1)
    for one in (figure, county):
        for name in ("edit", "void", "restore"):
            assert client.get(url(f"population_{name}", one.pk)).status_code == 403, name
            assert client.post(url(f"population_{name}", one.pk), {"reason": "x"}).status_code == 403, name
    home = world.homes["敦厚镇"]
    assert client.get(url("home_edit", home.pk)).status_code == 403
    assert client.get(url("home_create")).status_code == 403


def test_the_countys_own_is_not_for_its_townships_and_the_citys_for_nobody_below(world):
    city = PopulationFigure.objects.create(division=world["吉安市"], year=2024, basis="registered", persons=1)
    county = PopulationFigure.objects.create(division=world["吉安县"], year=2024, basis="registered", persons=1)
    for username in ("county_jian", "clerk_dunhou"):
        assert world.client(username).get(url("population_edit", city.pk)).status_code == 404, username
    assert world.client("clerk_dunhou").get(url("population_edit", county.pk)).status_code == 404
    assert world.client("county_jian").get(url("population_edit", county.pk)).status_code == 200


def test_the_page_of_a_unit_offers_to_enter_figures_to_those_who_keep_them(world):
    offered = url("population_create")
    for username, name, there in (
        ("city_officer", "吉安市", True),
        ("city_officer", "吉安县", False),
        ("county_jian", "吉安县", True),
        ("county_jian", "高塘村", True),
        ("clerk_dunhou", "敦厚镇", True),
        ("gov_dunhou", "敦厚镇", False),
    ):
        page = world.client(username).get(url("division_detail", world[name].pk)).content.decode()
        assert (f"{offered}?division={world[name].pk}" in page) is there, (username, name)


def test_a_figure_of_a_village_written_by_the_county_is_marked(world):
    values = {"division": world["高塘村"].pk, "year": 2025, "basis": "registered", "persons": 900}
    world.client("county_jian").post(url("population_create"), values)
    figure = PopulationFigure.objects.get(division=world["高塘村"])
    page = world.client("clerk_dunhou").get(url("population_detail", figure.pk)).content.decode()
    assert "county_jian(代填)" in page
    assert "最近一次由 county_jian(代填) 填写" in page


def test_a_bulk_change_keeps_personal_numbers_out_as_the_form_does(world, figure):
    asked = {"record": [figure.pk], f"version_{figure.pk}": 1, "field": "source", "step": "save"}
    page = world.client("county_jian").post(url("population_bulk"), {**asked, "source": "王某110105194912310021"})
    assert "不能写身份证号" in page.content.decode()
    figure.refresh_from_db()
    assert figure.source == ""


def test_figures_that_another_level_keeps_are_refused_by_name_in_a_bulk_change(world, figure):
    own = PopulationFigure.objects.create(division=world["吉安市"], year=2024, basis="registered", persons=1)
    asked = {"record": [own.pk, figure.pk], "field": "source", "source": "公报"}
    client = world.client("city_officer")
    page = client.post(url("population_bulk"), {**asked, "step": "preview"})
    lines = {str(line.record): line.refusal for line in page.context["lines"]}
    assert lines[str(own)] == ""
    assert "不维护乡镇(街道)一级的人口数" in lines[str(figure)]
    versions = {f"version_{one.pk}": one.version for one in (own, figure)}
    client.post(url("population_bulk"), {**asked, **versions, "previewed": "公报", "step": "save"})
    assert dict(PopulationFigure.objects.values_list("pk", "source")) == {own.pk: "公报", figure.pk: ""}
