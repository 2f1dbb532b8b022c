import ArgumentParser
import Foundation
import Reporting
import UnitAtlas
import Units

/// Paths for ablation with a head that is not linear in pooled activations, which runs the network again.
struct AblationOptions: ParsableArguments {
    @Option(help: Help.model) var model: String?

    @Option(help: Help.images) var images: String?

    @Option(help: Help.threads) var threads = Help.cores

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads must be positive.") }
    }

    func request(head: String?, class record: ClassRecord?) -> AblationRequest {
        var request = AblationRequest()
        (request.head, request.record) = (head, record)
        (request.model, request.images, request.threads) = (model, images, threads)
        return request
    }

    /// Runs `body`, shows the progress if the network has to run, and says which images could not be read.
    ///
    /// - Parameter body: Returns one sentence per image that could not be read.
    func run(
        _ atlas: Atlas, _ request: AblationRequest, _ body: (AblationInput, (IndexProgress) -> Void) throws -> [String]
    ) throws {
        let input = try atlas.ablation(request)
        let progress = ConsoleProgress()
        defer { progress.finish() }
        if input.usesMaps {
            note(
                "head “\(input.headName)” is not linear in pooled activations; running the network on "
                    + NumberFormat.count(input.imageCount, "image"))
        }
        let unreadable = try body(input) {
            progress.show($0)
            if $0.done == $0.total { progress.finish() }
        }
        guard !unreadable.isEmpty else { return }
        note("skipped \(NumberFormat.grouped(unreadable.count)) of \(NumberFormat.count(input.imageCount, "image")):")
        for reason in unreadable.prefix(5) { note(reason) }
        throw ExitCode(2)
    }
}
