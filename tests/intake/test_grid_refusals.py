"""What cannot be read is refused with a message that says what to do, in bounded memory and time."""

import resource
import subprocess
import sys
import zipfile

import pytest

from intake.grid import UnreadableFile, read_workbook
from tests.intake import samples

GIGABYTE = 1024**3


def refusal(path):
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path, path.name)
    assert caught.value.message.endswith("。")
    return caught.value


def test_a_password_is_named_and_how_to_take_it_off(tmp_path):
    error = refusal(samples.encrypted_xlsx(tmp_path / "a.xlsx"))
    assert error.code == "encrypted"
    assert "去掉密码" in error.message


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\x00" * 100])
def test_an_empty_file_is_called_empty(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path).code == "empty_file"


def test_a_workbook_without_any_content_is_called_empty(tmp_path):
    assert refusal(samples.xlsx(tmp_path / "a.xlsx", [])).code == "empty_file"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04garbage",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600,
        b"%PDF-1.4",
        b"\x89PNG\r\n",
        bytes(range(256)),
    ],
)
def test_files_that_are_no_tables(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path).code == "unreadable_file"


def test_a_binary_workbook_is_refused_with_advice(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x00")
    assert "另存为" in refusal(tmp_path / "a.xlsb").message


def test_a_word_document_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "不是 Excel 工作簿" in refusal(tmp_path / "a.xlsx").message


def test_a_cut_off_workbook_is_damaged(tmp_path):
    path = samples.xlsx(tmp_path / "a.xlsx", [["姓名"]] * 100)
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path).code == "unreadable_file"


def test_entities_and_external_references_are_refused(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>' + samples.sheet_xml(
        '<row><c t="inlineStr"><is><t>&e;</t></is></c></row>'
    )
    error = refusal(samples.raw_xlsx(tmp_path / "a.xlsx", xml))
    assert error.code == "unreadable_file"
    assert "外部引用" in error.message


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    error = refusal(path)
    assert error.code == "too_large"
    assert "60.0 MB" in error.message


def test_a_stray_cell_far_out_is_pointed_at(tmp_path):
    rows = '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="90000"><c r="A90000"><v>1</v></c></row>'
    error = refusal(samples.raw_xlsx(tmp_path / "a.xlsx", samples.sheet_xml(rows)))
    assert error.code == "too_large"
    assert "第 1 行 XFD 列" in error.message


def _zip_bomb(path):
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(b"\x20" * 1024 * 1024)


def _formatted_blanks(path):
    row = "".join('<c s="1"/>' for _ in range(16_384))
    rows = "".join(f'<row r="{n}">{row}</row>' for n in range(1, 1001))
    samples.raw_xlsx(path, samples.sheet_xml(rows + '<row r="1048576"/>', dimension="A1:XFD1048576"), formats=["0"])


def _blanks_in_no_everyday_shape(path):
    row = "".join("<c s='1'/>" for _ in range(16_384))
    samples.raw_xlsx(
        path, samples.sheet_xml("".join(f'<row r="{n}">{row}</row>' for n in range(1, 501))), formats=["0"]
    )


def _many_strings(path):
    xml = samples.sheet_xml("<row>" + '<c t="inlineStr"><is><t>a</t></is></c>' * 16_000 + "</row>" * 1)
    samples.raw_xlsx(path, xml.replace("</row>", "</row>" + ("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 60_000))


def _long_token(path):
    samples.raw_xlsx(path, samples.sheet_xml(f'<row><c r="{"A" * (150 * 1024 * 1024)}"><v>1</v></c></row>'))


def _deep(path):
    samples.raw_xlsx(path, samples.sheet_xml("<a>" * 20_000_000))


def _seconds_of_children():
    """Processor time, which other work on the machine does not lengthen."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _one_line_of_commas(path):
    path.write_bytes(b"a," * (9 * 1024 * 1024))


def _blank_lines(path):
    path.write_bytes(b",\n" * (9 * 1024 * 1024))


def _page_of_spans(path):
    path.write_bytes(b"<table>" + b"<tr><td colspan=1000 rowspan=65534>1" * 900_000)


def _endless_repetition(path):
    row = "<table:table-row table:number-rows-repeated='1048576'>{}</table:table-row>"
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>1</text:p>'
    samples.ods(path, samples.ods_table(row.format(cell + "</table:table-cell>") * 1000))


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (_page_of_spans, "too_large"),
        (_endless_repetition, "too_large"),
        (_one_line_of_commas, "too_large"),
        (_blank_lines, "too_large"),
        (_zip_bomb, "unpacks_too_large"),
        (_formatted_blanks, "too_large"),
        (_blanks_in_no_everyday_shape, "too_large"),
        (_many_strings, "too_large"),
        (_long_token, "unreadable_file"),
        (_deep, "unreadable_file"),
    ],
)
def test_hostile_files_stay_within_a_gigabyte_and_twenty_seconds(tmp_path, build, code):
    path = tmp_path / "a.xlsx"
    build(path)
    assert path.stat().st_size < 40 * 1024 * 1024
    program = (
        "import sys; from pathlib import Path; from django.conf import settings;"
        "settings.configure(IMPORT_MAX_BYTES=2**26, IMPORT_BYTES_AT_ONCE=0, IMPORT_SECONDS=60);"
        "from intake.grid import read_workbook, UnreadableFile\n"
        "try: read_workbook(Path(sys.argv[1]), 'a.xlsx')\n"
        "except UnreadableFile as error: print(error.code)\n"
    )
    started = _seconds_of_children()
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE)),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == code
    assert _seconds_of_children() - started < 20
