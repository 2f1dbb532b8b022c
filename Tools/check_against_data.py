"""Compares the program with other software on a folder of real networks and photographs.

    python3 Tools/check_against_data.py .build/release/unit-atlas DATA [--kills 20]

DATA holds models/NAME/{model.onnx, preprocessor_config.json, classes.csv} and ilsvrc-val/{images, labels.csv}.
For each network it prints

- the number of images whose top-1 and top-5 predictions are correct, next to the expected numbers (`--expect`);
- the largest difference between the logits of `unit-atlas forward` and of ONNX Runtime, divided by the largest logit;
- whether the atlas is identical, table by table, to that of an uninterrupted run after `--kills` runs were killed with
  SIGKILL at random times and resumed; also with one and two threads, and with batches of 1, 7 and 32.

Exits with 1 if a result differs. Needs numpy, Pillow and onnxruntime.
"""

import argparse
import csv
import hashlib
import json
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import numpy
import onnxruntime
from PIL import Image

EXPECTED = {"mobilenet_v1_075": (548, 673), "squeezenet_v1_0": (514, 656)}
PIL_FILTERS = {0: Image.NEAREST, 2: Image.BILINEAR, 3: Image.BICUBIC}
failures = []


def report(name, text, good):
    print(f"{name:18} {text}{'' if good else '   <-- off'}", flush=True)
    if not good:
        failures.append(text)


def index_command(program, atlas, model, data, *more):
    images = data / "ilsvrc-val"
    return [program, "index", atlas, "--model", model, "--images", images / "images", "--labels", images / "labels.csv", *more]


def run(command):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stderr}")
    return result.stdout


def dump(path):
    """Returns a digest of each table, with rows keyed by path, without row ids and times."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = {
        "atlas": "SELECT model_name, model_sha256, layer, map_height, map_width, input_height, input_width, preprocessing,"
        " configuration FROM atlas",
        "image": "SELECT path, width, height, bytes, label, status, reason, pooled_mean, pooled_max FROM image"
        " ORDER BY path",
        "prediction": "SELECT i.path, p.rank, p.class, p.logit, p.probability FROM prediction p JOIN image i"
        " ON i.id = p.image ORDER BY i.path, p.rank",
        "top_activation": "SELECT t.unit, t.rank, i.path, t.maximum, t.mean, t.cell_x, t.cell_y, t.map"
        " FROM top_activation t JOIN image i ON i.id = t.image ORDER BY t.unit, t.rank",
        "unit": "SELECT * FROM unit ORDER BY id",
        "unit_state": "SELECT * FROM unit_state ORDER BY unit",
        "class": "SELECT * FROM class ORDER BY head, id",
        "class_activation": "SELECT * FROM class_activation ORDER BY class, unit",
        "head_weight": "SELECT * FROM head_weight ORDER BY head, class, unit",
        "head_bias": "SELECT * FROM head_bias ORDER BY head, class",
    }
    digests = {}
    for table, sql in tables.items():
        digest, count = hashlib.sha256(), 0
        for row in database.execute(sql):
            digest.update(repr(row).encode())
            count += 1
        digests[table] = (count, digest.hexdigest())
    database.close()
    return digests


def different(first, second):
    return [table for table in first if first[table] != second[table]]


def right_answers(atlas, labels, classes):
    """Counts the images with correct top-1 and top-5 predictions, independently of SQL."""
    wnids = {row["wnid"]: place for place, row in enumerate(csv.DictReader(open(classes, encoding="utf-8")))}
    truth = {row["image"]: wnids[row["wnid"]] for row in csv.DictReader(open(labels, encoding="utf-8"))}
    database = sqlite3.connect(f"file:{atlas}?mode=ro", uri=True)
    found = {}
    for path, name in database.execute(
        "SELECT i.path, p.class FROM prediction p JOIN image i ON i.id = p.image ORDER BY i.path, p.rank"
    ):
        found.setdefault(path, []).append(name)
    database.close()
    first = sum(found[path][0] == truth[path] for path in found)
    return first, sum(truth[path] in found[path][:5] for path in found)


def network_input(paths, configuration):
    """Returns the network input for a preprocessing configuration: the whole image, resized by PIL."""
    size = configuration["size"]
    images = []
    for path in paths:
        image = Image.open(path).convert("RGB")
        image = image.resize((size["width"], size["height"]), PIL_FILTERS[configuration.get("resample", 2)])
        pixels = numpy.asarray(image, dtype=numpy.float64)
        if configuration.get("do_flip_channel_order"):
            pixels = pixels[:, :, ::-1]
        if configuration.get("do_rescale", True):
            pixels = pixels * configuration.get("rescale_factor", 1 / 255)
        if configuration.get("do_normalize", True):
            pixels = (pixels - configuration["image_mean"]) / configuration["image_std"]
        images.append(pixels.transpose(2, 0, 1))
    return numpy.ascontiguousarray(numpy.stack(images), dtype=numpy.float32)


def logit_difference(program, model, data, folder):
    configuration = json.loads((model / "preprocessor_config.json").read_text(encoding="utf-8"))
    paths = sorted((data / "ilsvrc-val" / "images").iterdir())[:8]
    x = network_input(paths, configuration)
    numpy.save(folder / "x.npy", x)
    run([program, "forward", model, "--input", folder / "x.npy", "--output", folder / "y.npy"])
    session = onnxruntime.InferenceSession(str(model / "model.onnx"), providers=["CPUExecutionProvider"])
    expected = session.run(None, {session.get_inputs()[0].name: x})[0]
    found = numpy.load(folder / "y.npy")
    return float(numpy.abs(found.reshape(expected.shape) - expected).max() / numpy.abs(expected).max())


def killed(command, moment):
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--networks", nargs="*", help="names of folders under models (default: all)")
    parser.add_argument(
        "--expect", action="append", default=[], metavar="NAME=TOP1,TOP5", help="expected numbers of correct predictions of a network")
    arguments = parser.parse_args()
    program, data = arguments.program.resolve(), arguments.data.resolve()
    expected = dict(EXPECTED)
    for text in arguments.expect:
        name, figures = text.split("=")
        expected[name] = tuple(int(figure) for figure in figures.split(","))
    random.seed(arguments.seed)
    for model in sorted((data / "models").iterdir()):
        if arguments.networks and model.name not in arguments.networks:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            check(program, data, model, folder, expected.get(model.name), arguments.kills)
    sys.exit(1 if failures else 0)


def check(program, data, model, folder, expected, kills):
    whole = folder / "whole.sqlite"
    start = time.monotonic()
    run(index_command(program, whole, model, data))
    seconds = time.monotonic() - start
    reference = dump(whole)
    labels = data / "ilsvrc-val" / "labels.csv"
    first, five = right_answers(whole, labels, model / "classes.csv")
    good = expected is None or (abs(first - expected[0]) <= 1 and abs(five - expected[1]) <= 1)
    report(model.name, f"right: {first}, among the first five: {five} (expected: {expected})", good)
    report(model.name, f"indexed in {seconds:.1f} s with start-up", True)
    difference = logit_difference(program, model, data, folder)
    report(model.name, f"largest difference from ONNX Runtime: {difference:.2g} of the largest logit", difference <= 1e-4)
    for more in (["--threads", "1"], ["--threads", "2", "--batch", "1"], ["--batch", "7"], ["--batch", "32"]):
        other = folder / "other.sqlite"
        run(index_command(program, other, model, data, *more))
        wrong = different(reference, dump(other))
        other.unlink()
        report(model.name, f"{' '.join(more)}: {'the same atlas' if not wrong else 'differs in ' + ', '.join(wrong)}", not wrong)
    same, partial = 0, 0
    for trial in range(kills):
        atlas = folder / f"killed{trial}.sqlite"
        command = index_command(program, atlas, model, data, "--commit-interval", str(trial % 2))
        killed(command, random.uniform(0.05, 1) * seconds)
        try:
            database = sqlite3.connect(f"file:{atlas}?mode=ro", uri=True)
            partial += 0 < database.execute("SELECT count(*) FROM image").fetchone()[0] < reference["image"][0]
            database.close()
        except sqlite3.Error:
            pass
        run(command)
        wrong = different(reference, dump(atlas))
        same += not wrong
        if wrong:
            report(model.name, f"killed, trial {trial}: differs in {', '.join(wrong)}", False)
        atlas.unlink()
    report(model.name, f"killed {kills} times, {partial} of them halfway: the same atlas {same} times", same == kills)


if __name__ == "__main__":
    main()
