"""What is printed: in a job of GitHub Actions, no line of it is a command but wgbot's own."""

import ast
import io
import json
import re
import sys
import warnings
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

import wgbot
from tests import example, gitrepo
from tests.text.test_escape import NASTY
from wgbot.cli import output
from wgbot.links.findings import Finding, Run
from wgbot.text import escape
from wgbot.text.sentences import Sentence

BAD = "##[add-mask]zq"
LINE = f"\n::add-mask::zq\n \ufeff::set-env name=zq::zq\n{BAD}"
PACKAGE = Path(wgbot.__file__).parent
OUTPUT = PACKAGE / "cli/output.py"

# What prints, or is printed to, by whatever name it goes.
PRINTS = {"echo", "secho", "prompt", "confirm", "progressbar", "pause", "echo_via_pager", "getchar"}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
MODULES = {"logging", "warnings", "pprint", "getpass", "faulthandler"}
COLORED = {"print_exc", "print_exception", "print_stack", "print_tb", "print_last"}


def commands(shown):
    """Return the lines in which the runner sees a command: of one kind anywhere in it."""
    lines = re.split(r"[\r\n]", shown)
    return [x for x in lines if "##[" in x or x.lstrip(" \t\ufeff").strip().startswith("::")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A community, in a job of GitHub Actions."""
    gitrepo.start(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITHUB_REPOSITORY", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def put(folder, path, text):
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


def a_fine_group(folder):
    """Let a group say it wherever a value may stand in a registry file."""
    value = json.dumps(f"zq {BAD}")
    lines = json.dumps(f"zq{LINE}")
    put(
        folder,
        "registry/zq.yml",
        f"name: {value}\nfocus: {value}\nleads:\n  - github: ada\n    name: {value}\n"
        f"charter:\n  goals: {lines}\naliases: [{value}]\nsince: 2020-01-01\n",
    )


def a_bad_group(folder):
    put(folder, "registry/zq.yml", f"name: {json.dumps(LINE)}\n{json.dumps(BAD)}: {LINE!r}\n")
    put(folder, f"registry/{BAD}{LINE.replace('/', '')}.yml", "name: [")


def a_bad_configuration(folder):
    key = json.dumps(f"zq{BAD}")
    put(folder, example.CONFIG_PATH, f"{key}: 1\npages: [{{path: {key}}}]\n")


def a_bad_form(folder):
    field = f"{{type: {json.dumps(BAD)}, id: {json.dumps(LINE)}}}"
    put(folder, example.FORM_PATH, f"name: zq\nbody:\n- {field}\n- {json.dumps(BAD)}\n")


def a_bad_page(folder):
    page = example.FILES[example.PAGE_PATH]
    put(
        folder,
        example.PAGE_PATH,
        page.replace("<!-- /wgbot", f"zq\n{BAD}{LINE}\n<!-- /wgbot"),
    )


def a_list(folder):
    rows = f'Name,Purpose,Odd {BAD},Leads\n"zq {BAD}","{LINE}","{LINE}","{BAD}"\n,,x,\n'
    put(folder, "list.csv", rows)
    put(folder, "list.json", json.dumps([{"name": BAD, "purpose": LINE, BAD: LINE}]))
    put(folder, "list.md", f"# zq\n\n- **zq {BAD}**: counting.\n  - POC: {BAD}\n  - {BAD}: x\n")


def an_issue(folder):
    body = example.body(name=f"zq {BAD}", focus=f"{BAD} zq", goals=LINE, leads=LINE, channel=BAD)
    put(folder, "issue.md", f"---\ntitle: {json.dumps(BAD)}\n---\n{body}")
    put(folder, "fine.md", example.body(goals=f"We want it.{LINE}", focus=f"zq {BAD}."))
    put(folder, "head.md", f"---\ntitle: [{BAD}\n::zq: {{\n---\n")
    put(folder, "urls.txt", f"{BAD}\n::add-mask::zq\nnot:{BAD}\nhttps://{BAD}/zq\n")


INPUTS = [a_fine_group, a_bad_group, a_bad_configuration, a_bad_form, a_bad_page]
COMMANDS = [
    "check",
    "check --write",
    "check --format json",
    "check issue.md",
    "check --format json issue.md",
    "check head.md",
    "form read issue.md",
    "form read head.md",
    f"similar zq{BAD}",
    f"similar zq{BAD} --format json",
    "propose issue.md",
    "propose fine.md",
    "import list.csv",
    "import list.json --dry-run",
    "import list.md --format json --dry-run",
    "import list.md",
    "import list.csv --dry-run --force",
    f"init --yes --noun {BAD} --title {BAD} --label {BAD}",
    f"init --yes --noun {BAD} --import list.md --dry-run",
    f"init --yes --page ::zq{BAD}",
    "doctor",
    "doctor --format json",
    "links",
    "links --format json",
    "links --urls urls.txt",
    "links --urls urls.txt --format json",
    "site build --out out",
    f"site build --out out --url ::zq{BAD}",
    "site changes HEAD",
    f"site changes ::zq{BAD}",
    f"::zq{BAD}",
    f"check --format ::zq{BAD}",
    f"check ::zq{BAD}.md",
    f"check {BAD}\n::zq",
    f"propose fine.md --base ::zq{BAD}",
    f"form read fine.md --form ::zq{BAD}",
    f"links --allow-network ::zq{BAD}",
]


@pytest.fixture
def unasked(monkeypatch):
    """Let each link be dead, for a reason that a server gave, and nobody be asked."""

    async def asked(links, options, *, watch=None, **how):
        reason = Sentence("{said}", {"said": f"zq{LINE}"})
        found = tuple(Finding(each.address, "dead", reason, f"x{BAD}") for each in links)
        for each in found:
            watch(each, 1, 1)
        return Run(found)

    monkeypatch.setattr("wgbot.links.run.check", asked)


@pytest.mark.parametrize("line", COMMANDS)
def test_g01_no_command_prints_what_the_runner_would_obey(folder, run, unasked, line):
    seen = ""
    for spoil in INPUTS:
        for path, data in example.tree().files.items():
            (folder / path).write_bytes(data)
        for path in folder.glob("registry/*.yml"):
            if f"registry/{path.name}" not in example.FILES:
                path.unlink()
        a_list(folder)
        an_issue(folder)
        spoil(folder)
        _, out, err = run(*line.split(" "))
        if "--format json" in line and out:
            json.loads(out)
        own = {x for x in commands(out + err) if re.match(r"::(error|notice|warning)[ :]", x)}
        assert not own or line.split()[0] in ("check", "links")
        assert not set(commands(out + err)) - own
        assert "##[" not in out + err
        assert "Traceback" not in err, err
        seen += out + err
    assert "zq" in seen


@pytest.mark.parametrize("name", [f"zq {BAD}", LINE, "\x85 \u2028\x7f \ud800 a##[b ###[", "a::b"])
def test_json_says_the_same_values(folder, run, name):
    form = "body:\n- type: textarea\n  id: it\n  attributes: {label: It}\n"
    put(folder, "form.yml", form)
    body = f"### It\n\n{name.strip()}\n"
    (folder / "body.md").write_bytes(body.encode("utf-8", "replace"))
    code, out, err = run("form", "read", "body.md", "--form", "form.yml")
    assert (code, err) == (0, "")
    assert not commands(out)
    assert json.loads(out)["it"] == name.strip().encode("utf-8", "replace").decode()


@given(st.recursive(NASTY | st.text() | st.none() | st.integers(), st.lists))
def test_g01_any_json_reads_as_the_same_value_and_is_no_command(value):
    shown = escape.json_text({"it": value, f"{value}": [value]})
    assert json.loads(shown) == {"it": value, f"{value}": [value]}
    assert escape.logged(shown) == shown


def test_g01_annotations_are_still_commands_and_json_is_still_json(folder, run):
    a_bad_group(folder)
    _, out, _ = run("check")
    assert re.search(r"(?m)^::error file=registry/zq.yml,line=1,title=wgbot%3A registry::", out)
    _, out, err = run("check", "--format", "json")
    assert json.loads(out)["ok"] is False
    assert re.search(r"(?m)^::error file=registry/zq.yml,", err)


def test_outside_a_job_texts_stay_as_they_are(folder, run, monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS")
    a_fine_group(folder)
    assert "::error" not in run("check")[1]
    assert f"zq {BAD}\n" in run("similar", f"zq {BAD}")[1]


@pytest.mark.parametrize("quiet", [[], ["--quiet"]])
@pytest.mark.parametrize("job", ["true", ""])
def test_g01_g04_a_fault_of_our_own_is_said_harmlessly(folder, run, monkeypatch, job, quiet):
    def fails(*_):
        raise RuntimeError(f"zq\x1b[31m{LINE}")

    monkeypatch.setenv("GITHUB_ACTIONS", job)
    monkeypatch.setattr("wgbot.proposals.audit.audit", fails)
    code, out, err = run("check", *quiet)
    assert (code, out) == (3, "")
    assert "RuntimeError: zq\\x1b[31m" in err
    assert "\x1b" not in err
    assert not job or not commands(err)


def test_g01_whatever_prints_is_held(folder, run, monkeypatch):
    """A library, a warning, click or a `print` that somebody forgot."""

    def prints(*_):
        print(f"zq{LINE}")  # noqa: T201  # it is what is tested
        sys.stderr.write(f"zq{LINE}\n")
        click.echo(LINE, err=True)
        warnings.warn(f"zq{LINE}", stacklevel=1)
        raise click.UsageError(f"zq{LINE}")

    monkeypatch.setattr("wgbot.proposals.audit.audit", prints)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = lambda said, *_: sys.stderr.write(f"{said}\n")
        _, out, err = run("check")
    assert "zq" in out
    assert err.count("zq") > 5
    assert not commands(out + err)


@given(st.lists(st.sampled_from([":", "#", "[", " ", "\n", "::", "##[", "x", "\ufeff", "\r"])))
def test_g01_what_is_written_in_pieces_is_no_command_as_a_whole(pieces):
    stream = io.StringIO()
    log = output._JobLog(stream)
    for piece in pieces:
        log.write(piece)
    assert not commands(stream.getvalue())
    seen = stream.getvalue().replace("\u200b", "").replace("\\r", "\r")
    assert seen == "".join(pieces)


def test_s02_many_empty_lines_take_no_time():
    assert escape.logged("\n" * 200_000) == "\n" * 200_000
    assert escape.logged(" " * 200_000)


def test_a_command_begins_a_line_of_its_own():
    stream = io.StringIO()
    log = output._JobLog(stream)
    log.write("a")
    log.command("::error::b")
    log.write("::c\n")
    assert stream.getvalue() == "a\n::error::b\n\u200b::c\n"


def test_the_streams_are_as_before_afterwards(folder, run):
    before = sys.stdout, sys.stderr
    run("check")
    assert (sys.stdout, sys.stderr) == before


def printing(path):
    """Yield whatever in a module prints, or could."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id="print" | "input" | "breakpoint" as name):
                yield name
            case ast.Attribute(value=ast.Name(id="click"), attr=name) if name in PRINTS:
                yield name
            case ast.Attribute(value=ast.Name(id="sys"), attr=name) if name in STREAMS:
                yield name
            case ast.Attribute(attr=name) if name in COLORED:
                yield name
            case ast.Import(names=names):
                yield from {each.name for each in names} & MODULES
            case ast.ImportFrom(module="click" | "sys", names=names):
                yield from {each.name for each in names} & (PRINTS | STREAMS)
            case ast.ImportFrom(module=name) if name in MODULES:
                yield name


@pytest.mark.parametrize(
    "path", [each for each in PACKAGE.rglob("*.py") if each != OUTPUT], ids=str
)
def test_g01_nothing_but_the_output_prints(path):
    # These say what they ask and wait for; the output alone decides whether anybody hears.
    asks = ("github/connection.py", "github/retries.py", "localgit/git.py")
    is_asking = path.relative_to(PACKAGE).as_posix() in asks
    assert set(printing(path)) <= ({"logging"} if is_asking else set())


def test_the_output_is_found_to_print():
    assert {"secho", "echo", "prompt", "stdout", "stderr"} <= set(printing(OUTPUT))
