"""Runs the ONNX project's node tests with `unit-atlas forward`, for every supported operator.

    python Tools/run_onnx_node_tests.py --program .build/release/unit-atlas [--only OPERATOR ...] [--verbose]

The tests come from the `onnx` package (`onnx.backend.test.case.node`). It uses those with a single node whose numeric arrays
are all float32. Arrays of integers and booleans, such as axes, become constants, as they are in networks. Each test
runs with its first input fed and the others constant, since networks have constant weights. If there are several inputs and
all are float32, it also runs with all of them fed, and with only the second fed.

Masks, indices and statistics in addition to the first output are ignored. A case passes if the outputs equal the expected ones
to the tolerance given by the test, or to 1e-6 of the largest value. It counts as refused if the program exits with 1 and a
one-sentence error. Wrong results, crashes and other failures make this script fail. Needs numpy and onnx.
"""
import argparse
import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import numpy
import onnx
from onnx.backend.test.case.node import collect_testcases


def operators():
    """Returns the operators with a rule in Sources/Inference/Operators."""
    folder = pathlib.Path(__file__).parent.parent / "Sources" / "Inference" / "Operators"
    text = "".join(path.read_text() for path in folder.glob("*.swift"))
    return sorted(set(re.findall(r'"([A-Z]\w*)": (?:Rule|rule|function|chain)\b', text)))


def variants(model, inputs):
    """Yields (name, graph with constants, arrays that stay inputs)."""
    names = [entry.name for entry in model.graph.input]
    floats = [name for name in names if inputs[name].dtype == numpy.float32]
    choices = {"first": floats[:1]}
    if len(floats) == len(names) and len(floats) > 1:
        choices["all"], choices["second"] = floats, floats[1:2]
    for label, fed in choices.items():
        changed = onnx.ModelProto()
        changed.CopyFrom(model)
        kept = [entry for entry in changed.graph.input if entry.name in fed]
        del changed.graph.input[:]
        changed.graph.input.extend(kept)
        for name in names:
            if name not in fed:
                changed.graph.initializer.append(onnx.numpy_helper.from_array(inputs[name], name))
        yield label, changed, {name: inputs[name] for name in fed}


def run(program, model, fed, expected, tolerance):
    """Returns "passed", or ("refused" | "wrong" | "crashed", reason)."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.onnx")
        onnx.save(model, path)
        options = []
        for name, array in fed.items():
            numpy.save(os.path.join(folder, f"{len(options)}.npy"), array)
            options += ["--input", f"{name}={os.path.join(folder, f'{len(options)}.npy')}"]
        for name, array in expected.items():
            target = os.path.join(folder, "y.npy")
            process = subprocess.run(
                [program, "forward", path, *options, "--output", target, "--tensor", name], capture_output=True,
                text=True)
            lines = process.stderr.strip().splitlines()
            if process.returncode == 1 and len(lines) == 1 and re.fullmatch(r"Error: .*\.", lines[0]):
                return "refused", lines[0]
            if process.returncode != 0:
                return "crashed", f"exit status {process.returncode}: {' / '.join(lines[-3:])}"
            result = numpy.load(target)
            if result.shape != array.shape:
                return "wrong", f"{name}: shape {result.shape} instead of {array.shape}"
            error = abs(result.astype("f8") - array)
            bound = tolerance * abs(array) + 1e-6 * (1 + (abs(array).max() if array.size else 0))
            if not (error <= bound).all():
                return "wrong", f"{name}: differs by {error.max():.2e}"
    return "passed", ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="the unit-atlas to test")
    parser.add_argument("--only", nargs="*", help="operators")
    parser.add_argument("--verbose", action="store_true", help="print why cases are refused")
    arguments = parser.parse_args()
    claimed = arguments.only or operators()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = collect_testcases(None)
    counts = {name: collections.Counter() for name in claimed}
    for case in cases:
        model = case.model
        if model is None or len(model.graph.node) != 1 or model.graph.node[0].op_type not in counts:
            continue
        operator = model.graph.node[0].op_type
        arrays, results = ([numpy.asarray(array) if isinstance(array, numpy.generic) else array for array in arrays]
                           for arrays in case.data_sets[0])
        inputs = dict(zip((entry.name for entry in model.graph.input), arrays))
        outputs = dict(zip((entry.name for entry in model.graph.output), results))
        if operator != "Split":
            del model.graph.output[1:]
            outputs = dict(list(outputs.items())[:1])
        every = list(inputs.values()) + list(outputs.values())
        plain = all(isinstance(array, numpy.ndarray) for array in every) and len(inputs) == len(arrays)
        numbers = [array.dtype for array in every if plain and array.dtype.kind == "f"]
        if not plain or any(kind != numpy.float32 for kind in numbers) or not any(
            array.dtype == numpy.float32 for array in inputs.values()
        ):
            counts[operator]["other types"] += 1
            continue
        for label, changed, fed in variants(model, inputs):
            outcome, why = run(arguments.program, changed, fed, outputs, case.rtol)
            counts[operator][outcome] += 1
            if outcome in ("wrong", "crashed") or arguments.verbose and outcome == "refused":
                print(f"{outcome}: {case.name}, {label} fed: {why}", flush=True)
    columns = ["passed", "refused", "wrong", "crashed", "other types"]
    print(f"{'operator':22}" + "".join(f"{column:>12}" for column in columns))
    for name in sorted(counts):
        print(f"{name:22}" + "".join(f"{counts[name][column]:12}" for column in columns))
    total = {column: sum(count[column] for count in counts.values()) for column in columns}
    print(f"{'together':22}" + "".join(f"{total[column]:12}" for column in columns))
    sys.exit(total["wrong"] + total["crashed"] > 0)


if __name__ == "__main__":
    main()
