"""Writes linear layers that scikit-learn fits to a few points with tight tolerances, for the tests of heads.

    python Tools/make_head_fixtures.py Tests/AnalysesTests/Fixtures/heads.json
"""
import json
import sys

import numpy as np
from scipy import stats
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

COST = 0.5


def svm(multi_class):
    return LinearSVC(loss="squared_hinge", dual=True, C=COST, tol=1e-10, max_iter=10_000_000, multi_class=multi_class)


def layer(model):
    return {"weights": np.atleast_2d(model.coef_).tolist(), "bias": np.atleast_1d(model.intercept_).tolist()}


def main(path):
    random = np.random.default_rng(7)
    labels = np.arange(30) % 3
    centres = np.array([[1.0, 0, 0.5, 0, 0.2], [0, 1.2, 0.5, 0.3, 0], [0.4, 0.2, 0, 1, 0.6]])
    features = np.round(np.maximum(0, centres[labels] + random.normal(0, 0.5, (30, 5))), 3)
    numbers = np.round(features @ [1, -2, 0.5, 0, 3] + 0.7 + random.normal(0, 0.3, 30), 3)
    # LIBLINEAR treats the bias as the weight of a feature that is always 1.
    logistic = OneVsRestClassifier(
        LogisticRegression(solver="liblinear", C=COST, tol=1e-10, intercept_scaling=1, max_iter=100_000))
    logistic.fit(features, labels)
    two = labels < 2
    tests = np.array([[0, 10], [3, 11], [17, 5], [40, 22], [1, 0], [250, 199]])
    result = {
        "cost": COST,
        "features": features.tolist(),
        "labels": labels.tolist(),
        "numbers": numbers.tolist(),
        "svm": layer(svm("ovr").fit(features, labels)),
        "svm_two_classes": layer(svm("ovr").fit(features[two], labels[two])),
        "crammer_singer": layer(svm("crammer_singer").fit(features, labels)),
        "logistic": {
            "weights": [model.coef_[0].tolist() for model in logistic.estimators_],
            "bias": [float(model.intercept_[0]) for model in logistic.estimators_],
        },
        "ridge": layer(Ridge(alpha=1 / (2 * COST)).fit(features, numbers)),
        "ridge_classes": layer(Ridge(alpha=1 / (2 * COST)).fit(features, 2.0 * (labels[:, None] == np.arange(3)) - 1)),
        # Fewer points than features: the dual system, over points.
        "ridge_few": layer(Ridge(alpha=1 / (2 * COST)).fit(features[:4], numbers[:4])),
        "wilson": [
            {"successes": k, "total": n, "interval": list(stats.binomtest(k, n).proportion_ci(method="wilson"))}
            for k, n in [(0, 10), (10, 10), (97, 100), (1, 2), (548, 720)]
        ],
        "mcnemar": [
            {
                "only_first": int(b), "only_second": int(c),
                "exact": float(stats.binomtest(int(min(b, c)), int(b + c), 0.5).pvalue),
                "corrected": float(stats.chi2.sf(max(0, abs(b - c) - 1) ** 2 / (b + c), 1)),
            }
            for b, c in tests
        ],
        "spearman": [
            {"a": a, "b": b, "rho": float(stats.spearmanr(a, b).statistic)}
            for a, b in [
                ([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), ([0.5, 0.5, 1, 2, 2, 2], [3, 1, 4, 1, 5, 9]),
                ([1, 2, 3], [3, 2, 1]), (np.round(numbers[:12], 1).tolist(), features[:12, 0].tolist()),
            ]
        ],
    }
    with open(path, "w") as file:
        json.dump(result, file)
        file.write("\n")


main(sys.argv[1])
