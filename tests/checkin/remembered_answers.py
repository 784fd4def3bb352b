"""What hundreds of runs make of the same: GitHub's answers about issues and accounts, and the texts of issues."""

import re

from tests.fakegithub import graphql
from tests.remembered import of
from wgbot.checkin import issue

_PART = re.compile(r"(i(\d+)): issue\(number: \d+\) \{ \.\.\.Questioned \} ?")


def _of_issue(issue):
    if issue is None:
        return None
    comments = tuple((each.id, each.body, each.updated_at) for each in issue.comments)
    labels = tuple(each.name for each in issue.labels)
    shown = (issue.number, issue.title, issue.body, issue.state, issue.locked, issue.updated_at)
    return (*shown, len(issue.edits), len(issue.events), labels, comments)


def _of_accounts(world):
    return tuple((each.login, each.id, each.deleted) for each in world.accounts.values())


def remember(monkeypatch, fake):
    """Answer a question about an issue, or about accounts, as before, where they are as they were before.

    A question about several issues is one about each: most of them are as they were. One that was not
    asked before is answered whole, so that it is held against the schema and the limits.
    """
    known, asked = {}, set()
    whole = graphql.answer

    def same(query, token, state, body, world):
        if known.get((query, token.value), (None,))[0] != state:
            known[query, token.value] = state, whole(world, token, {**body, "query": query})
        return known[query, token.value][1]

    def answer(world, token, body):
        query = body["query"]
        if world.hidden or graphql.is_mutation(body) or query not in asked:
            asked.add(query)
            return whole(world, token, body)
        accounts = _of_accounts(world)
        if "repositoryOwner(" in query and "repository(" not in query:
            return same(query, token, accounts, body, world)
        parts = list(_PART.finditer(query))
        if not parts:
            return whole(world, token, body)
        # Of the rest, the head of the default branch is the only thing that changes.
        state = accounts, fake.repo.refs["refs/heads/main"]
        found = same(_with(query, ()), token, state, body, world)
        data, errors = dict(found["data"]), list(found.get("errors", ()))
        data["here"] = dict(data["here"])
        for part in parts:
            state = accounts, _of_issue(fake.repo.issues.get(int(part[2])))
            found = same(_with(query, (part[0],)), token, state, body, world)
            data["here"][part[1]] = found["data"]["here"][part[1]]
            errors += found.get("errors", ())
        return {"data": data, **({"errors": errors} if errors else {})}

    monkeypatch.setattr(graphql, "answer", answer)
    written, texts = issue.text, {}

    def text(batch, unread, community, place, accounts, told):
        known = (batch, unread, place, accounts, told and sorted(told))
        whole = (batch, unread, community, place, accounts, told)
        return of(texts, (community.commit, repr(known)), lambda: written(*whole))

    monkeypatch.setattr(issue, "text", text)


def _with(query, parts):
    """Return a question with no other *parts* about issues; without any, it uses no fragment either."""
    short = _PART.sub(lambda part: part[0] if part[0] in parts else "", query)
    return short if parts else short.partition(" fragment ")[0]
