"""Writes the logits that ONNX Runtime computes with the two shared networks for a fixed input, the ramp
(i mod 255) / 127 - 1 over all elements: every 25th logit, and the largest magnitude. Needs numpy and onnxruntime.

    python Tools/make_logit_fixtures.py ../shared/data/models Tests/InferenceTests/Fixtures/ramp-logits.json
"""
import json
import os
import sys

import numpy
import onnxruntime

models, target = sys.argv[1:]
result = {}
for name in sorted(os.listdir(models)):
    session = onnxruntime.InferenceSession(os.path.join(models, name, "model.onnx"))
    entry = session.get_inputs()[0]
    extents = [2] + [int(extent) for extent in entry.shape[1:]]
    ramp = numpy.arange(numpy.prod(extents)) % 255
    image = (ramp.astype("f4") / numpy.float32(127) - 1).reshape(extents)
    logits = session.run(None, {entry.name: image})[0].reshape(2, -1)
    result[name] = {
        "shape": extents, "classes": logits.shape[1], "largest": float(abs(logits).max()),
        "every25th": [[float(value) for value in row[::25]] for row in logits],
    }
with open(target, "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
