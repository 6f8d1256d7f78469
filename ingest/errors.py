"""Why a file was refused: a code, the place, and what the person should do."""


class Refused(Exception):
    """A file that cannot be taken. `code` is stable, the text is Chinese with a remedy."""

    code = "refused"

    def __init__(self, file: str, problem: str, remedy: str, where: str = ""):
        self.file, self.problem, self.remedy, self.where = file, problem, remedy, where
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"（{self.where}）" if self.where else ""
        return " ".join(f"{self.file}{place}：{self.problem}{self.remedy}".split())


class NotFound(Refused):
    """There is no such file, or it cannot be opened."""

    code = "not_found"


class EmptyFile(Refused):
    """The file has no content."""

    code = "empty"


class TooLarge(Refused):
    """The file is larger than any duty list."""

    code = "too_large"


class WrongType(Refused):
    """The content is not what the name says, or a format this reader does not know."""

    code = "type"


class OldFormat(Refused):
    """A format of the last century (.doc, .xls) that nothing here reads."""

    code = "old_format"


class Damaged(Refused):
    """The file is cut off or broken; it is never repaired silently."""

    code = "damaged"


class Encrypted(Refused):
    """The file needs a password to open."""

    code = "encrypted"


class NoTextLayer(Refused):
    """Pages are pictures (scans) without any text."""

    code = "no_text_layer"


class TooLargeWhenOpened(Refused):
    """A small file that would fill memory or run for hours once opened."""

    code = "too_large_when_opened"


class UnreadableText(Refused):
    """No known encoding decodes the text without loss."""

    code = "encoding"


class NotADutyList(Refused):
    """A readable document of another kind."""

    code = "not_a_list"


class Blocked(Refused):
    """A duty list with errors that a person must mend before it can be saved."""

    code = "errors"
