import ArgumentParser
import Foundation
import Inference
import Reporting
import Tensors
import UnitAtlas

struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measure how many images a second a network runs here, reading files aside.",
        discussion: "The median of the rounds, after a shorter one that is not counted.")

    @Argument(help: "An .onnx file, or the folder it is in.") var model: String

    @Option(help: "Images run one after another, shared out over the threads.") var batch = 16

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Arithmetic: f32 or bf16.") var precision = Precision.f32

    @Option(help: "Height and width for a network that leaves them open.") var size = 224

    @Option(help: "Rounds, of whose rates the median is printed.") var rounds = 5

    @Option(help: "Seconds of each round.") var seconds = 1.0

    @Flag(help: "Print instead how long each operation takes when the threads run one image together.") var operations =
        false

    @Option(
        help: ArgumentHelp(
            "Measure instead what indexing these images reaches of what decoding and network allow.",
            valueName: "folder"))
    var images: String?

    @Option(help: ArgumentHelp("With --images: torchvision, tensorflow, caffe, or a configuration file."))
    var preprocessing: String?

    @Option(help: "table or json.") var format = ObjectFormat.table

    func validate() throws {
        guard batch > 0, threads > 0, size > 0, rounds > 0, seconds > 0 else {
            throw ValidationError("--batch, --threads, --size, --rounds and --seconds have to be positive.")
        }
    }

    func run() throws {
        if let images {
            let choice = preprocessing.map { ModelOptions.choice($0) }
            let result = try PipelineBenchmark.run(
                model: model, images: images, preprocessing: choice, threads: threads, rounds: rounds)
            return try emit(format == .json ? result.json : result.text)
        }
        let network = try Network(path: try ModelFolder(path: model).model)
        let input = try network.imageInput()
        if operations {
            let table = try Benchmark.operations(
                network, channels: input.channels ?? 3, height: input.height ?? size, width: input.width ?? size,
                threads: threads, precision: precision)
            return try emit(table.text(format == .json ? .json : .table))
        }
        let result = try Benchmark.run(
            network, channels: input.channels ?? 3, height: input.height ?? size, width: input.width ?? size,
            batch: batch, threads: threads, precision: precision, rounds: rounds, seconds: seconds)
        switch format {
        case .json:
            try emit(
                """
                {"images_per_second": \(result.imagesPerSecond), "gflops": \(result.gflops), "batch": \(result.batch), \
                "threads": \(result.threads), "precision": "\(result.precision.rawValue)"}

                """)
        case .table:
            try emit(
                String(
                    format: "%.1f images/s, %.1f GFLOP/s (batch %d, %d thread%@, %@)\n", result.imagesPerSecond,
                    result.gflops, result.batch, result.threads, result.threads == 1 ? "" : "s",
                    result.precision.rawValue))
        }
    }
}
