"""What was found, in the format that code scanning and editors read.

SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
What GitHub takes of it: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from wgbot import __version__
from wgbot.text.problems import Problem


def sarif(found: Sequence[Problem], elsewhere: str, pages: Mapping[str, str]) -> dict[str, Any]:
    """Return what was found as a SARIF log; what is in no file counts as in *elsewhere*.

    *pages* are the addresses of the pages about the checks.
    """
    rules = sorted({problem.check for problem in found})
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "wgbot",
                        "version": __version__,
                        "rules": [
                            {"id": rule, **({"helpUri": pages[rule]} if rule in pages else {})}
                            for rule in rules
                        ],
                    }
                },
                "results": [_result(problem, rules, elsewhere) for problem in found],
            }
        ],
    }


def _result(problem: Problem, rules: list[str], elsewhere: str) -> dict[str, Any]:
    return {
        "ruleId": problem.check,
        "ruleIndex": rules.index(problem.check),
        "level": "error" if problem.blocks else "note",
        "message": {"text": f"{problem.message()} {problem.remedy()}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(problem.path or elsewhere)},
                    "region": {"startLine": problem.line or 1},
                }
            }
        ],
    }
