"""Compares `unit-atlas localize` with ONNX Runtime, numpy, SciPy and OpenCV on the same images.

    python3 Tools/check_localization.py .build/release/unit-atlas DATA [--figures]

DATA holds models/NAME and ilsvrc-val/{images, labels.csv, boxes.csv}. For each network, unchanged and
dilated once, it prints the number of correct images according to the program, to those libraries (using the functions of
make_localization_fixtures.py, which share no code with the program), and to earlier results. Differences of up to 4 images
and 0.7 points of MaxBoxAcc are accepted. With --figures the libraries are skipped. Exits with 1 if a result differs.
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


def independent(data, name, dilation):
    """Computes the same results without the program."""
    import make_localization_fixtures as reference
    import numpy as np
    from PIL import Image

    folder = data / "ilsvrc-val"
    labels, boxes = reference.read_truth(folder)
    model = data / "models" / name
    configuration = json.loads((model / "preprocessor_config.json").read_text())
    network, weights = reference.session(model, reference.LAYERS[name], dilation)
    top1 = top5 = found1 = found5 = known = center = 0
    overlaps = []
    for image in sorted(labels):
        picture = Image.open(folder / "images" / image).convert("RGB")
        width, height = picture.size
        values = {network.get_inputs()[0].name: reference.network_input(picture, configuration)}
        outputs = network.run(None, values)
        order = list(np.argsort(-outputs[0].reshape(-1))[:5])
        cam = np.tensordot(weights[labels[image]], outputs[-1][0], 1).astype(np.float32)
        box = reference.paper_box(cam, width, height)
        right = max(reference.overlap(box, b, 0) for b in boxes[image]) >= 0.5
        margin = (1 - 0.5 ** 0.5) / 2
        middle = [width * margin, height * margin, width * (1 - margin), height * (1 - margin)]
        top1 += order[0] == labels[image]
        top5 += labels[image] in order
        found1 += right and order[0] == labels[image]
        found5 += right and labels[image] in order
        known += right
        center += max(reference.overlap(middle, b, 0) for b in boxes[image]) >= 0.5
        overlaps.append(reference.wsol_overlaps(cam, boxes[image], width, height))
    overlaps = np.array(overlaps)
    v1 = 100 * (overlaps[:, :, 0] >= 0.5).mean(0).max()
    v2 = 100 * np.mean([(overlaps[:, :, 1] >= level).mean(0).max() for level in (0.3, 0.5, 0.7)])
    return (int(top1), int(top5), int(found1), int(found5), int(known), float(v1), float(v2)), int(center)


def run(*command):
    start = time.monotonic()
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stderr}")
    return result.stdout, time.monotonic() - start


def program_figures(program, images, atlas, dilation):
    text, seconds = run(program, "localize", atlas, "--boxes", images / "boxes.csv", "--dilate", dilation, "--format", "json")
    found = json.loads(text)
    count = found["images"]
    errors = ("top1_error", "top5_error", "top1_localization_error", "top5_localization_error")
    counts = [round(count * (1 - found[key])) for key in errors] + [round(count * found["gt_known_accuracy"])]
    shares = [100 * found["max_box_accuracy"], 100 * found["max_box_accuracy_v2"]]
    return (*counts, *shares), round(count * found["center_baseline"]), seconds


def close(found, expected):
    allowed = [4] * 5 + [0.7] * 2
    return all(abs(a - b) <= most for a, b, most in zip(found, expected, allowed))


def shown(figures, center):
    return f"{list(figures[:5])} {figures[5]:.2f} {figures[6]:.2f}, centred box {center}"


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
            found, center, seconds = program_figures(program, images, atlas, dilation)
            others = {"found before": (expected, CENTER)}
            if "--figures" not in sys.argv[3:]:
                others["libraries"] = independent(data, name, dilation)
            good = all(close(found, figures) and abs(center - middle) <= 1 for figures, middle in others.values())
            off += not good
            print(f"{name} dilated {dilation}×{'' if good else '   <-- off'}")
            print(f"  {'program':12} {shown(found, center)}")
            for who, (figures, middle) in others.items():
                print(f"  {who:12} {shown(figures, middle)}")
            print(f"  indexing {indexing:.1f} s, localizing {seconds:.1f} s", flush=True)
    sys.exit(1 if off else 0)


if __name__ == "__main__":
    main()
