"""THE CORE: a situation → the changes that it calls for.

Pure: the same situation gives the same changes, whatever woke the bot. It needs no network, disk,
clock or environment, and does nothing.
"""

from collections.abc import Mapping

from wgbot import pages, registry, revision, words
from wgbot.changes import Change, ProposePullRequest, PutFiles, Tell, WriteReview
from wgbot.groups import Group
from wgbot.problems import Problem, WgbotError
from wgbot.proposal import Issue, Proposal, judge
from wgbot.repository import Repository
from wgbot.situation import Approval, Branch, Situation


def branch_name(proposal: Proposal) -> str:
    """Give the name of the branch that a proposal lives on."""
    return f"wgbot/{proposal.slug}"


def decide(situation: Situation) -> list[Change]:
    """Decide what is to be done now; nothing, if all is as it should be."""
    proposal = judge(situation.issue, situation.repository, situation.facts, situation.neighbours)
    changes: list[Change] = []
    review = words.review(proposal, situation.repository)
    if review != situation.review:
        changes.append(WriteReview(review))
    approval = situation.approval
    if not proposal.problems and approval and approval.digest == situation.issue.digest:
        changes += _register(proposal, approval, situation)
    return changes


def _register(proposal: Proposal, approval: Approval, situation: Situation) -> list[Change]:
    """Put the group on its branch, with the pages that list it: both or neither."""
    repository = situation.repository
    old = repository.registry.entries.get(proposal.slug)
    since = (old and old.group.since) or approval.on
    group = proposal.group.model_copy(update={"since": since})
    if not registry.is_slug(proposal.slug) or (old and not proposal.revives):
        # The checks say so in better words; but a community can switch them off.
        return [
            Tell(
                f"A group cannot be registered as {proposal.slug!r}: there is a file of that name "
                "already, or it makes none. The proposal needs another name.",
                failed=True,
            )
        ]
    try:
        files, problems = _files(proposal.slug, group, repository)
    except WgbotError as error:
        # The file of a group that comes back can be written in a way that only a person can change.
        return [Tell(str(error), failed=True)]
    if problems:
        listed = "".join(f"\n  {problem}" for problem in problems)
        return [
            Tell(
                "The proposal is fine, but the repository is not: nothing is added to it until "
                f"this is mended.{listed}",
                failed=True,
            )
        ]
    name = branch_name(proposal)
    wanted = PutFiles(
        branch=name,
        base=repository.commit or "",
        expected=situation.branch.head if situation.branch else None,
        files=files,
        message=words.commit_message(proposal),
    )
    pull_request = ProposePullRequest(
        name,
        words.pull_request_title(proposal),
        words.pull_request(proposal, group, approval, repository, sorted(files)),
    )
    ensured = _ensure_branch(wanted, situation.branch, situation.issue)
    failed = isinstance(ensured, Tell) and ensured.failed
    return [ensured] if failed else [ensured, pull_request]


def _ensure_branch(wanted: PutFiles, branch: Branch | None, issue: Issue) -> PutFiles | Tell:
    if branch is None:
        return wanted
    other = words.proposal_number(branch.message)
    if branch.own and other and issue.number and other != issue.number:
        return Tell(
            f"The branch {branch.name} holds another proposal of that name, #{other}, so it stays "
            "as it is. Merge or delete it, and run this again.",
            failed=True,
        )
    if not branch.own:
        return Tell(
            f"Somebody has added to the branch {branch.name}, so it stays as it is. Merge or "
            "delete it, and run this again.",
            failed=True,
        )
    if _is_done(wanted, branch):
        return Tell(f"The branch {branch.name} holds it already. There is nothing to do.")
    if branch.in_use:
        return Tell(
            f"The branch {branch.name} is checked out in {branch.in_use}, so it stays as it is. "
            "Switch to another branch there, and run this again.",
            failed=True,
        )
    return wanted


def _is_done(wanted: PutFiles, branch: Branch) -> bool:
    return (branch.base, branch.files, branch.message) == (
        wanted.base,
        wanted.files,
        wanted.message,
    )


def _files(
    slug: str, group: Group, repository: Repository
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Give the files that register *group*, by path: its own, and every page that changes."""
    path = repository.registry.path(slug)
    groups = registry.in_list_order({**repository.registry.groups(), slug: group})
    rendered, problems = pages.render(repository, groups)
    old = repository.registry.entries.get(slug)
    if old:
        text = (repository.tree.read(path) or b"").decode("utf-8-sig")
        files = {path: revision.revise(old, text, group).encode()}
    else:
        files = {path: registry.render(group).encode()}
    files |= {
        page.path: page.fresh.encode("utf-8", "surrogateescape")
        for page in rendered
        if page.is_stale
    }
    return files, [*repository.problems, *problems]
