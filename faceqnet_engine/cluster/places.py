"""The folder of a run: on a disk, a share or an object store, through fsspec. Files appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import posixpath
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from faceqnet_engine.errors import FaceqnetError, OutputError
from faceqnet_engine.permissions import NEW_FILE_MODE
from faceqnet_engine.sources.remote import file_system, is_remote, without_scheme


class Place:
    """A folder, named by a path or an address such as `s3://bucket/run`; picklable, holds nothing open."""

    def __init__(self, name: str) -> None:
        self.remote = is_remote(name)
        self.name = name if self.remote else str(Path(without_scheme(name)).absolute())

    def __str__(self) -> str:
        return self.name

    def make(self) -> None:
        """Have the folder.

        Raises:
            OutputError: it cannot be made.
        """
        try:
            self._fs.makedirs(self._path(""), exist_ok=True)
        except FaceqnetError:
            raise
        except Exception as error:  # each store has exceptions of its own
            raise OutputError(
                f"{self.name} cannot be made: {_words(error)}. Nothing was scored. Name another folder."
            ) from error

    def names(self, folder: str) -> set[str]:
        """Names of the files in a folder below; none where it does not exist.

        Raises:
            OutputError: the place refuses, or does not answer.
        """
        with self.said(folder, "read"):
            try:
                found = self._fs.ls(self._path(folder), detail=False, refresh=True)
            except (FileNotFoundError, NotADirectoryError):
                return set()
            except TypeError:
                found = self._fs.ls(self._path(folder), detail=False)
        return {posixpath.basename(str(path).rstrip("/")) for path in found}

    def read(self, name: str) -> bytes | None:
        """Content of a file; None where there is none.

        Raises:
            OutputError: the place refuses, or does not answer.
        """
        with self.said(name, "read"):
            try:
                return bytes(self._fs.cat_file(self._path(name)))
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, name: str, data: bytes) -> None:
        """A file with this content, whole: a store's own upload is; on disks by another name first.

        Raises:
            OutputError: no space, no permission, or the place does not answer.
        """
        with self.said(name):
            if self.remote:
                self._fs.pipe_file(self._path(name), data)
                return
            target = Path(self._path(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                _for_all(temporary)
                Path(temporary).replace(target)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """A local file to write to, which appears under `name` when the block is left well.

        Raises:
            OutputError: as `write`.
        """
        folder = Path(tempfile.gettempdir()) if self.remote else Path(self._path(name)).parent
        with self.said(name, on=folder):
            folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".", suffix=f".{Path(name).name}", dir=folder)
            os.close(handle)
        try:
            yield Path(temporary)
            with self.said(name):
                if self.remote:
                    self._fs.put_file(temporary, self._path(name))
                else:
                    _for_all(temporary)
                    Path(temporary).replace(self._path(name))
        finally:
            Path(temporary).unlink(missing_ok=True)

    def reading(self, name: str) -> IO[bytes]:
        """A file, opened for reading anywhere in it; errors are the file system's."""
        return self._fs.open(self._path(name), "rb")  # type: ignore[no-any-return]

    def remove(self, name: str) -> None:
        """No such file any more.

        Raises:
            OutputError: the place refuses, or does not answer.
        """
        with self.said(name), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self._fs.rm_file(self._path(name))

    def create(self, name: str, data: bytes) -> bool:
        """A file that was not there before; False where it was. Exact on disks, best effort on stores."""
        if self.remote:
            if self.read(name) is not None:
                return False
            self.write(name, data)
            return self.read(name) == data  # two at once: the last one wins, the other one sees it
        with self.said(name):
            try:
                handle = os.open(self._path(name), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
            except FileExistsError:
                return False
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
            except OSError:
                Path(self._path(name)).unlink(missing_ok=True)  # half of it would be taken for another's
                raise
        return True

    @property
    def _fs(self) -> Any:
        return file_system(self.name.partition("://")[0] if self.remote else "file")

    def _path(self, name: str) -> str:
        base = self.name.partition("://")[2] if self.remote else self.name
        return posixpath.join(base, name) if name else base

    @contextmanager
    def said(
        self, name: str, what: str = "written", *, on: Path | None = None, table: bool = False
    ) -> Iterator[None]:
        """What a file system raises inside, in words about the file that is wanted.

        Args:
            name: Of that file.
            what: Is done with it.
            on: Folder of the temporary file that it is made of.
            table: Whether a table is written, whose writer's own words name the temporary file.

        Raises:
            OutputError: in its place.
        """
        try:
            yield
        except (OSError, OutputError) as error:
            cause = error.__cause__ if isinstance(error, OutputError) else error
            if not isinstance(cause, OSError) or (cause is not error and not table):
                raise
            raise self._refusal(name, what, cause, on) from error
        except Exception as error:
            if not self.remote or isinstance(error, FaceqnetError):
                raise
            raise self._refusal(name, what, error, on) from error  # each store has exceptions of its own

    def _refusal(self, name: str, what: str, error: Exception, on: Path | None) -> OutputError:
        full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
        why = "there is no space left" if full else _words(error)
        if self.remote and on is not None:
            why += f" in {on}, where it is made before it is uploaded"
        return OutputError(
            f"{posixpath.join(self.name, name)} cannot be {what}: {why}. Finished shards are kept, nothing half-written "
            "is; when that is mended, the same command goes on with the others."
        )


def _words(error: Exception) -> str:
    told = error.strerror if isinstance(error, OSError) else ""
    return (told or " ".join(str(error).split()) or type(error).__name__)[:160].rstrip(".")


def _for_all(file: str) -> None:
    """The permissions that a new file has; temporary ones are their maker's alone, workers may be other people's."""
    Path(file).chmod(NEW_FILE_MODE)
