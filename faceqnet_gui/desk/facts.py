"""What is known of a photo besides its measures, and its aligned face."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QImage

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.look.words import count, decimal

translate = QCoreApplication.translate


def facts(row: Assessment, rank: tuple[int, int]) -> list[tuple[str, str, str]]:
    """Name, value and meaning of what is known of a photo besides its measures; `rank` is its place and of how many."""
    found: list[tuple[str, str, str]] = []
    if row.score is not None:
        found.append(
            (
                translate("Inspector", "Score"),
                decimal(row.score, 3),
                translate("Inspector", "What the network says, 0 to 1; higher is better."),
            )
        )
    if rank[1] and row.quality is not None:
        place = translate("Inspector", "{0} of {1}").format(count(rank[0]), count(rank[1]))
        found.append(
            (
                translate("Inspector", "Place in this set"),
                place,
                translate("Inspector", "1 is the best photo of those that have a score."),
            )
        )
    if row.ied is not None:
        found.append(
            (
                translate("Inspector", "Between the eyes"),
                f"{row.ied:.0f} px",
                translate(
                    "Inspector",
                    "Distance of the eye centres in the full-size photo. Under 24 px the score is a guess.",
                ),
            )
        )
    if row.confidence is not None:
        found.append(
            (
                translate("Inspector", "Detector"),
                decimal(row.confidence, 3),
                translate("Inspector", "How sure the face detector (MTCNN) is, 0 to 1."),
            )
        )
    if row.faces is not None:
        found.append(
            (
                translate("Inspector", "Faces"),
                str(row.faces),
                translate("Inspector", "Faces found in this photo; the most prominent one is scored first."),
            )
        )
    if row.box is not None:
        x, y, w, h = (round(v) for v in row.box)
        found.append(
            (
                translate("Inspector", "Face box"),
                f"{x}, {y}, {w} × {h}",
                translate("Inspector", "Left, top, width and height in pixels of the full-size photo."),
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
