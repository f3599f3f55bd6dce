from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dedupe_articles.config import Config, load_config
from dedupe_articles.errors import ConfigError
from dedupe_articles.model import Relation, Settings
from dedupe_articles.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# A command uses every processor, where a call of the library starts no process unasked.
DEFAULTS = Settings(workers=0)


def load(
    folder: Path,
    overrides: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
) -> Config:
    """Load the configuration as seen from `folder`, with just these environment variables."""
    return load_config(overrides or {}, file=file, folder=folder, environment=environment or {})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder at which the search for a file ends."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_without_any_source_the_defaults_hold(repository: Path) -> None:
    assert load(repository) == Config(DEFAULTS, "text", "any")


def test_dedupe_toml_sets_settings_with_dashes_or_underscores(repository: Path) -> None:
    (repository / "dedupe.toml").write_text(
        'min-score = 0.4\nmin_words = 20\nrelations = ["exact", "derived"]\nignore = false\n'
        'format = "json"\nfail-on = "derived"\nencoding = "cp1252"\n'
    )
    config = load(repository)
    assert config.settings == Settings(
        min_score=0.4,
        min_words=20,
        relations=(Relation.EXACT, Relation.DERIVED),
        ignore=False,
        encoding="cp1252",
        workers=DEFAULTS.workers,
    )
    assert (config.format, config.fail_on) == ("json", "derived")


def test_pyproject_sets_settings_in_its_tool_table(repository: Path) -> None:
    (repository / "pyproject.toml").write_text(
        '[project]\nname = "x"\n\n[tool.dedupe]\nmin-score = 1\n'
    )
    score = load(repository).settings.min_score
    assert score == 1.0
    assert isinstance(score, float)


def test_the_nearest_file_upward_counts(repository: Path) -> None:
    inner = repository / "a" / "b"
    inner.mkdir(parents=True)
    (repository / "dedupe.toml").write_text("min-words = 1")
    assert load(inner).settings.min_words == 1
    (repository / "a" / "pyproject.toml").write_text("[tool.dedupe]\nmin-words = 2")
    assert load(inner).settings.min_words == 2
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1")
    assert load(inner).settings.min_words == 2


def test_beside_each_other_dedupe_toml_counts(repository: Path) -> None:
    (repository / "dedupe.toml").write_text("min-words = 1")
    (repository / "pyproject.toml").write_text("[tool.dedupe]\nmin-words = 2")
    assert load(repository).settings.min_words == 1


def test_no_file_above_the_repository_counts(tmp_path: Path) -> None:
    (tmp_path / "dedupe.toml").write_text("min-words = 1")
    inner = tmp_path / "repository"
    (inner / ".git").mkdir(parents=True)
    assert load(inner).settings.min_words == Settings().min_words


def test_a_file_named_explicitly_replaces_the_one_that_would_be_found(repository: Path) -> None:
    (repository / "dedupe.toml").write_text("min-words = 1\nmin-score = 0.5")
    other = repository / "other.toml"
    other.write_text("min-words = 3")
    settings = load(repository, file=other).settings
    assert (settings.min_words, settings.min_score) == (3, 0.0)


def test_command_line_beats_environment_beats_file(repository: Path) -> None:
    (repository / "dedupe.toml").write_text("min-words = 1\nid-field = 'f'\nworkers = 1")
    environment = {"DEDUPE_MIN_WORDS": "2", "DEDUPE_ID_FIELD": "e"}
    settings = load(repository, {"min_words": 3}, environment).settings
    assert (settings.min_words, settings.id_field, settings.workers) == (3, "e", 1)


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        ("DEDUPE_MIN_SCORE", "0.25", "min_score", 0.25),
        ("DEDUPE_IGNORE", "false", "ignore", False),
        ("DEDUPE_IGNORE", "1", "ignore", True),
        ("DEDUPE_RELATIONS", "exact, excerpt", "relations", (Relation.EXACT, Relation.EXCERPT)),
        ("DEDUPE_TEXT_FIELD", "42", "text_field", "42"),
        ("DEDUPE_MAX_FILE_SIZE", "1000", "max_file_size", 1000),
        ("DEDUPE_ENCODING", "", "encoding", None),
        ("DEDUPE_EXCLUDE", "drafts/, *.bak", "exclude", ("drafts/", "*.bak")),
    ],
)
def test_environment_variables_are_read_as_the_type_of_their_setting(
    repository: Path, variable: str, text: str, field: str, value: object
) -> None:
    settings = load(repository, environment={variable: text}).settings
    assert getattr(settings, field) == value


def test_an_unknown_variable_is_noticed_since_it_may_belong_to_others(repository: Path) -> None:
    config = load(repository, environment={"DEDUPE_MIN_SCOER": "1", "OTHER": "x"})
    assert config.settings == DEFAULTS
    assert config.notices == (
        "ignored the environment variable DEDUPE_MIN_SCOER: did you mean DEDUPE_MIN_SCORE?",
    )


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("dedupe.toml", "# settings\n\nmin-scoer = 0.5\n", 3),
        ("dedupe.toml", "'min-scoer' = 0.5\n", 1),
        ("pyproject.toml", "[tool.x]\nmin-scoer = 1\n[tool.dedupe]\nmin-scoer = 0.5\n", 4),
        ("pyproject.toml", "[tool.dedupe.min-scoer]\nx = 1\n", 1),
    ],
)
def test_an_unknown_key_is_an_error_with_file_line_and_a_suggestion(
    repository: Path, name: str, content: str, line: int
) -> None:
    file = repository / name
    file.write_text(content)
    with pytest.raises(ConfigError) as error:
        load(repository)
    assert str(error.value) == (
        f'{file}, line {line}: unknown setting "min-scoer"; did you mean min-score?'
    )


def test_a_key_that_resembles_none_lists_them_all(repository: Path) -> None:
    (repository / "dedupe.toml").write_text("zzz = 1")
    with pytest.raises(ConfigError, match=r"the settings are .*min-confidence.*workers"):
        load(repository)


def test_a_key_in_both_spellings_is_an_error(repository: Path) -> None:
    (repository / "dedupe.toml").write_text("min-words = 1\nmin_words = 2")
    with pytest.raises(ConfigError, match=r'line 2: "min_words" is set twice'):
        load(repository)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('min-score = "0.5"', "a number from 0 to 1, found '0.5'"),
        ("min-score = 1.5", "a number from 0 to 1, found 1.5"),
        ("min-score = nan", "a number from 0 to 1, found nan"),
        ("min-score = true", "a number from 0 to 1, found True"),
        ("min-words = 2.0", "a whole number from 0 to 1,000,000,000,000,000, found 2.0"),
        ("min-words = -1", "a whole number from 0 to 1,000,000,000,000,000, found -1"),
        ("workers = true", "a whole number from 0 to 1,000,000,000,000,000, found True"),
        ("max-file-size = 0", "a whole number from 1 to 1,000,000,000,000,000, found 0"),
        ("max-file-size = 1000000000000001", "a whole number from 1 to 1,000,000,000,000,000"),
        ("memory-limit = 1000000000000001", "a whole number from 0 to 1,000,000,000,000,000"),
        ("ignore = 1", "true or false, found 1"),
        ('id-field = ""', "a text that is not empty, found ''"),
        ('encoding = "utf-99"', "the name of a text encoding"),
        ('encoding = "base64"', "the name of a text encoding"),
        ('include = "*.txt"', "a list of globs, such as *.txt, found '*.txt'"),
        ('exclude = [""]', "a list of globs, such as *.txt, found ['']"),
        ('relations = "exact"', "a list of exact, near-duplicate"),
        ('relations = ["unrelated"]', "a list of exact, near-duplicate"),
        ("relations = [{}]", "a list of exact, near-duplicate"),
        ('format = "xml"', f"one of {', '.join(FORMATS)}, found 'xml'"),
        ('fail-on = "unrelated"', "one of any, shared-passages, excerpt, derived"),
    ],
)
def test_a_wrong_value_is_an_error_that_says_where_and_what_is_expected(
    repository: Path, line: str, expected: str
) -> None:
    file = repository / "dedupe.toml"
    file.write_text(f"# one\n{line}\n")
    with pytest.raises(ConfigError) as error:
        load(repository)
    key = line.split(" ", 1)[0]
    assert str(error.value).startswith(f'{file}, line 2: "{key}": expected {expected}')


def test_a_wrong_variable_is_an_error_that_names_it(repository: Path) -> None:
    with pytest.raises(ConfigError, match=r"variable DEDUPE_MIN_SCORE: expected a number"):
        load(repository, environment={"DEDUPE_MIN_SCORE": "high"})


def test_a_wrong_option_is_an_error_that_names_it(repository: Path) -> None:
    with pytest.raises(ConfigError, match=r"option --min-score: expected a number from 0 to 1"):
        load(repository, {"min_score": 7.0})


def test_broken_toml_is_an_error_with_file_and_line(repository: Path) -> None:
    (repository / "dedupe.toml").write_text("min-score = \n")
    with pytest.raises(ConfigError, match=r"dedupe\.toml is not valid TOML.*line 1"):
        load(repository)


def test_a_file_that_is_not_utf_8_is_an_error(repository: Path) -> None:
    (repository / "dedupe.toml").write_bytes(b"id-field = '\xff'\n")
    with pytest.raises(ConfigError, match=r"dedupe\.toml is not UTF-8"):
        load(repository)


def test_a_named_file_that_is_missing_is_an_error(repository: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot read the configuration file .*nope\.toml"):
        load(repository, file=repository / "nope.toml")


def test_a_named_pyproject_without_the_table_is_an_error(repository: Path) -> None:
    file = repository / "pyproject.toml"
    file.write_text("[tool.other]\n")
    with pytest.raises(ConfigError, match=r"has no table \[tool\.dedupe\]"):
        load(repository, file=file)


@pytest.mark.parametrize("content", ["[tool]\ndedupe = 1\n", "[[tool.dedupe]]\nx = 1\n"])
def test_a_table_that_is_none_is_an_error(repository: Path, content: str) -> None:
    (repository / "pyproject.toml").write_text(content)
    with pytest.raises(ConfigError, match=r"make it a table \[tool\.dedupe\]"):
        load(repository)


def test_groups_without_what_makes_them_are_an_error(repository: Path) -> None:
    with pytest.raises(ConfigError, match="what makes a group"):
        load(repository, {"groups": "within"})
    config = load(repository, {"groups": "within", "group_by": "author"})
    assert (config.settings.group_by, config.settings.groups) == ("author", "within")
    with pytest.raises(ConfigError, match="expected one of across, within"):
        load(repository, {"groups": "between", "group_by": "author"})


@pytest.mark.parametrize("code", ["en", "pt-BR", "zh-Hant"])
def test_a_language_is_named_by_its_code(repository: Path, code: str) -> None:
    assert load(repository, {"language": code}).settings.language == code


@pytest.mark.parametrize("wrong", ["English", "e", "", "en_US", "en-"])
def test_what_is_no_code_of_a_language_is_an_error(repository: Path, wrong: str) -> None:
    with pytest.raises(ConfigError, match="expected the code of a language"):
        load(repository, {"language": wrong})
