"""Generates src/cluster_atlas/api from /schema.graphql and ../queries, whenever the package is built."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


def generate() -> None:
    shutil.rmtree(ROOT / "src/cluster_atlas/api", ignore_errors=True)
    for configuration in ("sync.toml", "async.toml"):
        subprocess.run(
            [sys.executable, "-m", "ariadne_codegen", "--config", configuration],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )


class Generate(BuildHookInterface[Any]):
    """What hatchling calls before it packs the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # A source distribution has no schema: what it would make is in it.
        if (ROOT / "../../schema.graphql").exists():
            generate()


if __name__ == "__main__":
    generate()
