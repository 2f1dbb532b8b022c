"""Writes Tests/InputTests/Fixtures/preprocessing.json: configurations, and what the processors of transformers and timm make
of one image under them.

Each row holds the form and the name of a kind, the configuration, the shape of the network's input, and every 61st of its
values (at most 40). The image is `noise(37, 29)`, which the tests make again.
Made with transformers 5.24, its processors that use Pillow 13.0, and timm 1.0.31. Run: python Tools/make_processor_goldens.py

ViTHybridImageProcessor is in older versions only. Its rows are made with transformers 4.48.3, without timm, and
kept by other runs: python Tools/make_processor_goldens.py --hybrid
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import transformers
from PIL import Image

warnings.filterwarnings("ignore")
OUT = pathlib.Path(__file__).resolve().parent.parent / "Tests/InputTests/Fixtures/preprocessing.json"
HYBRID = "`ViTHybridImageProcessor`"
rows = []


def noise(width, height):
    state, values = 18, []
    for _ in range(width * height * 3):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 24)
    return Image.fromarray(np.array(values, np.uint8).reshape(height, width, 3))


IMAGE = noise(37, 29)


def add(section, form, name, configuration, tensor):
    tensor = np.asarray(tensor, np.float64)
    values = [float(f"{v:.7g}") for v in tensor.reshape(-1)[::61][:40]]
    rows.append(dict(section=section, form=form, name=name, configuration=configuration, shape=list(tensor.shape), values=values))


def processor(form, name, type, legacy=False, **keys):
    base = type.removesuffix("Fast").removesuffix("ImageProcessor").removesuffix("FeatureExtractor")
    kind = getattr(transformers, base + "ImageProcessorPil")
    tensor = kind(**keys)(IMAGE, return_tensors="np")["pixel_values"][0]
    configuration = {"feature_extractor_type" if legacy else "image_processor_type": type, **keys}
    add("Preprocessing: Hugging Face transformers", form, name, configuration, tensor)


NAMES = [
    "Beit", "Bit", "Blip", "CLIP", "ChineseCLIP", "ConvNext", "DPT", "DeiT", "EfficientNet", "Flava", "Levit", "MobileNetV1",
    "MobileNetV2", "MobileViT", "OwlViT", "Perceiver", "PoolFormer", "Pvt", "Segformer", "Siglip", "ViT",
]
BLIP_LIKE = {"Blip", "DPT", "Pvt", "Segformer", "Siglip", "ViT", "ConvNext"}


def processors():
    for name in NAMES:
        form = f"`{name}ImageProcessor`"
        processor(form, "no other key", name + "ImageProcessor")
        # Siglip's would be the shorter side, without a crop.
        size = [19, 19] if name == "Siglip" else 19
        crop = {} if name in BLIP_LIKE else dict(crop_size=21 if name == "Perceiver" else 16)
        processor(form, "a number for the size, legacy key", name + "FeatureExtractor", legacy=True, size=size, **crop)
        processor(form, "the name of the fast variant", name + "ImageProcessorFast", resample=0, do_normalize=False,
                  **({} if name == "ConvNext" else dict(size=dict(height=18, width=21))))
    vit = "ViTImageProcessor"
    form = f"`{vit}`"
    for code in range(6):
        processor(form, f"resample {code}", vit, size=17, resample=code)
    processor(form, "size as a list", vit, size=[14, 20])
    processor(form, "a crop that the class lacks", vit, size=20, do_center_crop=True, crop_size=[15, 12])
    processor(form, "no rescaling", vit, size=12, do_rescale=False, image_mean=[127.5] * 3, image_std=[127.5] * 3)
    processor(form, "another factor", vit, size=12, rescale_factor=1 / 127.5, do_normalize=False)
    processor(form, "one number for all channels", vit, size=12, image_mean=0.4, image_std=0.3)
    processor(form, "null is no for steps", vit, size=12, do_normalize=None, do_rescale=None, crop_size=None)
    clip = "CLIPImageProcessor"
    form = f"`{clip}`"
    processor(form, "shorter side, odd crop", clip, size=dict(shortest_edge=20), crop_size=dict(height=13, width=14))
    processor(form, "a crop larger than the image", clip, size=dict(shortest_edge=16), crop_size=dict(height=19, width=24))
    processor(form, "a crop larger on both sides, odd", clip, size=dict(height=10, width=13), crop_size=15)
    processor(form, "no crop", clip, size=dict(height=9, width=11), do_center_crop=False)
    processor(form, "a number that means a square", clip, size=11, crop_size=9, default_to_square=True)
    next = "ConvNextImageProcessor"
    form = f"`{next}`"
    processor(form, "below 384: crops", next, size=dict(shortest_edge=21))
    processor(form, "crop_pct 0.95", next, size=dict(shortest_edge=21), crop_pct=0.95)
    processor(form, "crop_pct above 1", next, size=21, crop_pct=1.25)
    processor(form, "384: squashes", next, size=dict(shortest_edge=384), crop_pct=0.95)
    levit = "LevitImageProcessor"
    processor(f"`{levit}`", "256/224 of the size", levit, size=dict(shortest_edge=21), crop_size=dict(height=21, width=21))
    pool = "PoolFormerImageProcessor"
    form = f"`{pool}`"
    processor(form, "crop_pct 0.95", pool, size=dict(shortest_edge=20), crop_size=20, crop_pct=0.95)
    processor(form, "a square size", pool, size=dict(height=20, width=20), crop_size=20)
    processor(form, "a size that is not square", pool, size=dict(height=18, width=24), crop_size=dict(height=18, width=20))
    perceiver = "PerceiverImageProcessor"
    form = f"`{perceiver}`"
    processor(form, "crops before it resizes", perceiver, size=dict(height=14, width=14), crop_size=dict(height=16, width=16))
    processor(form, "not square", perceiver, size=dict(height=14, width=10), crop_size=dict(height=16, width=15))
    processor(form, "no crop", perceiver, size=dict(height=14, width=10), do_center_crop=False)
    efficient = "EfficientNetImageProcessor"
    form = f"`{efficient}`"
    imagenet = dict(image_mean=[0.485, 0.456, 0.406], image_std=[0.478, 0.473, 0.474])
    processor(form, "as published", efficient, size=17, resample=0, include_top=True, do_center_crop=False, **imagenet)
    processor(form, "include_top false", efficient, size=17, include_top=False, **imagenet)
    processor(form, "rescale_offset", efficient, size=17, rescale_factor=1 / 127.5, rescale_offset=True, **imagenet)
    processor(form, "only rescale_offset", efficient, size=17, rescale_factor=1 / 127.5, rescale_offset=True, do_normalize=False, include_top=False)
    processor(form, "include_top without do_normalize", efficient, size=17, do_normalize=False, **imagenet)
    mobile = "MobileViTImageProcessor"
    form = f"`{mobile}`"
    processor(form, "image_mean without do_normalize", mobile, size=dict(shortest_edge=24), crop_size=dict(height=20, width=20),
              image_mean=[0.5] * 3, image_std=[0.5] * 3, do_flip_channel_order=True, do_reduce_labels=False)
    processor(form, "do_normalize true, which it ignores", mobile, size=24, crop_size=20, do_normalize=True)
    processor(form, "do_flip_channel_order false", mobile, size=24, crop_size=20, do_flip_channel_order=False)


def hybrids():
    from transformers.models.deprecated.vit_hybrid.image_processing_vit_hybrid import ViTHybridImageProcessor

    def hybrid(name, type="ViTHybridImageProcessor", **keys):
        tensor = ViTHybridImageProcessor(**keys)(IMAGE, return_tensors="np")["pixel_values"][0]
        add("Preprocessing: Hugging Face transformers", HYBRID, name, {"image_processor_type": type, **keys}, tensor)

    hybrid("no other key")
    hybrid("the name of the fast variant", "ViTHybridImageProcessorFast", size=19, crop_size=16)
    hybrid("a crop larger than the image", size=dict(shortest_edge=16), crop_size=dict(height=19, width=24))
    hybrid("as published", size=dict(shortest_edge=24), crop_size=dict(height=24, width=24), resample=3,
           image_mean=[0.5] * 3, image_std=[0.5] * 3)


def timm_configuration(form, name, nested=True, **keys):
    keys = dict(input_size=(3, 16, 16), **keys) if "input_size" not in keys else keys
    import timm.data

    transform = timm.data.create_transform(**timm.data.resolve_data_config({}, pretrained_cfg=keys))
    add("Preprocessing: timm", form, name, {"pretrained_cfg": keys} if nested else keys, transform(IMAGE).numpy())


def timms():
    imagenet = dict(mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225))
    for filter in ("bilinear", "bicubic", "nearest", "lanczos", "box", "hamming"):
        timm_configuration("`interpolation`", filter, interpolation=filter)
    timm_configuration("Missing keys", "only input_size")
    timm_configuration("Missing keys", "keys at the top level", nested=False, crop_pct=0.9, **imagenet)
    for share in (0.5, 0.9, 1.0, 1.1, 1.5, 2.3):
        timm_configuration("`crop_pct`", f"{share}", crop_pct=share, **imagenet)
    for mode in ("center", "squash", "border"):
        for share in (0.8, 0.875, 1.0, 1.25):
            timm_configuration(f"`crop_mode` {mode}", f"crop_pct {share}", crop_mode=mode, crop_pct=share, **imagenet)
        for size in ((3, 12, 20), (3, 21, 13)):
            timm_configuration(f"`crop_mode` {mode}", f"{size[1]}×{size[2]}", crop_mode=mode, input_size=size, **imagenet)
    timm_configuration("`input_size` that is not square", "12×20, crop_pct 1", input_size=(3, 12, 20), crop_pct=1.0)
    timm_configuration("`input_size` that is not square", "40×9, crop_pct 0.7", input_size=(3, 40, 9), crop_pct=0.7)
    timm_configuration("`mean` and `std`", "one number each", mean=(0.5,), std=(0.25,))
    timm_configuration("`mean` and `std`", "one number each, border", mean=(0.3,), std=(0.25,), crop_mode="border", crop_pct=1.0)
    timm_configuration("`mean` and `std`", "zeros and ones", mean=(0, 0, 0), std=(1, 1, 1))


MAKES_HYBRIDS = "--hybrid" in sys.argv[1:]
if MAKES_HYBRIDS:
    hybrids()
else:
    processors()
    timms()
made = len(rows)
if OUT.exists():
    rows += [row for row in json.loads(OUT.read_text(encoding="utf-8")) if (row["form"] == HYBRID) != MAKES_HYBRIDS]
rows.sort(key=lambda row: row["form"] == HYBRID)
OUT.write_text(json.dumps(rows, ensure_ascii=False).replace('}, {"section"', '},\n{"section"') + "\n", encoding="utf-8")
print(made, "of", len(rows), "rows made,", OUT.stat().st_size, "bytes")
