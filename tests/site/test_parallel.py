"""Work spread over processors: the same as on one."""

import subprocess
import sys
from pathlib import Path

import pytest

from wgbot.site import parallel

ROOT = Path(__file__).parent.parent.parent


def run(code):
    """Run *code* in a process with one thread, whatever runs the tests."""
    begin = "import os; from wgbot.site import parallel; os.cpu_count = lambda: 3\n"
    return subprocess.run(
        [sys.executable, "-c", begin + code], capture_output=True, text=True, check=False, cwd=ROOT
    )


@pytest.mark.parametrize("number", [0, 1, parallel.LEAST - 1, parallel.LEAST, 1237])
def test_what_is_made_comes_in_order(number):
    done = run(f"print(list(parallel.parallel_map(lambda each: each * 2, range({number}))))")
    assert done.stdout.strip() == str([each * 2 for each in range(number)]), done.stderr


@pytest.mark.parametrize(("number", "is_one"), [(parallel.LEAST - 1, True), (5000, False)])
def test_others_work_only_where_there_is_much(number, is_one):
    code = f"print(set(parallel.parallel_map(lambda _: os.getpid(), range({number}))) == {{os.getpid()}})"
    assert run(code).stdout.strip() == str(is_one)


def test_what_goes_wrong_is_told_as_on_one_processor():
    done = run(
        "from wgbot.text.problems import SetupError\n"
        "def make(each):\n"
        "    raise SetupError(f'no {each}')\n"
        "try:\n"
        "    list(parallel.parallel_map(make, range(1000)))\n"
        "except SetupError as error:\n"
        "    print(error)\n"
    )
    assert done.stdout.startswith("no "), done.stderr
