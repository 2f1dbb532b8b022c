import ArgumentParser
import Foundation
import Inference
import Reporting
import Tensors
import UnitAtlas

struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measure a network's speed in images per second, without reading files.",
        discussion: "Prints the median of the rounds. A shorter warm-up round is not counted.")

    @Argument(help: "An .onnx file, or the folder that contains it.") var model: String

    @Option(help: "Number of images per measurement, shared among the threads.") var batch = 16

    @Option(help: Help.threads) var threads = Help.cores

    @Option(help: Help.precision) var precision = Precision.f32

    @Option(help: "Input height and width, if the network does not fix them.") var size = 224

    @Option(help: "Number of rounds; the median is printed.") var rounds = 5

    @Option(help: "Duration of a round in seconds.") var seconds = 1.0

    @Flag(help: "Print the time of each operation instead, with all threads working on one image.") var operations =
        false

    @Option(
        help: ArgumentHelp(
            "Measure how fast these images are indexed instead, compared with decoding alone and the network alone.",
            valueName: "folder"))
    var images: String?

    @Option(help: ArgumentHelp("Preprocessing for --images: torchvision, tensorflow, caffe, or a configuration file."))
    var preprocessing: String?

    @Option(help: Help.reportFormat) var format = ObjectFormat.table

    func validate() throws {
        try OptionChecks.positive(["--batch": batch, "--threads": threads, "--size": size, "--rounds": rounds])
        guard seconds > 0 else { throw ValidationError("--seconds must be positive.") }
    }

    func run() throws {
        if let images {
            let choice = preprocessing.map { ModelOptions.choice($0) }
            let result = try PipelineBenchmark.run(
                model: model, images: images, preprocessing: choice, threads: threads, rounds: rounds)
            return try emit(format == .json ? result.json : result.table.text(.table, width: Terminal.width))
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
            .init(batch: batch, threads: threads, precision: precision, rounds: rounds, seconds: seconds))
        try emit(format == .json ? result.json : result.text)
    }
}
