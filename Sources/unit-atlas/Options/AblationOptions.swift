import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

/// Paths for ablation with a head that is not linear in pooled activations, which runs the network again.
struct AblationOptions: ParsableArguments {
    @Option(help: Help.model) var model: String?

    @Option(help: Help.images) var images: String?

    @Option(help: Help.threads) var threads = Help.cores

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads must be positive.") }
    }

    func request(atlas: String, head: String?, class text: String?) -> AblationRequest {
        var request = AblationRequest(atlas: atlas)
        (request.head, request.classText) = (head, text)
        (request.model, request.images, request.threads) = (model, images, threads)
        return request
    }

    /// Runs `body`, shows how far the network is where it has to run, and says which images could not be read.
    ///
    /// - Parameter body: Gives the images that could not be read, a sentence for each.
    func run(
        _ request: AblationRequest, _ body: (AblationSubject, (IndexProgress) -> Void) throws -> [String]
    ) throws {
        let subject = try AblationSubject(request)
        let progress = ConsoleProgress()
        defer { progress.finish() }
        if subject.usesMaps {
            note(
                "head “\(subject.headName)” is not linear in pooled activations; running the network on "
                    + CountText.text(subject.imageCount, "image"))
        }
        let unreadable = try body(subject) {
            progress.show($0)
            if $0.done == $0.total { progress.finish() }
        }
        guard !unreadable.isEmpty else { return }
        note("skipped \(unreadable.count) of \(CountText.text(subject.imageCount, "image")):")
        for reason in unreadable.prefix(5) { note(reason) }
        throw ExitCode(2)
    }
}
