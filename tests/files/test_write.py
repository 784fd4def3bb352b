"""Files put into a work tree: what is said where one can't be written."""

from pathlib import Path

import pytest

from wgbot.files.planned import File
from wgbot.files.write import write
from wgbot.text.problems import WgbotError


@pytest.mark.parametrize("method", ["write_bytes", "replace"])
def test_the_file_that_could_not_be_written_is_named_by_its_own_name(tmp_path, monkeypatch, method):
    def denied(self, *_arguments):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, method, denied)
    with pytest.raises(
        WgbotError, match=r"b\.yml couldn't be written: Permission denied"
    ) as raised:
        write(tmp_path, [File("registry/b.yml", b"name: B\n")])
    assert "wgbot-new" not in str(raised.value)
    assert list(tmp_path.rglob("*")) == []
