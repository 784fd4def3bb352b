"""What hundreds of runs make of the same: GitHub's answers about issues, and the texts of issues."""

from tests.fakegithub import graphql
from tests.remembered import of
from wgbot.checkin import issue


def _of_issue(issue):
    comments = tuple((each.id, each.body, each.updated_at) for each in issue.comments)
    labels = tuple(each.name for each in issue.labels)
    shown = (issue.number, issue.title, issue.body, issue.state, issue.locked, issue.updated_at)
    return (*shown, len(issue.edits), len(issue.events), labels, comments)


def remember(monkeypatch, fake):
    """Answer a question about issues as before, where issues and accounts are as they were before."""
    known = {}
    whole = graphql.answer

    def answer(world, token, body):
        query = body["query"]
        if "issue(number:" not in query or graphql.is_mutation(body) or world.hidden:
            return whole(world, token, body)
        accounts = tuple((each.login, each.deleted) for each in world.accounts.values())
        issues = tuple(map(_of_issue, fake.repo.issues.values()))
        state = hash((accounts, issues, fake.repo.refs["refs/heads/main"]))
        if known.get((query, token.value), (None,))[0] != state:
            known[query, token.value] = state, whole(world, token, body)
        return known[query, token.value][1]

    monkeypatch.setattr(graphql, "answer", answer)
    written, texts = issue.text, {}

    def text(batch, unread, community, place, accounts, told):
        known = (batch, unread, place, accounts, told and sorted(told))
        whole = (batch, unread, community, place, accounts, told)
        return of(texts, (community.commit, repr(known)), lambda: written(*whole))

    monkeypatch.setattr(issue, "text", text)
