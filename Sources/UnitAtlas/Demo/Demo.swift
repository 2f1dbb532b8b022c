import Foundation
import ImageCollections
import Scenes
import Store

/// The demo: draws scenes of known parts, indexes them with a network that comes with the program, and shows the
/// results.
package struct Demo: Sendable {
    /// The output folder.
    package var output: String
    /// The number of scenes, and their seed; the networks were trained on other seeds.
    package var count = 1500
    package var seed: UInt64 = 1
    package var network = DemoModels.Network.gap
    package var threads = 2

    /// Creates a demo of the default size.
    package init(output: String) { self.output = output }

    package var scenes: SceneFolder { SceneFolder(output + "/scenes") }
    package var atlas: String { output + "/demo" + (network == .gap ? "" : "-\(network.rawValue)") + ".sqlite" }
    package var sheets: String { output + "/sheets" + (network == .gap ? "" : "-\(network.rawValue)") }
    package var page: String { output + "/index" + (network == .gap ? "" : "-\(network.rawValue)") + ".html" }

    /// The progress of a demo.
    package enum Progress: Sendable {
        case drawing(done: Int, total: Int)
        case indexing(IndexProgress)
    }

    /// Draws the scenes and indexes them, unless that is already done.
    @discardableResult
    package func prepare(progress: (Progress) -> Void = { _ in }) throws -> IndexOutcome {
        guard count > 0 else { throw UnitAtlasError.demo(.noScenes) }
        let model = try DemoModels.folder(network)
        try refuseOtherFiles()
        let isNew = try scenes.write(seed: seed, count: count, threads: threads) {
            progress(.drawing(done: $0, total: count))
        }
        // Atlases and sheets in this folder belong to its scenes: if the scenes change, they are built again.
        if isNew { for network in DemoModels.Network.allCases { try removeAtlas(network) } }
        var request = IndexRequest()
        request.model = model
        request.images = scenes.images
        request.labels = scenes.labels
        request.threads = threads
        request.batch = 16
        do {
            return try Atlas.index(request, into: atlas) { progress(.indexing($0)) }
        } catch UnitAtlasError.differs {
            // The atlas was built with another version's network.
        } catch UnitAtlasError.changed {
            // The labels are another version's, or the scenes were written again.
        }
        try removeAtlas(network)
        return try Atlas.index(request, into: atlas) { progress(.indexing($0)) }
    }

    /// The title of the demo's page, which identifies the page.
    package static let pageTitle = "Unit Atlas: the demo"

    /// Draws the contact sheet of every class and measures the units.
    ///
    /// - Parameter drawn: Called with each sheet's path.
    /// - Returns: The report, for the demo's page.
    package func drawSheets(drawn: (String) -> Void = { _ in }) throws -> DemoReport {
        let atlas = try Atlas(atlas)
        let drawing = try AtlasDrawing(atlas, options: Self.sheetOptions)
        _ = try drawing.write(
            drawing.classes.map { .classSheet($0) }, into: sheets, threads: threads, written: drawn)
        return try DemoReport(self, atlas)
    }

    /// The settings of the demo's contact sheets.
    package static var sheetOptions: SheetOptions {
        var options = SheetOptions()
        options.rows = 6
        return options
    }

    /// Files that the demo did not create are never overwritten.
    private func refuseOtherFiles() throws {
        let files = FileManager.default
        for network in DemoModels.Network.allCases {
            var other = self
            other.network = network
            if files.fileExists(atPath: other.page), !Self.isPage(other.page) {
                throw UnitAtlasError.demo(.foreignFile(path: other.page))
            }
            guard Atlas.exists(other.atlas) else { continue }
            let name = try? Atlas(other.atlas).header.modelName
            // An atlas of an older schema was built by an older demo and is built again.
            guard name == nil || name == network.rawValue else {
                throw UnitAtlasError.demo(.foreignFile(path: other.atlas))
            }
        }
    }

    /// Returns whether the file at `path` is the page of a demo.
    private static func isPage(_ path: String) -> Bool {
        (try? TextFile.text(path))?.contains("<title>\(pageTitle)</title>") == true
    }

    private func removeAtlas(_ network: DemoModels.Network) throws {
        var other = self
        other.network = network
        for path in [other.atlas, other.atlas + "-wal", other.atlas + "-shm"]
        where FileManager.default.fileExists(atPath: path) {
            do {
                try FileManager.default.removeItem(atPath: path)
            } catch {
                throw UnitAtlasError.output(path: path, .notRemovable)
            }
        }
    }
}
