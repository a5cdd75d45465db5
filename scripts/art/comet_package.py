"""Make media/comet-courier.apk of the Comet Courier example: `python scripts/art/comet_package.py`.

The file has the shape of an Android package, a ZIP archive with a manifest, and says in words that
it is a demonstration: it holds no program, so no phone installs it. Every run writes the same
bytes, so that the SHA-256 on the page only changes when something here does.
"""

import json
import zipfile
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "sites/comet/media/comet-courier.apk"
VERSION = "1.4.2"
MANIFEST = f"""<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android"
    package="example.comet.courier" android:versionCode="142" android:versionName="{VERSION}">
    <uses-sdk android:minSdkVersion="26" android:targetSdkVersion="35" />
    <application android:label="Comet Courier" android:isGame="true" android:hasCode="false" />
</manifest>
"""
NOTE = """Comet Courier is an invented game, made to show what Landfast builds.
This package is a demonstration file: it holds no program and cannot be installed.
"""
ROUTES = (
    ("Doorstep", "Mossball", 2, 60),
    ("Ring Road", "Candy Saturn", 3, 75),
    ("Night Shift", "Violet Moon", 3, 70),
    ("Sundrop Express", "Sundrop", 3, 90),
    ("Wrong Address", "Ember", 1, 45),
    ("Tailwind", "The long comet", 4, 80),
    ("Fragile", "Glass Garden", 2, 95),
    ("Return to Sender", "Mossball", 3, 65),
    ("Rush Hour", "Asteroid Mile", 5, 90),
    ("Double Parked", "Candy Saturn", 4, 70),
    ("Last Post", "The far lighthouse", 1, 120),
    ("Grand Tour", "All of them", 6, 180),
)


def package_files() -> dict[str, str]:
    """The texts in the package, by the names that Android's packages use."""
    routes = [
        {"name": name, "stop": stop, "parcels": parcels, "seconds": seconds}
        for name, stop, parcels, seconds in ROUTES
    ]
    return {
        "AndroidManifest.xml": MANIFEST,
        "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\nCreated-By: scripts/art/comet_package.py\n",
        "README.txt": NOTE,
        "assets/routes.json": json.dumps(routes, indent=2) + "\n",
    }


def write_package(path: Path) -> None:
    """Write the package, with one fixed date for all files, so that it is the same everywhere."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in package_files().items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)


if __name__ == "__main__":
    write_package(PACKAGE)
