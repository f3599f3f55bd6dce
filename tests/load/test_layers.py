"""Compressed files and archives, also those made to do harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import sys
import tarfile
import tracemalloc
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from dedupe_articles.load import load
from dedupe_articles.model import Article, Settings, Skipped

from .inputs import FORMATS, Format

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

TEXT = "The committee met on Monday to discuss the new bridge."
COMPRESSIONS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".zst": zstd.compress,
    ".bz2": lambda raw: bz2.compress(raw, 1),
    ".xz": lzma.compress,
}


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: Mapping[str, bytes | tarfile.TarInfo]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members.items():
            if isinstance(content, tarfile.TarInfo):
                archive.addfile(content)
                continue
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def scanned(folder: Path, settings: Settings | None = None) -> list[Article | Skipped]:
    """Load a folder; paths and ids are shown below it."""
    prefix = f"{folder.as_posix()}/"
    found = load([folder], settings or Settings())
    return [
        Skipped(item.path.removeprefix(prefix), item.reason, item.line)
        if isinstance(item, Skipped)
        else item
        for item in found
    ]


def ids(folder: Path, settings: Settings | None = None) -> list[str]:
    prefix = f"{folder.as_posix()}/"
    found = scanned(folder, settings)
    return [item.id.removeprefix(prefix) for item in found if isinstance(item, Article)]


def reasons(folder: Path, settings: Settings | None = None) -> dict[str, str]:
    found = scanned(folder, settings)
    return {item.path: item.reason for item in found if isinstance(item, Skipped)}


@pytest.mark.parametrize("suffix", COMPRESSIONS)
@pytest.mark.parametrize("kind", FORMATS, ids=str)
def test_every_format_is_read_from_every_compression(
    tmp_path: Path, kind: Format, suffix: str
) -> None:
    name = f"a{kind.suffix}{suffix}"
    (tmp_path / name).write_bytes(COMPRESSIONS[suffix](kind.make([TEXT])))
    (article,) = load([tmp_path], Settings())
    assert isinstance(article, Article)
    assert article.text.removeprefix("T\n") == TEXT
    assert article.path == (tmp_path / name).as_posix()
    assert (article.member is None) == (kind.suffix != ".epub")


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_of_every_format_say_where_they_stand(
    tmp_path: Path, pack: Callable[[Mapping[str, bytes]], bytes]
) -> None:
    members = {f"in/a{kind.suffix}": kind.make([TEXT]) for kind in FORMATS}
    path = tmp_path / f"news.{'zip' if pack is zipped else 'tar'}"
    path.write_bytes(pack(members))
    found = list(load([tmp_path], Settings()))
    articles = [item for item in found if isinstance(item, Article)]
    assert articles == found
    for article, member in zip(articles, members, strict=True):
        assert article.member is not None
        assert article.member.partition("#")[0] == member
        assert article.text.removeprefix("T\n") == TEXT
        assert article.path == path.as_posix()
        record = f"#{article.record}" if article.record else ""
        assert article.id == f"{article.path}#{article.member}{record}"


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tgz", "a.TAR.ZST", "a.tzst", "a.tar.bz2", "a.txz"])
def test_compressed_archives_are_read(tmp_path: Path, name: str) -> None:
    codec = {"gz": ".gz", "st": ".zst", "z2": ".bz2", "xz": ".xz"}[name.lower()[-2:]]
    (tmp_path / name).write_bytes(COMPRESSIONS[codec](tarred({"b.txt": TEXT.encode()})))
    assert ids(tmp_path) == [f"{name}#b.txt"]


def test_archives_in_archives_name_the_whole_way(tmp_path: Path) -> None:
    inner = tarred({"c.jsonl": b'{"id": 7, "text": "Words."}'})
    (tmp_path / "a.zip").write_bytes(zipped({"b.tar.gz": gzip.compress(inner)}))
    (article,) = load([tmp_path], Settings())
    assert isinstance(article, Article)
    assert article.id == f"{tmp_path.as_posix()}/a.zip#b.tar.gz#c.jsonl#7"
    assert (article.path, article.member) == (f"{tmp_path.as_posix()}/a.zip", "b.tar.gz#c.jsonl")


def test_archives_nested_too_deep_are_skipped(tmp_path: Path) -> None:
    raw = zipped({"a.txt": TEXT.encode()})
    for _ in range(5):
        raw = zipped({"in.zip": raw, "b.txt": TEXT.encode()})
    (tmp_path / "a.zip").write_bytes(raw)
    assert len(ids(tmp_path)) == 4
    ((path, reason),) = reasons(tmp_path).items()
    assert path == "a.zip" + "#in.zip" * 4
    assert "inside one another" in reason


def test_an_archive_that_holds_itself_ends(tmp_path: Path) -> None:
    """The names lead on for ever; the reading does not."""
    raw = gzip.compress(TEXT.encode())
    (tmp_path / ("a.txt" + ".gz" * 30)).write_bytes(raw)
    assert "inside one another" in next(iter(reasons(tmp_path).values()))


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_decompression_without_end_is_stopped(tmp_path: Path, suffix: str) -> None:
    """A bomb of one line; what it has read by then it does not hold in memory."""
    size = 30_000_000
    (tmp_path / f"a.jsonl{suffix}").write_bytes(COMPRESSIONS[suffix](b"x" * size))
    (tmp_path / "b.txt").write_text(TEXT)
    tracemalloc.start()
    try:
        found = scanned(tmp_path, Settings(max_file_size=100_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(found[0], Skipped)
    assert "decompression bomb" in found[0].reason
    assert isinstance(found[1], Article)
    assert peak < size / 2


@pytest.mark.parametrize("suffix", [".zip", ".tar.gz"])
def test_a_bomb_of_many_members_is_stopped(tmp_path: Path, suffix: str) -> None:
    members = {f"{number}.txt": b"word " * 100_000 for number in range(100)}
    raw = zipped(members) if suffix == ".zip" else gzip.compress(tarred(members))
    (tmp_path / f"a{suffix}").write_bytes(raw)
    settings = Settings(max_file_size=600_000)
    said = reasons(tmp_path, settings)
    assert any("decompression bomb" in reason for reason in said.values())
    assert len(ids(tmp_path, settings)) < 100


def test_a_bomb_of_layers_shares_one_allowance(tmp_path: Path) -> None:
    inner = zipped({"a.txt": b"\0" * 20_000_000})
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.zip": inner for n in range(50)}))
    found = scanned(tmp_path, Settings(max_file_size=25_000_000))
    assert any(isinstance(item, Skipped) and "bomb" in item.reason for item in found)


def test_members_that_share_their_bytes_do_not_multiply(tmp_path: Path) -> None:
    """The list names one compressed member a thousand times."""
    raw = zipped({"a.txt": b"word " * 100_000})
    start = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    entry = raw[start:end]
    count = 1000
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entry) * count, start, 0)
    (tmp_path / "a.zip").write_bytes(raw[:start] + entry * count + tail)
    found = scanned(tmp_path, Settings(max_file_size=600_000))
    assert sum(isinstance(item, Article) for item in found) < 50


@pytest.mark.parametrize("name", ["/etc/passwd.txt", "../../up.txt", "C:\\x.txt", "a/../../b.txt"])
def test_members_with_hostile_names_are_read_and_nothing_is_written(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.zip").write_bytes(zipped({name: TEXT.encode()}))
    (folder / "b.tar").write_bytes(tarred({name: TEXT.encode()}))
    before = sorted(tmp_path.rglob("*"))
    assert ids(folder) == [f"a.zip#{name}", f"b.tar#{name}"]
    assert sorted(tmp_path.rglob("*")) == before


def test_members_that_are_no_files_are_skipped(tmp_path: Path) -> None:
    special = {}
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
        special[kind.decode()] = tarfile.TarInfo(f"{kind.decode()}.txt")
        special[kind.decode()].type = kind
        special[kind.decode()].linkname = "/etc/passwd"
    folder = tarfile.TarInfo("folder.txt")
    folder.type = tarfile.DIRTYPE
    (tmp_path / "a.tar").write_bytes(tarred({**special, "folder": folder, "b.txt": b"Words."}))
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("folder.txt/", "")
    assert ids(tmp_path) == ["a.tar#b.txt"]
    assert set(reasons(tmp_path).values()) == {"not a regular file"}
    assert len(reasons(tmp_path)) == 5


def test_ids_stay_unique_whatever_the_members_are_called(tmp_path: Path) -> None:
    record = b'{"id": "7", "text": "Words."}'
    names = ("a.jsonl", "b.jsonl", "a.jsonl#7.jsonl", "a.jsonl%237.jsonl")
    raw = zipped(dict.fromkeys(names, record)).replace(b"b.jsonl", b"a.jsonl")
    (tmp_path / "z.zip").write_bytes(raw)
    found = [item for item in scanned(tmp_path) if isinstance(item, Article)]
    assert len(found) == 4
    assert len({article.id for article in found}) == 4
    assert found[1].notices == ("member 'a.jsonl' occurs again; named 'a.jsonl-2' here",)


def test_hidden_members_are_passed_over_as_in_folders(tmp_path: Path) -> None:
    names = ("./a.txt", "__MACOSX/._a.txt", ".git/b.txt", "../c.txt", "d/.DS_Store", "e...txt")
    (tmp_path / "a.tar").write_bytes(tarred(dict.fromkeys(names, TEXT.encode())))
    assert ids(tmp_path) == ["a.tar#a.txt", "a.tar#../c.txt", "a.tar#e...txt"]
    assert reasons(tmp_path) == {}


def test_a_member_without_a_name_has_a_reason(tmp_path: Path) -> None:
    raw = zipped({"abcde": TEXT.encode(), "b.txt": TEXT.encode()})
    (tmp_path / "a.zip").write_bytes(raw.replace(b"abcde", b"\0bcde"))
    assert ids(tmp_path) == ["a.zip#b.txt"]
    assert len(reasons(tmp_path)) == 1


def test_an_encrypted_member_says_so(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.txt": TEXT.encode()}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(raw))
    assert reasons(tmp_path) == {"a.zip#a.txt": "encrypted"}


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.txt": TEXT.encode() * 9, "b.txt": TEXT.encode()}))
    raw[50] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(bytes(raw))
    assert ids(tmp_path) == ["a.zip#b.txt"]
    assert reasons(tmp_path)["a.zip#a.txt"].startswith("damaged member of a zip")


@pytest.mark.parametrize(
    "name", ["a.zip", "a.tar", "a.txt.gz", "a.txt.zst", "a.txt.bz2", "a.txt.xz"]
)
def test_what_is_not_what_its_name_says_has_a_reason(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"Just a text, and not at all what its name promises." * 20)
    assert reasons(tmp_path)[name].startswith("damaged ")


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_compressed_data_that_is_cut_short_keeps_what_was_whole(
    tmp_path: Path, suffix: str
) -> None:
    lines = b"".join(b'{"text": "%x"}\n' % zlib.crc32(b"%d" % n) for n in range(30_000))
    raw = COMPRESSIONS[suffix](lines)
    (tmp_path / f"a.jsonl{suffix}").write_bytes(raw[: len(raw) // 2])
    assert len(ids(tmp_path)) > 1000
    assert "cut short" in reasons(tmp_path)[f"a.jsonl{suffix}"]


def test_what_is_whole_of_a_small_file_that_is_cut_short_is_kept_too(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "%x"}\n' % zlib.crc32(b"%d" % n) for n in range(100))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-100])
    assert 80 < len(ids(tmp_path)) < 100
    assert "cut short" in reasons(tmp_path)["a.jsonl.gz"]


def test_a_tar_header_without_end_is_not_held(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.txt")
    info.type = tarfile.GNUTYPE_LONGNAME
    info.size = 50_000_000
    with gzip.open(tmp_path / "a.tar.gz", "wb") as file:
        file.write(info.tobuf(tarfile.GNU_FORMAT))
        file.write(b"x" * info.size)
    tracemalloc.start()
    try:
        assert "header" in reasons(tmp_path)["a.tar.gz"]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000


def test_a_sparse_file_that_claims_to_be_huge_is_skipped(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.jsonl")
    info.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[483:495] = b"77777777777\0"  # the size it expands to
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + 8 * 32 + sum(header[156:512]))
    (tmp_path / "a.tar").write_bytes(bytes(header) + bytes(1024))
    assert reasons(tmp_path)["a.tar#a.jsonl"] == "a sparse file"


def test_an_archive_without_files_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({}))
    (tmp_path / "b.tar").write_bytes(tarred({}))
    assert reasons(tmp_path) == {"a.zip": "empty", "b.tar": "empty"}


def test_standard_input_is_read_as_the_file_it_is_said_to_be() -> None:
    raw = gzip.compress(b'{"id": 1, "text": "Words."}\n')
    settings = Settings(stdin_filename="feed.jsonl.gz")
    (article,) = load(["-"], settings, io.BytesIO(raw))
    assert isinstance(article, Article)
    assert (article.id, article.path) == ("-#1", "-")
    archive = zipped({"a.txt": b"Words."})
    (member,) = load(["-"], Settings(stdin_filename="a.zip"), io.BytesIO(archive))
    assert isinstance(member, Article)
    assert (member.id, member.member) == ("-#a.txt", "a.txt")
