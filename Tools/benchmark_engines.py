"""Times the engine against ONNX Runtime and OpenVINO on the same networks, in one run.

    python Tools/benchmark_engines.py UNIT_ATLAS MODEL.onnx ... [--batches 1,16] [--threads 1,2] [--precision f32|bf16]

Needs numpy, onnx, onnxruntime and openvino. The runtimes take turns within each round, so that other load on the
machine affects all of them. Results are medians over the rounds, in images per second.
"""
import argparse, json, os, statistics, subprocess, sys, time
import numpy, onnx, onnxruntime, openvino


def image_shape(path):
    graph = onnx.load(path, load_external_data=False).graph
    names = {tensor.name for tensor in graph.initializer}
    value = next(value for value in graph.input if value.name not in names)
    extents = [dimension.dim_value for dimension in value.type.tensor_type.shape.dim]
    return value.name, [extents[1] or 3, extents[2] or 224, extents[3] or 224], extents[0]


def rate(run, images, seconds):
    run()
    start, count = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - start) < seconds:
        run()
        count += images
    return count / elapsed


def peers(path, batch, threads, precision):
    """Returns functions that run one batch, by name of the runtime."""
    name, shape, fixed = image_shape(path)
    size = batch if fixed in (0, batch) else fixed
    x = numpy.random.default_rng(1).standard_normal([size] + shape, dtype=numpy.float32)
    result = {}
    if precision == "f32":
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        result["onnxruntime"] = (lambda: session.run(None, {name: x}), size)
    core = openvino.Core()
    model = core.read_model(path)
    model.reshape({model.inputs[0]: [size] + shape})
    configuration = {"INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": precision, "NUM_STREAMS": 1}
    request = core.compile_model(model, "CPU", configuration).create_infer_request()
    result["openvino"] = (lambda: request.infer({0: x}), size)
    return result


def ours(program, path, batch, threads, precision, seconds):
    command = [program, "benchmark", path, "--batch", str(batch), "--threads", str(threads), "--precision", precision,
               "--rounds", "1", "--seconds", str(seconds), "--format", "json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["images_per_second"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("models", nargs="+")
    parser.add_argument("--batches", default="1,16")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--precision", default="f32", choices=["f32", "bf16"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.5)
    arguments = parser.parse_args()
    print(f"{'network':28} batch threads  unit-atlas  onnxruntime  openvino  ratio to the faster")
    for path in arguments.models:
        label = os.path.basename(path)
        if label == "model.onnx":
            label = os.path.basename(os.path.dirname(os.path.abspath(path)))
        for threads in map(int, arguments.threads.split(",")):
            for batch in map(int, arguments.batches.split(",")):
                others = peers(path, batch, threads, arguments.precision)
                rates = {name: [] for name in ["unit-atlas", *others]}
                for _ in range(arguments.rounds):
                    rates["unit-atlas"].append(
                        ours(arguments.program, path, batch, threads, arguments.precision, arguments.seconds))
                    for name, (run, images) in others.items():
                        rates[name].append(rate(run, images, arguments.seconds))
                median = {name: statistics.median(values) for name, values in rates.items()}
                best = max(median[name] for name in others)
                shown = f"{median['onnxruntime']:11.1f}" if "onnxruntime" in median else f"{'-':>11}"
                print(f"{label:28} {batch:5} {threads:7} {median['unit-atlas']:11.1f}  {shown} {median['openvino']:9.1f}"
                      f"  {median['unit-atlas'] / best:.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
