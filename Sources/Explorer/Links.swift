import Synchronization
import Units

/// How pages refer to each other: by paths from the server's root, or, in an export, from file to file.
struct Links: Sendable {
    enum Style: Sendable, Equatable {
        case served
        /// `depth`: folders that the page lies in.
        case exported(depth: Int)
    }

    let style: Style
    /// The files that a page of an export uses.
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

    /// The file of an export.
    static func file(_ destination: Destination) -> String {
        destination.isPage ? destination.path + ".html" : destination.path
    }

    /// Of an export's page.
    static func exported(_ page: Destination) -> Links {
        Links(style: .exported(depth: page.path.split(separator: "/").count - 1))
    }

    final class UsedFiles: Sendable {
        private let files = Mutex<[Destination]>([])

        /// In the order of their first use.
        var all: [Destination] { files.withLock { $0 } }

        func add(_ file: Destination) { files.withLock { files in if !files.contains(file) { files.append(file) } } }
    }
}
