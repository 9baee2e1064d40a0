"""Where the files go."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FolderSettings:
    folder: Path
