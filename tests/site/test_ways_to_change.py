"""What a group's page offers to those who know better: forms that are filled in."""

from tests import example, gitrepo
from tests.proposals.test_form_links import CONFIG, FORMS, query
from tests.site import sample
from tests.site.html import Page
from wgbot.localgit.git import Git
from wgbot.site import events, history, render

COMMIT = "c0ffee" * 6 + "c0ff"
WITH_FORMS = {**FORMS, example.CONFIG_PATH: CONFIG}
CHANGE, END = "Change what is said here", "This working group has ended"


def built(memo=None, **files):
    versions = {"command-line": COMMIT}
    repository = example.repository(**{**WITH_FORMS, **files})
    return render.build(repository, sample.HERE, memo=memo, versions=versions)


def forms(files, slug):
    hrefs = [each.get("href", "") for each in Page(files[f"groups/{slug}/index.html"]).all("a")]
    told = [query(each) for each in hrefs if "/issues/new?template=" in each]
    return {each["template"]: each for each in told if "group" in each}


def test_a_page_leads_to_the_forms_with_the_group_and_its_version():
    files = built()
    said = forms(files, "command-line")
    assert said["change-working-group.yml"]["leads"] == "@ada, @grace"
    assert said["change-working-group.yml"]["base"] == COMMIT
    assert said["end-working-group.yml"]["group"] == "Command line"
    shown = Page(files["groups/command-line/index.html"]).shown
    assert CHANGE in shown
    assert END in shown
    assert "Suggest a change" not in shown


def test_what_sleeps_can_be_changed_and_what_ended_cannot():
    files = built()
    assert "base" not in forms(files, "embedded")["change-working-group.yml"]
    assert forms(files, "punch-cards") == {}
    shown = Page(files["groups/punch-cards/index.html"]).shown
    assert "Suggest a change" in shown
    assert END not in shown


def test_a_page_is_made_again_when_its_name_is_not_its_own_any_more():
    memo = render.Memo()
    built(memo)
    other = {"registry/other.yml": sample.entry(name="Other", aliases=["Command line"])}
    again = built(memo, **other)
    assert forms(again, "command-line")["change-working-group.yml"]["group"] == "command-line"
    assert again == built(**other)


def test_a_version_is_a_commit_at_which_the_file_is_as_it_is(tmp_path):
    folder = gitrepo.start(tmp_path)
    start = gitrepo.git(folder, "rev-parse", "HEAD")
    gitrepo.commit(folder, "registry/embedded.yml", sample.entry())
    changed = gitrepo.commit(folder, "registry/embedded.yml", "# ours\n" + sample.entry())
    gitrepo.commit(folder, "README.md", "Read me.")
    found = events.versions(history.read(Git(folder), "registry"))
    assert (found["embedded"], found["command-line"]) == (changed, start)
