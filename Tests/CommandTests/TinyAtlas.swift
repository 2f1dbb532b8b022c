import Foundation
import Store
import TestSupport
import Testing

/// The tiny classifier with its six pictures, and the program's runs on them.
struct TinyAtlas {
    let folder: TemporaryFolder
    let model: String
    let images: String
    let atlas: String

    /// Nothing is indexed yet.
    init() throws {
        folder = try TemporaryFolder()
        model = try TinyClassifier.write(to: folder)
        images = try TinyImages.writeSix(to: folder)
        atlas = folder.file("tiny.sqlite")
    }

    /// With an atlas.
    static func indexed() throws -> TinyAtlas {
        let tiny = try TinyAtlas()
        #expect(try tiny.index().status == 0)
        return tiny
    }

    /// `unit-atlas index` with model and images.
    func index(_ more: [String] = []) throws -> Program.Outcome {
        try run(["index", atlas, "--model", model, "--images", images] + more)
    }

    /// Leaves the atlas as a run that was cut off after its last image does.
    func leaveUnfinished() throws { try write { try $0.commit(images: [], units: []) } }

    /// Leaves the atlas as a run that was cut off before its first image does.
    func leaveEmpty() throws { try write { _ = try $0.clear() } }

    private func write(_ body: (AtlasWriter) throws -> Void) throws {
        let reader = try AtlasReader(path: atlas)
        defer { reader.close() }
        let writer = try AtlasWriter(
            path: atlas, header: reader.header, head: try reader.head(), classes: try reader.classes())
        defer { writer.close() }
        try body(writer)
    }

    /// Runs the program with this folder as the current one.
    func run(_ arguments: [String]) throws -> Program.Outcome { try Program.run(arguments, in: folder.path) }

    /// The values of one column of one SQL query's answer, a line each.
    func answer(_ sql: String) throws -> [String] {
        let outcome = try run(["query", atlas, sql, "--format", "csv"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        return outcome.stdout.split(separator: "\n").dropFirst().map(String.init)
    }

    /// Names that begin as the atlas's, its side files among them.
    var atlasFiles: [String] { folder.contents.filter { $0.hasPrefix("tiny.sqlite") } }
}

/// Expects a refusal: nothing on stdout, and one line on stderr that holds `parts`, below which a place in SQL may be shown.
func expectRefusal(
    _ outcome: Program.Outcome, status: Int32 = 1, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(outcome.status == status, sourceLocation: sourceLocation)
    #expect(outcome.stdout.isEmpty, sourceLocation: sourceLocation)
    let message = outcome.messages.first ?? ""
    #expect(message.hasPrefix("Error: "), "\(outcome.stderr)", sourceLocation: sourceLocation)
    let lines = outcome.messages.count { !$0.hasPrefix("  ") }
    #expect(lines == 1 || status == 64, "\(outcome.stderr)", sourceLocation: sourceLocation)
    for part in parts { #expect(message.contains(part), "\(outcome.stderr)", sourceLocation: sourceLocation) }
}
