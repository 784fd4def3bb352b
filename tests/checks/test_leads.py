"""Each lead is an account, named once, and there are neither too few nor too many."""

import pytest

from tests import editing, example
from wgbot.checks.lookups import Facts
from wgbot.proposals.proposal import Issue, judge


def found(leads: str) -> list[str]:
    problems = example.proposal(leads=leads).problems
    return [f"{each.message()} {each.remedy()}" for each in problems if each.check == "leads"]


@pytest.mark.parametrize(
    "leads",
    ["@ada", "ada", f"@{'a' * 39}", "@a-b-c", "@1", "@ada_corp", "@Ada, @alan", "@ada-", "@a--b"],
)
def test_a05_accounts_are_taken(leads):
    assert found(leads) == []


@pytest.mark.parametrize(
    ("leads", "words"),
    [
        ("@ada, @ADA", "`ADA` is named twice"),
        ("Jane Doe", "`Jane Doe` isn't a GitHub account"),
        ("ada@example.org", "An e-mail address isn't a GitHub account"),
        ("@org/team", "Name the people who lead the group"),
        ("@--ada", "`@--ada` isn't"),
        (f"@{'a' * 40}", "isn't a GitHub account"),
        ("@ада", "isn't a GitHub account"),
    ],
)
def test_a05_what_is_no_account_is_told_in_plain_words(leads, words):
    assert len(found(leads)) == 1
    assert words in found(leads)[0]


@pytest.mark.parametrize(
    ("leads", "words"),
    [
        ("@ada, maybe @alan", "`maybe`"),
        ("@ada or @alan", "`or`"),
        ("- [x] @ada\n- [ ] @alan", "`- [ ] @\u200balan`"),
        ("@ada ✅\n@alan ❌", "`@\u200balan ❌`"),
        ("@ada\n@alan (no)", "`@\u200balan (no)`"),
    ],
)
def test_who_may_not_lead_is_asked_about(leads, words):
    assert [each for each in found(leads) if each.startswith(f"{words}: it isn't sure")]


@pytest.mark.parametrize("leads", ["- [x] @ada\n- [x] @alan", "@ada, @orlando", "- [ ] @ada"])
def test_who_leads_is_taken_however_it_is_ticked(leads):
    assert found(leads) == []


def test_a06_nobody_is_mentioned():
    for message in found("@ada@grace, @ada, @Ada, a@b.example"):
        assert "@\u200b" in message or "`Ada`" in message


@pytest.mark.parametrize(
    "leads",
    [
        *("ada@example.org", "Ada, ada@example.org", "Ada <ada@example.org>", "@ada@example.org"),
        *("ada at example dot org", "mailto:ada@example.org", "Ada (ada (at) example.org)"),
        "| Name | GitHub |\n| --- | --- |\n| Ada | ada@example.org |",
    ],
)
def test_an_email_address_is_never_repeated(leads):
    (first, *_) = messages = found(leads)
    assert first
    assert not [message for message in messages if "example" in message]


def test_s03_of_thousands_one_thing_is_said():
    assert len(found(", ".join(f"@a{n}" for n in range(5_000)))) == 1
    assert len(found("@!, " * 5_000)) == 1


@pytest.mark.parametrize("leads", [",", " , ;"])
def test_somebody_has_to_be_named(leads):
    assert found(leads)[0].startswith("The group has no lead and needs at least 1.")


def test_how_many_lead_can_be_set():
    repository = example.repository(
        **{example.CONFIG_PATH: "checks: {leads: {minimum: 2, maximum: 2}}"}
    )
    for leads, words in (("@a", "has 1 lead"), ("@a, @b", ""), ("@a, @b, @c", "the limit is 2")):
        problems = judge(Issue(example.body(leads=leads)), repository).problems
        assert words in "".join(problem.message() for problem in problems)
        assert bool(words) == bool(problems)


def told(leads: str, **accounts) -> list[str]:
    facts = Facts(accounts=accounts)
    problems = judge(example.issue(leads=leads), example.repository(), facts).problems
    return [f"{each.field} {each.item}: {each.message()} {each.remedy()}" for each in problems]


def test_a05_an_account_that_is_not_there_is_named():
    assert told("@ada, @grase", ada="person", grase="nobody") == [
        "leads 1: GitHub has no account `grase`. Fix the spelling, or name someone else."
    ]


def test_a05_an_organisation_leads_nothing():
    assert told("@guild", guild="organization") == [
        "leads 0: `guild` is an organization, not a person. Name the people who lead the group."
    ]


def test_a05_of_what_is_not_known_nothing_is_said():
    assert told("@alan, @clara") == []
    assert told("@alan, @clara", alan="person") == []
    # What is wrong all the same is said once.
    assert len(told("@grase, @grase", grase="nobody")) == 2
    assert len(told("@a--b", **{"a--b": "nobody"})) == 1


def test_a_proposal_needs_a_lead_where_the_form_does_not_demand_one():
    """After the merge, the registry would be wrong otherwise."""
    question = example.FORM.partition("id: leads")[2].partition("  - type")[0]
    form = example.FORM.replace(question, question.replace("required: true", "required: false"))
    its = example.repository(**{example.FORM_PATH: form})
    (problem,) = judge(example.issue(leads=None), its).problems
    assert (problem.check, problem.field) == ("leads", "leads")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts(accounts={"ada": "person"}, numbers={"ada": 12}), []),
        (Facts(), []),
        (Facts(accounts={"ada": "person"}, numbers={"ada": 99}), ["isn't the account any more"]),
        (Facts(accounts={"ada": "nobody"}), ["no account"]),
        (
            Facts(accounts={"ada": "nobody"}, renamed={12: "ada-l"}),
            [
                "no account `ada` any more, which is registered as a lead. The lead's account is called `ada-l`"
            ],
        ),
    ],
)
def test_a_lead_whose_account_changed_is_told_of_and_keeps_nothing_from_going_on(facts, said):
    text = example.FILES[editing.CLI].replace("github: ada", "github: ada\n    id: 12")
    its = example.repository(**editing.files(**{editing.CLI: text}))
    found = judge(editing.issue(editing.change(focus="programs in a window of text.")), its, facts)
    notes = [each for each in found.notes if each.check == "leads"]
    assert not found.problems
    assert len(notes) == len(said)
    for note, part in zip(notes, said, strict=True):
        assert part in f"{note.message()} {note.remedy()}"


def test_a_name_without_a_mark_is_told_without_quotation_marks_around_it():
    (problem,) = judge(example.issue(leads="ada, Pete"), example.repository()).problems
    assert problem.message() == "`Pete` could be a person's name or a GitHub account."
