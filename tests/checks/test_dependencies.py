"""What is installed is locked with hashes, listed in docs/, and under licenses that we may use."""

import json
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = {
    "requirements.lock": 40,
    "requirements-dev.lock": 40,
    "requirements-audit.lock": 40,
    "requirements-uv.lock": 1,
}
"""And how many packages are in each, at least."""
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
PERMISSIVE = (
    "MIT",
    "BSD",
    "0BSD",
    "Apache",
    "ISC",
    "PSF",
    "Python Software Foundation",
    "Zope",
    "Zlib",
    "CC0",
    "MIT-0",
)
ASKED_FOR = {"psycopg": "LGPL-3.0-only", "psycopg-binary": "LGPL-3.0-only"}
"""Copyleft that reaches the library itself only: it is used as it is, and can be exchanged by who runs the bot."""


def locked(lock: str) -> list[tuple[Requirement, str]]:
    """(the package and when it is installed, the lines below it) of each entry of a lock file."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-zA-Z0-9])", text)
    return [(Requirement(entry.split("\\")[0].strip()), entry) for entry in entries]


def installed_on_linux() -> dict[str, str]:
    """The name and version of all that a bot is made of: the lists in docs/ are made on Linux."""
    packages = (package for package, _ in locked("requirements.lock"))
    applying = (package for package in packages if not package.marker or package.marker.evaluate(LINUX))
    return {canonicalize_name(package.name): str(package.specifier).removeprefix("==") for package in applying}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    entries = locked(lock)
    assert len(entries) >= LOCKS[lock]
    assert not [package for package, _ in entries if not str(package.specifier).startswith("==")]
    assert not [package for package, lines in entries if "--hash=sha256:" not in lines]
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")  # from nowhere but where pip is told to look


def test_nothing_is_installed_but_what_is_locked() -> None:
    """Not even what writes the locks."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    installing = [line for line in lines if re.search(r"\bpip\b.* install\b", line)]
    assert len(installing) == 4 and all("--require-hashes -r" in line for line in installing)


def test_the_bill_of_materials_names_what_the_lock_installs() -> None:
    bill = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert {canonicalize_name(part["name"]): part["version"] for part in bill["components"]} == installed_on_linux()


def test_every_license_is_one_that_we_may_use() -> None:
    rows = re.findall(
        r"\| (\S+) +\| (\S+) +\| (.+?) +\|", (ROOT / "docs" / "licenses.md").read_text(encoding="utf-8")
    )
    listed = {canonicalize_name(name): (version, terms) for name, version, terms in rows if name != "Name"}
    assert {name: version for name, (version, _) in listed.items()} == installed_on_linux()
    doubtful = {name: terms for name, (_, terms) in listed.items() if not permissive(terms)}
    assert doubtful == ASKED_FOR


def permissive(terms: str) -> bool:
    """Whether each part of `A AND B; C` is a license without conditions on our own code."""
    parts = re.split(r" AND |; | OR ", terms)
    return all(any(name in part for name in PERMISSIVE) and "GPL" not in part for part in parts)
