"""Put locked packages into a folder, for the action.

    python install.py NEEDS.txt FOLDER

pip fetches the wheels and compares their hashes; they are unpacked here, which takes a third of the time
that `pip install` does. A wheel that is more than packages would need more than that, so it stops this.
A folder that has the same already is left alone. Needs nothing but Python and its pip.
"""

import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# -P: never from the current folder, which may be a stranger's.
_FETCH = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
_LOCKED = ["--no-cache-dir", "--no-deps", "--only-binary=:all:", "--require-hashes"]


def install(needs: Path, folder: Path) -> int:
    """Fetch and unpack; return pip's exit code."""
    mark = folder / "needs.txt"
    if mark.is_file() and mark.read_bytes() == needs.read_bytes():
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as wheels:
        fetch = [*_FETCH, *_LOCKED, "--requirement", str(needs), "--dest", wheels]
        code = subprocess.run(fetch, check=False).returncode
        if code:
            return code
        with ThreadPoolExecutor() as pool:
            for _ in pool.map(lambda wheel: _unpack(wheel, folder), Path(wheels).iterdir()):
                pass
    mark.write_bytes(needs.read_bytes())
    return 0


def _unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        if any(".data/" in name for name in packed.namelist()):
            raise SystemExit(f"{wheel.name} is more than packages, and can't just be unpacked.")
        packed.extractall(folder)


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1]), Path(sys.argv[2])))
