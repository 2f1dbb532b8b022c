import Foundation
import Reporting
import Store
import Synchronization
import UnitAtlas
import Units
import Workers

/// Writes all pages of a site, and the pictures on them, as files that open from disk.
///
/// Each file is written whole, and `index.html` last. An export that was cut off goes on: pages are written anew, which
/// costs little, and pictures that are there are kept.
public struct SiteExport: Sendable {
    /// What was written.
    public struct Summary: Sendable, Equatable {
        public let pages: Int
        /// Pictures that the pages show, those that were there already among them.
        public let pictures: Int
        /// Pictures that could not be drawn, gaps on their pages as when these are served: a sentence for each.
        public let lacking: [String]
    }

    private let site: Site
    private let threads: Int

    public init(_ site: Site, threads: Int) {
        self.site = site
        self.threads = max(1, threads)
    }

    /// Every page, `index` last.
    func pages() throws -> [Destination] {
        let exploration = site.exploration
        func list(_ count: Int, _ size: Int) -> [Int] { Array(1...max(1, (count + size - 1) / size)) }
        var pages: [Destination] = exploration.classes.map { .classPage($0.id) }
        pages += exploration.units.map { .unit($0.unit) }
        pages += exploration.images.map { .image($0.id) }
        pages += list(exploration.units.count, Page.unitsPerPage).map { .units(page: $0) }
        pages += list(exploration.images.count, Page.imagesPerPage).map { .images(page: $0) }
        pages += (site.queries?.names() ?? []).map { .query($0) }.filter { Destination(path: $0.path) != nil }
        return pages + [.queries, .home]
    }

    /// Writes into `folder`.
    ///
    /// - Parameter progress: Called with pages done and all pages, on the calling thread.
    /// - Throws: `ExplorerError`, and what reading the atlas or drawing throws.
    public func write(into folder: String, progress: (Int, Int) -> Void) throws -> Summary {
        site.pictures.prepareMaps()
        let target = try ExportFolder(folder, identity: try identity())
        try target.write(Array(StyleSheet.text.utf8), to: Links.file(.style))
        try target.write(Array(KeyScript.text.utf8), to: Links.file(.script))
        try target.write(Array(StyleSheet.icon.utf8), to: Links.file(.icon))
        let pages = try pages()
        let others = Array(pages.dropLast())
        let work = Work()
        var done = 0
        try WorkerPool.run(pieces: others.count, threads: threads) {
            { try write(others[$0], target, work) }
        } consume: {
            done += 1
            progress(done, pages.count)
        }
        try write(.home, target, work)
        let (pictures, lacking) = (work.claimed, work.lacking)
        try target.finish(Set((pages + pictures + [.style, .script, .icon]).map { Links.file($0) }))
        return Summary(
            pages: pages.count, pictures: pictures.count - lacking.count,
            lacking: lacking.sorted { $0.path < $1.path }.map { "\($0.path): \($0.reason)" })
    }

    /// Pictures come before the page that shows them.
    private func write(_ destination: Destination, _ folder: ExportFolder, _ work: Work) throws {
        let links = Links.exported(destination)
        guard let html = try site.html(destination, Page(site, links)) else { return }
        for file in links.used.all where file.isPicture && work.claim(file) {
            let name = Links.file(file)
            if folder.continues, folder.holds(name) { continue }
            do {
                guard let bytes = try site.picture(file) else {
                    work.lack(file, "there is no such picture any more")
                    continue
                }
                try folder.write(bytes, to: name)
            } catch let error as ExplorerError {
                throw error
            } catch {
                work.lack(file, "\(error)")
            }
        }
        try folder.write(Array(html.text.utf8), to: Links.file(destination))
    }

    /// Of the atlas as it is, the head, and the program.
    private func identity() throws -> String {
        let exploration = site.exploration
        let attributes = try FileManager.default.attributesOfItem(atPath: exploration.path)
        let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        let bytes = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        return [
            Software.version, exploration.header.modelSHA256, exploration.header.createdAt, "\(bytes)", "\(changed)",
            exploration.head?.name ?? "",
        ].joined(separator: " ")
    }

    /// What the threads of an export share.
    private final class Work: Sendable {
        private struct State {
            var claimed: Set<Destination> = []
            var lacking: [(path: String, reason: String)] = []
        }

        private let state = Mutex(State())

        var claimed: [Destination] { state.withLock { Array($0.claimed) } }
        var lacking: [(path: String, reason: String)] { state.withLock { $0.lacking } }

        func lack(_ file: Destination, _ reason: String) {
            state.withLock { $0.lacking.append((Links.file(file), reason)) }
        }

        /// Whether the caller is the first to ask for this file.
        func claim(_ file: Destination) -> Bool { state.withLock { $0.claimed.insert(file).inserted } }
    }
}
