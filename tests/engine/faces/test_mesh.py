from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from PIL import Image

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Face
from faceqnet_engine.faces.mesh import AGREEMENT_LIMIT, FaceMesh, Mesh
from faceqnet_engine.faces.mesh_network import MeshNetwork
from faceqnet_engine.measures.mesh_geometry import eyes_open, inter_eye_distance, mouth_closed, region
from faceqnet_engine.measures.pose import pose_from_mesh
from faceqnet_engine.models.registry import record, verified_weights

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests/data"
EYES_CLOSED_BELOW = 0.040  # the enrolment profile's limit, native
MOUTH_CLOSED_BELOW = 0.2 - 0.06 * np.log(0.6 / 0.4)  # its component 60, by 100 (1 - S(x; .2, .06))


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.fixture(scope="module")
def mesher() -> FaceMesh:
    return FaceMesh()


@pytest.fixture(scope="module")
def found(detector: Detector, mesher: FaceMesh) -> Callable[[np.ndarray], tuple[Face, Mesh]]:
    def of(pixels: np.ndarray) -> tuple[Face, Mesh]:
        faces = detector.detect(pixels)
        face = by_prominence(faces, pixels.shape[1], pixels.shape[0])[0]
        return face, mesher.mesh(pixels, face)

    return of


def test_the_port_equals_the_original_runtime() -> None:
    with Image.open(DATA / "facemesh_inputs.png") as strip:
        crops = np.stack(np.split(np.asarray(strip), strip.width // 192, axis=1))
    reference = np.array(json.loads((DATA / "facemesh_reference.json").read_text())["points"])
    network = MeshNetwork().eval()
    network.load_state_dict({k: v.float() for k, v in verified_weights(record("facemesh")).items()})
    with torch.inference_mode():
        points = network(torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 255).numpy()
    assert len(points) == len(reference) == 4
    assert np.abs(points.reshape(4, -1) - reference).max() < 1e-3


def test_the_demo_portraits_have_a_mesh_that_is_believed(found: Callable) -> None:
    for file in sorted((ROOT / "resources/demo").glob("*.jpg")):
        face, mesh = found(decode(file).pixels)
        assert mesh.confident
        assert mesh.points.shape == (468, 3) and mesh.points.dtype == np.float32
        assert inter_eye_distance(mesh.points) == pytest.approx(face.inter_eye_distance, rel=0.08)


@pytest.mark.parametrize("angle", [-40, -20, 20, 40])
def test_a_turned_image_turns_the_mesh(found: Callable, portrait_pixels: np.ndarray, angle: float) -> None:
    _, upright = found(portrait_pixels)
    middle = (portrait_pixels.shape[1] / 2, portrait_pixels.shape[0] / 2)
    matrix = cv2.getRotationMatrix2D(middle, -angle, 1)
    _, turned = found(cv2.warpAffine(portrait_pixels, matrix, portrait_pixels.shape[1::-1]))
    expected = upright.points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    off = np.linalg.norm(turned.points[:, :2] - expected, axis=1).mean()
    assert off / inter_eye_distance(upright.points) < 0.04
    before, after = pose_from_mesh(upright.points), pose_from_mesh(turned.points)
    assert after.roll - before.roll == pytest.approx(angle, abs=1)


def test_a_mirrored_image_mirrors_the_mesh(found: Callable, portrait_pixels: np.ndarray) -> None:
    _, mesh = found(portrait_pixels)
    _, mirrored = found(np.ascontiguousarray(portrait_pixels[:, ::-1]))
    pairs = [(33, 263), (133, 362), (234, 454), (61, 291), (1, 1), (152, 152)]
    expected = mesh.points[[a for a, _ in pairs], :2] * (-1, 1) + (portrait_pixels.shape[1] - 1, 0)
    off = np.linalg.norm(mirrored.points[[b for _, b in pairs], :2] - expected, axis=1)
    assert off.mean() / inter_eye_distance(mesh.points) < 0.03
    assert off.max() / inter_eye_distance(mesh.points) < 0.08
    pose, flipped = pose_from_mesh(mesh.points), pose_from_mesh(mirrored.points)
    assert flipped.yaw == pytest.approx(-pose.yaw, abs=2)
    assert flipped.roll == pytest.approx(-pose.roll, abs=1.5)
    assert flipped.pitch == pytest.approx(pose.pitch, abs=2)


def test_size_and_reduced_decoding_do_not_move_the_mesh(found: Callable, portrait_pixels: np.ndarray) -> None:
    _, mesh = found(portrait_pixels)
    for factor in (0.5, 2, 6):
        size = (round(512 * factor), round(512 * factor))
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        _, other = found(cv2.resize(portrait_pixels, size, interpolation=how))
        off = np.linalg.norm(other.scaled(1 / factor).points - mesh.points, axis=1).mean()
        assert off / inter_eye_distance(mesh.points) < 0.05
        assert other.confident


def test_threads_and_repetition_change_nothing(
    found: Callable, mesher: FaceMesh, portrait_pixels: np.ndarray
) -> None:
    face, mesh = found(portrait_pixels)
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda _: mesher.mesh(portrait_pixels, face).points, range(12)))
    assert all(np.array_equal(points, mesh.points) for points in again)


# Bad input -----------------------------------------------------------------------------------------------------


def _face(x: float, y: float, side: float) -> Face:
    """A face that claims to fill that square."""
    five = np.array([(0.31, 0.38), (0.69, 0.38), (0.5, 0.57), (0.35, 0.76), (0.65, 0.76)], np.float32)
    box = np.array((x, y, side, side), np.float32)
    return Face(box, five * np.float32(side) + np.array((x, y), np.float32), 0.9)


@pytest.mark.parametrize("value", [0, 118, 255])
def test_a_uniform_image_gives_no_mesh_to_believe(mesher: FaceMesh, value: int) -> None:
    mesh = mesher.mesh(np.full((300, 300, 3), value, np.uint8), _face(80, 80, 140))
    assert np.isfinite(mesh.points).all()
    assert not mesh.confident


def test_noise_gives_no_mesh_to_believe(mesher: FaceMesh) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (300, 300, 3)).astype(np.uint8)
    assert not mesher.mesh(noise, _face(80, 80, 140)).confident


def test_a_tiny_face_is_not_believed(mesher: FaceMesh, portrait_pixels: np.ndarray, found: Callable) -> None:
    face, _ = found(portrait_pixels)
    factor = 10 / float(face.box[3])
    small = cv2.resize(portrait_pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    mesh = mesher.mesh(small, face.scaled(factor))
    assert np.isfinite(mesh.points).all()
    assert not mesh.confident


@pytest.mark.parametrize("place", [(-70, -60), (250, 20), (-900, 40), (20, 5000)])
def test_a_face_at_or_beyond_the_border_raises_nothing(
    mesher: FaceMesh, portrait_pixels: np.ndarray, place: tuple[int, int]
) -> None:
    image = portrait_pixels[:300, :300]
    mesh = mesher.mesh(image, _face(*place, 140))
    assert np.isfinite(mesh.points).all()
    assert not mesh.confident


def test_a_face_cut_by_the_border_stays_in_place(found: Callable, portrait_pixels: np.ndarray) -> None:
    _, whole = found(portrait_pixels)
    left = int(whole.points[234, 0]) + 6  # through the cheek
    face, cut = found(np.ascontiguousarray(portrait_pixels[:, left:]))
    nose = cut.points[1, :2] + (left, 0) - whole.points[1, :2]
    assert np.hypot(*nose) / face.inter_eye_distance < 0.12


@pytest.mark.parametrize(
    "five", [np.zeros((5, 2)), np.full((5, 2), np.nan), np.full((5, 2), 1e7), np.full((5, 2), -3.0)]
)
def test_degenerate_landmarks_are_not_believed(
    mesher: FaceMesh, portrait_pixels: np.ndarray, five: np.ndarray
) -> None:
    box = np.array((150, 60, 160, 200), np.float32)
    assert not mesher.mesh(portrait_pixels, Face(box, five.astype(np.float32), 0.9)).confident
    empty = Face(np.zeros(4, np.float32), five.astype(np.float32), 0.9)
    assert not mesher.mesh(portrait_pixels, empty).confident


def test_grey_and_one_pixel_images_raise_nothing(mesher: FaceMesh, portrait_pixels: np.ndarray) -> None:
    grey = np.repeat(cv2.cvtColor(portrait_pixels, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    face = Detector().detect(grey)[0]
    assert mesher.mesh(grey, face).agreement < AGREEMENT_LIMIT
    assert not mesher.mesh(np.zeros((1, 1, 3), np.uint8), _face(0, 0, 1)).confident


# Real photographs ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def expressions(shared_data: Path, found: Callable) -> dict[str, list[Mesh]]:
    folder = shared_data / "people/expressions"
    names = ("eyes_open", "eyes_closed", "mouth_open", "mouth_closed")
    return {n: [found(decode(f).pixels)[1] for f in sorted((folder / n).glob("*.jpg"))] for n in names}


def test_closed_eyes_are_told_from_open_ones(expressions: dict[str, list[Mesh]]) -> None:
    closed = [eyes_open(mesh.points) < EYES_CLOSED_BELOW for mesh in expressions["eyes_closed"]]
    opened = [eyes_open(mesh.points) >= EYES_CLOSED_BELOW for mesh in expressions["eyes_open"]]
    assert (len(closed), len(opened)) == (6, 10)
    assert sum(closed) >= 5
    assert sum(opened) >= 9


def test_open_mouths_are_told_from_closed_ones(expressions: dict[str, list[Mesh]]) -> None:
    opened = [mouth_closed(mesh.points) > MOUTH_CLOSED_BELOW for mesh in expressions["mouth_open"]]
    closed = [mouth_closed(mesh.points) <= MOUTH_CLOSED_BELOW for mesh in expressions["mouth_closed"]]
    assert (len(opened), len(closed)) == (16, 10)
    assert sum(opened) >= 15
    assert all(closed)


@pytest.mark.slow
def test_frontal_portraits_are_frontal_and_their_hull_holds_the_eyes(
    shared_data: Path, found: Callable
) -> None:
    meshes = [found(decode(f).pixels)[1] for f in sorted((shared_data / "london/neutral").glob("*.jpg"))]
    assert all(mesh.confident for mesh in meshes)
    poses = [pose_from_mesh(mesh.points) for mesh in meshes]
    for name, share in (("yaw", 0.95), ("roll", 0.95), ("pitch", 0.95)):
        assert np.mean([abs(getattr(p, name)) <= 6 for p in poses]) >= share, name
    for mesh in meshes:
        hull = region(mesh.points)
        for index in (33, 133, 362, 263, 1, 13):
            x, y = (float(v) for v in mesh.points[index, :2])
            assert cv2.pointPolygonTest(hull, (x, y), False) >= 0
