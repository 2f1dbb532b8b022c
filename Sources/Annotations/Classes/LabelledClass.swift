package import Units

/// A class as named by labels, before classes have ids. Names are compared as everywhere (`FoldedText`).
package struct LabelledClass: Hashable, Sendable {
    package let name: String
    package let wnid: String?
    /// Its index in the network's own head; nil if it is not a class of that head.
    package let place: Int?

    package init(name: String, wnid: String? = nil, place: Int? = nil) {
        (self.name, self.wnid, self.place) = (name, wnid, place)
    }

    /// A class of the network's own head.
    package init(_ record: ClassRecord) {
        self.init(name: record.name, wnid: record.wnid, place: record.id.value)
    }

    package static func == (a: LabelledClass, b: LabelledClass) -> Bool { a.key == b.key && a.place == b.place }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(place)
    }

    private var key: [FoldedText?] { [FoldedText(name), wnid.map { FoldedText($0) }] }
}
