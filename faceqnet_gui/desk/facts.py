"""What is known of a photo besides its measures, and its aligned face."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QImage

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.desk.words import count, decimal


def tr(text: str) -> str:
    """A text of the inspector in the language in force."""
    return QCoreApplication.translate("Inspector", text)


def facts(row: Assessment, rank: tuple[int, int]) -> list[tuple[str, str, str]]:
    """Name, value and meaning of what is known of a photo besides its measures; `rank` is its place and of how many."""
    found: list[tuple[str, str, str]] = []
    if row.score is not None:
        found.append(
            (
                tr("Score"),
                decimal(row.score, 3),
                tr("What the network says, 0 to 1; higher is better."),
            )
        )
    if rank[1] and row.quality is not None:
        place = tr("{0} of {1}").format(count(rank[0]), count(rank[1]))
        found.append(
            (
                tr("Place in this set"),
                place,
                tr("1 is the best photo of those that have a score."),
            )
        )
    if row.ied is not None:
        found.append(
            (
                tr("Between the eyes"),
                f"{row.ied:.0f} px",
                tr("Distance of the eye centres in the full-size photo. Under 24 px the score is a guess."),
            )
        )
    if row.confidence is not None:
        found.append(
            (
                tr("Detector"),
                decimal(row.confidence, 3),
                tr("How sure the face detector (MTCNN) is, 0 to 1."),
            )
        )
    if row.faces is not None:
        found.append(
            (
                tr("Faces"),
                str(row.faces),
                tr("Faces found in this photo; the most prominent one is scored first."),
            )
        )
    if row.box is not None:
        x, y, w, h = (round(v) for v in row.box)
        found.append(
            (
                tr("Face box"),
                f"{x}, {y}, {w} × {h}",
                tr("Left, top, width and height in pixels of the full-size photo."),
            )
        )
    if row.sha256:
        found.append(("SHA-256", row.sha256[:12], row.sha256))
    return found


def aligned(image: QImage, full: QSize, row: Assessment, side: int) -> QImage:
    """The aligned crop of a row from the picture at hand (for looking; scoring has its own)."""
    import numpy as np

    from faceqnet_engine.faces.align import crop
    from faceqnet_gui.worker.thumbnails import image_of

    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    padded = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    pixels = padded[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3)
    factor = np.float32(rgb.width() / max(1, full.width()))
    points = np.asarray(row.landmarks, np.float32) * factor
    return image_of(crop(np.ascontiguousarray(pixels), points, "B", side))
