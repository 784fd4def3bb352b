"""A strict fake GitHub, at the HTTP level: one repository, its people, and what goes wrong.

    fake = FakeGithub.from_folder(folder)          # or FakeGithub({"README.md": "Hello"})
    fake.add_account("ada"); fake.add_account("max", "write"); fake.add_label("approved")
    event = fake.open_issue("ada", body)           # people act, each act gives its webhook
    with fake.serve():                             # `requests`, and so PyGithub, ends up here
        run_the_bot(event.name, event.payload, token=fake.actions_token)
    assert fake.end_state() == another.end_state() # no ids, no commit ids, no times

**Modelled.** REST: who am I, repository, issues, comments, reactions (listed), events, labels,
roles, refs, trees, blobs, commits, comparisons, statuses, pull requests. GraphQL: look-ups with
partial answers, issues, comments, their reactions, label events, reviews, pull requests, commits and their statuses in pages,
`updateRefs` with compare-and-swap, drafts (`graphql_schema.SDL`). Renames and transfers, pages,
ETags, limits of size and rate, ghosts and nulls, protected branch, closing keywords. Git objects have the ids that git gives them. Every answer is
held against GitHub's published models.

**Strict.** A request, field or parameter that is not modelled raises `UnknownRequestError` and
fails the test on leaving `serve()`, whoever caught it: search, merging, filters that GitHub would
ignore. What GitHub would refuse is answered as GitHub does. People's acts raise `NotAllowedError`.

**Strangers.** Whoever has no role does what GitHub lets anybody do: issues, comments, reactions,
forks (`fork`, `push(…, repo=…, who=…)`) and pull requests from any branch there is, under any name and
with any text. `github-actions[bot]` is every workflow of the repository, not only wgbot's.

**Tokens.** `actions_token`, `read_token`, `app_token`, `user_token(login)`,
`user_token_through(login, app)`, any by `token(…)`; `expire(token)`. What is done with any but a
workflow's own fires events (`deliveries`); all workflows of a repository share 1,000 requests an hour.
**Switches** are in `policy`: rules for branches (`Rule`), required checks and approvals, approvals
that fall when a branch moves, a merge queue; `set_role`, `delete_account`, `rename_account`, `rename_repo`, `fork`.

**Other hands.** `push(…, web=True)` and `amend(…, web=True)` commit as the browser and a codespace
do, `update_branch`, `retarget`, `revert`, `approve`, `request_changes`, `dismiss`, `queue` and `merge_queued`, `set_status`,
`rename_label`, `delete_label`, `rename_default_branch`; `through(app)` has an App act for a person.

**What goes wrong.** `fault(match, how, times, skip)`: *match* is a call's number since
`start_counting()`, a method, a method and a regex of the path, or a function of the `Call`; *how*
is `refused(status)`, `answered(502)` (done all the same), `CUT_BEFORE`, `CUT_AFTER`, `KILLED`,
`KILLED_BEFORE`, `secondary_limit()`, `primary_limit(reset)`. `lag(what, for_calls)` hides what is
created from the next calls that would show it. `before(match, action)` does something just before
a call: a person's act, or a whole other run; so races are tested, in one thread. `calm()` ends it
all. `calls` and `writes` tell what was asked and done; `copy.deepcopy(fake)` starts a second run.

**Time** is simulated: `clock` moves a second with each act of a person and with every wait of
urllib3's retries (noted in `waits`); `clock.freeze()` puts all into one second; hand `fake.sleep`
to whatever sleeps. PyGithub holds `x-ratelimit-reset` against the real clock: to test its waiting
for it, start with `clock=Clock(datetime.now(UTC))`.

**Not modelled.** Events of a status, a label or a review asked for by the API; reviews as the API
lists them; teams but as reviewers; checks, milestones, assignees, reactions made through the API;
references in an issue's events (mentions are: `mentioned`, then `subscribed`, by who was called);
`mergeable` is known at once; merges go file by file.
Not known for sure, so the fake takes the harder way: the words of `updateRefs`' errors; a draft
made a draft again is an error; `policy.permission_needs_push` (GitHub may let a reader look); an App
is named by what a person did through it, but in an issue's events not by what it did itself.
"""

from tests.fakegithub.accounts import READ_ALL, WRITE_ALL, Account, Token
from tests.fakegithub.clock import Clock
from tests.fakegithub.events import Event
from tests.fakegithub.fake import ACTIONS_BOT, API, APP_BOT, FakeGithub
from tests.fakegithub.faults import (
    CUT_AFTER,
    CUT_BEFORE,
    KILLED,
    KILLED_BEFORE,
    Call,
    Fault,
    Killed,
    answered,
    primary_limit,
    refused,
    secondary_limit,
)
from tests.fakegithub.people import NotAllowedError
from tests.fakegithub.routing import UnknownRequestError
from tests.fakegithub.state import ApiError, Rule

__all__ = [
    "ACTIONS_BOT",
    "API",
    "APP_BOT",
    "CUT_AFTER",
    "CUT_BEFORE",
    "KILLED",
    "KILLED_BEFORE",
    "READ_ALL",
    "WRITE_ALL",
    "Account",
    "ApiError",
    "Call",
    "Clock",
    "Event",
    "FakeGithub",
    "Fault",
    "Killed",
    "NotAllowedError",
    "Rule",
    "Token",
    "UnknownRequestError",
    "answered",
    "primary_limit",
    "refused",
    "secondary_limit",
]
