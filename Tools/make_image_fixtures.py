"""Writes the small images of Tests/ImagesTests/Fixtures/decoding and their pixels as decoded by PIL.

For each image, expected.json holds its size and, under "rgb", the bytes of PIL's convert("RGB") in base64. "white" and
"black" are composites over that colour, "oriented" is ImageOps.exif_transpose.
Run: python Tools/make_image_fixtures.py
"""

import base64
import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

OUT = pathlib.Path(__file__).resolve().parent.parent / "Tests/ImagesTests/Fixtures/decoding"
rng = np.random.default_rng(7)


def picture(width, height, channels, top=255):
    """Returns gradients with noise: smooth enough for JPEG, varied enough to use every PNG filter."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [
        top * (0.5 + 0.5 * np.sin((c + 1) * x / width * 3 + (c + 2) * y / height * 2)) * 0.9 + rng.uniform(0, top * 0.1, (height, width))
        for c in range(channels)
    ]
    return np.clip(np.stack(planes, -1), 0, top)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack(rows, depth):
    """Packs [h, n] samples into bytes, row by row."""
    if depth == 16:
        return rows.astype(">u2").view(np.uint8).reshape(rows.shape[0], -1)
    if depth == 8:
        return rows.astype(np.uint8)
    bits = ((rows[..., None].astype(int) >> np.arange(depth - 1, -1, -1)) & 1).reshape(rows.shape[0], -1)
    return np.packbits(bits.astype(np.uint8), axis=1)


def filtered(rows, distance, first):
    """Filters each row, cycling through the five kinds from `first`."""
    out = b""
    above = np.zeros(rows.shape[1], int)
    for i, row in enumerate(rows.astype(int)):
        kind = (first + i) % 5
        left = np.concatenate([np.zeros(distance, int), row])[: len(row)]
        corner = np.concatenate([np.zeros(distance, int), above])[: len(row)]
        p = left + above - corner
        pa, pb, pc = abs(p - left), abs(p - above), abs(p - corner)
        paeth = np.where((pa <= pb) & (pa <= pc), left, np.where(pb <= pc, above, corner))
        guess = [0 * row, left, above, (left + above) // 2, paeth][kind]
        out += bytes([kind]) + ((row - guess) % 256).astype(np.uint8).tobytes()
        above = row
    return out


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(samples, kind, depth, interlaced=False, before=b"", parts=1):
    """Encodes samples [h, w, channels] as a PNG that uses every filter; `before` is inserted before IDAT."""
    height, width, channels = samples.shape
    distance = max(1, channels * depth // 8)
    raw = b""
    for x, y, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[y::dy, x::dx]
        if part.size:
            raw += filtered(pack(part.reshape(part.shape[0], -1), depth), distance, 1 if interlaced else 0)
    data = zlib.compress(raw, 9)
    cuts = [len(data) * i // parts for i in range(parts + 1)]
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    idat = b"".join(chunk(b"IDAT", data[a:b]) for a, b in zip(cuts, cuts[1:]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + idat + chunk(b"IEND", b"")


def exif(orientation, little=False):
    order = "<" if little else ">"
    return (b"II" if little else b"MM") + struct.pack(order + "HIHHHIHHI", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def jpeg(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


files = {}
for name, size, options in [
    ("444", (37, 29), dict(quality=90, subsampling=0)),
    ("422", (33, 18), dict(quality=75, subsampling=1)),
    ("420", (41, 27), dict(quality=80, subsampling=2)),
    ("progressive", (50, 35), dict(quality=85, progressive=True)),
    ("restart", (49, 33), dict(quality=80, restart_marker_blocks=2)),
    ("pixel", (1, 1), dict(quality=90)),
]:
    files[f"jpeg-{name}.jpg"] = jpeg(Image.fromarray(picture(*size, 3).astype(np.uint8)), **options)
grey = Image.fromarray(picture(31, 23, 1)[..., 0].astype(np.uint8))
files["jpeg-grey.jpg"] = jpeg(grey, quality=85)
files["jpeg-grey-progressive.jpg"] = jpeg(grey, quality=85, progressive=True)
files["jpeg-rgb.jpg"] = jpeg(Image.fromarray(picture(21, 25, 3).astype(np.uint8)), quality=88, keep_rgb=True)
cmyk = Image.fromarray(picture(26, 22, 4).astype(np.uint8), "CMYK")
files["jpeg-cmyk.jpg"] = jpeg(cmyk, quality=90)
files["jpeg-cmyk-progressive.jpg"] = jpeg(cmyk, quality=90, progressive=True)
# The same data marked as YCCK (Adobe transform 2): the colours differ, which is enough to test a decoder.
ycck = bytearray(files["jpeg-cmyk.jpg"])
adobe = ycck.find(b"Adobe")
ycck[adobe + 11] = 2
files["jpeg-ycck.jpg"] = bytes(ycck)
# Stray bytes before a marker, as in some ImageNet files; PIL and libjpeg skip them.
stray = files["jpeg-420.jpg"]
files["jpeg-stray.jpg"] = stray[:-2] + b"\x11\x22\x33" + stray[-2:]
files["jpeg-trailing.jpg"] = stray + b"left over"
small = Image.fromarray(picture(12, 7, 3).astype(np.uint8))
for value in range(1, 9):
    files[f"jpeg-orientation-{value}.jpg"] = jpeg(
        small, quality=90, subsampling=0, exif=b"Exif\0\0" + exif(value, little=value % 2 == 0))

def levels(size, channels, depth):
    return np.round(picture(*size, channels, 2**depth - 1)).astype(int)


for interlaced in (False, True):
    tail = "-interlaced" if interlaced else ""
    for depth in (1, 2, 4, 8, 16):
        files[f"png-grey{depth}{tail}.png"] = png(levels((29, 21), 1, depth), 0, depth, interlaced)
    for depth in (1, 2, 4, 8):
        count = 2**depth if depth < 8 else 200
        palette = chunk(b"PLTE", rng.integers(0, 256, 3 * count, np.uint8).tobytes())
        codes = rng.integers(0, count, (19, 27, 1))
        files[f"png-palette{depth}{tail}.png"] = png(codes, 3, depth, interlaced, palette)
        alphas = chunk(b"tRNS", rng.integers(0, 256, count // 2, np.uint8).tobytes())
        files[f"png-palette{depth}-alpha{tail}.png"] = png(codes, 3, depth, interlaced, palette + alphas)
    for depth in (8, 16):
        files[f"png-rgb{depth}{tail}.png"] = png(levels((23, 17), 3, depth), 2, depth, interlaced)
        files[f"png-grey{depth}-alpha{tail}.png"] = png(levels((22, 16), 2, depth), 4, depth, interlaced)
        files[f"png-rgba{depth}{tail}.png"] = png(levels((21, 18), 4, depth), 6, depth, interlaced)
# Indices beyond the end of the palette: PIL makes them black.
few = chunk(b"PLTE", bytes(range(30, 60)))
files["png-palette-short.png"] = png(np.arange(16).reshape(4, 4, 1), 3, 8, before=few)
for width, height in [(1, 1), (3, 2), (1, 9), (5, 5)]:
    files[f"png-tiny-{width}x{height}-interlaced.png"] = png(levels((width, height), 3, 8), 2, 8, True)
gamma = chunk(b"gAMA", struct.pack(">I", 100000))
files["png-gamma.png"] = png(levels((20, 15), 3, 8), 2, 8, before=gamma)
files["png-gamma-rgba16.png"] = png(levels((20, 15), 4, 16), 6, 16, before=gamma)
files["png-parts.png"] = png(levels((20, 15), 3, 8), 2, 8, parts=7)
key = levels((20, 15), 3, 8)
files["png-rgb8-key.png"] = png(key, 2, 8, before=chunk(b"tRNS", struct.pack(">HHH", *key[4, 6])))
key = levels((20, 15), 1, 8)
files["png-grey8-key.png"] = png(key, 0, 8, before=chunk(b"tRNS", struct.pack(">H", key[4, 6, 0])))
small = levels((12, 7), 3, 8)
for value in range(1, 9):
    files[f"png-orientation-{value}.png"] = png(small, 2, 8, before=chunk(b"eXIf", exif(value, little=value % 2 == 1)))
files["misnamed.txt"] = files["png-parts.png"]


def text(image):
    return base64.b64encode(image.convert("RGB").tobytes()).decode()


def composite(image, level):
    rgba = image.convert("RGBA")
    under = Image.new("RGB", image.size, (level,) * 3)
    under.paste(rgba.convert("RGB"), mask=rgba.getchannel("A"))
    return under


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    expected = {}
    for name, data in sorted(files.items()):
        (OUT / name).write_bytes(data)
        image = Image.open(io.BytesIO(data))
        entry = dict(width=image.width, height=image.height)
        if image.mode.startswith("I;16"):
            # PIL clips 16-bit grey at 255 here; the correct value is the upper byte.
            high = (np.asarray(image).astype(int) >> 8).astype(np.uint8)
            entry["rgb"] = text(Image.fromarray(high))
        else:
            entry["rgb"] = text(image)
            if "alpha" in name or "key" in name or "rgba" in name:
                entry["white"] = text(composite(image, 255))
                entry["black"] = text(composite(image, 0))
        if "orientation" in name:
            turned = ImageOps.exif_transpose(image)
            entry["oriented"] = dict(width=turned.width, height=turned.height, rgb=text(turned))
        expected[name] = entry
    (OUT / "expected.json").write_text(json.dumps(expected, indent=0, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
