"""Uploads that stay in memory: Django would write files above 2.5 MB to the disk."""

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest

from lists.tables import MOST_BYTES

# The other fields of the form, and the form's own lines.
BESIDES = 64 * 1024


class InMemory(MemoryFileUploadHandler):
    """Keeps every file in memory; what is larger than MOST_BYTES is not read on."""

    def handle_raw_input(self, *args, **kwargs) -> None:
        self.activated, self.taken = True, 0

    def receive_data_chunk(self, raw_data: bytes, start: int):
        self.taken += len(raw_data)
        if self.taken > MOST_BYTES + BESIDES:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


def is_too_large(request: HttpRequest) -> bool:
    """Whether a request says that it is larger than a file may be; its body is not read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > MOST_BYTES + BESIDES


def keep_in_memory(request: HttpRequest) -> None:
    """Let the files of a request stay in memory; call it before anything reads the form."""
    request.upload_handlers = [InMemory(request)]
