"""Files into upright RGB arrays. Never raises for a bad file: the photo says what happened."""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from faceqnet_engine.assessment import Status
from faceqnet_engine.decoding.limits import PIXEL_LIMIT, refusal, sentence_for
from faceqnet_engine.decoding.photo import Photo

pillow_heif.register_heif_opener()
Image.init()  # a closed list of formats is looked up by name, and most register only now
# Our own limit is checked on the header, with a row and a sentence; Pillow's would raise.
Image.MAX_IMAGE_PIXELS = None

# A closed list: Pillow's other decoders are old code that nobody's photographs need. MPO comes through JPEG.
_FORMATS = tuple(
    f for f in ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "DIB", "GIF", "HEIF", "AVIF") if f in Image.OPEN
)
_TRUNCATED_LOCK = threading.Lock()
_KNOWN_HEADERS = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
)
_FOREIGN_HEADERS = (
    (b"8BPS", "Photoshop"),
    (b"%PDF", "PDF"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"FUJIFILMCCD-RAW", "raw"),
    (b"II\x55\0", "raw"),
    (b"IIRO", "raw"),
    (b"<svg", "SVG"),
)


def decode(file: str | Path, *, at_least: int | None = None, pixel_limit: int = PIXEL_LIMIT) -> Photo:
    """One photo file.

    Args:
        file: Path as the file system names it.
        at_least: Long side in pixels that suffices; JPEGs are then decoded at the smallest of 1/1, 1/2, 1/4, 1/8
            that has it. None decodes at full size.
        pixel_limit: Larger images are refused by their header alone.
    """
    reason = refusal(str(file))
    if reason:
        return Photo(None, status=Status.UNREADABLE, detail=reason)
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        return Photo(None, status=Status.UNREADABLE, detail=sentence_for(error))
    return decode_bytes(data, at_least=at_least, pixel_limit=pixel_limit)


def decode_bytes(
    data: bytes, *, at_least: int | None = None, pixel_limit: int = PIXEL_LIMIT, digest: str = ""
) -> Photo:
    """One photo file's content; see `decode`. Give the `digest` (sha256, hex) where it is known already."""
    digest = digest or hashlib.sha256(data).hexdigest()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata that does not concern the pixels
            return _decoded(data, digest, at_least, pixel_limit)
    except MemoryError:
        return Photo(
            None, sha256=digest, status=Status.TOO_LARGE, detail="There was not enough memory to decode it."
        )


def _decoded(data: bytes, digest: str, at_least: int | None, pixel_limit: int) -> Photo:
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as error:
        return _not_opened(data, digest, error)
    with image:
        full = image.size
        if full[0] * full[1] > pixel_limit:
            detail = (
                f"The header promises {full[0]:,} x {full[1]:,} pixels, more than {pixel_limit / 1e6:,.0f} million. "
                "It was not decoded."
            )
            return Photo(None, 1.0, full[0], full[1], digest, Status.TOO_LARGE, detail)
        if at_least and image.format in {"JPEG", "MPO"}:
            # draft() promises at least the size asked for; it keeps the aspect ratio by itself.
            share = min(1.0, at_least / max(full))
            image.draft(None, (max(1, int(full[0] * share)), max(1, int(full[1] * share))))
        status, detail = _load(image, data)
        if status in {Status.UNREADABLE, Status.UNSUPPORTED}:
            return Photo(None, 1.0, full[0], full[1], digest, status, detail)
        turned = _quarter_turned(image)
        pixels = _upright_rgb(image)
    width, height = (full[1], full[0]) if turned else full
    scale = max(pixels.shape[:2]) / max(full)
    return Photo(pixels, scale, width, height, digest, status, detail)


def _load(image: ImageFile.ImageFile | Image.Image, data: bytes) -> tuple[Status, str]:
    """Decode in place; a file that ends early keeps what could be read."""
    try:
        image.load()
        return Status.OK, ""
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
        Image.DecompressionBombError,
    ) as error:
        first = error
    if image.format == "PNG" and "truncated" not in str(first).lower():
        return (
            Status.UNREADABLE,
            f"The PNG is damaged ({_short(first)}). Copy the file again from its source.",
        )
    if not _ended_early(first):
        return (
            Status.UNREADABLE,
            f"The image is damaged ({_short(first)}). Copy the file again from its source.",
        )
    with _TRUNCATED_LOCK:  # the switch is one for the whole process
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError) as error:
            return (
                Status.UNREADABLE,
                f"The file is cut off and nothing of it could be read ({_short(error)}).",
            )
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    return (
        Status.TRUNCATED,
        "The file is cut off. The visible part was used. Copy the file again from its source.",
    )


def _ended_early(error: Exception) -> bool:
    text = str(error).lower()
    return any(word in text for word in ("truncated", "broken data", "premature", "not enough", "end of"))


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _not_opened(data: bytes, digest: str, error: Exception) -> Photo:
    """A file that is no image we know: which of the three sentences fits."""
    for magic, name in _FOREIGN_HEADERS:
        if data.startswith(magic):
            detail = f"{name} images are not supported. Save it as JPEG or PNG."
            return Photo(None, sha256=digest, status=Status.UNSUPPORTED, detail=detail)
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"} and "support" in str(error).lower():
        detail = "This installation cannot decode HEIC or AVIF images."
        return Photo(None, sha256=digest, status=Status.UNSUPPORTED, detail=detail)
    for magic, name in _KNOWN_HEADERS:
        if data.startswith(magic):
            detail = f"It begins like a {name} image but is damaged. Copy the file again from its source."
            return Photo(None, sha256=digest, status=Status.UNREADABLE, detail=detail)
    return Photo(
        None, sha256=digest, status=Status.UNREADABLE, detail="This is not an image, whatever its name says."
    )


def _quarter_turned(image: Image.Image) -> bool:
    try:
        return image.getexif().get(ExifTags.Base.Orientation) in {5, 6, 7, 8}
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        return False  # damaged metadata: the pixels stand as they are


def _upright_rgb(image: Image.Image) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 RGB: any mode; transparency over white."""
    try:
        upright = ImageOps.exif_transpose(image)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, AttributeError):
        upright = image
    return np.ascontiguousarray(_rgb(upright), dtype=np.uint8)


def _rgb(image: Image.Image) -> NDArray[np.uint8]:
    if image.mode == "RGB":
        return np.asarray(image)
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        return _eight_bit(np.asarray(image.convert("F") if image.mode == "F" else image))
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return np.asarray(Image.alpha_composite(ground, layer).convert("RGB"))
    return np.asarray(image.convert("RGB"))


def _eight_bit(values: NDArray) -> NDArray[np.uint8]:
    """Deep grey images: 16-bit by their range; floats and 32-bit by what they hold."""
    deep = np.nan_to_num(values.astype(np.float32))
    top = float(deep.max(initial=0.0))
    full = 1.0 if top <= 1.0 and values.dtype.kind == "f" else 255.0 if top <= 255 else 65535.0
    full = max(full, top)
    grey = np.clip(deep * (255.0 / full) + 0.5, 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def video_frames(file: str | Path, *, pixel_limit: int = PIXEL_LIMIT) -> Iterator[Photo]:
    """Every frame of a video, upright; ends with a photo that has no pixels if the file is damaged.

    The hash of a frame is the hash of the video's bytes.
    """
    from faceqnet_engine.decoding.video import frames

    return frames(str(file), pixel_limit)


def video_frame(file: str | Path, number: int) -> Photo:
    """One frame of a video."""
    for photo in video_frames(file):
        if photo.frame == number:
            return photo
        if photo.pixels is None:
            return photo
    return Photo(None, status=Status.UNREADABLE, detail=f"The video has no frame {number}.")
