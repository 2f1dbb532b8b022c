"""Measures Unit Atlas on this machine: engine, pipeline, memory, sheets, queries. `make bench` runs it.

    python3 Tools/bench.py UNIT_ATLAS [--models DIR ...] [--images DIR] [--quick]

Without options it measures the demo's network on the demo's scenes. Needs only Python. To compare with onnxruntime and
openvino, use Tools/benchmark_engines.py.
"""
import argparse, json, os, platform, resource, statistics, subprocess, sys, tempfile, time


def run(command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options)


def seconds(command, rounds=5):
    """Returns the median time of a command."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run(command)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def peak_megabytes(command):
    """Returns the peak resident memory of a command, measured in a separate process."""
    code = ("import resource,subprocess,sys; subprocess.run(sys.argv[1:], check=True, capture_output=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    return int(run([sys.executable, "-c", code, *command]).stdout) / 1024


def machine():
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as file:
            name = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{name}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def engine(program, models):
    print("\nEngine: images/s (GFLOP/s)")
    print(f"{'network':24} {'f32, 1 thread':>18} {'f32, all threads':>18} {'bf16, all threads':>18}")
    for model in models:
        cells = []
        for options in (["--threads", "1"], [], ["--precision", "bf16"]):
            result = subprocess.run([program, "benchmark", model, "--rounds", "3", "--format", "json", *options],
                                    capture_output=True, text=True)
            figures = json.loads(result.stdout) if result.returncode == 0 else None
            cells.append(f"{figures['images_per_second']:.1f} ({figures['gflops']:.0f})" if figures else "-")
        print(f"{os.path.basename(os.path.normpath(model)):24} {cells[0]:>18} {cells[1]:>18} {cells[2]:>18}", flush=True)


def pipeline(program, models, images):
    print("\nPipeline: images/s, all threads")
    print(f"{'network':24} {'decoding':>9} {'network':>9} {'bound':>9} {'index':>9}  of the bound")
    for model in models:
        figures = json.loads(run([program, "benchmark", model, "--images", images, "--rounds", "3",
                                  "--format", "json"]).stdout)
        print(f"{os.path.basename(os.path.normpath(model)):24} {figures['decoded_per_second']:9.0f}"
              f" {figures['forward_per_second']:9.0f} {figures['bound_per_second']:9.0f}"
              f" {figures['indexed_per_second']:9.0f}  {figures['share_of_bound']:.0%}", flush=True)


def memory(program, model, images, folder, counts):
    print("\nMemory: peak while indexing, by number of images (links to the same files)")
    names = sorted(name for name in os.listdir(images) if name.lower().endswith((".png", ".jpg", ".jpeg")))
    linked = os.path.join(folder, "linked")
    os.mkdir(linked)
    made = 0
    for count in counts:
        while made < count:
            os.symlink(os.path.join(os.path.abspath(images), names[made % len(names)]),
                       os.path.join(linked, f"{made:07}-{names[made % len(names)]}"))
            made += 1
        atlas = os.path.join(folder, f"{count}.sqlite")
        size = peak_megabytes([program, "index", atlas, "--model", model, "--images", linked])
        print(f"{count:9,} images {size:8.0f} MB", flush=True)


def sheets_and_queries(program, atlas, folder):
    print("\nReading an atlas: median of five, including program start")
    output = ["--output", os.path.join(folder, "sheets")]
    name = json.loads(run([program, "query", atlas, "SELECT id FROM class WHERE head = 1 LIMIT 1", "--format", "json"]).stdout)
    first = str(name[0]["id"])
    for label, command in (
        ("one class sheet", [program, "atlas", atlas, first, *output]),
        ("one unit sheet", [program, "unit", atlas, "0", *output]),
        ("rank", [program, "rank", atlas, first]),
        ("query top-units", [program, "query", atlas, "top-units", "--set", f"class={first}"]),
        ("query shared-units", [program, "query", atlas, "shared-units", "--set", f"a={first}", "--set", "b=1"]),
        ("query misplaced-units", [program, "query", atlas, "misplaced-units"]),
    ):
        print(f"{label:24} {seconds(command) * 1000:8.0f} ms", flush=True)
    start = time.perf_counter()
    count = len(run([program, "unit", atlas, "--all", *output]).stdout.splitlines())
    elapsed = time.perf_counter() - start
    print(f"{'all ' + str(count) + ' unit sheets':24} {elapsed * 1000:8.0f} ms, {elapsed * 1000 / count:.1f} ms each")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--models", nargs="+", help="model folders or .onnx files; the first is used for memory and sheets")
    parser.add_argument("--images", help="a folder of images")
    parser.add_argument("--quick", action="store_true", help="memory with 7,000 images instead of 70,000")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    print(machine())
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    with tempfile.TemporaryDirectory() as folder:
        images = arguments.images
        if images is None:
            run([program, "demo", "--scenes", os.path.join(folder, "scenes"), "--count", "1500"])
            images = os.path.join(folder, "scenes", "images")
        models = arguments.models or [os.path.join(root, "Sources/UnitAtlas/Resources/DemoModels/gap")]
        engine(program, models)
        pipeline(program, models, images)
        atlas = os.path.join(folder, "atlas.sqlite")
        run([program, "index", atlas, "--model", models[0], "--images", images])
        sheets_and_queries(program, atlas, folder)
        memory(program, models[0], images, folder, [700, 7000] if arguments.quick else [700, 7000, 70000])


if __name__ == "__main__":
    main()
