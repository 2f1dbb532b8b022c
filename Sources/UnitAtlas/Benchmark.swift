import Analyses
import Foundation
package import Inference
package import Reporting
import Synchronization
package import Tensors
import Workers

/// The speed of a network on this machine.
package struct Benchmark: Sendable, Equatable {
    /// Images per second, the median over the rounds.
    package let imagesPerSecond: Double
    /// Billions of operations per second; a multiply-add counts as two.
    package let gflops: Double
    package let batch: Int
    package let threads: Int
    package let precision: Precision

    /// How a network is measured. `threads` threads share `batch` images; if there are fewer images than threads, several
    /// threads compute an image together.
    package struct Settings: Sendable, Equatable {
        package var batch: Int
        package var threads: Int
        package var precision: Precision
        /// The number of rounds whose median counts.
        package var rounds: Int
        /// The time of a round in seconds; a round takes at most one image longer.
        package var seconds: Double

        package init(
            batch: Int, threads: Int, precision: Precision = .f32, rounds: Int = 5, seconds: Double = 1
        ) {
            (self.batch, self.threads, self.precision) = (batch, threads, precision)
            (self.rounds, self.seconds) = (rounds, seconds)
        }
    }

    /// Runs the network on image after image of this size.
    package static func run(
        _ network: Network, channels: Int, height: Int, width: Int, _ settings: Settings
    ) throws -> Benchmark {
        let (batch, threads, seconds) = (settings.batch, settings.threads, settings.seconds)
        let workers = max(1, min(threads, batch))
        let plan = try NetworkPlan(
            network, channels: channels, height: height, width: width, precision: settings.precision,
            threads: max(1, threads / workers))
        var rates: [Double] = []
        for round in 0...settings.rounds {
            // The first round warms up caches and is not counted.
            let rate = try Self.rate(plan, workers: workers, seconds: round == 0 ? seconds / 2 : seconds)
            if round > 0 { rates.append(rate) }
        }
        let median = Statistics.median(rates) ?? 0
        return Benchmark(
            imagesPerSecond: median, gflops: median * Double(plan.multiplyAdds) * 2 / 1e9, batch: batch,
            threads: threads, precision: settings.precision)
    }

    /// The figures of the report.
    package var figures: [Figure] {
        [
            Figure("images_per_second", "images/s", imagesPerSecond, unit: .number),
            Figure("gflops", "GFLOP/s", gflops, unit: .number), Figure("batch", "batch", count: batch),
            Figure("threads", "threads", count: threads),
        ]
    }

    /// One JSON object.
    package var json: String {
        JSONValue.object(figures.members + [("precision", .string(precision.rawValue))]).lines
    }

    /// One line.
    package var text: String {
        "\(NumberFormat.short(imagesPerSecond)) images/s, \(NumberFormat.short(gflops)) GFLOP/s (batch \(batch),"
            + " \(NumberFormat.count(threads, "thread")), \(precision.rawValue))\n"
    }

    /// Returns every operation of the network with its implementation, its shortest time in 20 runs, and its speed.
    package static func operations(
        _ network: Network, channels: Int, height: Int, width: Int, threads: Int, precision: Precision = .f32
    ) throws -> ResultTable {
        let plan = try NetworkPlan(
            network, channels: channels, height: height, width: width, precision: precision, threads: threads)
        let run = try NetworkRun(plan)
        try run.execute()
        let times = try run.operationTimes(rounds: 20)
        let total = times.reduce(0) { $0 + $1.seconds }
        return ResultTable(
            columns: ["operation", "implementation", "microseconds", "share", "gflops"],
            rows: times.map { time in
                [
                    .text(time.label), .text(time.implementation), .real(time.seconds * 1e6),
                    .percent(time.seconds / total),
                    time.multiplyAdds > 0
                        ? .real(Double(time.multiplyAdds) * 2e-9 / time.seconds) : .null,
                ]
            })
    }

    /// Returns images per second over all workers.
    private static func rate(_ plan: NetworkPlan, workers: Int, seconds: Double) throws -> Double {
        let clock = ContinuousClock()
        @Sendable func work(_ run: NetworkRun) throws -> Double {
            let start = clock.now
            var count = 0
            repeat {
                try run.execute()
                count += 1
            } while clock.now - start < .seconds(seconds)
            return Double(count) / ((clock.now - start) / .seconds(1))
        }
        if workers == 1 {
            // Run on the thread that prepared the network: with a second team of OpenMP threads, both would wait in the
            // kernel instead of spinning.
            let run = try NetworkRun(plan)
            try run.execute()
            return try work(run)
        }
        var total = 0.0
        try WorkerPool.run(pieces: workers, threads: workers) {
            let run = try NetworkRun(plan)
            try run.execute()
            return { _ in try work(run) }
        } consume: { rate in
            total += rate
        }
        return total
    }
}
