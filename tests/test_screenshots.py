"""The README shows real pictures of the kit, few and light, each with words for those who do not see it."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from tests.make_screenshots import FOLDER, SHOTS

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES = 500_000
REMAKE = "run python -m tests.make_screenshots"


def test_every_picture_is_there_and_all_are_light() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{shot.name}.png" for shot in SHOTS}, REMAKE
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
    for path in FOLDER.iterdir():
        with Image.open(path) as picture:
            assert picture.width >= 1000, f"{path.name} would look blurred: {REMAKE}"


def test_the_readme_shows_all_of_them_near_the_top_with_words() -> None:
    top, _, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Set up")
    shown = {target: words for words, target in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", top)}
    assert set(shown) == {f"notebooks/pictures/readme/{shot.name}.png" for shot in SHOTS}
    assert [target for target, words in shown.items() if len(words.split()) < 8] == []
    assert "![" not in rest


def test_every_shot_is_of_a_notebook_of_the_kit() -> None:
    assert [shot.notebook for shot in SHOTS if not (ROOT / "notebooks" / shot.notebook).is_file()] == []
