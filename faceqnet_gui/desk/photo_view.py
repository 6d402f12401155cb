"""A photo with what was found drawn over it; zoom and pan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.overlay import Shape
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.painters import (
    Point,
    paint_brackets,
    paint_landmarks,
    paint_other_face,
    paint_score_arc,
)
from faceqnet_gui.look.shapes import paint_shapes
from faceqnet_gui.look.theme import theme

_ZOOM_STEP = 1.25
_MOST_ZOOM = 32.0
_LEAST_ZOOM = 0.05
"""Less than fitted only where faces are kept at one size."""
_FACE_SHARE = 0.45
_EYES_SHARE = 0.16
"""Of the view's shorter side, between the eyes, where the zoom is locked to faces that were not zoomed into before."""
_PAN_STEP = 60.0


@dataclass(frozen=True, slots=True)
class FaceOverlay:
    """One face to draw, in pixels of the full-size image."""

    box: tuple[float, float, float, float]
    landmarks: tuple[Point, ...]
    primary: bool
    number: int
    ied: float
    quality: int | None

    @staticmethod
    def of(row: Assessment, *, primary: bool = True) -> FaceOverlay | None:
        """The overlay of a row with a face; `primary`: it is the one that is looked at."""
        if row.box is None or row.landmarks is None:
            return None
        return FaceOverlay(row.box, row.landmarks, primary, (row.face or 0) + 1, row.ied or 0.0, row.quality)

    @staticmethod
    def all_of(row: Assessment, others: Sequence[Assessment]) -> list[FaceOverlay]:
        """A row's face, then the other faces of its photo."""
        found = [FaceOverlay.of(row), *(FaceOverlay.of(other, primary=False) for other in others)]
        return [overlay for overlay in found if overlay is not None]


@dataclass(frozen=True, slots=True)
class FaceFrame:
    """Where a face stands in a view, in its pixels: what is kept from photo to photo when the zoom is locked.

    Attributes:
        eyes: From the middle of the view to the point between the eyes.
        distance: Between the eyes.
    """

    eyes: tuple[float, float]
    distance: float


@dataclass(frozen=True, slots=True)
class PhotoFrame:
    """Which part of a photo is seen, whatever its size; for photos without a face."""

    zoom: float
    centre: tuple[float, float]


class PhotoView(QWidget):
    """The photo, fitted until it is zoomed. Overlays keep their line width at any zoom; Space held hides them."""

    zoomed = Signal(float)
    framed = Signal()  # a person has zoomed or panned
    detail_wanted = Signal()  # more pixels than the picture has are shown now
    face_chosen = Signal(int)  # number of another face that was clicked, from 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._full = QImage(), QSize()
        self._faces: list[FaceOverlay] = []
        self._shapes: tuple[Shape, ...] = ()
        self._words = ""
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self._grab: QPointF | None = None
        self._pressed: QPointF | None = None
        self._hovered = 0  # number of the other face under the pointer, 0 for none
        self._bare = False
        self._detail_asked = False
        self.loose = False  # whether it may be smaller than fitted, for the sake of one size of faces
        self.show_box = self.show_landmarks = True
        self.show_score = self.show_measure = False
        self.covered = 0  # pixels at the top that something else covers: labels keep out of them
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(self.tr("Photo"))
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setMouseTracking(True)
        theme().changed.connect(self.update)

    def set_image(self, image: QImage | None, full_size: QSize) -> None:
        """Show a picture that may be smaller than the image it stands for, whose size is `full_size`."""
        self._image = image or QImage()
        self._full = full_size if full_size.isValid() and not full_size.isEmpty() else self._image.size()
        self._detail_asked = False
        self._ask_detail()
        self.update()

    @property
    def full_size(self) -> QSize:
        """Of the photo in the file."""
        return self._full

    def set_words(self, words: str) -> None:
        """What stands where no picture is."""
        self._words = words
        self.update()

    def set_faces(self, faces: Sequence[FaceOverlay]) -> None:
        """What to draw over it."""
        self._faces = list(faces)
        self._hover(None)
        self.update()

    def set_shapes(self, shapes: Sequence[Shape]) -> None:
        """What a measure looked at."""
        self._shapes = tuple(shapes)
        self.update()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What a measure looked at; drawn while `show_measure` holds."""
        return self._shapes

    def set_bare(self, bare: bool) -> None:
        """The picture alone."""
        self._bare = bare
        self.update()

    @property
    def bare(self) -> bool:
        """Whether overlays are hidden for the moment."""
        return self._bare

    @property
    def zoom(self) -> float:
        """1 is fitted."""
        return self._zoom

    def fit(self) -> None:
        """The whole picture."""
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self.zoomed.emit(1.0)
        self.update()

    @property
    def scale(self) -> float:
        """Pixels of the view per pixel of the full-size photo."""
        return self._fit_scale() * self._zoom

    def zoom_to_face(self) -> None:
        """The primary face, large; again: the whole picture."""
        primary = self._face()
        if primary is None or self._zoom != 1.0 or self._full.isEmpty():
            self.fit()
        else:
            x, y, w, h = primary.box
            self._centre = QPointF((x + w / 2) / self._full.width(), (y + h / 2) / self._full.height())
            fit = self._fit_scale()
            self._set_zoom(_FACE_SHARE * min(self.width() / max(w, 1), self.height() / max(h, 1)) / fit * 1.6)
        self.framed.emit()

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Zoom about a place of the widget (its middle by default)."""
        if self._full.isEmpty():
            return
        place = anchor or QPointF(self.rect().center())
        inverse = self.transform().inverted()[0]
        before = inverse.map(place)
        self._set_zoom(self._zoom * factor)
        if self._zoom != 1.0 or self.loose:
            after = self.transform().inverted()[0].map(place)
            self._centre += QPointF(
                (before.x() - after.x()) / self._full.width(), (before.y() - after.y()) / self._full.height()
            )
        self.update()
        self.framed.emit()

    def pan_by(self, across: float, down: float) -> None:
        """Move the picture by pixels of the view."""
        if (self._zoom == 1.0 and not self.loose) or self._full.isEmpty():
            return
        scale = self.scale
        x = self._centre.x() - across / scale / self._full.width()
        y = self._centre.y() - down / scale / self._full.height()
        self._centre = QPointF(max(0.0, min(1.0, x)), max(0.0, min(1.0, y)))
        self.update()
        self.framed.emit()

    # ---- the same part of every photo

    def face_frame(self) -> FaceFrame | None:
        """Where the primary face stands now; None without one."""
        primary = self._face()
        if primary is None or self._full.isEmpty():
            return None
        eyes, distance = _eyes_of(primary)
        seen = self.transform().map(eyes) - QPointF(self.width() / 2, self.height() / 2)
        return FaceFrame((seen.x(), seen.y()), distance * self.scale)

    def usual_face_frame(self) -> FaceFrame:
        """Where a face should stand as long as nobody has said otherwise."""
        shorter = min(self.width(), self.height())
        return FaceFrame((0.0, -0.06 * shorter), _EYES_SHARE * shorter)

    def apply_face_frame(self, frame: FaceFrame) -> bool:
        """Bring this photo's face to that place and size; whether it has one."""
        primary = self._face()
        if primary is None or self._full.isEmpty():
            return False
        eyes, distance = _eyes_of(primary)
        if distance <= 0:
            return False
        scale = frame.distance / distance
        self._zoom = max(_LEAST_ZOOM, min(_MOST_ZOOM * 4, scale / self._fit_scale()))
        scale = self.scale
        self._centre = QPointF(
            (eyes.x() - frame.eyes[0] / scale) / self._full.width(),
            (eyes.y() - frame.eyes[1] / scale) / self._full.height(),
        )
        self._told_zoom()
        return True

    def photo_frame(self) -> PhotoFrame:
        """Which part is seen now."""
        return PhotoFrame(self._zoom, (self._centre.x(), self._centre.y()))

    def apply_photo_frame(self, frame: PhotoFrame) -> None:
        """See that part."""
        self._zoom, self._centre = max(1.0, frame.zoom), QPointF(*frame.centre)
        if self._zoom == 1.0:
            self._centre = QPointF(0.5, 0.5)
        self._told_zoom()

    def _face(self) -> FaceOverlay | None:
        """The face that the row shown is about: the first."""
        return self._faces[0] if self._faces else None

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = max(_LEAST_ZOOM if self.loose else 1.0, min(_MOST_ZOOM, zoom))
        if self._zoom == 1.0 and not self.loose:
            self._centre = QPointF(0.5, 0.5)
        self._told_zoom()

    def _told_zoom(self) -> None:
        self.zoomed.emit(self._zoom)
        self._ask_detail()
        self.update()

    def _ask_detail(self) -> None:
        """Once per picture: the photo's own pixels, where the picture's are blown up."""
        if self._image.isNull() or self._detail_asked or self._image.width() >= self._full.width():
            return
        if self.scale * self.devicePixelRatioF() * self._full.width() > 1.05 * self._image.width():
            self._detail_asked = True
            self.detail_wanted.emit()

    def _fit_scale(self) -> float:
        return min(self.width() / max(1, self._full.width()), self.height() / max(1, self._full.height()))

    def transform(self) -> QTransform:
        """From full-size pixels to the widget."""
        scale = self._fit_scale() * self._zoom
        made = QTransform()
        made.translate(self.width() / 2, self.height() / 2)
        made.scale(scale, scale)
        made.translate(-self._centre.x() * self._full.width(), -self._centre.y() * self._full.height())
        return made

    # ---- hands

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        fingers = event.device().type() is QInputDevice.DeviceType.TouchPad
        if fingers and not event.pixelDelta().isNull():
            self.pan_by(event.pixelDelta().x(), event.pixelDelta().y())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # Some platforms turn the axis themselves while Shift is held.
            self.pan_by((turned.y() or turned.x()) / 120 * _PAN_STEP, 0.0)
        else:
            self.zoom_by(_ZOOM_STEP ** (turned.y() / 120), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinches, of a touch pad (as the system tells them) or a touch screen."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1.0 + event.value(), event.position())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom_by(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.hotSpot().toPoint())))
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._told_zoom()

    def face_at(self, place: QPointF) -> FaceOverlay | None:
        """Another face than the one looked at, under a place of the widget; of several the smallest."""
        if self._image.isNull() or self._bare or not self.show_box:
            return None
        inverse = self.transform().inverted()[0]
        found = [
            face
            for face in self._faces
            if not face.primary and QRectF(*face.box).contains(inverse.map(place))
        ]
        return min(found, key=lambda face: face.box[2] * face.box[3], default=None)

    def _hover(self, face: FaceOverlay | None) -> None:
        number = 0 if face is None else face.number
        if number == self._hovered:
            return
        self._hovered = number
        if face is None:
            self.unsetCursor()
            self.setToolTip("")
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            words = self.tr("Score this face instead: quality {0}")
            self.setToolTip(words.format("–" if face.quality is None else face.quality))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grab = self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab is None:
            self._hover(self.face_at(event.position()))
            return
        moved, self._grab = event.position() - self._grab, event.position()
        self.pan_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._grab, self._pressed = self._pressed, None, None
        if pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        face = self.face_at(event.position())
        still = (event.position() - pressed).manhattanLength() < QApplication.startDragDistance()
        if still and face is not None:
            self.face_chosen.emit(face.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.set_bare(True)
        elif event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(_ZOOM_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(1 / _ZOOM_STEP)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.set_bare(False)
        else:
            super().keyReleaseEvent(event)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        tokens = theme().tokens
        p.fillRect(self.rect(), QColor(tokens.bg0))
        if self._image.isNull():
            p.setPen(QColor(tokens.t3))
            p.setFont(font("secondary"))
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            p.drawText(self.rect().adjusted(24, 24, -24, -24), wrap, self._words)
        else:
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = self.transform()
            p.drawImage(place.mapRect(QRectF(0, 0, self._full.width(), self._full.height())), self._image)
            if not self._bare:
                self._paint_faces(p, place)
        p.end()

    def _paint_faces(self, p: QPainter, place: QTransform) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        measured = self.show_measure and bool(self._shapes)
        for face in self._faces:
            rect = place.mapRect(QRectF(*face.box))
            if self.show_box:
                if face.primary:
                    paint_brackets(p, rect)
                else:
                    paint_other_face(p, rect, face.number, hovered=face.number == self._hovered)
            if not face.primary:
                continue
            if self.show_landmarks and not measured:
                points = [place.map(QPointF(*point)) for point in face.landmarks]
                paint_landmarks(p, [(q.x(), q.y()) for q in points], f"{face.ied:.0f} px")
            if self.show_score and face.quality is not None:
                corner = QRectF(rect.right() - 22, rect.bottom() - 22, 48, 48)
                p.setPen(Qt.PenStyle.NoPen)
                p.setBrush(QColor(theme().tokens.bg1))
                p.drawEllipse(corner.adjusted(-3, -3, 3, 3))
                paint_score_arc(p, corner, face.quality, theme().tokens)
        if measured:
            paint_shapes(
                p, self._shapes, place, theme().tokens, QRectF(self.rect()).adjusted(0, self.covered, 0, 0)
            )


def _eyes_of(face: FaceOverlay) -> tuple[QPointF, float]:
    """The point between the eyes and their distance, in pixels of the full-size image."""
    (rx, ry), (lx, ly) = face.landmarks[0], face.landmarks[1]
    return QPointF((rx + lx) / 2, (ry + ly) / 2), ((rx - lx) ** 2 + (ry - ly) ** 2) ** 0.5
