"""Trains the three networks of `unit-atlas demo` on drawn scenes: a small convolutional classifier that averages its last
convolution over the image (gap), the same network with maximum pooling (gmp), and the first one with ReLU6 in place of ReLU
(relu6). Training uses only the scenes' classes, never parts, boxes or masks.

Needs torch, onnx, numpy and Pillow. Runs on a CPU; an epoch takes half a minute on one core.

    unit-atlas demo --scenes SCENES/train --count 12000 --seed 1001
    unit-atlas demo --scenes SCENES/test --count 2400 --seed 1002
    python Tools/train_demo_network.py SCENES/train SCENES/test Sources/UnitAtlas/Resources/DemoModels
"""
import argparse
import csv
import json
import math
import os
import time

import numpy
import onnx
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

UNITS = 64
MEAN, DEVIATION = 0.5, 0.25


class Network(nn.Module):
    """Maps 128×128 pixels to 16×16 maps of 64 units; the receptive field of a cell is 49 pixels."""

    def __init__(self, classes, kind):
        super().__init__()
        self.pooling = "maximum" if kind == "gmp" else "average"
        self.bound = 6 if kind == "relu6" else math.inf
        widths = [(3, 16, 5, 2), (16, 32, 3, 2), (32, 64, 3, 2), (64, 80, 3, 1), (80, UNITS, 3, 1)]
        self.convolutions = nn.ModuleList(
            nn.Conv2d(a, b, k, stride=s, padding=k // 2, bias=False) for a, b, k, s in widths)
        self.norms = nn.ModuleList(nn.BatchNorm2d(b) for _, b, _, _ in widths)
        self.head = nn.Linear(UNITS, classes)

    def units(self, x):
        for convolution, norm in zip(self.convolutions, self.norms):
            x = norm(convolution(x)).clamp(0, self.bound)
        return x

    def forward(self, x):
        maps = self.units(x)
        pooled = maps.mean((2, 3)) if self.pooling == "average" else maps.amax((2, 3))
        return self.head(pooled), maps


def read(folder, names):
    with open(os.path.join(folder, "labels.csv")) as file:
        rows = list(csv.DictReader(file))
    images = numpy.stack([numpy.asarray(Image.open(os.path.join(folder, "images", row["image"]))) for row in rows])
    labels = numpy.array([names.index(row["class"]) for row in rows])
    return torch.from_numpy(images).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(labels)


def prepared(images):
    return ((images.float() / 255 - MEAN) / DEVIATION).contiguous(memory_format=torch.channels_last)


def augmented(images, generator):
    """Mirrors images, shifts them by up to 8 pixels, and changes contrast and colours."""
    count = len(images)
    padded = functional.pad(images, (8, 8, 8, 8), mode="replicate")
    dy, dx = torch.randint(0, 17, (2,), generator=generator).tolist()
    x = padded[:, :, dy:dy + 128, dx:dx + 128]
    mirrored = torch.rand(count, generator=generator) < 0.5
    x = torch.where(mirrored[:, None, None, None], x.flip(3), x)
    gain = 1 + 0.2 * (torch.rand(count, 3, 1, 1, generator=generator) - 0.5)
    return x * gain + 0.3 * (torch.rand(count, 3, 1, 1, generator=generator) - 0.5)


@torch.no_grad()
def accuracy(network, images, labels):
    network.eval()
    right = 0
    for start in range(0, len(images), 128):
        logits, _ = network(prepared(images[start:start + 128]))
        right += (logits.argmax(1) == labels[start:start + 128]).sum().item()
    return right / len(images)


def train(kind, options, train_set, test_set, classes):
    torch.manual_seed(options.seed)
    generator = torch.Generator().manual_seed(options.seed)
    network = Network(classes, kind).to(memory_format=torch.channels_last)
    images, labels = train_set
    decayed = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": options.decay}, {"params": others, "weight_decay": 0}], lr=options.rate)
    epochs = options.epochs or {"average": 8, "maximum": 10}[network.pooling]
    steps = epochs * (len(images) // options.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=steps, pct_start=0.2)
    start = time.time()
    step = 0
    for epoch in range(epochs):
        network.train()
        order = torch.randperm(len(images), generator=generator)
        total = 0.0
        for place in range(0, len(images) - options.batch + 1, options.batch):
            chosen = order[place:place + options.batch]
            x = augmented(prepared(images[chosen]), generator)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bf16):
                logits, maps = network(x)
            loss = functional.cross_entropy(logits.float(), labels[chosen], label_smoothing=options.smoothing)
            total += loss.item()
            if options.sparsity:
                # A unit should respond strongly in few positions. Mean over root mean square measures that independently of scale.
                cells = maps.float()
                spread = cells.mean((0, 2, 3)) / (cells.square().mean((0, 2, 3)) + 1e-6).sqrt()
                loss = loss + options.sparsity * min(1, 2 * step / steps) * spread.mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimizer.step()
            schedule.step()
            step += 1
        report = f"{kind} epoch {epoch + 1}: loss {total / (len(images) // options.batch):.3f}"
        if epoch % 3 == 2 or epoch + 1 == epochs:
            report += f", held-out {accuracy(network, test_set[0], test_set[1]):.4f}"
        print(f"{report}, {time.time() - start:.0f} s", flush=True)
    return network


def folded(network):
    """Returns weights and biases of the convolutions, with batch normalization folded in."""
    result = []
    for convolution, norm in zip(network.convolutions, network.norms):
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weight = convolution.weight * scale[:, None, None, None]
        result.append((weight.detach().float().contiguous(), (norm.bias - norm.running_mean * scale).detach(),
                       convolution.stride[0], convolution.padding[0]))
    return result


def export(network, path):
    """Writes the network as ONNX (opset 13), node by node, to give nodes descriptive names."""
    nodes, weights = [], []

    def constant(name, value):
        weights.append(onnx.numpy_helper.from_array(numpy.ascontiguousarray(value.numpy(), dtype=numpy.float32), name))
        return name

    def scalar(name, value):
        if all(known.name != name for known in weights):
            weights.append(onnx.numpy_helper.from_array(numpy.array(value, dtype=numpy.float32), name))
        return name

    last = "image"
    for number, (weight, bias, stride, padding) in enumerate(folded(network), 1):
        kernel = weight.shape[2]
        names = [last, constant(f"convolution{number}.weight", weight), constant(f"convolution{number}.bias", bias)]
        nodes.append(onnx.helper.make_node(
            "Conv", names, [f"convolution{number}"], name=f"convolution{number}", kernel_shape=[kernel, kernel],
            strides=[stride, stride], pads=[padding] * 4))
        last = "units" if number == len(network.convolutions) else f"relu{number}"
        inputs = [f"convolution{number}"]
        if math.isfinite(network.bound):
            inputs += [scalar("zero", 0), scalar("bound", network.bound)]
        nodes.append(onnx.helper.make_node("Clip" if inputs[1:] else "Relu", inputs, [last], name=last))
    pool = "GlobalAveragePool" if network.pooling == "average" else "GlobalMaxPool"
    nodes.append(onnx.helper.make_node(pool, [last], ["pooled"], name="pool"))
    nodes.append(onnx.helper.make_node("Flatten", ["pooled"], ["features"], name="flatten", axis=1))
    head = network.head
    nodes.append(onnx.helper.make_node(
        "Gemm", ["features", constant("head.weight", head.weight.detach()), constant("head.bias", head.bias.detach())],
        ["logits"], name="head", transB=1))
    value = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        nodes, "demo", [value("image", onnx.TensorProto.FLOAT, ["N", 3, 128, 128])],
        [value("logits", onnx.TensorProto.FLOAT, ["N", head.out_features])], weights)
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8,
                                   producer_name="train_demo_network.py")
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train")
    parser.add_argument("test")
    parser.add_argument("target")
    parser.add_argument("--networks", nargs="+", choices=["gap", "gmp", "relu6"], default=["gap", "gmp", "relu6"])
    parser.add_argument("--epochs", type=int, help="default: 8 for average pooling, 10 for maximum pooling")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=6e-3)
    parser.add_argument("--decay", type=float, default=0.05)
    parser.add_argument("--sparsity", type=float, default=0.3)
    parser.add_argument("--smoothing", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--no-bf16", dest="bf16", action="store_false")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with open(os.path.join(options.train, "classes.csv")) as file:
        names = [row["name"] for row in csv.DictReader(file)]
    train_set, test_set = read(options.train, names), read(options.test, names)
    for kind in options.networks:
        network = train(kind, options, train_set, test_set, len(names)).float()
        folder = os.path.join(options.target, kind)
        os.makedirs(folder, exist_ok=True)
        export(network, os.path.join(folder, "model.onnx"))
        with open(os.path.join(folder, "classes.csv"), "w") as file:
            file.write("class_index,name\n" + "".join(f"{index},{name}\n" for index, name in enumerate(names)))
        with open(os.path.join(folder, "preprocessor_config.json"), "w") as file:
            json.dump({
                "do_resize": True, "size": {"height": 128, "width": 128}, "resample": 2, "do_rescale": True,
                "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": [MEAN] * 3,
                "image_std": [DEVIATION] * 3}, file, indent=2)
            file.write("\n")
        size = os.path.getsize(os.path.join(folder, "model.onnx"))
        print(f"{folder}: held-out {accuracy(network, *test_set):.4f}, {size} bytes", flush=True)


if __name__ == "__main__":
    main()
