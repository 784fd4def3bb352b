"""When files were changed last."""

import os
import time

from hypothesis import given
from hypothesis import strategies as st

from wgbot.site import stamps

SECOND = 10**9


def test_a_file_that_is_written_to_has_another_stamp(tmp_path):
    path = tmp_path / "a"
    path.write_text("one")
    before = stamps.of_file(path)
    assert stamps.of_file(path) == before
    path.write_text("longer")
    assert stamps.of_file(path) != before


def test_a_file_that_is_replaced_by_one_as_long_and_as_old_has_another_stamp(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
        os.utime(tmp_path / name, (1, 1))
    before = stamps.of_file(tmp_path / "a")
    (tmp_path / "b").replace(tmp_path / "a")
    assert stamps.of_file(tmp_path / "a") != before


def test_what_is_not_there_has_none(tmp_path):
    assert stamps.of_file(tmp_path / "a") is None
    assert stamps.of_folder(tmp_path / "a") == {}


def test_a_link_has_a_stamp_of_its_own(tmp_path):
    (tmp_path / "a").write_text("one")
    (tmp_path / "link").symlink_to("a")
    found = stamps.of_folder(tmp_path)
    assert set(found) == {"a", "link"}
    assert found["a"] != found["link"] == stamps.of_file(tmp_path / "link")


def test_a_file_settles_with_time(tmp_path):
    (tmp_path / "a").write_text("one")
    stamp = stamps.of_file(tmp_path / "a")
    assert not stamps.is_settled(stamp, stamp[0])
    assert stamps.is_settled(stamp, time.time_ns() + 3 * SECOND)


@given(st.integers(0, 4 * SECOND), st.integers(1, SECOND - 1))
def test_where_time_is_counted_in_seconds_it_takes_longer(later, part):
    whole, fine = (100 * SECOND, 1, 1), (100 * SECOND + part, 1, 1)
    assert stamps.is_settled(whole, whole[0] + later) <= stamps.is_settled(fine, fine[0] + later)
    assert stamps.is_settled(whole, whole[0] + later) == (later > 2 * SECOND)


def test_a_file_of_tomorrow_is_never_settled():
    assert not stamps.is_settled((100 * SECOND, 1, 1), 99 * SECOND)
