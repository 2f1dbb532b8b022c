import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

/// Where things lie when taking units away needs the network: for a head that is not linear in pooled activations.
struct AblationPlaces: ParsableArguments {
    @Option(help: "For a head that is not linear in pooled activations: where the network lies now.") var model: String?

    @Option(help: "Likewise: where the images lie now.") var images: String?

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads has to be positive.") }
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
                "the head “\(subject.headName)” is not linear in pooled activations: the network runs again on "
                    + CountText.text(subject.imageCount, "image"))
        }
        let unreadable = try body(subject) {
            progress.show($0)
            if $0.done == $0.total { progress.finish() }
        }
        guard !unreadable.isEmpty else { return }
        note("left out: \(CountText.text(unreadable.count, "image")) of \(subject.imageCount) that cannot be read")
        for reason in unreadable.prefix(5) { note(reason) }
        throw ExitCode(2)
    }
}
