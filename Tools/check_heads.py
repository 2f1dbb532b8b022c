"""Checks exported heads and ablation with ONNX Runtime. Needs numpy, onnx, onnxruntime and pillow.

    unit-atlas head export my.sqlite --head NAME --output head.onnx
    python Tools/check_heads.py my.sqlite NAME head.onnx images/ SIZE

Runs the exported network on the first images of the atlas (the network must take RGB / 127.5 − 1 at SIZE) and compares its
logits with the head's weights applied to the stored pooled activations. Then sets units to zero inside the network and compares
the result with the closed form.
"""
import os
import sqlite3
import sys

import numpy as np
import onnx
import onnxruntime
from PIL import Image


def main(atlas, name, exported, folder, size, count=12):
    size = int(size)
    database = sqlite3.connect(atlas)
    head, pooling = database.execute("SELECT id, pooling FROM head WHERE name = ?", [name]).fetchone()
    layer = database.execute("SELECT layer FROM atlas").fetchone()[0]
    column = "pooled_max" if pooling == "maximum" else "pooled_mean"
    rows = database.execute(
        f"SELECT path, {column} FROM image WHERE status = 'indexed' ORDER BY path LIMIT {count}").fetchall()
    features = np.stack([np.frombuffer(blob, "<f4") for _, blob in rows]).astype("f8")
    weights = np.array([w for w, in database.execute(
        "SELECT weight FROM head_weight WHERE head = ? ORDER BY class, unit", [head])]).reshape(-1, features.shape[1])
    bias = np.array([b for b, in database.execute("SELECT bias FROM head_bias WHERE head = ? ORDER BY class", [head])])
    images = np.stack([
        np.asarray(Image.open(os.path.join(folder, path)).convert("RGB").resize((size, size), Image.BILINEAR), "f4")
        for path, _ in rows]).transpose(0, 3, 1, 2) / np.float32(127.5) - 1
    model = onnx.load(exported)
    onnx.checker.check_model(model)

    def run(model):
        session = onnxruntime.InferenceSession(model.SerializeToString())
        return session.run(None, {session.get_inputs()[0].name: images})[0]

    logits = features @ weights.T + bias
    found = run(model)
    print("exported network against weights on pooled activations:", abs(found - logits).max() / abs(logits).max())
    worst = 0.0
    for unit in np.argsort(-features.mean(0))[:8]:
        silenced = onnx.ModelProto()
        silenced.CopyFrom(model)
        mask = np.ones((1, features.shape[1], 1, 1), "f4")
        mask[0, unit] = 0
        silenced.graph.initializer.append(onnx.numpy_helper.from_array(mask, "mask"))
        place = max(i for i, node in enumerate(silenced.graph.node) if layer in node.output)
        for node in silenced.graph.node:
            node.input[:] = ["masked" if value == layer else value for value in node.input]
        silenced.graph.node.insert(place + 1, onnx.helper.make_node("Mul", [layer, "mask"], ["masked"]))
        closed = found - np.outer(features[:, unit], weights[:, unit])
        worst = max(worst, abs(run(silenced) - closed).max() / abs(logits).max())
    print("a unit made zero in the network against closed form:", worst)


main(*sys.argv[1:])
