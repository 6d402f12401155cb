"""Settings survive, and a damaged file does no harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faceqnet_gui.options import Kind, options_of
from faceqnet_gui.settings import Settings, SettingsFile


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = SettingsFile()
    wanted = Settings(theme="dark", language="es", limit=40, recent=("/a", '/ñ "b"\\c'), show_score=True)
    file.write(wanted)
    assert SettingsFile().read() == wanted
    assert file.path == tmp_path / "config" / "settings.toml"


def test_unknown_keys_are_kept_and_wrong_values_replaced() -> None:
    file = SettingsFile()
    file.path.parent.mkdir(parents=True)
    file.path.write_text('theme = "light"\nlimit = "many"\nfrom_the_future = 7\n')
    read = file.read()
    assert read == Settings(theme="light")
    file.write(replace(read, limit=50))
    assert "from_the_future = 7" in file.path.read_text()
    assert SettingsFile().read().limit == 50


def test_a_damaged_file_gives_the_defaults() -> None:
    file = SettingsFile()
    file.path.parent.mkdir(parents=True)
    file.path.write_bytes(b"\xff\x00 = = =")
    assert file.read() == Settings()


def test_the_recent_list_holds_each_folder_once_newest_first() -> None:
    settings = Settings()
    for name in ("a", "b", "a", *"cdefghij"):
        settings = settings.with_recent(name)
    assert settings.recent == tuple("jihgfedc")


def test_values_that_are_no_choice_or_out_of_bounds_are_replaced_by_the_default() -> None:
    file = SettingsFile()
    file.path.parent.mkdir(parents=True)
    file.path.write_text('theme = "pink"\nlimit = 400\nadvance = 1\ntext_scale = 150\n')
    assert file.read() == Settings(text_scale=150)


def test_keys_are_a_table_and_unknown_tables_are_kept() -> None:
    file = SettingsFile()
    file.path.parent.mkdir(parents=True)
    file.path.write_text('[keys]\n"view.sources" = ["Ctrl+B"]\nwrong = 7\n[later.more]\nx = 1\n')
    read = file.read()
    assert read.keys == {"view.sources": ["Ctrl+B"]}
    file.write(replace(read, keys={**read.keys, "go.filter": []}))
    assert SettingsFile().read().keys == {"view.sources": ["Ctrl+B"], "go.filter": []}
    assert "[later.more]\nx = 1" in file.path.read_text()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_any_path_survives_the_file(tmp_path: Path, paths: list[str]) -> None:
    file = SettingsFile(tmp_path / "any.toml")
    file.write(Settings(recent=tuple(paths)))
    assert SettingsFile(tmp_path / "any.toml").read().recent == tuple(paths)


def test_a_path_that_is_not_unicode_does_no_harm(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "odd.toml")
    file.write(Settings(recent=("/photos/\udcff",), limit=44))
    assert SettingsFile(tmp_path / "odd.toml").read().limit == 44


def test_every_setting_that_people_see_has_words_and_a_default_among_its_values() -> None:
    shown = options_of(Settings)
    assert {"theme", "language", "limit", "text_scale", "cache_mb"} <= set(shown)
    for name, record in shown.items():
        default = getattr(Settings(), name)
        assert record.title and record.sentence.endswith("."), name
        if record.kind is Kind.CHOICE:
            assert default in [value for value, _ in record.choices], name
        if record.kind is Kind.NUMBER:
            assert record.low <= default <= record.high, name
