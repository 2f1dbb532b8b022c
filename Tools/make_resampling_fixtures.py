"""Writes the expected values in Tests/ImagesTests/Fixtures/resampling with Pillow.

    python Tools/make_resampling_fixtures.py [folder]

The images are generated from a seed, and the Swift test repeats the generator, so only results are stored: all pixels of
small cases, an FNV-1a hash of the pixels of the others. Made with Pillow 13.0.0.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image

FILTERS = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]  # by Pillow's integer code


def noise(width, height, seed):
    """Returns [height, width, 3] bytes of a linear congruential generator; every third seed gives only 0 and 255."""
    state, values = seed, []
    for _ in range(width * height * 3):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 24)
    array = np.array(values, np.uint8).reshape(height, width, 3)
    return np.where(array > 127, 255, 0).astype(np.uint8) if seed % 3 == 0 else array


def fnv(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def case(seed, width, height, out_width, out_height, code, box=None):
    image = Image.fromarray(noise(width, height, seed))
    pixels = image.resize((out_width, out_height), code, box=box).tobytes()
    result = {"seed": seed, "width": width, "height": height, "outputWidth": out_width, "outputHeight": out_height,
              "filter": FILTERS[code], "hash": fnv(pixels)}
    if box:
        result["box"] = box
    if len(pixels) <= 48:
        result["pixels"] = list(pixels)
    return result


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/ImagesTests/Fixtures/resampling")
    rng, cases, seed = random.Random(20), [], 0
    for code in range(6):
        # Photographs to network inputs, extreme shapes, one axis only, enlargement.
        for sizes in [(125, 94, 56, 56), (94, 125, 64, 48), (1, 1, 5, 3), (300, 2, 3, 40), (2, 300, 40, 3),
                      (31, 17, 31, 9), (31, 17, 8, 17), (9, 7, 4, 4), (5, 5, 4, 4), (12, 10, 40, 33)]:
            seed += 1
            cases.append(case(seed, *sizes, code))
        for limit in [4, 12, 60]:
            for boxed in [False, False, True, True]:
                seed += 1
                width, height, out_width, out_height = (rng.randint(1, limit) for _ in range(4))
                xs = sorted(round(rng.uniform(0, width), 3) for _ in range(2))
                ys = sorted(round(rng.uniform(0, height), 3) for _ in range(2))
                cases.append(case(seed, width, height, out_width, out_height, code,
                                  [xs[0], ys[0], xs[1] + 0.01 if xs[1] < width - 0.01 else width,
                                   ys[1] + 0.01 if ys[1] < height - 0.01 else height] if boxed else None))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cases.json").write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
    print(len(cases), "cases")


main()
