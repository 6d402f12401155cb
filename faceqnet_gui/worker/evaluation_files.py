"""What an evaluation leaves on disk; every file appears whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from faceqnet_engine.errors import UsageError
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.worker.evaluations import MODEL, Evaluated, rows_at

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.methods import Judged
    from faceqnet_engine.evaluation.saved import SavedRun


def read_run(file: str) -> SavedRun:
    """A saved evaluation.

    Raises:
        UsageError: it is none.
    """
    from faceqnet_engine.evaluation import saved

    return saved.read_run(Path(file))


def save_figure(found: Evaluated, target: Path, others: Sequence[Judged] = ()) -> Path:
    """The curves as a figure for paper, with those of saved runs; the suffix says which kind.

    Raises:
        OutputError: it cannot be written.
    """
    from faceqnet_engine.evaluation.figures import FORMATS, edc_figure, rendered
    from faceqnet_engine.evaluation.report import write_whole

    kind = target.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        target = target.with_name(f"{target.name}.{FORMATS[0]}")
        kind = FORMATS[0]
    write_whole(target, rendered(edc_figure(found.study, found.command, others), kind))
    return target


def save_curves(found: Evaluated, target: Path, others: Sequence[Judged] = ()) -> Path:
    """The curves as numbers, with those of saved runs.

    Raises:
        OutputError: it cannot be written.
    """
    from faceqnet_engine.evaluation.report import write_whole
    from faceqnet_engine.evaluation.summary import curve_csv

    target = target if target.suffix else target.with_suffix(".csv")
    write_whole(target, curve_csv(found.study, others).encode())
    return target


def save_report(found: Evaluated, columns: Columns, folder: Path, title: str) -> Path:
    """Everything that the command writes, and who is in which photo.

    Raises:
        OutputError: it cannot be written.
    """
    import csv
    import io

    from PIL import Image

    from faceqnet_engine import __version__
    from faceqnet_engine.evaluation import report

    def thumbnail(number: int) -> bytes | None:
        try:
            pixels = rows_at(columns, found.rows[number : number + 1])[0].crop(96)
        except UsageError:
            return None
        stream = io.BytesIO()
        Image.fromarray(pixels).save(stream, "JPEG", quality=80)
        return stream.getvalue()

    said = report.Context(
        title=title,
        paths=found.labelled.paths,
        main_quality=found.labelled.qualities[MODEL],
        command=found.command,
        program=f"FaceQnet {__version__}",
        thumbnail=thumbnail,
    )
    written = report.write_report(found.study, said, folder)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("path", "subject"))
    for place, subject in zip(found.rows, found.labelled.subjects, strict=True):
        writer.writerow((columns.file(int(place)), subject))
    report.write_whole(folder / "subjects.csv", stream.getvalue().encode(errors="surrogateescape"))
    return written[-1]
