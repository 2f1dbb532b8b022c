"""Writes activation maps of a PyTorch network for `unit-atlas import`. Needs torch, torchvision and pillow.

    python Tools/export_activations.py resnet18 layer4 fc images/ out/
    unit-atlas import my.sqlite --maps out/maps.npy --weights out/weights.npy --bias out/bias.npy --classes out/classes.txt \\
        --paths out/paths.txt --images images/ --preprocessing out/preprocessor_config.json

The first argument is a torchvision network; the next two are the modules whose output are the activation maps and which is
the linear layer on their average. To adapt this to another network, see `maps`, a hook that captures the output of the layer.
"""
import json
import os
import sys

import numpy as np
import torch
import torchvision
from PIL import Image

ENDINGS = (".jpg", ".jpeg", ".png")


def maps(network, layer, batches):
    """Yields the layer's output [n, U, H, W] for each batch."""
    kept = []
    handle = network.get_submodule(layer).register_forward_hook(lambda module, inputs, output: kept.append(output))
    with torch.inference_mode():
        for batch in batches:
            network(batch)
            yield kept.pop().float().cpu().numpy()
    handle.remove()


def main(name, layer, head, folder, target, weights="DEFAULT"):
    weights = None if weights == "none" else torchvision.models.get_model_weights(name)[weights]
    network = torchvision.models.get_model(name, weights=weights).eval()
    transform = weights.transforms() if weights else torchvision.transforms._presets.ImageClassification(crop_size=224)
    paths = sorted(
        os.path.relpath(os.path.join(place, file), folder)
        for place, _, files in os.walk(folder) for file in files if file.lower().endswith(ENDINGS))
    images = (transform(Image.open(os.path.join(folder, path)).convert("RGB"))[None] for path in paths)
    os.makedirs(target, exist_ok=True)
    array = None
    for index, found in enumerate(maps(network, layer, images)):
        if array is None:  # written as it comes, so that it need not fit in memory
            array = np.lib.format.open_memmap(
                f"{target}/maps.npy", mode="w+", dtype="float32", shape=(len(paths), *found.shape[1:]))
        array[index] = found[0]
    array.flush()
    linear = network.get_submodule(head)
    np.save(f"{target}/weights.npy", linear.weight.detach().numpy())
    np.save(f"{target}/bias.npy", linear.bias.detach().numpy())
    names = weights.meta["categories"] if weights else [f"class {k}" for k in range(len(linear.bias))]
    with open(f"{target}/classes.txt", "w") as file:
        file.write("\n".join(names) + "\n")
    with open(f"{target}/paths.txt", "w") as file:
        file.write("\n".join(paths) + "\n")
    with open(f"{target}/preprocessor_config.json", "w") as file:
        json.dump(preprocessing(transform), file)


def preprocessing(transform):
    """Returns torchvision's transform as a Hugging Face preprocessor_config.json."""
    return {
        "do_resize": True, "size": {"shortest_edge": transform.resize_size[0]},
        "resample": {"nearest": 0, "bilinear": 2, "bicubic": 3}[transform.interpolation.value],
        "do_center_crop": True, "crop_size": {"height": transform.crop_size[0], "width": transform.crop_size[0]},
        "do_rescale": True, "rescale_factor": 1 / 255,
        "do_normalize": True, "image_mean": list(transform.mean), "image_std": list(transform.std),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
