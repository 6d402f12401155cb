from __future__ import annotations

import numpy as np
import pytest

from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Face


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


def test_the_portrait_has_one_face_at_the_known_place(
    detector: Detector, portrait_pixels: np.ndarray
) -> None:
    (face,) = detector.detect(portrait_pixels)
    assert face.confidence > 0.99
    assert np.abs(face.landmarks - [(205, 101), (247, 103), (225, 129), (202, 139), (245, 142)]).max() < 4


def test_it_agrees_with_the_library_that_the_networks_come_from(
    detector: Detector, portrait_pixels: np.ndarray
) -> None:
    import torch
    from facenet_pytorch import MTCNN
    from PIL import Image

    with torch.inference_mode():
        _, _, points = MTCNN(keep_all=True, post_process=False).detect(
            Image.fromarray(portrait_pixels), landmarks=True
        )
    (face,) = detector.detect(portrait_pixels)
    assert np.abs(points[0] - face.landmarks).max() / face.inter_eye_distance < 0.12


@pytest.mark.parametrize("shape", [(1, 1), (5, 400), (400, 5), (11, 11), (3, 3000)])
def test_odd_sizes_have_no_face_and_raise_nothing(detector: Detector, shape: tuple[int, int]) -> None:
    image = np.zeros((*shape, 3), np.uint8)
    assert detector.detect(image) == []
    assert detector.detect_small(image) == []


def test_fifty_faces_are_found(detector: Detector, portrait_pixels: np.ndarray) -> None:
    import cv2

    face = cv2.resize(portrait_pixels[30:200, 140:310], (120, 120), interpolation=cv2.INTER_AREA)
    wall = np.tile(face, (5, 10, 1))
    found = detector.detect(wall)
    assert len(found) >= 45


def test_the_primary_face_is_large_central_and_certain() -> None:
    def face(x: float, size: float, confidence: float = 1.0) -> Face:
        return Face(np.array([x, 40, size, size], np.float32), np.zeros((5, 2), np.float32), confidence)

    large, central, doubtful = face(0, 60), face(45, 20), face(40, 60, 0.3)
    assert by_prominence([central, doubtful, large], 100, 100)[0] is large
    assert by_prominence([face(70, 20), face(40, 20)], 100, 100)[0].box[0] == 40
    assert by_prominence([], 10, 10) == []


def test_rearranged_networks_answer_as_the_originals() -> None:
    import torch
    from facenet_pytorch.models.mtcnn import ONet, PNet, RNet

    from faceqnet_engine.faces.cascade_networks import FirstNetwork, PatchNetwork

    torch.manual_seed(0)
    with torch.inference_mode():
        first, picture = PNet().eval(), torch.randn(1, 3, 37, 52)
        shift, probability = first(picture)
        answer = FirstNetwork(first)(picture)
        assert torch.allclose(answer[0], probability[0, 1], atol=1e-5)
        assert torch.allclose(answer[1], shift[0].permute(1, 2, 0), atol=1e-5)
        for original, side in ((RNet().eval(), 24), (ONet().eval(), 48)):
            patches = torch.randn(40, 3, side, side)  # more than go through at once
            *others, probability = original(patches)
            plain = PatchNetwork(original)
            for network in (plain, *([plain.blocked()] if torch.backends.mkldnn.is_available() else [])):
                answer = network(patches)
                assert torch.allclose(answer[0], probability[:, 1], atol=1e-5)
                assert torch.allclose(answer[1], torch.cat(others, 1), atol=1e-5)
