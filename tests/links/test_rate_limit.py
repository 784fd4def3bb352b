"""How often a host is asked, and who comes first."""

import asyncio

import pytest

from tests.links.farm import Jumping
from wgbot.links.rate_limit import MOST_AT_ONCE, MOST_REFUSALS, MOST_SILENCE, Host, HostGaveUp

CAME = [("new", 1), ("again", 2), ("newer", 1)]


def run(story):
    """Run a coroutine with a host and the clock it waits by."""
    time = Jumping()

    async def tell():
        return await story(Host(time.clock), time)

    return asyncio.run(tell())


async def admitted(host, count, attempt=1):
    """Return how many of *count* get a turn at once."""
    tasks = [asyncio.ensure_future(host.enter(attempt)) for _ in range(count)]
    await asyncio.sleep(0)
    done = sum(task.done() for task in tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for _ in range(done):
        host.leave()
    return done


def test_a_host_starts_with_one_and_gets_more_with_each_answer():
    async def story(host, _time):
        counts = []
        for _ in range(10):
            counts.append(await admitted(host, 20))
            host.answered()
        return counts

    assert run(story) == [1, 2, 3, 4, 5, 6, 7, MOST_AT_ONCE, MOST_AT_ONCE, MOST_AT_ONCE]


def test_too_many_halves_once_for_all_that_were_on_their_way():
    async def story(host, time):
        for _ in range(20):
            host.answered()
        for _ in range(5):
            host.refused(2.0)
        assert not host.is_open()
        assert await admitted(host, 20) == 0
        time.time += 2.2
        assert host.is_open()
        return await admitted(host, 20)

    assert run(story) == MOST_AT_ONCE // 2


def test_who_tried_before_comes_first():
    async def story(host, _time):
        order = []

        async def turn(name, attempt):
            await host.enter(attempt)
            order.append(name)
            await asyncio.sleep(0)
            host.leave()

        await host.enter(1)
        tasks = [asyncio.ensure_future(turn(*each)) for each in CAME]
        await asyncio.sleep(0)
        host.leave()
        await asyncio.gather(*tasks)
        return order

    assert run(story) == ["again", "new", "newer"]


def test_nobody_who_waits_is_forgotten_when_a_wait_is_made_longer():
    async def story(host, time):
        host.refused(2.0)
        turn = asyncio.ensure_future(host.enter(1))
        await asyncio.sleep(0)
        host.refused(5.0)
        await turn
        return time.time

    assert run(story) >= 5


def test_a_turn_that_was_given_to_nobody_goes_to_the_next():
    async def story(host, _time):
        await host.enter(1)
        gone = asyncio.ensure_future(host.enter(1))
        waits = asyncio.ensure_future(host.enter(1))
        await asyncio.sleep(0)
        host.leave()
        gone.cancel()
        await asyncio.wait_for(waits, 5)
        return gone.cancelled() or isinstance(gone.exception(), asyncio.CancelledError)

    assert run(story)


@pytest.mark.parametrize(("waits", "words"), [([3600.0], "an hour"), ([100_000.0], "28 hours")])
def test_k02_who_wants_more_than_a_minute_is_left_alone(waits, words):
    async def story(host, _time):
        host.refused(waits[0])
        with pytest.raises(HostGaveUp, match=words):
            await host.enter(1)

    run(story)


def test_a_host_that_takes_its_time_gets_more_at_once():
    async def story(host, _time):
        counts = []
        for _ in range(5):
            counts.append(await admitted(host, 20))
            host.takes_long()
        return counts

    assert run(story) == [1, 2, 4, MOST_AT_ONCE, MOST_AT_ONCE]


def test_k20_a_host_that_answers_nobody_is_given_up():
    async def story(host, _time):
        for _ in range(MOST_SILENCE):
            await host.enter(1)
            host.silent()
            host.leave()
        with pytest.raises(HostGaveUp, match="doesn't answer") as raised:
            await host.enter(1)
        assert raised.value.silent

    run(story)


def test_a_host_that_answered_anybody_is_not_given_up():
    async def story(host, _time):
        host.answered()
        for _ in range(MOST_SILENCE * 3):
            host.silent()
        await host.enter(1)

    run(story)


def test_k02_an_answer_in_between_begins_the_count_anew():
    async def story(host, time):
        for _ in range(MOST_REFUSALS * 3):
            host.refused(1.0)
            time.time += 2
            host.answered()
        assert host.is_open()
        for _ in range(MOST_REFUSALS + 1):
            host.refused(1.0)
            time.time += 2
        assert not host.is_open()

    run(story)


def test_without_a_time_it_waits_longer_each_time():
    async def story(host, time):
        waits = []
        for _ in range(3):
            before = time.time
            host.refused(None)
            turn = asyncio.ensure_future(host.enter(1))
            await turn
            host.leave()
            waits.append(round(time.time - before, 1))
        return waits

    assert run(story) == [1.1, 2.1, 4.1]
