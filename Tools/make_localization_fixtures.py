"""Writes Tests/UnitAtlasTests/Fixtures/localization.json: the results of ONNX Runtime, numpy, SciPy and OpenCV for 24 photographs.

    python3 Tools/make_localization_fixtures.py DATA

For each network and image: the rank of the label among the top five (null: not among them), the paper's box at 20 % and its
best intersection over union, and the number of τ at which MaxBoxAcc's box, and any of all contours' boxes, reach 0.5.
"""

import csv
import json
import pathlib
import sys

import cv2
import numpy as np
import onnx
import onnxruntime
from PIL import Image
from scipy import ndimage

OUT = pathlib.Path(__file__).resolve().parent.parent / "Tests/UnitAtlasTests/Fixtures/localization.json"
LAYERS = {"mobilenet_v1_075": "conv_pw_13_relu", "squeezenet_v1_0": "fire9/concat"}


def dilated(graph, layer):
    """Sets the last stride of 2 before the layer to 1 and doubles the dilation of the convolutions after it."""
    makers = {output: node for node in graph.node for output in node.output}
    value, trunk = next(o for n in graph.node for o in n.output if layer in (o, n.name)), []
    while value in makers:
        trunk.append(makers[value])
        value = makers[value].input[0]
    for node in (node for node in trunk if node.op_type == "Conv"):
        attributes = {a.name: a for a in node.attribute}
        if attributes["strides"].ints[0] == 2:
            # Pads of (0, 1) keep the position of the first pixel.
            attributes["strides"].ints[:] = [1, 1]
            attributes["pads"].ints[:] = [2 * pad for pad in attributes["pads"].ints]
            return
        if attributes["kernel_shape"].ints[0] > 1:
            attributes["pads"].ints[:] = [2 * pad for pad in attributes["pads"].ints]
            if "dilations" in attributes:
                node.attribute.remove(attributes["dilations"])
            node.attribute.append(onnx.helper.make_attribute("dilations", [2, 2]))


def session(folder, layer, dilation=0):
    """Returns the network with the layer as a second output, and the weights of the head on it."""
    model = onnx.load(str(folder / "model.onnx"))
    graph = model.graph
    for _ in range(dilation):
        dilated(graph, layer)
    node = next((n for n in graph.node if n.name == layer), None)
    value = next(o for n in graph.node for o in n.output if layer in (o, n.name) or o.startswith(layer))
    if node is not None:
        value = node.output[0]
    graph.output.append(onnx.helper.make_tensor_value_info(value, onnx.TensorProto.FLOAT, None))
    arrays = {t.name: onnx.numpy_helper.to_array(t) for t in graph.initializer}
    units = {"mobilenet_v1_075": 768, "squeezenet_v1_0": 512}[folder.name]
    heads = [a.reshape(1000, units) if a.shape[0] == 1000 else a.reshape(units, 1000).T
             for a in arrays.values() if a.size == 1000 * units]
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]), heads[-1]


def network_input(image, configuration):
    size = configuration["size"]
    pixels = np.asarray(image.resize((size["width"], size["height"]), Image.BILINEAR), dtype=np.float64)
    if configuration.get("do_flip_channel_order"):
        pixels = pixels[:, :, ::-1]
    if configuration.get("do_rescale", True):
        pixels = pixels * configuration.get("rescale_factor", 1 / 255)
    if configuration.get("do_normalize", True):
        pixels = (pixels - configuration["image_mean"]) / configuration["image_std"]
    return pixels.transpose(2, 0, 1)[None].astype(np.float32)


def overlap(a, b, plus):
    w = max(0, min(a[2], b[2]) - max(a[0], b[0]) + plus)
    h = max(0, min(a[3], b[3]) - max(a[1], b[1]) + plus)
    areas = [(c[2] - c[0] + plus) * (c[3] - c[1] + plus) for c in (a, b)]
    return w * h / (sum(areas) - w * h)


def paper_box(cam, width, height):
    y = np.clip((np.arange(height) + 0.5) * cam.shape[0] / height - 0.5, 0, cam.shape[0] - 1)
    x = np.clip((np.arange(width) + 0.5) * cam.shape[1] / width - 0.5, 0, cam.shape[1] - 1)
    big = ndimage.map_coordinates(cam.astype(np.float64), np.meshgrid(y, x, indexing="ij"), order=1, mode="nearest")
    labels, count = ndimage.label(big >= 0.2 * big.max(), structure=np.ones((3, 3)))
    sizes = ndimage.sum_labels(np.ones_like(big), labels, range(1, count + 1))
    rows, columns = ndimage.find_objects(labels)[int(np.argmax(sizes))]
    return [columns.start, rows.start, columns.stop, rows.stop]


def wsol_overlaps(cam, truth, width, height):
    """Returns for each τ the best overlap of the largest contour's box, and of all contours' boxes [100, 2]; 0 if none."""
    big = cv2.resize(cam, (224, 224), interpolation=cv2.INTER_CUBIC)
    levels = ((big - big.min()) / (big.max() - big.min()) * 255).astype(np.uint8)
    truth = [[int(b[0] * 224 / width), int(b[1] * 224 / height), int(b[2] * 224 / width), int(b[3] * 224 / height)] for b in truth]
    rows = []
    for tau in np.arange(0, 1, 0.01):
        _, binary = cv2.threshold(levels, int(tau * levels.max()), 255, cv2.THRESH_BINARY)
        found = cv2.findContours(binary, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)[0]
        best = []
        for contour in found:
            x, y, w, h = cv2.boundingRect(contour)
            best.append(max(overlap([x, y, min(x + w, 223), min(y + h, 223)], b, 1) for b in truth))
        rows.append([best[int(np.argmax([cv2.contourArea(c) for c in found]))], max(best)] if best else [0, 0])
    return np.array(rows)


def read_truth(folder):
    """Reads labels and boxes by image."""
    labels = {row["image"]: int(row["class_index"]) for row in csv.DictReader(open(folder / "labels.csv"))}
    boxes = {}
    for row in csv.DictReader(open(folder / "boxes.csv")):
        boxes.setdefault(row["image"], []).append([float(row[k]) for k in ("x0", "y0", "x1", "y1")])
    return labels, boxes


def main():
    data = pathlib.Path(sys.argv[1])
    folder = data / "ilsvrc-val"
    labels, boxes = read_truth(folder)
    names = sorted(labels)[::30]
    result = {}
    for name, layer in LAYERS.items():
        model = data / "models" / name
        configuration = json.loads((model / "preprocessor_config.json").read_text())
        network, weights = session(model, layer)
        rows = []
        for image in names:
            picture = Image.open(folder / "images" / image).convert("RGB")
            outputs = network.run(None, {network.get_inputs()[0].name: network_input(picture, configuration)})
            order = list(np.argsort(-outputs[0].reshape(-1))[:5])
            cam = np.tensordot(weights[labels[image]], outputs[-1][0], 1).astype(np.float32)
            box = paper_box(cam, *picture.size)
            largest, every = (wsol_overlaps(cam, boxes[image], *picture.size) >= 0.5).sum(0)
            rows.append({
                "image": image, "rank": order.index(labels[image]) + 1 if labels[image] in order else None, "box": box,
                "iou": round(max(overlap(box, b, 0) for b in boxes[image]), 5), "largest": int(largest), "every": int(every),
            })
        result[name] = rows
        print(name, sum(r["iou"] >= 0.5 for r in rows), "of", len(rows))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{json.dumps(n)}: [\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]" for n, rows in result.items()]
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
