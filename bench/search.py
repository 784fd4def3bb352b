"""How soon the search on the index answers a key, in a browser with a slowed processor.

    python bench/search.py [--groups 5000] [--slower 4] [--rounds 7]

Types one letter into the search of a freshly loaded page, and measures until the next frame is
drawn with what it found. Needs Chromium (`$CHROMIUM`, or /usr/bin/chromium).
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright import sync_api as playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import site  # noqa: E402 - after the path is set
from wgbot.site.builder import Workshop  # noqa: E402

_TYPE = """(letter) => new Promise((done) => {
  const field = document.getElementById("q");
  const from = performance.now();
  field.value = letter;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - from);
    channel.port2.postMessage(0);
  });
})"""


def main() -> None:
    """Print the median milliseconds of the first key and of the next ones."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--groups", type=int, default=5000)
    parser.add_argument("--slower", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, playwright.sync_playwright() as started:
        source, out = Path(folder, "source"), Path(folder, "out")
        site.community(source, asked.groups)
        Workshop(source).publish(out)
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        first, later = [], []
        for _ in range(asked.rounds):
            page = browser.new_page(viewport={"width": 360, "height": 640})
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": asked.slower})
            page.goto(f"file://{out}/index.html")
            page.wait_for_timeout(3000)  # Nobody types before the page is there to be seen.
            first.append(page.evaluate(_TYPE, "r"))
            page.wait_for_timeout(1500)
            later += [page.evaluate(_TYPE, "r" + more) for more in ("o", "ob", "obo", "zzz")]
            page.close()
        browser.close()
    for name, times in (("first key", first), ("next keys", later)):
        print(f"{name}: {statistics.median(times):.0f} ms (most {max(times):.0f})")


if __name__ == "__main__":
    main()
