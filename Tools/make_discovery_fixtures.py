"""Writes average precisions computed by scikit-learn, some with tied scores, for the tests of discovery.

    python Tools/make_discovery_fixtures.py Tests/AnalysesTests/Fixtures/discovery.json
"""
import json
import sys

import numpy as np
from sklearn.metrics import average_precision_score


def main(path):
    random = np.random.default_rng(11)
    cases = []
    for size, levels, share in [(5, 100, 0.5), (12, 4, 0.3), (40, 1000, 0.2), (60, 7, 0.5), (200, 30, 0.05), (6, 1, 0.5)]:
        positive = random.random(size) < share
        positive[0], positive[-1] = True, False
        scores = np.round(random.normal(positive * 0.8, 1) * levels / 6) / levels * 6
        scores = scores.astype(np.float32)
        cases.append(
            {
                "scores": scores.tolist(),
                "positive": positive.tolist(),
                "average_precision": float(average_precision_score(positive, scores)),
            })
    with open(path, "w") as file:
        json.dump({"average_precision": cases}, file)
        file.write("\n")


main(sys.argv[1])
