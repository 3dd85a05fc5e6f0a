"""Units are found however an office writes them, within the importer's scope; elsewhere and nowhere look the same."""

import datetime

import pytest

from intake.units.book import load_units
from intake.units.names import spellings
from intake.values import ValueProblem
from offices.identity import identities_of
from offices.models import Division, DivisionEra, NursingHome


def book(world, username="county_jian", division="吉安县"):
    return load_units(identities_of(world.users[username])[0], world[division])


@pytest.mark.parametrize(
    "text",
    [
        "敦厚镇",
        "敦厚",
        "敦 厚 镇",
        "敦厚镇民政所",
        "敦厚镇人民政府",
        "敦厚镇政府",
        "吉安县敦厚镇",
        "江西省吉安市吉安县敦厚镇民政所",
    ],
)
def test_a_township_by_any_of_its_names(world, text):
    assert book(world).township(text).division_id == world["敦厚镇"].pk


@pytest.mark.parametrize(
    "text", ["高塘村", "高塘", "高塘村委会", "高塘村村民委员会", "敦厚镇高塘村", "敦厚高塘村", "吉安县敦厚镇高塘村委会"]
)
def test_a_village_by_any_of_its_names(world, text):
    assert book(world).village(text).division_id == world["高塘村"].pk


def test_a_community_keeps_the_word_for_its_kind(world):
    for text in ("城南社区", "城南社区居委会", "城南"):
        assert book(world).village(text).division_id == world["城南社区"].pk


def test_a_former_name_leads_to_the_unit_of_today(world):
    DivisionEra.objects.create(
        division=world["敦厚镇"],
        name="老敦乡",
        kind="乡",
        valid_from=datetime.date(1990, 1, 1),
        valid_to=datetime.date(2001, 1, 1),
    )
    assert book(world).township("老敦乡").division_id == world["敦厚镇"].pk


def test_two_villages_of_one_name_need_their_township(world):
    world["永阳镇"].refresh_from_db()
    twin = Division.objects.add_child(world["永阳镇"], {"level": "village", "kind": "村", "name": "高塘村"})
    with pytest.raises(ValueProblem) as problem:
        book(world).village("高塘村")
    assert problem.value.code == "unit_ambiguous"
    found = book(world)
    assert found.village("高塘村", found.township("永阳镇")).division_id == twin.pk
    assert found.village("永阳镇高塘村").division_id == twin.pk


def test_a_near_miss_within_scope_is_proposed(world):
    with pytest.raises(ValueProblem) as problem:
        book(world).township("墩厚镇")
    assert problem.value.code == "unit_unknown"
    assert "是否为“敦厚镇”" in problem.value.message


def test_elsewhere_and_nowhere_look_the_same(world):
    messages = set()
    for text in ("禾川镇", "甲乙丙丁"):
        with pytest.raises(ValueProblem) as problem:
            book(world).township(text)
        assert problem.value.code == "unit_unknown"
        messages.add(problem.value.message.replace(text, ""))
    assert len(messages) == 1


def test_a_unit_that_the_importer_sees_but_did_not_import_to_is_named_as_such(world):
    with pytest.raises(ValueProblem) as problem:
        book(world, division="敦厚镇").township("永阳镇")
    assert problem.value.code == "unit_out_of_scope"


def test_a_nursing_home_by_name_or_as_the_only_one_of_its_township(world):
    home = world.homes["敦厚镇"]
    for text in ("敦厚镇敬老院", "吉安县敦厚镇敬老院", "敦厚镇"):
        assert book(world).home(text).home_id == home.pk
    NursingHome.objects.create(township=world["敦厚镇"], name="敦厚镇第二敬老院", opened_on=datetime.date(2020, 1, 1))
    assert book(world).home("敦厚镇敬老院").home_id == home.pk
    with pytest.raises(ValueProblem):
        book(world).home("敦厚镇")


def test_abolished_and_statistical_units_take_nobody_in(world):
    Division.objects.filter(pk=world["永阳镇"].pk).update(valid_to=datetime.date(2020, 1, 1))
    with pytest.raises(ValueProblem):
        book(world).township("永阳镇")


def test_short_names_never_shrink_to_one_character():
    assert spellings("白镇") == ("白镇",)
    assert "习溪桥" in spellings("习溪桥街道")


def _village(world, name, kind):
    world["敦厚镇"].refresh_from_db()
    return Division.objects.add_child(world["敦厚镇"], {"level": "village", "kind": kind, "name": name})


@pytest.mark.parametrize("text", ["敦厚镇", "吉安县敦厚镇", "敦厚镇人民政府", "敦厚"])
def test_the_name_of_a_township_is_no_village_of_it(world, text):
    _village(world, "敦厚村委会", "村")
    with pytest.raises(ValueProblem, match="乡镇"):
        book(world).village(text)


def test_the_bare_name_that_township_and_village_share_is_the_village_once_the_township_is_known(world):
    village = _village(world, "敦厚村委会", "村")
    units = book(world)
    assert units.village("敦厚", units.township("敦厚镇")).division_id == village.pk
    assert book(world, division="敦厚镇").village("敦厚").division_id == village.pk


def test_a_committee_of_villagers_is_not_one_of_residents(world):
    villagers, residents = _village(world, "金家村委会", "村"), _village(world, "金家居委会", "社区")
    assert book(world).village("金家村").division_id == villagers.pk
    assert book(world).village("金家社区").division_id == residents.pk
    with pytest.raises(ValueProblem) as told:
        book(world).village("金家")
    assert told.value.code == "unit_ambiguous"
    with pytest.raises(ValueProblem, match="高塘村") as asked:
        book(world).village("高塘社区")
    assert [option.text for option in asked.value.options] == ["高塘村"]


# Characters that people write for one another.


@pytest.fixture
def rare(world):
    """Townships of rare names, each with a village of its name, and one with a namesake but for a character."""
    for name in ("黄垇乡", "上圯乡", "麦㙦镇"):
        world["吉安县"].refresh_from_db()
        values = {"level": "township", "kind": name[-1], "name": name}
        world.divisions[name] = Division.objects.add_child(world["吉安县"], values)
    for town, name in (("黄垇乡", "黄垇村委会"), ("麦㙦镇", "麦㙦居委会"), ("麦㙦镇", "麦斜村委会")):
        world[town].refresh_from_db()
        values = {"level": "village", "kind": "社区" if "居" in name else "村", "name": name}
        world.divisions[name] = Division.objects.add_child(world[town], values)
    return world


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("黄坳乡", "黄垇乡"),
        ("黄坳", "黄垇乡"),
        ("吉安县上圮乡民政所", "上圯乡"),
        ("麦斜镇", "麦㙦镇"),
        ("麦斜镇人民政府", "麦㙦镇"),
        ("麦㙦镇", "麦㙦镇"),
    ],
)
def test_a_township_is_found_by_what_people_write_for_its_rare_character(rare, text, name):
    units = book(rare)
    unit = units.township(text)
    assert unit.name == name
    assert units.named_alike(text, unit) == ([] if "麦㙦" in text else [name])


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("黄坳村", "黄垇村委会", ["黄垇村委会"]),
        ("黄坳乡黄坳村", "黄垇村委会", ["黄垇乡", "黄垇村委会"]),
        ("黄垇乡黄坳村", "黄垇村委会", ["黄垇村委会"]),
        ("黄坳乡黄垇村", "黄垇村委会", ["黄垇乡"]),
        ("麦斜村", "麦斜村委会", []),
        ("麦斜", "麦斜村委会", []),
        ("麦斜镇麦斜村", "麦斜村委会", ["麦㙦镇"]),
        ("麦㙦居委会", "麦㙦居委会", []),
        ("麦斜居委会", "麦㙦居委会", ["麦㙦居委会"]),
        ("麦斜社区", "麦㙦居委会", ["麦㙦居委会"]),
    ],
)
def test_as_it_is_written_comes_first_and_each_look_alike_is_told(rare, text, name, told):
    units = book(rare)
    unit = units.village(text)
    assert unit.name == name
    assert units.named_alike(text, unit) == told


def test_the_name_of_a_township_is_none_of_a_village_either_way(rare):
    for text in ("黄坳乡", "黄垇乡", "上圮乡"):
        with pytest.raises(ValueProblem, match="乡镇"):
            book(rare).village(text)


def test_a_former_name_and_a_home_are_found_by_look_alikes(rare):
    NursingHome.objects.create(township=rare["上圯乡"], name="上圯乡敬老院", opened_on=datetime.date(2018, 1, 1))
    DivisionEra.objects.create(
        division=rare["敦厚镇"],
        name="瓜畲乡",
        kind="乡",
        valid_from=datetime.date(1990, 1, 1),
        valid_to=datetime.date(2001, 1, 1),
    )
    units = book(rare)
    home = units.home("上圮乡敬老院")
    assert (home.name, units.named_alike("上圮乡敬老院", home)) == ("上圯乡敬老院", ["上圯乡敬老院"])
    assert units.named_alike("上圮乡", units.home("上圮乡")) == ["上圯乡"]
    assert units.township("瓜畬乡").division_id == rare["敦厚镇"].pk


def test_two_units_that_only_a_look_alike_tells_apart_are_each_found_by_their_own_name_and_asked_about_else(rare):
    _village(rare, "小垇村", "村"), _village(rare, "小坳村", "村")
    assert [book(rare).village(text).name for text in ("小垇村", "小坳村")] == ["小垇村", "小坳村"]
    _village(rare, "大蔴畲村", "村"), _village(rare, "大蔴畬村", "村")
    with pytest.raises(ValueProblem) as told:
        book(rare).village("大麻畲村")
    assert told.value.code == "unit_ambiguous"


def test_a_former_name_by_look_alikes_is_told(rare):
    DivisionEra.objects.create(
        division=rare["敦厚镇"],
        name="瓜畲乡",
        kind="乡",
        valid_from=datetime.date(1990, 1, 1),
        valid_to=datetime.date(2001, 1, 1),
    )
    units = book(rare)
    assert units.named_alike("瓜畬乡", units.township("瓜畬乡")) == ["瓜畲乡"]
