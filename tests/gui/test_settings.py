"""Settings survive, and a damaged file does no harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

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
