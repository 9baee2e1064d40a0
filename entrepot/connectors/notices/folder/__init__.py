"""Notices into a folder."""

from entrepot.connectors.notices.folder.adapter import FolderNotices
from entrepot.connectors.notices.folder.settings import FolderSettings

__all__ = ["FolderNotices", "FolderSettings"]
