"""Says what a release is made of, as CycloneDX JSON, and collects the licences.

Usage: components.py VERSION PACKAGES SWIFT SWIFT-LICENCE FOLDER

PACKAGES is what `swift package show-dependencies --format json` prints, SWIFT the first line of
`swift --version`. The licences and notices of each component go into FOLDER. A licence that is not known
here is an error: somebody has to read it first.
"""

import datetime
import json
import os
import pathlib
import re
import shutil
import sys

# What a licence says of itself, the most particular first.
LICENCES = [
    ("Apache-2.0 WITH Swift-exception", r"Apache License.*Runtime Library Exception"),
    ("Apache-2.0", r"Apache License"),
    ("MIT", r"Permission is hereby granted, free of charge"),
]
# Debian's libraries that the program loads; the package depends on them.
LOADED = ["libc6", "libgcc-s1", "libgmp10", "libmd4c0", "libstdc++6", "libxml2", "libyaml-0-2", "zlib1g"]
REPOSITORY = pathlib.Path(__file__).resolve().parents[1]


def licence(text, of):
    for name, pattern in LICENCES:
        if re.search(pattern, text, re.S):
            return name
    sys.exit(f"the licence of {of} is none that is known in {__file__}")


def collect(folder, texts):
    """Copies each text under the path that it has in its package."""
    for root, text in texts:
        target = folder / text.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, target)


def component(kind, name, version, purl, licence):
    return {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl,
            "licenses": [{"expression": licence}]}


def reference(package):
    path = re.sub(r"^https://|\.git$", "", package["url"])
    return f"pkg:swift/{path}@{package['version']}"


def packages(node, found):
    """Every package below `node` once, with what it depends on."""
    for package in node["dependencies"]:
        found[package["identity"]] = package
        packages(package, found)
    return found


def main():
    version, listing, swift, swift_licence, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    root = json.loads(pathlib.Path(listing).read_text())
    found = dict(sorted(packages(root, {}).items()))
    own = component("application", "marginalia", version, f"pkg:generic/marginalia@{version}",
                    licence((REPOSITORY / "LICENSE").read_text(), "marginalia"))
    components, dependencies = [], []
    for package in found.values():
        path = pathlib.Path(package["path"])
        texts = sorted(text for pattern in ("LICENSE*", "NOTICE*") for text in path.rglob(pattern))
        main_text = next(text for text in texts if text.parent == path and text.name.startswith("LICENSE"))
        collect(folder / package["identity"], [(path, text) for text in texts])
        components.append(component("library", package["name"], package["version"], reference(package),
                                    licence(main_text.read_text(), package["name"])))
        dependencies.append({"ref": reference(package),
                             "dependsOn": sorted(reference(other) for other in package["dependencies"])})
    number = re.search(r"Swift version (\S+)", swift).group(1)
    runtime = component("framework", "swift", number, f"pkg:generic/swift@{number}",
                        licence(pathlib.Path(swift_licence).read_text(), "swift"))
    (folder / "swift").mkdir(parents=True)
    shutil.copyfile(swift_licence, folder / "swift/LICENSE.txt")
    components.append(runtime)
    for name in LOADED:
        components.append({"type": "library", "bom-ref": f"pkg:deb/debian/{name}", "name": name,
                           "purl": f"pkg:deb/debian/{name}", "scope": "required"})
    direct = [reference(package) for package in root["dependencies"]] + [entry["bom-ref"] for entry in
                                                                         components[len(found):]]
    dependencies.append({"ref": own["bom-ref"], "dependsOn": sorted(direct)})
    time = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    json.dump({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"timestamp": f"{time:%Y-%m-%dT%H:%M:%SZ}", "component": own},
        "components": components, "dependencies": dependencies,
    }, sys.stdout, indent=2)
    print()


main()
