"""Texts come in in one form: nothing unseen in them, and no characters that only look like others."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jian_minzheng.core.texts import clean, is_altered, look_alikes


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("敦厚镇⺠政所", "敦厚镇民政所"),
        ("所⻓", "所长"),
        ("⻢⻰", "马龙"),
        ("⻩⻓⻘", "黄长青"),
        ("⻋晓⻛", "车晓风"),
        ("公⺠⾝份号码", "公民身份号码"),
        ("⼊职时间", "入职时间"),
        ("\uf9e0林", "易林"),
        ("王\u200b建军", "王建军"),
        ("\u202e王建军\u202c", "王建军"),
        ("王\u2066建军\u2069", "王建军"),
        ("王\u00ad建军", "王建军"),
        ("葛\ufe00城", "葛城"),
        ("葛\U000e0100城", "葛城"),
        ("\ufeff姓名", "姓名"),
        ("a\x00b\x1fc", "abc"),
        ("姓\u3000名", "姓 名"),
        ("3608\u00a02119", "3608 2119"),
        ("1\u2003234", "1 234"),
    ],
)
def test_what_nobody_sees_goes_and_look_alikes_become_what_they_look_like(written, text):
    assert clean(written) == text


@pytest.mark.parametrize(
    "text", ["", "（借调）", "１２３", "㎡", "①张三", "阿不都·热合曼", "李𠮷", "王㙦", "第一行\n第二行\t末", "買買提"]
)
def test_what_can_be_seen_stays_as_it_was_written(text):
    assert clean(text) is text
    assert not look_alikes(text)


def test_look_alikes_are_told_each_once():
    assert look_alikes("⻓⻓⺠政") == "⻓⺠"
    assert look_alikes("王\u200b建军") == ""


def test_common_blanks_instead_of_others_are_nothing_to_tell():
    assert not is_altered("姓\u3000名\u00a0")
    assert is_altered("王\u200b建军")
    assert is_altered("所⻓")


@given(st.text(max_size=60))
def test_the_form_is_one_and_holds_nothing_unseen(text):
    cleaned = clean(text)
    assert clean(cleaned) is cleaned
    assert not any(
        unicodedata.category(each) == "Cf" and each not in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd"
        for each in cleaned
        if ord(each) < 0x700
    )
    assert not look_alikes(cleaned)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60))
def test_everyday_letters_and_figures_are_left_alone(text):
    assert clean(text) is text
