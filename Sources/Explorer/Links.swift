import Synchronization
import Units

/// Links between pages: paths from the server's root, or relative file paths in an export.
struct Links: Sendable {
    enum Style: Sendable, Equatable {
        case served
        /// `depth` is the number of folders that contain the page.
        case exported(depth: Int)
    }

    let style: Style
    /// The files used by a page of an export.
    let used = UsedFiles()

    static let served = Links(style: .served)

    var isServed: Bool { style == .served }

    func href(_ destination: Destination) -> String {
        switch style {
        case .served: return destination == .home ? "/" : "/" + destination.path
        case .exported(let depth):
            if !destination.isPage { used.add(destination) }
            return String(repeating: "../", count: depth) + Self.file(destination)
        }
    }

    /// Returns the path of a page or file in an export.
    static func file(_ destination: Destination) -> String {
        destination.isPage ? destination.path + ".html" : destination.path
    }

    /// Returns the links of a page in an export.
    static func exported(_ page: Destination) -> Links {
        Links(style: .exported(depth: page.path.split(separator: "/").count - 1))
    }

    final class UsedFiles: Sendable {
        private let files = Mutex<[Destination]>([])

        /// The files in the order of their first use.
        var all: [Destination] { files.withLock { $0 } }

        func add(_ file: Destination) { files.withLock { files in if !files.contains(file) { files.append(file) } } }
    }
}
