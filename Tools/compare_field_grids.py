"""Measures how wider strides and larger patches change estimated receptive fields, compared with 11 pixels in steps of 3.

    python Tools/compare_field_grids.py UNIT_ATLAS ATLAS [--units 0-15] [--images 5] [--grids 11/3,11/6,...]

Needs numpy. Prints for each grid: seconds, the median and largest difference of the sizes in pixels, the median correlation
of the maps, and the median intersection over union of the pixels at or above half of the maximum.
"""
import argparse, json, shutil, sqlite3, subprocess, tempfile, time
import numpy


def fields(program, atlas, units, images, grid):
    patch, stride = grid.split("/")
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(atlas, folder + "/atlas.sqlite")
        start = time.perf_counter()
        subprocess.run([program, "receptive-field", copy, "--units", units, "--top", str(images), "--patch", patch,
                        "--stride", stride, "--output", folder], check=True, capture_output=True)
        seconds = time.perf_counter() - start
        rows = sqlite3.connect(copy).execute(
            "SELECT unit, size, map, width, height, configuration FROM receptive_field").fetchall()
    result = {}
    for unit, size, blob, width, height, configuration in rows:
        values = json.loads(configuration)
        map = numpy.frombuffer(blob, "<f4").reshape(height, width)
        # Maps of different grids may have different origins, so they are aligned on the theoretical field.
        frame = numpy.zeros((1024, 1024))
        frame[values["originY"]:values["originY"] + height, values["originX"]:values["originX"] + width] = map
        result[unit] = size, frame
    return result, seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("atlas")
    parser.add_argument("--units", default="0-15")
    parser.add_argument("--images", type=int, default=5)
    parser.add_argument("--grids", default="11/3,11/2,11/6,11/11,17/3,17/6,22/11")
    options = parser.parse_args()
    grids = options.grids.split(",")
    base = None
    print("patch/stride  seconds  size  difference  largest  correlation  overlap")
    for grid in grids:
        found, seconds = fields(options.program, options.atlas, options.units, options.images, grid)
        base = base or found
        units = sorted(set(base) & set(found))
        sizes = numpy.array([[base[unit][0], found[unit][0]] for unit in units])
        difference = numpy.abs(sizes[:, 0] - sizes[:, 1])
        pairs = [(base[unit][1], found[unit][1]) for unit in units]
        seen = [(a[(a > 0) | (b > 0)], b[(a > 0) | (b > 0)]) for a, b in pairs]
        correlation = numpy.median([numpy.corrcoef(a, b)[0, 1] for a, b in seen])
        areas = [(a >= a.max() / 2, b >= b.max() / 2) for a, b in pairs]
        overlap = numpy.median([(a & b).sum() / (a | b).sum() for a, b in areas])
        print(f"{grid:12}  {seconds:7.1f}  {numpy.median(sizes[:, 1]):4.0f}  {numpy.median(difference):10.0f}  "
              f"{difference.max():7.0f}  {correlation:11.3f}  {overlap:7.3f}", flush=True)


main()
