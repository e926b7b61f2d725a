"""Where the build scripts read: raw material, curated facts, build-time packages."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Inputs:
    """The three folders a build script may read.

    `sources` holds the raw material (never committed), `curated` the facts typed in by hand with
    their source, `packages` the build-time packages fetched by `make paquets`.
    """

    sources: Path = ROOT.parent / "shared" / "data"
    curated: Path = ROOT / "data" / "sources"
    packages: Path = ROOT / "build" / "paquets"
