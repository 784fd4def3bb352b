"""Draw the README's pictures: the website, a proposal's way (form, comment, pull request, page), and mistakes.

    python -m tests.browser.frames

Everything in them is what wgbot says about the examples: the golden texts, and the page that it builds.
"""

import base64
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, sync_playwright

from tests.gitrepo import git
from wgbot.form import schema
from wgbot.form.reading import read
from wgbot.proposals import issuefile
from wgbot.site.builder import Workshop

ROOT = Path(__file__).parent.parent.parent
FORM = ROOT / ".github/ISSUE_TEMPLATE/new-working-group.yml"
SHOWN = 5
"""How many of the form's questions are in the picture."""
WEBSITE = (
    ("site", "index.html", 1280, 1140, "light"),
    ("site-dark", "index.html", 1280, 720, "dark"),
    ("site-phone", "groups/unsafe-code-guidelines/index.html", 390, 780, "light"),
)
"""The pictures of this repository's site: which page, how wide and high, in which colours."""

STYLE = """
body { margin: 0; padding: 24px; background: #fff; color: #1f2328;
  font: 14px/1.5 -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; width: 1000px; }
.frames { display: grid; grid-template-columns: 1fr 1fr; gap: 24px 28px; }
figure { margin: 0; }
figcaption { font-weight: 700; font-size: 17px; margin-bottom: 8px; }
figcaption span { display: inline-block; width: 1.7em; line-height: 1.7em; margin-right: .5em;
  border-radius: 50%; background: #0a5a6e; color: #fff; text-align: center; }
.card { height: 505px; overflow: hidden; border: 1px solid #d1d9e0; border-radius: 8px; padding: 14px 18px; }
.card.whole { height: auto; }
.card.page { padding: 0; } .card img { width: 100%; display: block; }
label { display: block; font-weight: 600; margin-top: 10px; } label b { color: #cf222e; }
.answer { border: 1px solid #d1d9e0; border-radius: 6px; padding: 5px 10px; margin-top: 4px;
  max-height: 62px; overflow: hidden; white-space: pre-line; }
button { float: right; margin-top: 16px; background: #1f883d; color: #fff; border: 0; border-radius: 6px;
  padding: 7px 16px; font: inherit; font-weight: 600; }
.who { border-bottom: 1px solid #d1d9e0; margin: -14px -18px 8px; padding: 9px 18px; background: #f6f8fa; }
.who i { font-style: normal; border: 1px solid #d1d9e0; border-radius: 9px; padding: 0 6px; font-size: 12px; }
code { background: #eff1f3; border-radius: 5px; padding: 1px 4px; font-size: 12px; }
blockquote { margin: 0; border-left: 4px solid #d1d9e0; padding-left: 14px; color: #59636e; }
h1, h2 { font-size: 18px; margin: 0 0 8px; } table { border-collapse: collapse; font-size: 12px; }
td, th { border: 1px solid #d1d9e0; padding: 3px 8px; text-align: left; } a { color: #0969da; }
.open { background: #1f883d; color: #fff; border-radius: 12px; padding: 2px 10px; font-size: 12px; }
"""


def golden(name: str) -> str:
    """Return what wgbot says about an example, as HTML."""
    text = (ROOT / "tests/repository/golden" / name).read_text(encoding="utf-8")
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(text)


def form() -> str:
    """Return the form, filled in."""
    its = schema.load(FORM.read_bytes())
    issue = issuefile.load((ROOT / "examples/good.md").read_bytes(), "good.md")
    answers = read(its, issue.body).answers
    rows = [
        f"<label>{escape(field.label)} <b>*</b></label>"
        f"<div class=answer>{escape(str(answers.get(field.key) or ''))}</div>"
        for field in its.fields[:SHOWN]
    ]
    return f"<h2>New working group</h2>{''.join(rows)}<button>Create</button>"


def group_page(browser_page: Page) -> str:
    """Return a picture of the page that the site has of the group, once it is merged."""
    with tempfile.TemporaryDirectory() as name:
        home, out = Path(name) / "home", Path(name) / "site"
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", ROOT, home], check=True)
        git(home, "checkout", "-q", "-B", "main")
        wgbot = [sys.executable, "-m", "wgbot"]
        example = str(ROOT / "examples/good.md")
        subprocess.run([*wgbot, "propose", example, "-C", home, "-q"], cwd=ROOT, check=True)
        git(home, "checkout", "-q", "wgbot/compiler-errors")
        build = [*wgbot, "site", "build", "-C", home, "--out", out, "-q"]
        subprocess.run(build, cwd=ROOT, check=True)
        browser_page.set_viewport_size({"width": 720, "height": 800})
        browser_page.goto((out / "groups/compiler-errors/index.html").as_uri())
        picture = browser_page.screenshot()
    return base64.b64encode(picture).decode()


def website(browser: Browser) -> None:
    """Draw the website."""
    with tempfile.TemporaryDirectory() as out:
        Workshop(ROOT, slug="example/groups").publish(Path(out))
        for name, path, width, height, scheme in WEBSITE:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(Path(out, path).as_uri())
            page.screenshot(path=ROOT / f"docs/{name}.png")
            page.close()


def main() -> None:
    """Draw them."""
    who = "<p class=who><strong>wgbot</strong> <i>bot</i> "
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        website(browser)
        page = browser.new_page()
        frames = [
            ("Someone fills in a form", "", form()),
            (
                "One comment answers within a minute",
                "",
                f"{who}commented</p>{golden('good/comment.md')}",
            ),
            (
                "A label makes it one pull request",
                "",
                f"{who}wants to merge 1 commit <span class=open>Open</span></p>{golden('good/pull-request.md')}",
            ),
            (
                "Merged, it is on the website",
                "page",
                f'<img src="data:image/png;base64,{group_page(page)}">',
            ),
        ]
        figures = [
            f"<figure><figcaption><span>{number}</span>{title}</figcaption>"
            f'<div class="card {kind}">{inside}</div></figure>'
            for number, (title, kind, inside) in enumerate(frames, 1)
        ]
        # Another one: that of the site keeps its policy, which forbids styles.
        page = browser.new_page(viewport={"width": 1048, "height": 800})
        page.set_content(f"<style>{STYLE}</style><div class=frames>{''.join(figures)}</div>")
        page.screenshot(path=ROOT / "docs/frames.png", full_page=True)
        mistakes = f"{who}commented</p>{golden('mistakes/comment.md')}"
        page.set_content(f'<style>{STYLE}</style><div class="card whole">{mistakes}</div>')
        page.screenshot(path=ROOT / "docs/comment.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
