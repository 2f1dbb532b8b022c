import ArgumentParser
import Inference
import UnitAtlas

struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "benchmark", abstract: "Measure how fast a network runs.")

    @Argument var model: String
    @Option var batch = 16
    @Option var threads = 2

    func run() throws {
        let network = try Network(path: model)
        let input = try network.imageInput()
        let result = try Benchmark.run(network, channels: input.channels ?? 3, height: input.height ?? 224, width: input.width ?? 224, batch: batch, threads: threads)
        print(result)
    }
}
