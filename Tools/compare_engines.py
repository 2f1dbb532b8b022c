"""Compares `unit-atlas forward` with ONNX Runtime on torchvision's classifiers and on the old graphs of the `onnx` package.

    python Tools/compare_engines.py --program .build/release/unit-atlas --cache DIR [--only NAME ...] [--exporters ...]

Every network is exported once, with random weights, into the cache folder. Its batch norms are calibrated (statistics of
one batch, no dropout), its layer scales are large, and its norms have random scales and biases: with the usual initial
values the outputs of most networks hardly depend on the input, and errors in the backbone would go unnoticed.

A row passes if the largest difference between the two programs is at most 1e-3 (old graphs: 5e-3) of the largest
difference between the outputs for the two input images. Needs torch, torchvision, onnx, onnxscript and onnxruntime.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import warnings

import numpy
import onnx
import onnxruntime
import torch
import torchvision

# Input size; small networks go through every exporter, large ones through one.
NETWORKS = {
    "alexnet": (224, True), "vgg11": (224, False), "vgg16": (224, False), "vgg16_bn": (224, False),
    "resnet18": (224, True), "resnet34": (224, True), "resnet50": (224, True), "resnet101": (224, False),
    "resnext50_32x4d": (224, True), "wide_resnet50_2": (224, False), "regnet_y_400mf": (224, True),
    "mnasnet1_0": (224, True), "mobilenet_v2": (224, True), "mobilenet_v3_small": (224, True),
    "mobilenet_v3_large": (224, True), "shufflenet_v2_x1_0": (224, True), "squeezenet1_0": (224, True),
    "squeezenet1_1": (224, True), "densenet121": (224, True), "googlenet": (224, True), "inception_v3": (299, True),
    "efficientnet_b0": (224, True), "efficientnet_v2_s": (224, True), "convnext_tiny": (224, True),
}
EXPORTERS = ["torchscript13", "torchscript17", "dynamo18"]
TOLERANCE, OLD_TOLERANCE = 1e-3, 5e-3


def model(name, size):
    """Returns the network in evaluation mode, with batch norms calibrated on one batch of noise."""
    torch.manual_seed(sum(name.encode()))
    options = {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
    network = torchvision.models.get_model(name, weights=None, **options)
    for module in network.modules():
        if isinstance(module, (torch.nn.modules.batchnorm._BatchNorm, torch.nn.LayerNorm)):
            torch.nn.init.uniform_(module.weight, 0.7, 1.3)
            torch.nn.init.normal_(module.bias, 0, 0.2)
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
            module.momentum = None
        if isinstance(module, (torch.nn.Dropout, torchvision.ops.StochasticDepth)):
            module.p = 0.0
        if hasattr(module, "layer_scale"):
            torch.nn.init.constant_(module.layer_scale, 0.5)
    with torch.no_grad():
        network.train()(torch.randn(8, 3, size, size))
    return network.eval()


def export(name, exporter, path):
    size = NETWORKS[name][0]
    network, image = model(name, size), torch.randn(2, 3, size, size)
    kind, opset = exporter.rstrip("0123456789"), int(exporter.lstrip("abcdefghijklmnopqrstuvwxyz"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if kind == "dynamo":
            torch.onnx.export(
                network, (image,), path + ".part", dynamo=True, opset_version=opset, external_data=False,
                dynamic_shapes=({0: torch.export.Dim("batch")},), input_names=["input"], output_names=["output"],
                verbose=False)
        else:
            torch.onnx.export(
                network, image, path + ".part", dynamo=False, opset_version=opset, input_names=["input"],
                output_names=["output"], dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})
    os.rename(path + ".part", path)


def randomized(path, target):
    """Replaces the weights of an old graph, which are constant in the package, by random ones of bounded magnitude."""
    graph = onnx.load(path)
    generator = numpy.random.default_rng(len(graph.graph.node))
    kinds = {}
    for node in graph.graph.node:
        for place, value in enumerate(node.input):
            kinds[value] = (node.op_type, place)
    given = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.graph.initializer}
    kept, filled = [], {}
    for node in graph.graph.node:
        if node.op_type == "ConstantOfShape":
            filled[node.output[0]] = tuple(int(extent) for extent in given[node.input[0]])
        else:
            kept.append(node)
    for value in list(given):
        if given[value].dtype == numpy.float32 and given[value].size > 1:
            filled[value] = given.pop(value).shape
    aliases = {node.output[0]: node.input[0] for node in kept if node.op_type in ("Unsqueeze", "Identity")}
    for alias, value in aliases.items():
        kinds[value] = kinds.get(alias, kinds.get(value))
    for value, shape in filled.items():
        kind, place = kinds.get(value, ("", 0))
        if kind in ("Conv", "Gemm", "MatMul") and place == 1:
            fan = numpy.prod(shape[1:]) if kind == "Conv" else shape[-1] if kind == "Gemm" else shape[0]
            array = generator.normal(0, (2 / fan) ** 0.5, shape)
        elif kind == "BatchNormalization" and place in (1, 4) or kind == "Mul":
            array = generator.uniform(0.7, 1.3, shape)
        else:
            array = generator.normal(0, 0.1, shape)
        given[value] = array.astype("f4")
    calibrate(kept, given, graph)
    del graph.graph.node[:], graph.graph.initializer[:]
    graph.graph.node.extend(kept)
    graph.graph.initializer.extend(onnx.numpy_helper.from_array(array, name) for name, array in given.items())
    known = {entry.name for entry in graph.graph.input}
    for name, array in given.items():
        # Before IR version 4, every initializer is also an input.
        if name not in known:
            kind = onnx.helper.np_dtype_to_tensor_dtype(array.dtype)
            graph.graph.input.append(onnx.helper.make_tensor_value_info(name, kind, array.shape))
    onnx.save(graph, target)


def calibrate(nodes, given, graph):
    """Sets the mean and variance of each batch norm of an old graph, in order, to those of its input for noise."""
    entry = next(entry for entry in graph.graph.input if entry.name not in given and entry.name)
    extents = [dimension.dim_value for dimension in entry.type.tensor_type.shape.dim]
    value = numpy.random.default_rng(2).normal(size=extents).astype("f4")
    values, done = {entry.name: value}, 0
    for place, node in enumerate(nodes):
        if node.op_type != "BatchNormalization":
            continue
        # The part since the last batch norm, with the values it takes from earlier parts as inputs.
        part = nodes[done:place]
        made = {output for node in part for output in node.output}
        later = {name for node in nodes[place:] for name in node.input}
        wanted = sorted((made & later) | ({node.input[0]} & made))
        needed = {name for node in part for name in node.input} - made
        fed = [name for name in sorted(needed) if name in values]
        if wanted:
            helper = onnx.helper
            model = helper.make_model(
                helper.make_graph(
                    part, "part", [helper.make_tensor_value_info(name, 1, values[name].shape) for name in fed],
                    [helper.make_tensor_value_info(name, 1, None) for name in wanted],
                    [onnx.numpy_helper.from_array(given[name], name) for name in sorted(needed) if name in given]),
                opset_imports=graph.opset_import, ir_version=8)
            session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
            values.update(zip(wanted, session.run(wanted, {name: values[name] for name in fed})))
        got = values[node.input[0]]
        given[node.input[3]] = got.mean(axis=(0, 2, 3))
        given[node.input[4]] = got.var(axis=(0, 2, 3)) + numpy.float32(1e-3)
        done = place


def compare(program, path):
    """Returns the largest difference, divided by the largest between the outputs for the two images; or an error message."""
    onnxruntime.set_default_logger_severity(3)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    entry = next(entry for entry in session.get_inputs() if len(entry.shape) == 4)
    extents = [extent if isinstance(extent, int) else 2 for extent in entry.shape]
    images = numpy.random.default_rng(1).normal(size=[2] + extents[1:]).astype("f4")
    single = [images[:1], images[1:]]
    takes_two = extents[0] == 2
    expected = numpy.concatenate(
        [session.run(None, {entry.name: batch})[0] for batch in ([images] if takes_two else single)])
    spread = abs(expected[0] - expected[1]).max()
    if not spread > 1e-6 * abs(expected).max():
        return f"the outputs of the two images differ by {spread:.1e} only: the test says nothing"
    # Also one at a time if the graph takes both at once: maps of a single image have another layout and are joined differently.
    worst = 0.0
    for batches in ([[images], single] if takes_two else [single]):
        result = forward(program, path, batches)
        if isinstance(result, str):
            return result
        if result.shape != expected.shape:
            return f"shape {result.shape} instead of {expected.shape}"
        worst = max(worst, float(abs(result - expected).max() / spread))
    return worst


def forward(program, path, batches):
    """Returns the program's outputs for the batches in order; or an error message."""
    results = []
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "x.npy"), os.path.join(folder, "y.npy")
        for batch in batches:
            numpy.save(source, batch)
            run = subprocess.run(
                [program, "forward", path, "--input", source, "--output", target], capture_output=True, text=True)
            if run.returncode != 0:
                return (run.stderr.strip().splitlines() or [f"exit status {run.returncode}"])[-1]
            results.append(numpy.load(target))
    return numpy.concatenate(results)


def old_graphs():
    folder = os.path.join(os.path.dirname(onnx.__file__), "backend", "test", "data", "light")
    return {
        name[:-5]: os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".onnx")
    } if os.path.isdir(folder) else {}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", help="the unit-atlas to test; if omitted, networks are only exported")
    parser.add_argument("--cache", required=True, help="folder for the exported networks")
    parser.add_argument("--only", nargs="*", help="names of networks")
    parser.add_argument("--exporters", default=",".join(EXPORTERS), help="default: %(default)s")
    arguments = parser.parse_args()
    os.makedirs(arguments.cache, exist_ok=True)
    exporters = arguments.exporters.split(",")
    rows = []
    for name, (_, is_small) in sorted(NETWORKS.items(), key=lambda item: not item[1][1]):
        for exporter in exporters if is_small else exporters[-1:]:
            rows.append((name, exporter, TOLERANCE))
    rows += [(name, "old graph", OLD_TOLERANCE) for name in old_graphs()]
    unknown = sorted(set(arguments.only or ()) - {name for name, _, _ in rows})
    if unknown:
        parser.error(f"unknown network: {', '.join(unknown)}")
    wrong = 0
    for name, exporter, tolerance in rows:
        if arguments.only and name not in arguments.only:
            continue
        path = os.path.join(arguments.cache, f"{name}-{exporter.replace(' ', '-')}.onnx")
        try:
            if not os.path.exists(path):
                if exporter == "old graph":
                    randomized(old_graphs()[name], path)
                else:
                    export(name, exporter, path)
        except Exception as error:
            print(f"{name:20} {exporter:14} not exported: {str(error).splitlines()[0]}", flush=True)
            wrong += 1
            continue
        result = compare(arguments.program, path) if arguments.program else 0.0
        passes = isinstance(result, float) and result <= tolerance
        wrong += not passes
        shown = f"{result:.1e}" if isinstance(result, float) else result
        print(f"{name:20} {exporter:14} {'OK   ' if passes else 'WRONG'} {shown}", flush=True)
    print("all agree" if wrong == 0 else f"{wrong} differ")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
