"""Whether files say what people made of them, and the pull request no more than who answered."""

import functools

import yaml

from tests.mentions import mentioned
from wgbot.registry.group import Group


def judge(judge):
    """Judge the default branch, which only people change, and what a pull request would make of it."""
    it = judge.years
    head = it.fake.head()
    if head != judge.head:
        judge.head = head
        found = it.fake.files()
        for life in it.lives:
            assert found[life.path] == it.expected[life.path], f"{life.path} was changed"
    for pull in it.fake.pulls():
        if judge.pull_heads.get(pull.number) == (pull.pull.head_sha, pull.body):
            continue
        judge.pull_heads[pull.number] = pull.pull.head_sha, pull.body
        assert not mentioned(f"{pull.title}\n{pull.body}"), "a pull request calls somebody"
        if pull.state == "open":
            _only_confirms(it, pull)


def after_run(judge):
    """Judge what is left after a run: no pull request says a yes that was taken back."""
    it = judge.years
    for pull in it.fake.pulls("open"):
        for life in _confirmed(it, pull):
            assert not life.standing or life.standing.said == "here", f"taken back: {life}"


def told(judge, summary):
    """Judge what maintainers read after a run: each group without a lead is in it."""
    it = judge.years
    for life in it.lives:
        gone = not any(
            it.login(each["id"]) if "id" in each else it.account_of(each["github"])
            for each in life.data["leads"]
        )
        if gone and not life.is_asleep(it.it.day):
            assert f"`{life.data['name']}`" in summary, f"nobody sees that it has no lead: {life}"


@functools.lru_cache(maxsize=2000)
def _confirmation(text):
    return yaml.safe_load(text).get("confirmed")


def _confirmed(it, pull):
    before, after = it.fake.files(), it.fake.files(pull.pull.head_ref)
    return [
        life
        for life in it.lives
        if life.path in after
        and before.get(life.path) not in (None, after[life.path])
        and _confirmation(after[life.path]) not in (None, _confirmation(before[life.path]))
    ]


def _only_confirms(it, pull):
    """Judge the change of a pull request: who is still active, and the numbers of accounts."""
    objects = it.fake.repo.objects
    base = objects.texts(objects.read(pull.pull.head_sha).parents[0])
    after = objects.texts(pull.pull.head_sha)
    for path in base.keys() | after.keys():
        if not path.startswith("registry/") or base.get(path) == after.get(path):
            continue
        old, new = (Group.model_validate(yaml.safe_load(each[path])) for each in (base, after))
        life = it.by_slug[path.rpartition("/")[2].removesuffix(".yml")]
        said = [(a.at.date(), a.by) for a in life.answers if a.said == "here"]
        said += [(day, it.renamed.get(by, by)) for day, by in said]
        assert (new.confirmed.date, new.confirmed.by) in said, f"nobody said that: {new}"
        for one, other in zip(old.leads, new.leads, strict=True):
            assert one == other.model_copy(update={"id": one.id}), "a lead was changed"
            assert other.id in (one.id, it.account_of(other.github).id), "another's number"
        same = {"confirmed": None, "leads": ()}
        assert new.model_copy(update=same) == old.model_copy(update=same), "more was changed"
