"""Find the Chromium that browser tests drive.

Run as a script it says whether these tests can run, and exits 1 if they cannot.
"""

import os
import shutil
import sys


def find_chromium() -> str | None:
    """Return the path of Chromium: the variable CHROMIUM, else what PATH holds."""
    names = [os.environ.get("CHROMIUM") or "chromium", "chromium-browser", "google-chrome"]
    return next((path for path in map(shutil.which, names) if path), None)


if __name__ == "__main__":
    chromium = find_chromium()
    if chromium is None:
        print(
            "Browser tests are left out, because no Chromium was found."
            " Install it (Debian: apt install chromium), or set CHROMIUM to its path."
        )
        sys.exit(1)
    print(f"Browser tests run in {chromium}.")
