"""Compares the Rust that Cargo.toml names with the newest that a dependency of the normal build asks for.

python3 .ci/rust_version.py
"""

import json
import subprocess
import sys

METADATA = ["cargo", "metadata", "--locked", "--format-version", "1"]


def version(package):
    """The Rust that a package asks for, as numbers; none at all is the oldest."""
    numbers = [int(number) for number in (package["rust_version"] or "0").split(".")]
    return tuple(numbers + [0] * (3 - len(numbers)))


def built(metadata):
    """What the program is built of and with, on any machine; what only tests need is left out."""
    needs = {
        node["id"]: [
            dep["pkg"] for dep in node["deps"] if any(kind["kind"] != "dev" for kind in dep["dep_kinds"])
        ]
        for node in metadata["resolve"]["nodes"]
    }
    own = metadata["resolve"]["root"]
    found, todo = set(), [own]
    while todo:
        for package in needs[todo.pop()]:
            if package not in found:
                found.add(package)
                todo.append(package)
    packages = {package["id"]: package for package in metadata["packages"]}
    return packages[own], [packages[package] for package in found]


def main():
    said = subprocess.run(METADATA, check=True, stdout=subprocess.PIPE).stdout
    own, packages = built(json.loads(said))
    newest = max(packages, key=lambda package: (version(package), package["name"]))
    asks = f"{newest['name']} {newest['version']} asks for {newest['rust_version']}"
    print(f"of {len(packages)} packages, figure: rust-version = {own['rust_version']} ({asks})")
    if version(own) < version(newest):
        sys.exit(f"Cargo.toml names Rust {own['rust_version']}, but {asks}")


main()
