import Units

/// A page or file of the site, served by the server and written by an export.
enum Destination: Hashable, Sendable {
    case home
    case classPage(ClassID)
    case units(page: Int)
    case unit(UnitID)
    case images(page: Int)
    case image(ImageID)
    case queries
    case query(String)
    case search
    case sql
    case style
    case script
    case icon
    case tile(UnitID, rank: Int)
    case picture(ImageID, isLarge: Bool)
    case map(ImageID, ClassID)
    case region(ImageID, UnitID)
    case field(UnitID, Int)
    case segmentation(UnitID, Int)

    /// The path without a leading slash; `index` is the home page.
    var path: String {
        switch self {
        case .home: "index"
        case .classPage(let id): "class/\(id)"
        case .units(let page): "units/\(page)"
        case .unit(let unit): "unit/\(unit)"
        case .images(let page): "images/\(page)"
        case .image(let image): "image/\(image)"
        case .queries: "queries"
        case .query(let name): "query/\(name)"
        case .search: "search"
        case .sql: "sql"
        case .style: "style.css"
        case .script: "keys.js"
        case .icon: "icon.svg"
        case .tile(let unit, let rank): "picture/unit/\(unit)/\(rank).png"
        case .picture(let image, let isLarge): "picture/image/\(image)/\(isLarge ? "large" : "small").png"
        case .map(let image, let id): "picture/image/\(image)/class-\(id).png"
        case .region(let image, let unit): "picture/image/\(image)/unit-\(unit).png"
        case .field(let unit, let index): "picture/unit/\(unit)/field-\(index).png"
        case .segmentation(let unit, let index): "picture/unit/\(unit)/segmentation-\(index).png"
        }
    }

    /// Whether this is a page rather than a file used by pages.
    var isPage: Bool { !path.contains(".") }

    /// Whether this is a picture drawn from the atlas.
    var isPicture: Bool { path.hasPrefix("picture/") }

    /// Parses a path; nil if no page or file has it.
    ///
    /// Only paths that `path` returns are accepted, and `units` and `images` for the first pages of the lists.
    init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let found = Self.parsed(parts), parts.count == 1 || found.path == path else { return nil }
        self = found
    }

    private static func parsed(_ parts: [String]) -> Destination? {
        func number(_ text: String) -> Int? { Int(text).flatMap { $0 >= 0 ? $0 : nil } }
        switch parts.count {
        case 1:
            let fixed: [String: Destination] = [
                "": .home, "index": .home, "units": .units(page: 1), "images": .images(page: 1), "queries": .queries,
                "search": .search, "sql": .sql, "style.css": .style, "keys.js": .script, "icon.svg": .icon,
            ]
            return fixed[parts[0]]
        case 2:
            if parts[0] == "query" { return isName(parts[1]) ? .query(parts[1]) : nil }
            guard let id = number(parts[1]) else { return nil }
            switch parts[0] {
            case "class": return .classPage(ClassID(id))
            case "unit": return .unit(UnitID(id))
            case "image": return .image(ImageID(Int64(id)))
            case "units": return id > 0 ? .units(page: id) : nil
            case "images": return id > 0 ? .images(page: id) : nil
            default: return nil
            }
        case 4 where parts[0] == "picture" && parts[3].hasSuffix(".png"):
            guard let id = number(parts[2]) else { return nil }
            return picture(of: parts[1], id, name: String(parts[3].dropLast(4)), number)
        default: return nil
        }
    }

    private static func picture(of kind: String, _ id: Int, name: String, _ number: (String) -> Int?) -> Destination? {
        func after(_ prefix: String) -> Int? {
            name.hasPrefix(prefix) ? number(String(name.dropFirst(prefix.count))) : nil
        }
        if kind == "unit" {
            if let rank = number(name) { return .tile(UnitID(id), rank: rank) }
            if let index = after("field-") { return .field(UnitID(id), index) }
            return after("segmentation-").map { .segmentation(UnitID(id), $0) }
        }
        guard kind == "image" else { return nil }
        let image = ImageID(Int64(id))
        if name == "small" || name == "large" { return .picture(image, isLarge: name == "large") }
        if let classID = after("class-") { return .map(image, ClassID(classID)) }
        return after("unit-").map { .region(image, UnitID($0)) }
    }

    /// Returns whether a saved query may have this name: ASCII letters, digits, `-` and `_`.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
    }
}
