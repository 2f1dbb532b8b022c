"""Writes a torchvision or timm network as a model folder for unit-atlas. Needs torch, onnx, onnxscript, and torchvision or timm.

    python Tools/export_model.py torchvision resnet18 models/resnet18
    python Tools/export_model.py timm mobilenetv3_small_100 models/mobilenetv3
    unit-atlas inspect models/resnet18

With `random` as the fourth argument the network keeps its initial weights, for use without a download.
"""
import json
import os
import sys

import torch

from export_activations import preprocessing


def torchvision_network(name, is_random):
    import torchvision

    weights = None if is_random else torchvision.models.get_model_weights(name).DEFAULT
    network = torchvision.models.get_model(name, weights=weights)
    transform = weights.transforms() if weights else torchvision.transforms._presets.ImageClassification(crop_size=224)
    names = weights.meta["categories"] if weights else None
    return network, preprocessing(transform), transform.crop_size[0], names


def timm_network(name, is_random):
    import timm

    network = timm.create_model(name, pretrained=not is_random)
    data = timm.data.resolve_model_data_config(network)
    side = data["input_size"][-1]
    resized = int(side / data["crop_pct"])
    config = {
        "do_resize": True, "size": {"shortest_edge": resized},
        "resample": {"nearest": 0, "bilinear": 2, "bicubic": 3}[data["interpolation"]],
        "do_center_crop": True, "crop_size": {"height": side, "width": side},
        "do_rescale": True, "rescale_factor": 1 / 255,
        "do_normalize": True, "image_mean": list(data["mean"]), "image_std": list(data["std"]),
    }
    return network, config, side, None


def main(library, name, target, weights="pretrained"):
    make = {"torchvision": torchvision_network, "timm": timm_network}[library]
    network, config, side, names = make(name, weights == "random")
    os.makedirs(target, exist_ok=True)
    torch.onnx.export(
        network.eval(), (torch.zeros(1, 3, side, side),), f"{target}/model.onnx", input_names=["image"],
        output_names=["logits"], dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}}, opset_version=17, dynamo=False)
    with open(f"{target}/preprocessor_config.json", "w") as file:
        json.dump(config, file, indent=1)
    if names:
        with open(f"{target}/classes.txt", "w") as file:
            file.write("\n".join(names) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
