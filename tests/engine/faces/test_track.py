"""Faces that keep their number, and a face followed by its mesh between detections."""

from __future__ import annotations

import cv2
import numpy as np

from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Face
from faceqnet_engine.faces.mesh import FaceMesh
from faceqnet_engine.faces.track import Follower, Identities


def face(x: float, y: float, ied: float = 40.0) -> Face:
    points = np.array(((0, 0), (ied, 0), (ied / 2, ied / 2), (0, ied), (ied, ied)), np.float32)
    return Face(np.array((x - 20, y - 30, 80, 100), np.float32), points + np.array((x, y), np.float32), 1.0)


def test_faces_keep_their_numbers_whatever_their_order() -> None:
    known = Identities()
    assert known.of([face(100, 100), face(400, 100)], 0.0) == [1, 2]
    assert known.of([face(405, 102), face(98, 101)], 0.1) == [2, 1]


def test_a_face_that_is_gone_for_a_moment_is_the_same() -> None:
    known = Identities()
    known.of([face(100, 100)], 0.0)
    known.of([], 0.4)
    assert known.of([face(104, 100)], 0.8) == [1]


def test_a_face_that_is_gone_for_long_or_far_away_is_another() -> None:
    known = Identities()
    known.of([face(100, 100)], 0.0)
    assert known.of([face(100, 100)], 5.0) == [2]
    assert known.of([face(300, 100)], 5.1) == [3]
    assert known.of([face(300, 100, ied=90)], 5.2) == [4]


def test_two_faces_never_share_a_number() -> None:
    known = Identities()
    known.of([face(100, 100)], 0.0)
    numbers = known.of([face(101, 100), face(103, 100)], 0.1)
    assert len(set(numbers)) == 2


def test_a_followed_face_stays_where_the_detector_would_find_it(portrait_pixels: np.ndarray) -> None:
    detector, network = Detector(), FaceMesh()
    found = detector.detect(portrait_pixels)[0]
    follower = Follower(found, network.mesh(portrait_pixels, found))
    for step in range(1, 7):
        matrix = cv2.getRotationMatrix2D((225, 120), 1.5 * step, 1 + 0.01 * step)
        matrix[:, 2] += (3.0 * step, 2.0 * step)
        moved = cv2.warpAffine(portrait_pixels, matrix, (512, 512))
        followed = follower.follow(network.mesh(moved, follower.face))
        assert followed is not None
        truth = found.landmarks @ matrix[:, :2].T.astype(np.float32) + matrix[:, 2].astype(np.float32)
        off = np.linalg.norm(followed.landmarks - truth, axis=1).mean() / followed.inter_eye_distance
        assert off < 0.06


def test_a_face_that_jumped_away_is_not_followed(portrait_pixels: np.ndarray) -> None:
    network = FaceMesh()
    found = Detector().detect(portrait_pixels)[0]
    follower = Follower(found, network.mesh(portrait_pixels, found))
    elsewhere = network.mesh(portrait_pixels, face(400, 300))
    assert follower.follow(elsewhere) is None
