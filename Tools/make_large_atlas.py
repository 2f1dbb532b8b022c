"""Makes an atlas of random activations with the size of a large network: 1000 classes, 2048 units.

    python Tools/make_large_atlas.py PROGRAM ATLAS [--images 5000] [--classes 1000] [--units 2048] [--seed 1]

Needs numpy. Activations are sparse and positive, as after a ReLU. Every class has some units of its own, so most
predictions are correct. There are no image files, so tiles show the maps.
"""
import argparse, os, subprocess, tempfile
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("atlas")
parser.add_argument("--images", type=int, default=5000)
parser.add_argument("--classes", type=int, default=1000)
parser.add_argument("--units", type=int, default=2048)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

random = np.random.default_rng(options.seed)
n, k, u = options.images, options.classes, options.units
weights = random.normal(0, 0.02, (k, u)).astype(np.float32)
own = np.stack([random.choice(u, 12, replace=False) for _ in range(k)])
for c in range(k):
    weights[c, own[c]] += random.uniform(0.1, 0.4, 12)
labels = np.arange(n) % k
with tempfile.TemporaryDirectory() as folder:
    maps = np.lib.format.open_memmap(f"{folder}/maps.npy", "w+", np.float32, (n, u, 2, 2))
    for start in range(0, n, 250):
        end = min(n, start + 250)
        part = random.gamma(0.4, 0.6, (end - start, u, 2, 2)).astype(np.float32)
        for row in range(start, end):
            part[row - start, own[labels[row]]] += random.uniform(0.3, 2.0, (12, 1, 1))
        maps[start:end] = part
    maps.flush()
    np.save(f"{folder}/weights.npy", weights)
    np.save(f"{folder}/bias.npy", random.normal(0, 0.1, k).astype(np.float32))
    np.save(f"{folder}/labels.npy", labels.astype(np.int64))
    with open(f"{folder}/classes.txt", "w") as file:
        file.writelines(f"class {c:04} of the made-up, number {c}\n" for c in range(k))
    subprocess.run(
        [os.path.abspath(options.program), "import", options.atlas, "--maps", f"{folder}/maps.npy",
         "--weights", f"{folder}/weights.npy", "--bias", f"{folder}/bias.npy", "--labels", f"{folder}/labels.npy",
         "--classes", f"{folder}/classes.txt"], check=True)
