import Foundation
import Queries
import Reporting
import Store
import Synchronization
import UnitAtlas
import Units
import Workers

/// Writes all pages of a site and their pictures as files that can be opened from disk.
///
/// Files are written atomically, and `index.html` last. An interrupted export resumes: pages are written again, which is
/// fast, and existing pictures are kept.
package struct SiteExport: Sendable {
    /// The result of an export.
    package struct Summary: Sendable, Equatable {
        /// The number of pages.
        package let pages: Int
        /// The number of pictures on the pages, including existing ones.
        package let pictures: Int
        /// One message for each picture that could not be drawn and is missing on its page.
        package let missingPictures: [String]
    }

    private let site: Site
    private let threads: Int

    package init(_ site: Site, threads: Int) {
        self.site = site
        self.threads = max(1, threads)
    }

    /// Returns all pages, `index` last.
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

    /// Writes the export into `folder` and returns its summary.
    ///
    /// - Parameter progress: Called on the calling thread with the number of written pages and of all pages.
    /// - Throws: `ExplorerError`, and errors of reading the atlas or drawing.
    package func write(into folder: String, progress: (Int, Int) -> Void) throws -> Summary {
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
        let (pictures, missing) = (work.claimed, work.missing)
        try target.finish(Set((pages + pictures + [.style, .script, .icon]).map { Links.file($0) }))
        return Summary(
            pages: pages.count, pictures: pictures.count - missing.count,
            missingPictures: missing.sorted { $0.path < $1.path }.map { "\($0.path): \($0.reason)" })
    }

    /// Writes a page, after its pictures.
    private func write(_ destination: Destination, _ folder: ExportFolder, _ work: Work) throws {
        let links = Links.exported(destination)
        guard let html = try site.html(destination, Page(site, links)) else { return }
        for file in links.used.all where file.isPicture && work.claim(file) {
            let name = Links.file(file)
            if folder.continues, folder.holds(name) { continue }
            do {
                guard let bytes = try site.picture(file) else {
                    work.recordMissing(file, "the picture no longer exists")
                    continue
                }
                try folder.write(bytes, to: name)
            } catch let error as ExplorerError {
                throw error
            } catch {
                work.recordMissing(file, "\(error)")
            }
        }
        try folder.write(Array(html.text.utf8), to: Links.file(destination))
    }

    /// Returns an identifier of the source: the version of the program, the state of the atlas file and the head.
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

    /// State shared by the threads of an export.
    private final class Work: Sendable {
        private struct State {
            var claimed: Set<Destination> = []
            var missing: [(path: String, reason: String)] = []
        }

        private let state = Mutex(State())

        var claimed: [Destination] { state.withLock { Array($0.claimed) } }
        var missing: [(path: String, reason: String)] { state.withLock { $0.missing } }

        func recordMissing(_ file: Destination, _ reason: String) {
            state.withLock { $0.missing.append((Links.file(file), reason)) }
        }

        /// Returns whether the caller is the first to request this file.
        func claim(_ file: Destination) -> Bool { state.withLock { $0.claimed.insert(file).inserted } }
    }
}
