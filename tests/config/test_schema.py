"""Editors and the command accept the same configuration files."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from dedupe_articles.config import load_config
from dedupe_articles.config.keys import KEYS, dashed
from dedupe_articles.config.schema import config_schema
from dedupe_articles.errors import ConfigError
from dedupe_articles.report.settings import toml_value

if TYPE_CHECKING:
    from pathlib import Path

VALUES: tuple[object, ...] = (
    *(
        True,
        0,
        1,
        -1,
        20,
        0.5,
        -0.5,
        1.5,
        "",
        "x",
        "text",
        "any",
        "exact",
        "folder",
        "oldest",
        "across",
    ),
    *([], ["exact", "derived"], ["exact", "x"], ["x", ""], [1]),
)


def shipped() -> object:
    """Return the schema that is installed with the package."""
    text = files("dedupe_articles.config").joinpath("dedupe-config.schema.json").read_text("utf-8")
    return json.loads(text)


def accepted(folder: Path, name: str, value: object) -> bool:
    file = folder / "dedupe.toml"
    file.write_text(f"group-by = 'folder'\n{name} = {toml_value(value)}\n", encoding="utf-8")
    try:
        load_config({}, file=file, environment={})
    except ConfigError:
        return False
    return True


def test_the_schema_in_the_package_is_made_from_the_settings() -> None:
    """Where this fails, `python -m tools.docs` writes it anew."""
    assert shipped() == config_schema()
    Draft202012Validator.check_schema(config_schema())


@pytest.mark.parametrize("key", sorted(KEYS.keys() - {"encoding", "group_by"}))
@pytest.mark.parametrize("in_dashes", [True, False])
def test_the_schema_takes_what_the_command_takes(
    tmp_path: Path,
    key: str,
    in_dashes: bool,  # noqa: FBT001 - parametrised
) -> None:
    """But for the names of encodings, which no schema can know."""
    schema = Draft202012Validator(config_schema())
    name = dashed(key) if in_dashes else key
    taken = [value for value in VALUES if accepted(tmp_path, name, value)]
    assert taken == [value for value in VALUES if schema.is_valid({name: value})]
    assert 0 < len(taken) < len(VALUES)


@pytest.mark.parametrize("name", ["min-scoer", "xmin_score", "min_scores", "Min-Score"])
def test_the_schema_knows_no_other_key(name: str) -> None:
    assert not Draft202012Validator(config_schema()).is_valid({name: 0})


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_setting_says_what_it_means(key: str) -> None:
    description = config_schema()["properties"][dashed(key)]["description"]
    assert description == KEYS[key].meaning
    assert len(description) > 10
