"""Keeps what the documents show of the tool equal to what the tool does.

    python -m tools.docs

Writes anew, in README.md, docs/ and examples/:

- the output below each command of a `console` block, by running the commands of a document one
  after the other in a copy of `seeds/` and `examples/`, so that they may write files;
- the help between `<!-- help: dedupe scan -->` and `<!-- end -->`;
- the table of the fields of a JSON object between `<!-- fields: finding -->` and `<!-- end -->`;
- the table of the settings between `<!-- settings: scan -->` and `<!-- end -->`;
- a file between `<!-- file: its path -->`, the inputs of an action between
  `<!-- inputs: action.yml -->` and `<!-- end -->`;
- the second column of a table row whose first names a constant, as in `candidates.MAX_DF`;
- the picture in README.md;
- the JSON Schema of the configuration file.

The tests check that doing so would change nothing.
"""

from __future__ import annotations

import html
import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import yaml
from rich.console import Console
from rich.text import Text

from dedupe_articles.cli.app import app
from dedupe_articles.config import Config
from dedupe_articles.config.keys import KEYS, dashed
from dedupe_articles.config.schema import config_schema
from dedupe_articles.model import Settings
from dedupe_articles.report.settings import toml_value

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Path(__file__).parents[1]
PICTURE: Final = ROOT / "docs/images/scan.svg"
DOCUMENTS: Final = (
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "examples/README.md",
)
SCHEMA: Final = ROOT / "src/dedupe_articles/report/dedupe-v1.schema.json"
CONFIG_SCHEMA: Final = ROOT / "src/dedupe_articles/config/dedupe-config.schema.json"

_FOLDERS: Final = ("seeds", "examples")
_PICTURED: Final = "dedupe scan seeds/"
_CONSOLE_BLOCK: Final = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PART: Final = re.compile(
    r"<!-- (help|fields|settings|file|inputs): (.+?) -->\n.*?<!-- end -->", re.DOTALL
)
_CONSTANT: Final = re.compile(r"^\| `((?:[a-z_]+\.)+)([A-Z_]+)` \|[^|]*\|", re.MULTILINE)
_FAULT: Final = re.compile(r"^(?:Error: internal error|Traceback )", re.MULTILINE)
_OUR_VARIABLES: Final = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")


def main() -> int:
    """Bring the documents and the picture up to date, all of them or none."""
    contents = {document: renewed(document.read_text("utf-8")) for document in DOCUMENTS}
    contents[PICTURE] = picture()
    contents[CONFIG_SCHEMA] = json.dumps(config_schema(), indent=2) + "\n"
    for path, content in contents.items():
        path.write_text(content, encoding="utf-8")
    return 0


def renewed(document: str) -> str:
    """Return a document with everything that comes from the tool as it is now."""
    with TemporaryDirectory() as folder:
        for name in _FOLDERS:
            shutil.copytree(ROOT / name, Path(folder, name))
        document = _CONSOLE_BLOCK.sub(lambda block: _session(block[0], Path(folder)), document)
    document = _PART.sub(lambda part: _part(part[1], part[2]), document)
    return _CONSTANT.sub(
        lambda row: f"| `{row[1]}{row[2]}` | {constant(row[1], row[2])} |", document
    )


def picture() -> str:
    """Return the picture of a scan of the seed pair, in colour, as SVG."""
    console = Console(record=True, width=100, file=StringIO(), force_terminal=True)
    console.print(f"[dim]$[/dim] [bold]{_PICTURED}[/bold]", highlight=False)
    report = output_of(_PICTURED, FORCE_COLOR="1")
    console.print(Text.from_ansi(report), soft_wrap=True, highlight=False)
    svg = console.export_svg(title="dedupe", unique_id="scan")
    # No page that shows the picture should ask another server for fonts.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return "".join(f"{line.rstrip()}\n" for line in svg.splitlines())


def text_of_picture(svg: str) -> str:
    """Return all the text in a picture."""
    return "".join(html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg))


def output_of(command: str, place: Path = ROOT, **variables: str) -> str:
    """Return what a shell command prints in a folder, errors included.

    Faults of the program itself belong in no document: they end this one.
    """
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            ["bash", "-c", command],  # noqa: S607 - wherever bash is
            cwd=place,
            env=environment(Path(folder)) | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    output = done.stdout.decode()
    if _FAULT.search(output):
        raise SystemExit(f"{command}\n{output}")
    return output


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which `dedupe` is the one of this checkout, installed or not.

    The commands `dedupe` and `python3` are put into `folder`; nothing that changes what `dedupe`
    prints is set.
    """
    python = shlex.quote(sys.executable)
    for name, arguments in (("dedupe", "-m dedupe_articles"), ("python3", "")):
        command = folder / name
        command.write_text(f'#!/bin/sh\nexec {python} {arguments} "$@"\n', encoding="utf-8")
        command.chmod(0o755)
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _OUR_VARIABLES and not name.startswith(("DEDUPE_", "GITHUB_"))
    }
    search = [str(folder), kept.get("PATH", os.defpath)]
    modules = [str(ROOT / "src"), *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {"PATH": os.pathsep.join(search), "PYTHONPATH": os.pathsep.join(modules)}


def constant(module: str, name: str) -> str:
    """Return the value of a constant of `dedupe_articles`; `module` ends with a dot."""
    value = vars(importlib.import_module(f"dedupe_articles.{module}"[:-1])).get(name)
    if value is None:
        raise SystemExit(f"a document names {module}{name}, which is gone; look for its new place")
    if isinstance(value, tuple):
        return " to ".join(f"{part:g}" for part in value)
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _session(block: str, place: Path) -> str:
    """Return a `console` block with the present output of its commands."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)", block, re.MULTILINE)
    return "\n".join(f"$ {command}\n{output_of(command, place)}" for command in commands)


def _part(kind: str, name: str) -> str:
    body = _PARTS[kind](name)
    return f"<!-- {kind}: {name} -->\n\n{body}\n<!-- end -->"


def _help(command: str) -> str:
    return f"```text\n{output_of(f'{command} --help', COLUMNS='100')}```\n"


def _settings(command: str) -> str:
    """Return the table of all settings, with the options that a command has for them."""
    options = {
        parameter.name: max(parameter.opts, key=len) for parameter in app.commands[command].params
    }
    options |= {"ignore": "--no-ignore"}
    defaults = Config(Settings(workers=0)).values()
    rows = [
        f"| `{dashed(key)}` | `DEDUPE_{key.upper()}` | {_default(defaults[key])} |"
        f" {f'`{options[key]}`' if key in options else ''} | {setting.meaning} |"
        for key, setting in KEYS.items()
    ]
    header = "| key | environment variable | default | option | meaning |"
    return "\n".join([header, "| --- | --- | --- | --- | --- |", *rows, ""])


def _default(value: object) -> str:
    return "none" if value is None else f"`{toml_value(value)}`"


def _file(path: str) -> str:
    text = (ROOT / path).read_text("utf-8")
    return f"```{path.rpartition('.')[2].replace('yml', 'yaml')}\n{text}```\n"


def _inputs(path: str) -> str:
    """Return the table of the inputs of an action."""
    inputs = yaml.safe_load((ROOT / path).read_text("utf-8"))["inputs"]
    rows = [
        f"| `{name}` | {_code(one['default'])} | {one['description']} |"
        for name, one in inputs.items()
    ]
    return "\n".join(["| input | default | meaning |", "| --- | --- | --- |", *rows, ""])


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


@cache
def schema() -> Mapping[str, Any]:
    """Return the published JSON Schema."""
    document: Mapping[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return document


def _fields(name: str) -> str:
    """Return the table of the fields of an object of the schema; `report` is the whole."""
    definition = schema() if name == "report" else schema()["$defs"][name]
    rows = [
        f"| `{field}` | {_type(value)} | {_meaning(value)} |"
        for field, value in definition["properties"].items()
    ]
    return "\n".join(["| field | type | meaning |", "| --- | --- | --- |", *rows, ""])


def _type(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        return _type_of_definition(value["$ref"].rpartition("/")[2])
    if "anyOf" in value:
        return " or ".join(_type(choice) for choice in value["anyOf"])
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}"
    if "properties" in value:
        inner = ", ".join(f"`{key}`" for key in value["properties"])
        return f"object of {inner}"
    types = value.get("type", ["string", "null"] if None in value.get("enum", []) else "string")
    return types if isinstance(types, str) else " or ".join(types)


def _type_of_definition(name: str) -> str:
    if name == "share":
        return "number, 0 to 1"
    if "enum" in schema()["$defs"][name]:
        return "string"
    return f"[{name}](#{name.replace('_', '-')})"


def _meaning(value: Mapping[str, Any]) -> str:
    """Return what a field means, with the values that it can have."""
    reference = value.get("$ref", value.get("items", {}).get("$ref", ""))
    referred = schema()["$defs"].get(reference.rpartition("/")[2], {})
    text = str(value.get("description", referred.get("description", "")))
    values = value.get("enum", [value["const"]] if "const" in value else [])
    if "$ref" in value:
        values = referred.get("enum", [])
    listed = ", ".join(f"`{json.dumps(item)}`" for item in values)
    return " ".join(filter(None, [text, listed and f"One of {listed}." if values else ""]))


_PARTS: Final = {
    "help": _help,
    "fields": _fields,
    "settings": _settings,
    "file": _file,
    "inputs": _inputs,
}

if __name__ == "__main__":
    sys.exit(main())
