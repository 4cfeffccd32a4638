"""Every registered picture stands without a page: Streamlit is hidden while all are made."""

import json
import subprocess
import sys
from pathlib import Path

MAKE_ALL = """
import json, sys
sys.modules["streamlit"] = None  # whoever imports it fails
from kampung.exports.picture import to_json
from kampung.language import Language
from kampung.pictures.picture import View
from kampung.store.door import DataSet
from kampung.subjects.gallery import PICTURES

data = DataSet.at(sys.argv[1])
made = {}
for name, entry in PICTURES.items():
    for code in ("id", "en"):
        picture = entry.make(data, entry.settings(), View(Language(code)))
        made[f"{name} {code}"] = json.loads(to_json(picture, name=name))
print(json.dumps(made))
"""


def test_all_pictures_are_made_in_both_languages_without_streamlit(small_store: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAKE_ALL, str(small_store)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    made = json.loads(done.stdout)
    assert {name.split()[0] for name in made} >= {"record", "peaks", "recoveries-against-cases"}
    for name, picture in made.items():
        assert picture["title"], name
        assert picture["alt"], name
        assert all(len(row) == len(picture["table"]["columns"]) for row in picture["table"]["rows"])
        assert all(source["publisher"] for source in picture["sources"]), name
