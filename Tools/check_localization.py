"""Holds `unit-atlas localize` against figures that ONNX Runtime, numpy and OpenCV gave on the same images.

    python3 Tools/check_localization.py .build/release/unit-atlas DATA

DATA holds models/NAME and ilsvrc-val/{images, labels.csv, boxes.csv}. Prints, for each network as it is and dilated once,
how many images are right beside how many should be (4 more or less may differ, as may 0.7 points of MaxBoxAcc), and how
long indexing and localizing took. Exits with 1 when a figure is off.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

# top-1, top-5, localized top-1, top-5, class known, MaxBoxAcc, MaxBoxAccV2
EXPECTED = {
    ("mobilenet_v1_075", 0): (548, 673, 316, 378, 391, 58.61, 58.61),
    ("mobilenet_v1_075", 1): (555, 678, 328, 390, 403, 57.36, 58.29),
    ("squeezenet_v1_0", 0): (514, 656, 285, 350, 369, 57.08, 55.23),
}
CENTER = 440


def run(*command):
    start = time.monotonic()
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stderr}")
    return result.stdout, time.monotonic() - start


def main():
    program, data = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    images, off = data / "ilsvrc-val", 0
    with tempfile.TemporaryDirectory() as folder:
        for (name, dilation), expected in EXPECTED.items():
            atlas = pathlib.Path(folder) / f"{name}.sqlite"
            if not atlas.exists():
                _, indexing = run(
                    program, "index", atlas, "--model", data / "models" / name, "--images", images / "images",
                    "--labels", images / "labels.csv")
            text, seconds = run(
                program, "localize", atlas, "--boxes", images / "boxes.csv", "--dilate", dilation, "--format", "json")
            found = json.loads(text)
            count = found["images"]
            counts = [
                round(count * (1 - found[key]))
                for key in ("top1_error", "top5_error", "top1_localization_error", "top5_localization_error")
            ] + [round(count * found["gt_known_accuracy"])]
            shares = [100 * found["max_box_accuracy"], 100 * found["max_box_accuracy_v2"]]
            center = round(count * found["center_baseline"])
            good = (
                count == 720 and abs(center - CENTER) <= 1
                and all(abs(a - b) <= 4 for a, b in zip(counts, expected))
                and all(abs(a - b) <= 0.7 for a, b in zip(shares, expected[5:])))
            off += not good
            print(f"{name} dilated {dilation}×{'' if good else '   <-- off'}")
            print(f"  found    {counts} {shares[0]:.2f} {shares[1]:.2f}, centred box {center}")
            print(f"  expected {list(expected[:5])} {expected[5]} {expected[6]}, centred box {CENTER}")
            print(f"  indexing {indexing:.1f} s, localizing {seconds:.1f} s", flush=True)
    sys.exit(1 if off else 0)


if __name__ == "__main__":
    main()
