"""Writes cases.json beside this file: what Pillow and numpy make of seeded images under several configurations.

    python Tests/ImagesTests/Fixtures/preprocessing/make.py

Each case names its steps here by hand, in double precision, so that nothing is shared with the code under test.
Inputs are small, and all their values are stored. Made with Pillow 13.0.0 and numpy 2.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

NEAREST, LANCZOS, BILINEAR, BICUBIC, BOX, HAMMING = range(6)
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def noise(width, height, seed):
    state, values = seed, []
    for _ in range(width * height * 3):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 24)
    array = np.array(values, np.uint8).reshape(height, width, 3)
    return Image.fromarray(np.where(array > 127, 255, 0).astype(np.uint8) if seed % 3 == 0 else array)


def shorter(image, side, code):
    width, height = image.size
    new = (side, int(side * height / width)) if width <= height else (int(side * width / height), side)
    return image.resize(new, code)


def crop_down(image, width, height):
    left, top = (image.size[0] - width) // 2, (image.size[1] - height) // 2
    return image.crop((left, top, left + width, top + height))


def crop_even(image, width, height):
    left, top = int(round((image.size[0] - width) / 2.0)), int(round((image.size[1] - height) / 2.0))
    return image.crop((left, top, left + width, top + height))


def levels(image):
    return np.asarray(image, np.float64).reshape(image.size[1], image.size[0], -1)


def normalised(values, factor=1 / 255, mean=MEAN, deviation=DEVIATION):
    return (values * factor - np.array(mean)) / np.array(deviation)


def cases():
    wide, tall, tiny = (23, 14), (13, 22), (3, 2)
    halves = {"do_resize": True, "size": {"height": 6, "width": 7}, "resample": 2, "do_rescale": True,
              "rescale_factor": 0.00392156862745098, "do_normalize": True,
              "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
    flipped = {"do_resize": True, "size": {"height": 7, "width": 7}, "resample": 2, "do_flip_channel_order": True,
               "do_rescale": False, "do_normalize": True, "image_mean": [104.0, 117.0, 123.0],
               "image_std": [1.0, 1.0, 1.0]}
    shortest = {"size": {"shortest_edge": 9}, "crop_size": {"height": 6, "width": 6}, "resample": 3,
                "image_mean": MEAN, "image_std": DEVIATION, "do_pad": False}
    conv_next = {"feature_extractor_type": "ConvNextFeatureExtractor", "size": 7, "crop_pct": 0.875, "resample": 2,
                 "image_mean": MEAN, "image_std": DEVIATION, "do_normalize": True}
    plain = {"feature_extractor_type": "MobileViTFeatureExtractor", "size": 9, "crop_size": 8, "do_center_crop": True,
             "do_flip_channel_order": True, "resample": 2}
    timm = {"architecture": "resnet18", "pretrained_cfg": {
        "input_size": [3, 6, 6], "interpolation": "bicubic", "crop_pct": 0.7, "crop_mode": "center",
        "mean": MEAN, "std": DEVIATION}}
    timm_squash = {"input_size": [3, 6, 8], "interpolation": "bilinear", "crop_pct": 0.8, "crop_mode": "squash",
                   "mean": [0.5, 0.5, 0.5], "std": [0.25, 0.5, 1]}
    timm_grey = {"input_size": [1, 6, 6], "interpolation": "lanczos", "crop_pct": 1.0, "mean": [0.13], "std": [0.3]}
    for size in [wide, tall, tiny]:
        yield "halves", {"config": halves}, size, lambda i: normalised(
            levels(i.resize((7, 6), BILINEAR)), mean=[0.5] * 3, deviation=[0.5] * 3)
        yield "flipped", {"config": flipped}, size, lambda i: (
            levels(i.resize((7, 7), BILINEAR))[:, :, ::-1] - [104, 117, 123])
        yield "shortest edge", {"config": shortest}, size, lambda i: normalised(
            levels(crop_down(shorter(i, 9, BICUBIC), 6, 6)))
        yield "ConvNeXt", {"config": conv_next}, size, lambda i: normalised(
            levels(crop_down(shorter(i, 8, BILINEAR), 7, 7)))
        yield "flipped without means", {"config": plain}, size, lambda i: (
            levels(crop_down(shorter(i, 9, BILINEAR), 8, 8))[:, :, ::-1] / 255)
        yield "timm", {"config": timm}, size, lambda i: normalised(levels(crop_even(shorter(i, 8, BICUBIC), 6, 6)))
        yield "timm squash", {"config": timm_squash}, size, lambda i: normalised(
            levels(crop_even(i.resize((10, 7), BILINEAR), 8, 6)), mean=[0.5] * 3, deviation=[0.25, 0.5, 1])
        yield "timm grey", {"config": timm_grey}, size, lambda i: normalised(
            levels(crop_even(shorter(i.convert("L"), 6, LANCZOS), 6, 6)), mean=[0.13], deviation=[0.3])
        yield "torchvision", {"preset": "torchvision", "height": 7, "width": 7}, size, lambda i: normalised(
            levels(crop_even(shorter(i, 8, BILINEAR), 7, 7)))
        yield "tensorflow", {"preset": "tensorflow", "height": 5, "width": 6}, size, lambda i: (
            levels(i.resize((6, 5), BILINEAR)) / 127.5 - 1)
        yield "caffe", {"preset": "caffe", "height": 5, "width": 5}, size, lambda i: (
            levels(i.resize((5, 5), BILINEAR))[:, :, ::-1] - [104.00698793, 116.66876762, 122.67891434])


def main():
    lines = []
    for seed, (name, source, (width, height), recipe) in enumerate(cases(), start=100):
        values = recipe(noise(width, height, seed)).transpose(2, 0, 1)
        lines.append(json.dumps({
            "name": name, **source, "seed": seed, "imageWidth": width, "imageHeight": height,
            "shape": list(values.shape), "values": [round(float(v), 8) for v in values.flatten()]}))
    Path(__file__).with_name("cases.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(len(lines), "cases")


main()
