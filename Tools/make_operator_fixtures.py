"""Writes small graphs, one for each operator and combination of attributes, with the results of ONNX Runtime; and a few
unsupported ones. Needs numpy, onnx and onnxruntime.

    python Tools/make_operator_fixtures.py Tests/InferenceTests/Fixtures/operators.json

The inputs are not stored: element i of an array is ((37 i + 11) mod 101) / 50 - 1, times `scale` plus `offset`.
"""
import base64
import json
import sys

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

generator = numpy.random.default_rng(4)
cases = []


def noise(*shape, scale=1.0, offset=0.0):
    return (generator.uniform(-1, 1, shape) * scale + offset).astype("f4")


def ramp(shape, scale, offset):
    index = numpy.arange(int(numpy.prod(shape)))
    return (((37 * index + 11) % 101 / 50 - 1) * scale + offset).astype("f4").reshape(shape)


def text(data):
    return base64.b64encode(data).decode()


def graph(name, nodes, inputs, constants, outputs=("y",), opset=17, scale=1.0, offset=0.0, refused=None):
    """Builds a graph; `nodes` are (operator, inputs, outputs, attributes)."""
    made = [helper.make_node(kind, list(given), list(results), **attributes)
            for kind, given, results, attributes in nodes]
    model = helper.make_model(
        helper.make_graph(
            made, name,
            [helper.make_tensor_value_info(key, TensorProto.FLOAT, shape) for key, shape in inputs.items()],
            [helper.make_tensor_value_info(key, TensorProto.FLOAT, None) for key in outputs],
            [numpy_helper.from_array(numpy.asarray(value), key) for key, value in constants.items()]),
        opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    entry = {"name": name, "model": text(model.SerializeToString()), "inputs": inputs, "scale": scale,
             "offset": offset}
    if refused:
        entry["refused"] = refused
    else:
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        fed = {key: ramp(shape, scale, offset) for key, shape in inputs.items()}
        results = session.run(list(outputs), fed)
        entry["outputs"] = [
            {"name": key, "shape": list(result.shape), "values": text(result.astype("<f4").tobytes())}
            for key, result in zip(outputs, results)]
    cases.append(entry)


def case(name, operator, *operands, outputs=("y",), opset=17, scale=1.0, offset=0.0, refused=None, **attributes):
    """Builds a case with one node. Of the operands, a list is the shape of an input, an array a constant, None an omitted input."""
    inputs, constants, given = {}, {}, []
    for place, operand in enumerate(operands):
        key = "" if operand is None else f"{'x' if isinstance(operand, list) else 'c'}{place}"
        given.append(key)
        if isinstance(operand, list):
            inputs[key] = operand
        elif operand is not None:
            constants[key] = operand
    graph(f"{operator}: {name}", [(operator, given, outputs, attributes)], inputs, constants, outputs, opset, scale,
          offset, refused)


def integers(*values):
    return numpy.array(values, "i8")


MAP = [2, 6, 7, 9]

case("3×3", "Conv", MAP, noise(4, 6, 3, 3))
case("bias, pads, strides", "Conv", MAP, noise(4, 6, 3, 3), noise(4), pads=[1, 2, 0, 1], strides=[2, 1])
case("groups", "Conv", MAP, noise(8, 3, 3, 3), noise(8), group=2, pads=[1, 1, 1, 1])
case("depthwise, dilations", "Conv", MAP, noise(6, 1, 3, 3), noise(6), group=6, dilations=[2, 3], pads=[2, 3, 2, 3])
case("SAME_UPPER", "Conv", MAP, noise(4, 6, 2, 4), auto_pad="SAME_UPPER", strides=[2, 2])
case("SAME_LOWER", "Conv", MAP, noise(4, 6, 2, 4), auto_pad="SAME_LOWER", strides=[2, 2])
case("VALID", "Conv", MAP, noise(4, 6, 3, 3), auto_pad="VALID")
case("1×1, 16 channels", "Conv", [1, 16, 12, 12], noise(32, 16, 1, 1), noise(32))
case("3×3, 16 channels", "Conv", [1, 16, 12, 12], noise(16, 16, 3, 3), noise(16), pads=[1, 1, 1, 1])
case("one dimension", "Conv", [1, 3, 8], noise(2, 3, 3), refused="two-dimensional")
case("computed weights", "Conv", [1, 3, 8, 8], [2, 3, 3, 3], refused="has to be a constant")

for kind in ("MaxPool", "AveragePool"):
    case("plain", kind, MAP, kernel_shape=[2, 3])
    case("strides, pads", kind, MAP, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 0, 1, 2])
    case("ceil_mode", kind, MAP, kernel_shape=[3, 2], strides=[3, 2], ceil_mode=1)
    case("ceil_mode, pads", kind, [1, 3, 8, 8], kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], ceil_mode=1)
    case("SAME_UPPER", kind, MAP, kernel_shape=[3, 2], strides=[2, 2], auto_pad="SAME_UPPER")
    case("SAME_LOWER", kind, MAP, kernel_shape=[3, 2], strides=[2, 2], auto_pad="SAME_LOWER")
    case("dilations", kind, MAP, kernel_shape=[2, 3], dilations=[2, 2], opset=19)
    case("one dimension", kind, [1, 3, 8], kernel_shape=[3], refused="two-dimensional")
case("counts padding", "AveragePool", MAP, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], count_include_pad=1)
case("dilations, pads", "AveragePool", MAP, kernel_shape=[3, 3], dilations=[2, 2], pads=[2, 2, 2, 2], opset=19)
case("dilations, counts padding", "AveragePool", MAP, kernel_shape=[3, 3], dilations=[2, 2], pads=[2, 2, 2, 2],
     count_include_pad=1, opset=19)
case("indices", "MaxPool", MAP, kernel_shape=[2, 2], outputs=("y", "z"), refused="only the first is computed")
case("maps", "GlobalAveragePool", MAP)
case("one dimension", "GlobalAveragePool", [2, 3, 7])
case("maps", "GlobalMaxPool", MAP)

for kind in ("ReduceMean", "ReduceMax", "ReduceMin", "ReduceSum", "ReduceProd"):
    def reduced(name, shape, axes=None, **attributes):
        # The axes are an input of ReduceSum since operator set 13, and of the other reductions since 18.
        if kind == "ReduceSum" and axes is not None:
            case(name, kind, shape, integers(*axes), **attributes)
        else:
            case(name, kind, shape, **({} if axes is None else {"axes": axes}), **attributes)
    reduced("height and width", MAP, [2, 3])
    reduced("height and width, dropped", MAP, [-1, -2], keepdims=0)
    reduced("channels", MAP, [1], keepdims=1)
    reduced("last axis", [2, 3, 5], [-1], keepdims=0)
    reduced("everything", [2, 3, 2])
case("axes as an input", "ReduceMean", MAP, integers(2, 3), opset=18, keepdims=0)
case("no axes, no operation", "ReduceMean", MAP, opset=18, noop_with_empty_axes=1)

for kind in ("Relu", "Sigmoid", "Tanh", "HardSwish", "Softplus", "Exp", "Abs", "Neg", "Elu", "Selu", "Celu",
             "LeakyRelu", "HardSigmoid"):
    case("maps", kind, [1, 3, 4, 5], scale=4.0)
case("vectors", "Relu", [2, 5])
case("maps", "Mish", [1, 3, 4, 5], scale=4.0, opset=18)
case("maps", "Sqrt", [1, 3, 4, 5], offset=1.5)
case("maps", "Log", [1, 3, 4, 5], offset=1.5)
case("maps", "Reciprocal", [1, 3, 4, 5], offset=2.5)
case("maps", "Gelu", [1, 3, 4, 5], scale=4.0, opset=20)
case("tanh", "Gelu", [1, 3, 4, 5], scale=4.0, opset=20, approximate="tanh")
case("alpha", "Elu", [1, 3, 4, 5], scale=4.0, alpha=0.4)
case("alpha, gamma", "Selu", [1, 3, 4, 5], scale=4.0, alpha=2.0, gamma=1.5)
case("alpha", "Celu", [1, 3, 4, 5], scale=4.0, alpha=2.0)
case("alpha", "LeakyRelu", [1, 3, 4, 5], alpha=0.3)
case("alpha, beta", "HardSigmoid", [1, 3, 4, 5], scale=4.0, alpha=0.3, beta=0.4)
case("both bounds", "Clip", [1, 3, 4, 5], numpy.float32(-0.3), numpy.float32(0.5))
case("lower bound", "Clip", [1, 3, 4, 5], numpy.float32(0.1))
case("upper bound", "Clip", [1, 3, 4, 5], None, numpy.float32(0.1))
case("bounds as attributes", "Clip", [1, 3, 4, 5], opset=10, min=-0.2, max=0.6)
case("a slope a channel", "PRelu", [1, 3, 4, 5], noise(3, 1, 1))
case("a slope", "PRelu", [1, 3, 4, 5], noise(1))
case("a slope an element", "PRelu", [1, 3, 4, 5], noise(3, 4, 5))
for exponent in (1.0, 2.0, 3.0, 0.5, -1.0, 1.7):
    case(str(exponent), "Pow", [1, 3, 4, 5], numpy.float32(exponent), offset=1.5)
case("many exponents", "Pow", [1, 3], noise(3), refused="one exponent")
case("alone", "Erf", [1, 3], refused="GELU")
case("to float32", "Cast", [1, 3], to=1)
case("to float64", "Cast", [1, 3], to=11, refused="something else than float32")

for kind in ("Add", "Sub", "Mul", "Div"):
    away = {"offset": 2.5} if kind == "Div" else {}
    case("equal shapes", kind, MAP, MAP, **away)
    case("a number", kind, MAP, numpy.float32(1.7), **away)
    case("a number on the left", kind, numpy.float32(1.7), MAP, **away)
    case("a value a channel", kind, MAP, noise(6, 1, 1, offset=2), **away)
    case("a value a channel on the left", kind, noise(1, 6, 1, 1, offset=2), MAP, **away)
    case("a value a cell", kind, MAP, noise(7, 9, offset=2), **away)
    case("a value a column on the left", kind, noise(9, offset=2), MAP, **away)
    case("first stretched", kind, [2, 6, 1, 1], MAP, **away)
    case("second stretched", kind, MAP, [2, 6, 1, 1], **away)
    case("both stretched", kind, [2, 6, 1, 9], [2, 1, 7, 1], **away)
    case("different ranks", kind, [9], MAP, **away)
    case("constant of more elements", kind, [2, 6, 1, 1], noise(1, 6, 2, 3, offset=2), **away)
    case("vectors", kind, [2, 5], [2, 5], **away)
for kind in ("Sum", "Max", "Min", "Mean"):
    case("one", kind, [2, 3, 4])
    case("two", kind, [2, 3, 4], [2, 1, 4])
    case("three, one constant", kind, [2, 3, 4], noise(3, 1), [1, 3, 4])

parameters = [noise(6, offset=1), noise(6), noise(6), noise(6, scale=0.5, offset=1)]
case("maps", "BatchNormalization", MAP, *parameters)
case("epsilon", "BatchNormalization", MAP, *parameters, epsilon=0.1)
case("vectors", "BatchNormalization", [3, 6], *parameters)
case("training", "BatchNormalization", MAP, *parameters, outputs=("y", "m", "v"), training_mode=1, refused="training")
case("last axis", "LayerNormalization", [2, 3, 8], noise(8), noise(8))
case("two axes, epsilon", "LayerNormalization", [2, 3, 4], noise(3, 4), noise(3, 4), axis=1, epsilon=0.1)
case("no addend", "LayerNormalization", [2, 8], noise(8), axis=-1)
case("5 of 6", "LRN", [1, 6, 4, 4], size=5, alpha=0.5, beta=0.75, bias=2.0)
case("defaults", "LRN", [1, 6, 4, 4], size=3)
case("even", "LRN", [1, 6, 4, 4], size=4, refused="odd number")

case("transB", "Gemm", [2, 5], noise(4, 5), noise(4), transB=1)
case("alpha, beta", "Gemm", [2, 5], noise(5, 4), noise(1, 4), alpha=0.5, beta=2.0)
case("no addend", "Gemm", [2, 5], noise(5, 4))
case("one number", "Gemm", [2, 5], noise(5, 4), noise(1))
case("transA", "Gemm", [5, 2], noise(5, 4), transA=1, refused="transA")
case("an addend an image", "Gemm", [3, 5], noise(5, 3), noise(3, 1), refused="addend")
case("vectors", "MatMul", [2, 5], noise(5, 4))
case("maps, channels last", "MatMul", [2, 3, 4, 5], noise(5, 6))
case("computed", "MatMul", [2, 5], [5, 4], refused="has to be a constant")

case("channels", "Concat", MAP, [2, 3, 7, 9], axis=1)
case("a constant", "Concat", MAP, noise(2, 2, 7, 9), MAP, axis=-3)
case("width", "Concat", MAP, MAP, axis=3)
case("maps", "Flatten", MAP)
case("axis 2", "Flatten", MAP, axis=2)
case("0 and -1", "Reshape", MAP, integers(0, 2, 3, -1))
case("axes", "Squeeze", [2, 1, 3, 1], integers(1))
case("all", "Squeeze", [2, 1, 3, 1])
case("axes", "Unsqueeze", [2, 3], integers(0, -1))
case("maps", "Identity", MAP)
case("maps", "Dropout", MAP)
case("perm", "Transpose", MAP, perm=[0, 2, 3, 1])
case("back", "Transpose", MAP, perm=[0, 3, 1, 2])
case("default", "Transpose", [2, 3, 4])
case("five axes", "Transpose", [2, 2, 3, 2, 2], perm=[0, 2, 1, 3, 4])
case("to maps", "Expand", [2, 6, 1, 1], integers(2, 6, 3, 4))
case("more axes", "Expand", [3, 1], integers(2, 3, 4))
case("channels", "Slice", MAP, integers(1), integers(5), integers(1))
case("from the end", "Slice", MAP, integers(-3, 0), integers(-1, 4), integers(2, 3))
case("as attributes", "Slice", MAP, opset=9, starts=[1], ends=[3], axes=[1])
case("steps", "Slice", MAP, integers(0), integers(6), integers(1), integers(2), refused="a step of 2")
case("halves", "Split", MAP, outputs=("y", "z"), axis=1)
case("parts", "Split", MAP, integers(1, 3, 2), outputs=("y", "z", "w"), axis=1)
case("uneven", "Split", MAP, outputs=("y", "z"), opset=18, axis=2, num_outputs=2)
case("one index", "Gather", MAP, numpy.array(2, "i8"), axis=1)
case("several", "Gather", MAP, integers(0, 1, 4, -1), axis=1)
case("in rows", "Gather", MAP, numpy.array([[0, 1], [5, 3]], "i8"), axis=1)
case("zeros", "Pad", MAP, integers(0, 0, 1, 2, 0, 0, 3, 0))
case("a value", "Pad", MAP, integers(0, 1, 0, 0, 0, 2, 0, 0), numpy.float32(0.7))
case("axes", "Pad", MAP, integers(1, 2), None, integers(3), opset=18)
case("reflect", "Pad", MAP, integers(0, 0, 1, 1, 0, 0, 1, 1), mode="reflect", refused="mode")
case("last axis", "Softmax", [2, 5], scale=4.0)
case("channels", "Softmax", MAP, scale=4.0, axis=1)
case("all axes from 1 on", "Softmax", [2, 3, 4], scale=4.0, opset=9)
case("last axis", "LogSoftmax", [2, 5], scale=4.0)

# Operations that exporters write as several nodes.
one, half, root = numpy.float32(1), numpy.float32(0.5), numpy.float32(2 ** 0.5)
erf = [("Div", ("x", "root"), ("d",), {}), ("Erf", ("d",), ("e",), {}), ("Add", ("e", "one"), ("a",), {})]
gelu = {"one": one, "half": half, "root": root}
graph("GELU: halved last", erf + [("Mul", ("x", "a"), ("m",), {}), ("Mul", ("m", "half"), ("y",), {})],
      {"x": [1, 3, 4, 5]}, gelu, scale=4.0)
graph("GELU: halved first", erf + [("Mul", ("x", "half"), ("h",), {}), ("Mul", ("h", "a"), ("y",), {})],
      {"x": [1, 3, 4, 5]}, gelu, scale=4.0)
graph("GELU: halved within", erf + [("Mul", ("half", "a"), ("h",), {}), ("Mul", ("x", "h"), ("y",), {})],
      {"x": [2, 3, 5]}, gelu, scale=4.0)
graph("swish", [("Sigmoid", ("x",), ("s",), {}), ("Mul", ("x", "s"), ("y",), {})], {"x": MAP}, {}, scale=4.0)
graph("hard swish", [("HardSigmoid", ("x",), ("s",), {"alpha": 1 / 6}), ("Mul", ("s", "x"), ("y",), {})],
      {"x": MAP}, {}, scale=4.0)
graph("a gate that is wanted too", [("Sigmoid", ("x",), ("y",), {}), ("Mul", ("x", "y"), ("z",), {})], {"x": MAP},
      {}, outputs=("y", "z"), scale=4.0)
graph("layer normalisation before operator set 17", [
    ("ReduceMean", ("x",), ("m",), {"axes": [-1]}), ("Sub", ("x", "m"), ("d",), {}), ("Pow", ("d", "two"), ("s",), {}),
    ("ReduceMean", ("s",), ("v",), {"axes": [-1]}), ("Add", ("v", "small"), ("w",), {}), ("Sqrt", ("w",), ("r",), {}),
    ("Div", ("d", "r"), ("n",), {}), ("Mul", ("n", "scale"), ("q",), {}), ("Add", ("q", "shift"), ("y",), {}),
], {"x": [2, 3, 4, 6]}, {"two": numpy.float32(2), "small": numpy.float32(1e-3), "scale": noise(6), "shift": noise(6)},
      opset=13)
graph("channel shuffle", [
    ("Conv", ("x", "w"), ("c",), {}), ("Reshape", ("c", "five"), ("r",), {}),
    ("Transpose", ("r",), ("t",), {"perm": [0, 2, 1, 3, 4]}), ("Reshape", ("t", "four"), ("s",), {}),
    ("Conv", ("s", "w"), ("y",), {}),
], {"x": [2, 6, 4, 5]}, {"w": noise(6, 6, 1, 1), "five": integers(-1, 2, 3, 4, 5), "four": integers(-1, 6, 4, 5)})
graph("squeeze and excitation", [
    ("GlobalAveragePool", ("x",), ("p",), {}), ("Conv", ("p", "w", "b"), ("c",), {}), ("Sigmoid", ("c",), ("s",), {}),
    ("Mul", ("s", "x"), ("y",), {}),
], {"x": MAP}, {"w": noise(6, 6, 1, 1), "b": noise(6)})
graph("uneven pads before a convolution", [
    ("Pad", ("x", "pads"), ("p",), {}), ("Conv", ("p", "w"), ("y",), {"strides": [2, 2]}),
], {"x": [1, 3, 8, 8]}, {"pads": integers(0, 0, 0, 0, 0, 0, 1, 1), "w": noise(4, 3, 3, 3)})
graph("linear on channels last", [
    ("Transpose", ("x",), ("t",), {"perm": [0, 2, 3, 1]}), ("MatMul", ("t", "w"), ("m",), {}),
    ("Add", ("m", "b"), ("a",), {}), ("Transpose", ("a",), ("y",), {"perm": [0, 3, 1, 2]}),
], {"x": MAP}, {"w": noise(6, 4), "b": noise(4)})
graph("a sum with what another sum overwrites", [
    ("Conv", ("x", "v"), ("s",), {}), ("Conv", ("s", "w"), ("a",), {}), ("Conv", ("s", "v"), ("b",), {}),
    ("Add", ("b", "s"), ("c",), {}), ("Add", ("a", "c"), ("y",), {}),
], {"x": [1, 6, 5, 5]}, {"v": noise(6, 6, 1, 1), "w": noise(6, 6, 1, 1)})
graph("a sum with what is read later under another shape", [
    ("Conv", ("x", "v"), ("s",), {}), ("Reshape", ("s", "same"), ("r",), {}), ("Conv", ("x", "w"), ("a",), {}),
    ("Add", ("a", "s"), ("b",), {}), ("Mul", ("b", "r"), ("y",), {}),
], {"x": [1, 6, 1, 1]}, {"v": noise(6, 6, 1, 1), "w": noise(6, 6, 1, 1), "same": integers(1, 6, 1, 1)})
graph("batch norm, ReLU, sum", [
    ("Conv", ("x", "w", "b"), ("c",), {}), ("BatchNormalization", ("c", "k", "l", "m", "n"), ("d",), {}),
    ("Add", ("d", "x"), ("e",), {}), ("Relu", ("e",), ("y",), {}),
], {"x": MAP}, {"w": noise(6, 6, 1, 1), "b": noise(6), **dict(zip("klmn", parameters))})

# A single image, whose maps are stored in blocks of channels: a grouped convolution chooses other blocks.
graph("groups of 8 channels, concatenated", [
    ("Conv", ("x", "w"), ("c",), {"group": 2, "pads": [1, 1, 1, 1]}), ("Relu", ("c",), ("r",), {}),
    ("Concat", ("r", "x"), ("y",), {"axis": 1}),
], {"x": [1, 16, 6, 5]}, {"w": noise(16, 8, 3, 3)})
graph("groups of 4 channels, concatenated with themselves", [
    ("Conv", ("x", "w"), ("c",), {"group": 4}), ("Concat", ("c", "c"), ("y",), {"axis": 1}),
], {"x": [1, 16, 6, 5]}, {"w": noise(16, 4, 1, 1)})
graph("groups, a sum, a concatenation, another convolution", [
    ("Conv", ("x", "v"), ("c",), {"group": 2}), ("Add", ("c", "x"), ("a",), {}), ("Relu", ("a",), ("r",), {}),
    ("Concat", ("r", "c"), ("j",), {"axis": 1}), ("Conv", ("j", "w"), ("y",), {"pads": [1, 1, 1, 1]}),
], {"x": [1, 32, 6, 5]}, {"v": noise(32, 16, 1, 1), "w": noise(16, 64, 3, 3, scale=0.3)})
graph("groups, slopes and factors a channel", [
    ("Conv", ("x", "v"), ("c",), {"group": 2}), ("PRelu", ("c", "s"), ("p",), {}), ("Mul", ("p", "f"), ("m",), {}),
    ("Transpose", ("m",), ("y",), {"perm": [0, 2, 3, 1]}),
], {"x": [1, 16, 6, 5]}, {"v": noise(16, 8, 1, 1), "s": noise(16, 1, 1), "f": noise(16, 1, 1)})
graph("groups added to a convolution's result", [
    ("Conv", ("x", "v"), ("c",), {"group": 2}), ("Conv", ("x", "w"), ("d",), {"pads": [1, 1, 1, 1]}),
    ("Add", ("d", "c"), ("y",), {}),
], {"x": [1, 16, 6, 5]}, {"v": noise(16, 8, 1, 1), "w": noise(16, 16, 3, 3)})

# Attributes that are not numbers.
for kind, attribute in (("LeakyRelu", "alpha"), ("Elu", "alpha"), ("Selu", "gamma")):
    case("not a number", kind, [1, 3, 4, 5], refused="finite", **{attribute: float("nan")})
case("infinite factor", "Gemm", [2, 5], noise(5, 4), refused="finite", alpha=float("inf"))

with open(sys.argv[1], "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in cases) + "\n]\n")
print(len(cases), "cases")
