"""`wgbot site`, as people run it."""


def test_terminal_and_summary_say_which_groups_differ(folder, run, monkeypatch):
    summary = folder.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    path = folder / "registry/command-line.yml"
    path.write_text(path.read_text("utf-8").replace("in a terminal", "in a shell"), "utf-8")
    code, out, _ = run("site", "changes", "HEAD")
    assert code == 0
    assert "Command line" in out
    assert summary.read_text("utf-8").strip() == out.strip()
