"""Writes Tests/InputTests/Fixtures/images.json: small images of many kinds, and what Pillow reads from them.

Each row holds the form and the name of a kind, the file in base64, and under "value" what has to be read: the size, and the
64-bit FNV-1a hash of the bytes of convert("RGB"). "white" and "black" are composites over that colour, "oriented" is
ImageOps.exif_transpose. Rows with "refused" are those that Pillow refuses too, and those of damaged data.
Made with Pillow 13.0 and numpy 2.4. Run: python Tools/make_input_images.py
"""

import base64
import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

OUT = pathlib.Path(__file__).resolve().parent.parent / "Tests/InputTests/Fixtures/images.json"
rng = np.random.default_rng(18)
rows = []


def value(image, upper=False):
    if upper:
        # Pillow clips levels above 255; their upper bytes are the picture.
        levels = np.asarray(image).astype(int) >> 8
        image = Image.fromarray(levels.astype(np.uint8))
    hash = 0xCBF29CE484222325
    for byte in image.convert("RGB").tobytes():
        hash = ((hash ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{image.width}×{image.height} {hash:016x}"


def composite(image, level):
    rgba = image.convert("RGBA")
    under = Image.new("RGB", image.size, (level,) * 3)
    under.paste(rgba.convert("RGB"), mask=rgba.getchannel("A"))
    return under


def add(form, name, data, alpha=False, oriented=False, upper=False, refused=None, same=None, damaged=False):
    """Adds a row; `same` is a file whose pixels Pillow has to find in this one too."""
    row = dict(form=form, name=name, file=base64.b64encode(data).decode())
    if damaged:
        rows.append(dict(row, refused="corrupt"))
        return
    if refused:
        try:
            Image.open(io.BytesIO(data)).load()
        except Exception:
            rows.append(dict(row, refused=refused))
            return
        raise SystemExit(f"{form}, {name}: Pillow reads it")
    image = Image.open(io.BytesIO(data))
    image.load()
    row["value"] = value(image, upper)
    if same:
        assert row["value"] == value(Image.open(io.BytesIO(same))), name
    if alpha:
        row["white"], row["black"] = value(composite(image, 255)), value(composite(image, 0))
        assert row["white"] != row["black"]
    if oriented:
        row["oriented"] = value(ImageOps.exif_transpose(image))
        assert row["oriented"] != row["value"]
    rows.append(row)


def picture(width, height, channels=3):
    y, x = np.mgrid[0:height, 0:width]
    planes = [
        128 + 110 * np.sin((c + 1) * x / width * 4 + (c + 2) * y / height * 3) + rng.uniform(-15, 15, (height, width))
        for c in range(channels)
    ]
    return np.clip(np.stack(planes, -1), 0, 255).astype(np.uint8)


def saved(image, format, **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def exif(orientation):
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def jpegs():
    image = Image.fromarray(picture(21, 17))
    base = saved(image, "JPEG", quality=85)
    add("JPEG", "baseline", base)
    add("JPEG", "progressive", saved(image, "JPEG", quality=85, progressive=True))
    add("JPEG", "CMYK", saved(Image.fromarray(picture(12, 10, 4), "CMYK"), "JPEG", quality=90))
    form = "JPEG with harmless defects"
    scan = base.index(b"\xff\xda")
    end = scan + 2 + struct.unpack(">H", base[scan + 2 : scan + 4])[0]
    zeros = base[: end - 3] + bytes(3) + base[end:]
    add(form, "scan parameters of Samsung phones", zeros, same=base)
    jfif = base.index(b"JFIF\0")
    for major, minor in [(2, 1), (0, 0), (17, 3)]:
        add(form, f"JFIF version {major}.{minor}", base[: jfif + 5] + bytes([major, minor]) + base[jfif + 7 :], same=base)
    segment = base[2 : 4 + struct.unpack(">H", base[4:6])[0]]
    for code in (2, 3, 200):
        adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([code])
        add(form, f"Adobe transformation {code}", base[:2] + adobe + base[2 + len(segment) :], same=base)
    add(form, "stray bytes before the end", base[:-2] + b"\x11\x22\x33" + base[-2:], same=base)
    add(form, "stray bytes between segments", base[:2] + segment + b"\0\1\2" + base[2 + len(segment) :], same=base)
    add(form, "all of them", zeros[:jfif + 5] + b"\2\1" + zeros[jfif + 7 : -2] + b"\5\6" + zeros[-2:], same=base)
    add(form, "bytes after the end", base + bytes(range(200)), same=base)
    add(form, "fill bytes before a marker", base[:scan] + b"\xff\xff" + base[scan:], same=base)
    # Pillow shows these with a grey or shifted part.
    progressive = saved(image, "JPEG", quality=85, progressive=True)
    scans = [i for i in range(len(progressive) - 1) if progressive[i : i + 2] == b"\xff\xda"]
    first = scans[0] + 2 + struct.unpack(">H", progressive[scans[0] + 2 : scans[0] + 4])[0]
    damaged = progressive[: first + 4] + b"\x5a" * 24 + progressive[first + 28 :]
    form = "JPEG with damaged data"
    add(form, "a bad code", damaged, damaged=True)
    between = scans[1] - 3
    while progressive[between] != 0xFF or progressive[between + 1] in (0, 0xFF):
        between -= 1
    last = scans[-1] + 2 + struct.unpack(">H", progressive[scans[-1] + 2 : scans[-1] + 4])[0]
    add(form, "a bad code behind stray bytes",
        progressive[:between] + b"\1\2\3" + progressive[between : last + 3] + b"\x5a" * 9 + b"\xff\xd9", damaged=True)
    for at in (1, 2, 40):
        add("Truncated JPEG", f"{at} bytes before the end", base[:-at], refused="truncated")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pngs():
    image = Image.fromarray(picture(13, 9))
    base = saved(image, "PNG")
    add("PNG", "colour", base)
    rgba = Image.fromarray(picture(13, 9, 4))
    add("PNG", "alpha", saved(rgba, "PNG"), alpha=True)
    add("PNG", "animated: its default picture", saved(image, "PNG", save_all=True, append_images=[ImageOps.invert(image)]))
    add("PNG without an end chunk", "no IEND", base[:-12], same=base)
    add("PNG without an end chunk", "no checksum of the chunk", base[:-16], same=base)
    add("PNG without an end chunk", "no checksum of the pixels", base[:-20], same=base)
    add("PNG without an end chunk", "half an IEND", base[:-5], same=base)
    add("PNG without an end chunk", "bytes of another kind in its place", base[:-12] + b"\1\2\3\4\5\6\7\x08\x09", same=base)
    add("Truncated PNG", "one byte of pixel data missing", base[:-21], refused="truncated")
    add("Truncated PNG", "half of the pixel data", base[: len(base) // 2], refused="truncated")
    grey = (np.add.outer(np.arange(9) * 3001, np.arange(13) * 2999) % 65536).astype(np.uint16)
    add("PNG with 16-bit grey", "the upper byte", saved(Image.fromarray(grey), "PNG"), upper=True)
    for value in (3, 6, 8):
        turned = saved(image, "PNG", exif=exif(value))
        add("EXIF orientation", f"PNG, {value}", turned, oriented=True)


def webps():
    image = Image.fromarray(picture(21, 17))
    rgba = Image.fromarray(picture(21, 17, 4))
    for quality in (10, 75, 100):
        add("WebP", f"lossy, quality {quality}", saved(image, "WEBP", quality=quality))
    add("WebP", "one pixel", saved(image.crop((0, 0, 1, 1)), "WEBP"))
    add("WebP", "lossy with alpha", saved(rgba, "WEBP", quality=60), alpha=True)
    add("WebP", "lossless", saved(image, "WEBP", lossless=True))
    add("WebP", "lossless with alpha", saved(rgba, "WEBP", lossless=True, exact=True), alpha=True)
    palette = image.convert("P", palette=Image.Palette.ADAPTIVE, colors=4)
    add("WebP", "lossless, few colours", saved(palette.convert("RGB"), "WEBP", lossless=True))
    add("WebP", "with a colour profile", saved(image, "WEBP", icc_profile=b"profile" * 9))
    frames = [Image.fromarray(picture(21, 17)) for _ in range(2)]
    add("WebP, animated", "lossy: the first frame", saved(image, "WEBP", save_all=True, append_images=frames))
    add("WebP, animated", "lossless: the first frame", saved(image, "WEBP", save_all=True, append_images=frames, lossless=True))
    alphas = [Image.fromarray(picture(21, 17, 4)) for _ in range(2)]
    add("WebP, animated", "alpha", saved(rgba, "WEBP", save_all=True, append_images=alphas, quality=60), alpha=True)
    moved = bytearray(saved(image, "WEBP", save_all=True, append_images=frames, lossless=True))
    # The canvas is made larger and the first frame moved, by twice the number that is written.
    moved[24:30] = struct.pack("<I", 29)[:3] + struct.pack("<I", 22)[:3]
    place = moved.index(b"ANMF") + 8
    moved[place : place + 6] = struct.pack("<I", 3)[:3] + struct.pack("<I", 2)[:3]
    add("WebP, animated", "a first frame smaller than the picture", bytes(moved))
    for value in (3, 6):
        add("EXIF orientation", f"WebP, {value}", saved(image, "WEBP", exif=b"Exif\0\0" + exif(value)), oriented=True)
        add("EXIF orientation", f"WebP without JPEG's mark, {value}", saved(image, "WEBP", exif=exif(value)), oriented=True)
    lossy, lossless = saved(image, "WEBP"), saved(image, "WEBP", lossless=True)
    add("Truncated WebP", "lossy", lossy[:-7], refused="truncated")
    add("Truncated WebP", "lossless", lossless[: len(lossless) // 2], refused="truncated")


def bmp(samples, depth, palette=None, compression=0, header=40, top_down=False, masks=b"", colors=0, pixels=None, offset=True):
    """Encodes rows of bytes, the top one first, as a BMP."""
    height = len(samples)
    width = samples.width if hasattr(samples, "width") else samples.shape[1]
    if pixels is None:
        packed = []
        for row in samples:
            if depth < 8:
                bits = ((row[:, None] >> np.arange(depth - 1, -1, -1)) & 1).reshape(-1)
                data = np.packbits(bits.astype(np.uint8)).tobytes()
            else:
                data = row.astype({8: "u1", 16: "<u2", 24: "u1", 32: "<u4"}[depth]).tobytes()
            packed.append(data + bytes(-len(data) % 4))
        pixels = b"".join(packed if top_down else packed[::-1])
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, 1, depth)
    else:
        info = struct.pack(
            "<IiiHHIIiiII", header, width, -height if top_down else height, 1, depth, compression, len(pixels), 0, 0, colors, 0)
        info += (masks if header > 40 else b"").ljust(header - 40, b"\0")
    after = masks if header == 40 else b""
    table = b"".join(bytes(c[::-1]) + (b"" if header == 12 else b"\0") for c in palette or [])
    start = 14 + len(info) + len(after) + len(table)
    return struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start if offset else 0) + info + after + table + pixels


def bmps():
    image = Image.fromarray(picture(13, 9))
    add("BMP", "24 bits", saved(image, "BMP"))
    add("BMP", "8 bits of grey", saved(image.convert("L"), "BMP"))
    add("BMP", "1 bit, black and white", saved(image.convert("1"), "BMP"))
    for depth in (1, 4, 8):
        count = 2**depth if depth < 8 else 200
        palette = [tuple(int(v) for v in rng.integers(0, 256, 3)) for _ in range(count)]
        codes = rng.integers(0, count, (9, 13))
        add("BMP", f"{depth} bits, palette", bmp(codes, depth, palette, colors=count))
        add("BMP", f"{depth} bits, palette, top row first", bmp(codes, depth, palette, colors=count, top_down=True))
        if count == 2**depth:
            add("BMP", f"{depth} bits, OS/2", bmp(codes, depth, palette, header=12))
            add("BMP", f"{depth} bits, size of the palette not given", bmp(codes, depth, palette))
    few = [(9, 200, 30), (250, 3, 77), (1, 2, 3)]
    add("BMP", "indices beyond the palette", bmp(rng.integers(0, 9, (9, 13)), 8, few, colors=3))
    add("BMP", "start of the pixels not given", bmp(rng.integers(0, 3, (9, 13)), 8, few, colors=3, offset=False))
    color = picture(13, 9)
    for header in (12, 40, 56, 64, 108, 124):
        data = bmp(color.reshape(9, -1), 24, header=header, pixels=b"".join(bytes(r.tobytes()) + b"\0" for r in color[::-1]))
        if header == 12:
            data = data[:18] + struct.pack("<H", 13) + data[20:]
        else:
            data = data[:18] + struct.pack("<I", 13) + data[22:]
        add("BMP", f"24 bits, header of {header} bytes", data)
    words = rng.integers(0, 65536, (9, 13))
    add("BMP", "16 bits, 5-5-5", bmp(words, 16))
    mask = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
    add("BMP", "16 bits, 5-6-5", bmp(words, 16, compression=3, masks=mask))
    add("BMP", "16 bits, 5-6-5, long header", bmp(words, 16, compression=3, masks=mask, header=56))
    add("BMP", "16 bits, masks 5-5-5", bmp(words, 16, compression=3, masks=struct.pack("<III", 0x7C00, 0x3E0, 0x1F)))
    longs = rng.integers(0, 2**32, (9, 13))
    add("BMP", "32 bits", bmp(longs, 32))
    add("BMP", "32 bits, top row first", bmp(longs, 32, top_down=True))
    for name, masks in [
        ("BGRX", (0xFF0000, 0xFF00, 0xFF, 0)), ("XBGR", (0xFF000000, 0xFF0000, 0xFF00, 0)),
        ("BGXR", (0xFF000000, 0xFF00, 0xFF, 0)),
    ]:
        add("BMP", f"32 bits, masks {name}", bmp(longs, 32, compression=3, masks=struct.pack("<IIII", *masks), header=108))
    for name, masks in [
        ("ABGR", (0xFF000000, 0xFF0000, 0xFF00, 0xFF)), ("RGBA", (0xFF, 0xFF00, 0xFF0000, 0xFF000000)),
        ("BGRA", (0xFF0000, 0xFF00, 0xFF, 0xFF000000)), ("BGAR", (0xFF000000, 0xFF00, 0xFF, 0xFF0000)),
        ("none", (0, 0, 0, 0)),
    ]:
        data = bmp(longs, 32, compression=3, masks=struct.pack("<IIII", *masks), header=124)
        add("BMP", f"32 bits, masks {name}", data, alpha=True)
    runs8 = b"\5\1\0\4\1\2\3\0\4\7\0\0" + b"\x0d\2\0\0" + b"\0\2\3\0\4\6\0\x05\1\2\3\1\2\0\1\3\0\0" + b"\x0d\x03\0\0" * 6
    palette = [tuple(int(v) for v in rng.integers(0, 256, 3)) for _ in range(16)]
    codes = np.zeros((9, 13), int)
    add("BMP", "8 bits, run lengths", bmp(codes, 8, palette, compression=1, colors=16, pixels=runs8))
    runs4 = b"\5\x12\0\4\x12\x34\4\x78\0\0" + b"\x0d\x29\0\0" + b"\0\2\3\0\4\x56\0\5\x12\x34\x50\0\1\x30\0\0" + b"\x0d\x37\0\0" * 6
    add("BMP", "4 bits, run lengths", bmp(codes, 4, palette, compression=2, colors=16, pixels=runs4))
    whole = bmp(words, 16)
    add("Truncated BMP", "raw", whole[:-30], refused="truncated")
    add("Truncated BMP", "run lengths", bmp(codes, 8, palette, compression=1, colors=16, pixels=runs8[:-6]), refused="truncated")
    add("Other kinds of BMP", "masks 4-4-4", bmp(words, 16, compression=3, masks=struct.pack("<III", 0xF00, 0xF0, 0xF)), refused="unsupported")
    add("Other kinds of BMP", "contains a JPEG image", bmp(words, 16, compression=4), refused="unsupported")


def gif(width, height, frame, codes, bits, palette=None, local=None, transparent=None, interlaced=False, kind=b"89a"):
    """Encodes codes as a GIF without compression: a clear code before the table grows."""
    size = max(2, bits)
    clear, limit = 1 << size, (1 << size) - 2
    flat = codes.reshape(-1)
    if interlaced:
        order = [y for a, b in [(0, 8), (4, 8), (2, 4), (1, 2)] for y in range(a, codes.shape[0], b)]
        flat = codes[order].reshape(-1)
    total = "".join(
        format(c, f"0{size + 1}b")[::-1]
        for i, v in enumerate(flat) for c in ([clear, int(v)] if i % limit == 0 else [int(v)])) + format(clear + 1, f"0{size + 1}b")[::-1]
    total += "0" * (-len(total) % 8)
    data = bytes(int(total[i : i + 8][::-1], 2) for i in range(0, len(total), 8))
    blocks = b"".join(bytes([len(data[i : i + 255])]) + data[i : i + 255] for i in range(0, len(data), 255)) + b"\0"
    flags = (0x80 | (bits - 1)) if palette is not None else 0
    out = b"GIF" + kind + struct.pack("<HHBBB", width, height, flags, 0, 0) + (palette or b"")
    if transparent is not None:
        out += b"\x21\xf9\4\1\0\0" + bytes([transparent]) + b"\0"
    flags = (0x80 | (bits - 1) if local is not None else 0) | (0x40 if interlaced else 0)
    return out + struct.pack("<BHHHHB", 0x2C, *frame, flags) + (local or b"") + bytes([size]) + blocks + b";"


def gifs():
    image = Image.fromarray(picture(40, 33))
    add("GIF", "as Pillow writes it", saved(image, "GIF"))
    add("GIF", "grey", saved(image.convert("L"), "GIF"))
    noise = Image.fromarray(rng.integers(0, 256, (70, 80), np.uint8))
    add("GIF", "a table of codes that fills up", saved(noise, "GIF"))
    add("GIF", "one colour", saved(Image.new("RGB", (60, 50), (9, 99, 199)), "GIF"))
    add("GIF", "black and white", saved(image.convert("1"), "GIF"))
    add("GIF", "interlaced", saved(image.convert("P", palette=Image.Palette.ADAPTIVE, colors=17), "GIF", interlace=1))
    for bits in (1, 2, 4, 8):
        table = rng.integers(0, 256, 3 << bits, np.uint8).tobytes()
        codes = rng.integers(0, 1 << bits, (11, 14))
        add("GIF", f"{bits} bits", gif(14, 11, (0, 0, 14, 11), codes, bits, table, kind=b"87a"))
        add("GIF", f"{bits} bits, palette of the frame, interlaced", gif(14, 11, (0, 0, 14, 11), codes, bits, local=table, interlaced=True))
    table = rng.integers(0, 256, 48, np.uint8).tobytes()
    codes = rng.integers(0, 16, (5, 6))
    add("GIF", "both palettes", gif(6, 5, (0, 0, 6, 5), codes, 4, bytes(48), table))
    add("GIF", "no palette", gif(6, 5, (0, 0, 6, 5), codes * 17, 8))
    add("GIF", "a frame smaller than the picture", gif(14, 11, (3, 2, 6, 5), codes, 4, table))
    add("GIF", "a frame that extends past the picture", gif(5, 4, (3, 2, 6, 5), codes, 4, table))
    add("GIF", "transparent colour", gif(14, 11, (3, 2, 6, 5), codes, 4, table, transparent=5), alpha=True)
    frames = [Image.fromarray(picture(20, 16)) for _ in range(3)]
    add("GIF, animated", "the first frame", saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    whole = saved(image, "GIF")
    add("Truncated GIF", "half of it", whole[: len(whole) // 2], refused="truncated")


def netpbms():
    form = "PBM, PGM and PPM"
    image = Image.fromarray(picture(13, 9))
    add(form, "P6", saved(image, "PPM"))
    add(form, "P5", saved(image.convert("L"), "PPM"))
    add(form, "P4", saved(image.convert("1"), "PPM"))
    color, grey = picture(5, 4), picture(5, 4, 1)
    text = " ".join(str(v) for v in color.reshape(-1))
    add(form, "P3", f"P3\n5 4\n255\n{text}\n".encode())
    add(form, "P3, comments and lines anywhere", f"P3 # kind\n# size\n5\n4 # wide\n255\n{text.replace(' ', chr(10) + '# x' + chr(10), 3)}".encode())
    text = " ".join(str(v) for v in grey.reshape(-1))
    add(form, "P2", f"P2\r\n5 4\r\n255\r\n{text}".encode())
    add(form, "P2, levels to 15", b"P2 5 2 15 0 1 2 3 4 5 6 7 14 15")
    add(form, "P2, levels to 100", b"P2 5 2 100 0 1 2 33 44 55 66 77 99 100")
    add(form, "P1", b"P1\n6 3\n101010 010101\n1 1 0 0 1 1")
    add(form, "P1, comment", b"P1 6 1 # 1111\n110 # 000\n010")
    add(form, "P6, levels to 100", b"P6 5 4 100 " + (color // 3).tobytes())
    add(form, "P6, levels to 1023", b"P6 5 4 1023\n" + (color.astype(">u2") * 4).tobytes())
    add(form, "P6, levels to 65535", b"P6 5 4 65535\n" + (color.astype(">u2") * 257).tobytes())
    add(form, "P5, levels to 31", b"P5 5 4 31\n" + (grey // 8).tobytes())
    add(form, "P5, levels above the highest", b"P5 5 4 200\n" + grey.tobytes())
    add(form, "bytes after the end", b"P6 5 4 255\n" + color.tobytes() + b"more")
    upper = "PGM above 8 bits"
    add(upper, "P5, levels to 65535", b"P5 5 4 65535\n" + (grey.astype(">u2") * 257).tobytes(), upper=True)
    add(upper, "P5, levels to 4095", b"P5 5 4 4095\n" + (grey.astype(">u2") * 16).tobytes(), upper=True)
    add(upper, "P2, levels to 1000", b"P2 5 2 1000 0 1 2 3 400 500 600 700 999 1000", upper=True)
    early = "Truncated PBM, PGM and PPM"
    add(early, "P6", b"P6 5 4 255\n" + color.tobytes()[:-1], refused="truncated")
    add(early, "P3", b"P3 5 4 255\n1 2 3 4", refused="truncated")
    add(early, "P5, in the header", b"P5 5 4", refused="truncated")
    add("PBM, PGM and PPM with invalid numbers", "level above the highest", b"P2 2 1 7 8 1", refused="corrupt")
    add("PBM, PGM and PPM with invalid numbers", "a word", b"P2 2 1 7 x 1", refused="corrupt")
    add("PBM, PGM and PPM with invalid numbers", "highest level 0", b"P5 2 1 0 ab", refused="corrupt")


for kinds in (jpegs, pngs, webps, bmps, gifs, netpbms):
    kinds()
OUT.write_text(json.dumps(rows, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
print(len(rows), "rows,", OUT.stat().st_size, "bytes")
