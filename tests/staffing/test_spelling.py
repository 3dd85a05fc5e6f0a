from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from staffing.names import spell_name

SOME = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("·长乐重行庆朝鲜银A b"), max_size=6
)


def test_surnames_keep_their_own_readings():
    assert spell_name("曾庆华") == "zengqinghua zqh"
    assert spell_name("华曾") == "huaceng hc"
    assert spell_name("Li") == ""


@given(SOME)
def test_names_are_read_as_the_library_reads_them_whole(rest):
    """Characters that are read otherwise together, 重庆 and 银行, are so in names as well."""
    syllables = lazy_pinyin(f"王{rest}", style=Style.NORMAL, errors="ignore")

    assert spell_name(f"王{rest}").partition(" ")[0] == "".join(syllables).lower()[:60]
