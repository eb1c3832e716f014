"""Make the README's picture out of what `make demo` wrote: the class, and one student's feedback.

Run as `python -m tests.browser.picture`.
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.conftest import FLAGS

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "demo" / "report" / "index.html"
FEEDBACK = "demo/feedback/student-02-mean-missing/week2/logistic_regression.html"
PICTURE = ROOT / ".github" / "demo.png"
WIDTH = 1100


def picture(report: bytes, page: bytes, top: int) -> Image.Image:
    """Stack the report and the part of the feedback page around a check cell."""
    above = Image.open(io.BytesIO(report)).convert("RGB")
    below = Image.open(io.BytesIO(page)).convert("RGB").crop((70, top - 130, WIDTH - 70, top + 310))
    below = below.resize((WIDTH, below.height * WIDTH // below.width), Image.Resampling.LANCZOS)
    made = Image.new("RGB", (WIDTH, above.height + below.height), "white")
    made.paste(above, ((WIDTH - above.width) // 2, 0))
    made.paste(below, (0, above.height))
    return made.quantize(64)


def main() -> None:
    """Photograph the two pages and write the picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": 600})
        page.goto(REPORT.as_uri())
        report = page.get_by_label("Points, week2/logistic_regression").screenshot()
        page.goto((ROOT / FEEDBACK).as_uri())
        box = page.get_by_text("check-propagate", exact=True).first.bounding_box()
        picture(report, page.screenshot(full_page=True), int(box["y"])).save(PICTURE, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
