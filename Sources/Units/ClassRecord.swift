/// A class of a head: `name` as published (`goldfish, Carassius auratus`), and its WordNet id if it has one.
public struct ClassRecord: Sendable, Equatable, Codable {
    /// The index within its head.
    public let id: ClassID
    /// The name as published, synonyms included.
    public let name: String
    /// The WordNet id.
    public let wnid: String?

    /// A class of a head.
    public init(id: ClassID, name: String, wnid: String?) {
        self.id = id
        self.name = name
        self.wnid = wnid
    }

    /// The first of the comma-separated synonyms.
    public var shortName: String {
        let first = name.prefix { $0 != "," }
        var end = first
        while end.last == " " { end.removeLast() }
        return end.isEmpty ? name : String(end)
    }
}
