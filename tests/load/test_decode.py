"""Bytes become the text that stands there, or a reason."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe_articles.errors import ConfigError
from dedupe_articles.load.charsets import require_encoding
from dedupe_articles.load.decode import (
    UnreadableError,
    decode,
    read_text,
    replace_lone_surrogates,
)
from dedupe_articles.model import Settings

TEXTS = st.text()  # every character that can be encoded: no surrogates
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@given(TEXTS.filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_comes_out_as_it_went_in(text: str) -> None:
    decoded = decode(text.encode(), None)
    assert decoded.text == text
    assert decoded.notices == ()


@pytest.mark.parametrize("encoding", MARKED)
@given(text=TEXTS.filter(lambda text: not text.startswith("\0")))
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(encoding: str, text: str) -> None:
    decoded = decode(MARKED[encoding] + text.encode(encoding), "shift_jis")
    assert decoded.text == text
    assert decoded.notices == ()


LETTERS = st.characters(codec="cp1252").filter(
    lambda char: not 0x80 <= char.encode("cp1252")[0] < 0xC0
)


@given(st.text(LETTERS, min_size=1))
def test_cp1252_is_the_last_resort_and_comes_with_a_notice(text: str) -> None:
    raw = b"\xe9 " + text.encode(
        "cp1252"
    )  # none of these letters goes on with a character of UTF-8
    decoded = decode(raw, None)
    assert decoded.text == "é " + text
    assert decoded.notices == (
        "decoded as cp1252: not valid UTF-8; if that is wrong, name the right one: --encoding",
    )


def test_the_encoding_of_the_settings_goes_before_cp1252() -> None:
    raw = "日本語".encode("shift_jis")
    decoded = decode(raw, "shift_jis")
    assert decoded.text == "日本語"
    assert decoded.notices == ()


def test_strict_utf8_goes_before_the_encoding_of_the_settings() -> None:
    assert decode("é".encode(), "latin-1").text == "é"


def test_an_encoding_that_does_not_fit_is_named_in_the_notice() -> None:
    decoded = decode(b"caf\xe9", "ascii")
    assert decoded.text == "café"
    assert decoded.notices[0].startswith("decoded as cp1252: not valid UTF-8 or ascii")


@pytest.mark.parametrize(
    ("named", "written", "text"),
    [
        ("latin-1", "cp1252", "“Café”, he said – for € 5."),
        ("iso-8859-9", "cp1254", "“Başkan” dedi."),
        ("tis-620", "cp874", "“วันนี้”"),
        ("gb2312", "gbk", "总理朱镕基"),
        ("Shift_JIS", "cp932", "①髙橋㈱"),
        ("euc-kr", "cp949", "펲시"),
        ("big5", "cp950", "裏面"),
        ("big5", "big5hkscs", "嘅啲咗"),
        ("iso-2022-jp", "iso2022_jp_ext", "東京ｱｲｳ"),
    ],
)
def test_what_is_called_by_its_standard_is_read_as_browsers_read_it(
    named: str, written: str, text: str
) -> None:
    decoded = decode(text.encode(written), named)
    assert (decoded.text, decoded.notices) == (text, ())


def test_a_standard_is_still_read_where_the_larger_encoding_does_not_fit() -> None:
    assert decode(b"caf\xe9 \x81", "latin-1").text == "café \x81"


@pytest.mark.parametrize("encoding", ["iso-2022-jp", "iso-2022-kr"])
def test_letters_that_are_ascii_behind_an_escape_are_read_if_the_settings_say_so(
    encoding: str,
) -> None:
    raw = "中".encode(encoding)
    assert decode(raw, encoding).text == "中"
    assert decode(raw, None).text == raw.decode()
    assert decode("中".encode(), encoding).text == "中"


@pytest.mark.parametrize(
    "raw", ["Мост открыт.".encode()[:-2], "Мост".encode() + b" \x93" + "открыт".encode()]
)
def test_a_character_that_is_damaged_does_not_turn_utf8_into_another_encoding(raw: bytes) -> None:
    decoded = decode(raw, None)
    assert decode(codecs.BOM_UTF8 + raw, None) == decoded
    assert decoded.text == raw.decode("utf-8", "replace")
    (notice,) = decoded.notices
    assert notice.startswith("decoded as utf-8, with � for what is none of it; if that is wrong")


def test_a_character_that_is_damaged_costs_itself_in_the_encoding_that_is_named() -> None:
    raw = "东京都知事发表".encode("gbk")
    assert decode(raw[:-1], "gbk").text == "东京都知事发�"


def test_bytes_that_cp1252_leaves_undefined_are_a_reason() -> None:
    with pytest.raises(UnreadableError, match=r"0x81 at byte 3.*--encoding"):
        decode(b"caf\x81", None)


def test_a_mark_that_lies_is_a_reason() -> None:
    with pytest.raises(UnreadableError, match="byte order mark of UTF-16 but is not UTF-16"):
        decode(codecs.BOM_UTF16_LE + b"odd", None)
    with pytest.raises(UnreadableError, match="byte order mark of UTF-8 but is not UTF-8"):
        decode(codecs.BOM_UTF8 + b"\xff", None)


def test_utf16_without_a_mark_is_read_if_the_settings_say_so() -> None:
    """ASCII in UTF-16 is valid UTF-8 as well, with a NUL after each letter."""
    raw = "plain\n".encode("utf-16-le")
    assert read_text(io.BytesIO(raw), Settings(encoding="utf-16-le")).text == "plain\n"
    with pytest.raises(UnreadableError, match="binary content"):
        read_text(io.BytesIO(raw), Settings())


def test_utf8_stays_utf8_when_the_settings_name_a_wide_encoding() -> None:
    assert read_text(io.BytesIO(b"plain\n"), Settings(encoding="utf-16-le")).text == "plain\n"


def test_a_wide_encoding_is_not_tried_on_bytes_that_cannot_be_in_it() -> None:
    """Of a mixed folder, a file in cp1252 does not become Chinese for its even length."""
    decoded = decode("Müller und Söhne, Köln".encode("cp1252"), "utf-16-le")
    assert decoded.text == "Müller und Söhne, Köln"
    assert "not valid UTF-8 or utf-16-le" in decoded.notices[0]


def test_nul_bytes_at_the_start_are_binary_and_later_ones_are_characters() -> None:
    with pytest.raises(UnreadableError, match="binary content"):
        read_text(io.BytesIO(b"ab\0"), Settings())
    later = b"a" * 10_000 + b"\0"
    assert read_text(io.BytesIO(later), Settings()).text == later.decode()


@given(st.text(st.characters(exclude_categories=[])))
def test_lone_surrogates_are_replaced_one_for_one(text: str) -> None:
    clean = replace_lone_surrogates(text)
    assert clean == "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    clean.encode()


def test_surrogates_from_an_odd_encoding_are_replaced() -> None:
    assert decode(b"\xff\\ud800", "raw_unicode_escape").text == "ÿ\ufffd"


@pytest.mark.parametrize("name", ["utf-8", "latin-1", "shift_jis", "utf-16", "GB18030"])
def test_encodings_of_text_are_accepted(name: str) -> None:
    require_encoding(name)
    with pytest.raises(ConfigError):
        require_encoding(name + "-x")
