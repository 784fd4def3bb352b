"""One whole check: each link once, and what is known is kept when time is up."""

import asyncio
import sys

import pytest

from tests.links.farm import Farm, answer, options, to
from wgbot.links.findings import Link
from wgbot.links.run import check
from wgbot.text.problems import SetupError


def run(routes, paths, watch=None, **changes):
    async def go():
        async with Farm(routes) as farm:
            links = [Link(path if ":" in path else farm.address(path)) for path in paths]
            given = await check(links, options(), deadline=30, watch=watch, **changes)
            return given, farm

    return asyncio.run(go())


def test_every_link_has_its_finding_in_order():
    routes = {"/a": answer(200), "/": answer(200), "*": answer(404)}
    given, farm = run(routes, ["/b", "/a", "mailto:x@example.org"])
    assert [finding.state for finding in given.findings] == ["dead", "ok", "skipped"]
    assert given.cut is None
    assert given.requests == len(farm.seen)


def test_addresses_that_are_one_page_are_one_request_and_keep_their_fragments():
    paths = ["/a", "/a#x", "/a#y"]
    given, farm = run({"/a": to("/new", 301), "/new": answer(200)}, paths)
    # And once more in another language; what is beside it is not there.
    assert [request.path for request in farm.seen][:4] == ["/a", "/new"] * 2
    assert [finding.target.partition("/new")[2] for finding in given.findings] == ["", "#x", "#y"]


def test_findings_are_told_as_they_come():
    told = []
    run({"*": answer(200)}, ["/a", "/b", "/a#x"], watch=lambda *each: told.append(each))
    assert [(done, total) for _, done, total in told] == [(1, 3), (2, 3), (3, 3)]
    assert {finding.state for finding, _, _ in told} == {"ok"}


async def never(farm, _request):
    await farm.stopped()


def test_k20_when_time_is_up_what_is_known_is_kept():
    async def go():
        known = asyncio.Event()
        async with Farm({"/a": answer(200), "/b": never}) as farm:
            links = [Link(farm.address(path)) for path in ("/a", "/b")]
            work = asyncio.ensure_future(
                check(links, options(), deadline=0.3, watch=lambda *_: known.set())
            )
            await known.wait()
            return await work

    given = asyncio.run(go())
    assert given.cut == "deadline"
    assert [finding.state for finding in given.findings] == ["ok", "unknown"]
    assert given.findings[1].note == "unasked"


def test_interrupted_what_is_known_is_kept():
    async def go():
        known = asyncio.Event()
        async with Farm({"/a": answer(200), "/b": never}) as farm:
            links = [Link(farm.address(path)) for path in ("/a", "/b")]
            work = asyncio.ensure_future(
                check(links, options(), deadline=60, watch=lambda *_: known.set())
            )
            await known.wait()
            work.cancel()
            return await work

    given = asyncio.run(go())
    assert given.cut == "interrupted"
    assert [finding.state for finding in given.findings] == ["ok", "unknown"]


def test_k18_no_links_at_all_is_an_error():
    with pytest.raises(SetupError, match="no links to check"):
        run({}, [])


def test_the_settings_need_nothing_heavy():
    import subprocess

    code = "import sys, wgbot.community.links; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"jinja2", "aiohttp", "yaml", "asyncio"} & set(loaded)
