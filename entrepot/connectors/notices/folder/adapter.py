"""The notice port over a folder of files."""

from entrepot.connectors.notices.folder.mapping import file_name, file_text
from entrepot.connectors.notices.folder.settings import FolderSettings
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.notices import NoticeMessage


class FolderNotices:
    def __init__(self, settings: FolderSettings, *, code: str = "folder") -> None:
        self.code = code
        self._settings = settings

    def send(self, message: NoticeMessage) -> str:
        if not message.to:
            raise Permanent("the message names nobody", code="no_recipient")
        path = self._settings.folder / message.channel / file_name(message)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file_text(message), encoding="utf-8")
        except OSError as problem:
            raise Temporary(str(problem), code="folder_not_writable") from problem
        return path.name
