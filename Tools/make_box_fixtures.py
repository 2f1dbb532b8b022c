"""Writes Tests/AnalysesTests/Fixtures/boxes.json: the results of OpenCV and SciPy for small maps and masks.

- masks: boxes of all contours (sorted), and of the contour with the largest polygon area
- wsol: for each τ the boxes of the published evaluation (Choe et al. 2020) for a map, and two intersections over union
- paper: the largest 8-connected component at 20 % of the maximum of a bilinearly enlarged map
- release: the result of the authors' thresholds, distance transform and contours
- bicubic: OpenCV's enlargement of a map
Run: python Tools/make_box_fixtures.py
"""

import json
import pathlib

import cv2
import numpy as np
from scipy import ndimage

OUT = pathlib.Path(__file__).resolve().parent.parent / "Tests/AnalysesTests/Fixtures/boxes.json"
rng = np.random.default_rng(11)


def contours(mask):
    return cv2.findContours(mask.astype(np.uint8) * 255, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)[0]


def ends(contour):
    x, y, w, h = cv2.boundingRect(contour)
    return [x, y, x + w, y + h]


def mask_case(mask):
    found = contours(mask)
    return {
        "rows": ["".join("#" if v else "." for v in row) for row in mask],
        "all": sorted(ends(c) for c in found),
        "largest": ends(max(found, key=cv2.contourArea)) if found else None,
        "largest_area": max((cv2.contourArea(c) for c in found), default=0),
    }


def smooth_map(height, width, seed):
    values = np.random.default_rng(seed).normal(size=(height, width))
    return ndimage.gaussian_filter(values, 1.0, mode="nearest").astype(np.float32)


def wsol_case(cam):
    big = cv2.resize(cam, (224, 224), interpolation=cv2.INTER_CUBIC)
    big = (big - big.min()) / (big.max() - big.min())
    levels = (big * 255).astype(np.uint8)
    largest, every = [], []
    for tau in np.arange(0, 1, 0.01):
        _, binary = cv2.threshold(levels, int(tau * levels.max()), 255, cv2.THRESH_BINARY)
        found = contours(binary > 0)
        boxes = [[x0, y0, min(x1, 223), min(y1, 223)] for x0, y0, x1, y1 in map(ends, found)]
        largest.append(boxes[int(np.argmax([cv2.contourArea(c) for c in found]))] if found else [0, 0, 0, 0])
        every.append(len(set(map(tuple, boxes))))
    return {"map": cam.tolist(), "largest": largest, "count": every}


def bilinear(cam, width, height):
    """Enlarges bilinearly with half-pixel centres; border cells are repeated."""
    y = np.clip((np.arange(height) + 0.5) * cam.shape[0] / height - 0.5, 0, cam.shape[0] - 1)
    x = np.clip((np.arange(width) + 0.5) * cam.shape[1] / width - 0.5, 0, cam.shape[1] - 1)
    return ndimage.map_coordinates(cam.astype(np.float64), np.meshgrid(y, x, indexing="ij"), order=1, mode="nearest")


def paper_case(cam, width, height):
    big = bilinear(cam, width, height)
    labels, count = ndimage.label(big >= 0.2 * big.max(), structure=np.ones((3, 3)))
    sizes = ndimage.sum_labels(np.ones_like(big), labels, range(1, count + 1))
    rows, columns = ndimage.find_objects(labels)[int(np.argmax(sizes))]
    return {
        "map": cam.tolist(), "width": width, "height": height,
        "box": [columns.start, rows.start, columns.stop, rows.stop],
    }


def release_case(cam, width, height):
    big = np.abs(bilinear(cam, width, height).astype(np.float32))
    heat = np.floor(big / big.max() * 255 + 0.5).astype(np.uint8)
    boxes = []
    for level in (20, 100, 110):
        inside = heat > level
        distance = ndimage.distance_transform_edt(inside)
        kept = np.floor(distance * 255 / distance.max() + 0.5) > 10
        for x0, y0, x1, y1 in map(ends, contours(kept)):
            x, y = min(x0, width - 5), min(y0, height - 5)
            boxes.append([x, y, x + max(0, min(x1 - x0, width - x0 - 5)), y + max(0, min(y1 - y0, height - y0 - 5))])
    return {
        "map": cam.tolist(), "width": width, "height": height,
        "unmerged": sorted(boxes), "distance": round(float(ndimage.distance_transform_edt(heat > 100).sum()), 4),
        "heat": int(heat.astype(int).sum()),
    }


ring = np.zeros((9, 12), bool)
ring[1:8, 2:10] = True
ring[3:6, 4:7] = False
ring[4, 5] = True
thin = np.zeros((7, 7), bool)
for x, y in [(3, 1), (2, 2), (4, 2), (1, 3), (5, 3), (2, 4), (4, 4), (3, 5)]:
    thin[y, x] = True
dots = np.zeros((5, 9), bool)
dots[1, 1] = dots[3, 6] = dots[1, 7] = True
masks = [ring, thin, dots, np.ones((4, 5), bool), np.zeros((3, 3), bool)]
for density in (0.2, 0.4, 0.5, 0.6, 0.75, 0.9):
    for _ in range(4):
        masks.append(rng.random((int(rng.integers(5, 24)), int(rng.integers(5, 90)))) < density)
fixture = {
    "masks": [mask_case(m) for m in masks],
    "wsol": [wsol_case(smooth_map(7, 7, s)) for s in (1, 2, 3)] + [wsol_case(smooth_map(13, 13, s)) for s in (4, 5)],
    "paper": [paper_case(smooth_map(*s), w, h) for s, w, h in [((7, 7, 6), 227, 227), ((13, 13, 7), 300, 200), ((14, 14, 8), 64, 128), ((3, 5, 9), 50, 30)]],
    "release": [release_case(smooth_map(*s), w, h) for s, w, h in [((7, 7, 6), 227, 227), ((14, 14, 8), 256, 256), ((13, 13, 7), 120, 90)]],
    "bicubic": {"map": smooth_map(5, 7, 10).tolist(), "width": 31, "height": 24},
}
big = cv2.resize(np.array(fixture["bicubic"]["map"], np.float32), (31, 24), interpolation=cv2.INTER_CUBIC)
fixture["bicubic"]["enlarged"] = [[round(float(v), 6) for v in row] for row in big]
OUT.parent.mkdir(parents=True, exist_ok=True)
OUT.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
print(OUT, OUT.stat().st_size, "bytes", cv2.__version__)
