package import Units

/// The classes that two lists have in common.
package struct ClassCorrespondence: Sendable, Equatable {
    /// How classes are recognized.
    package enum Key: String, Sendable, CaseIterable {
        case wnid
        case name
        case index
    }

    /// A class of the first list and the same class of the second.
    package struct Pair: Sendable, Equatable {
        package let a: ClassRecord
        package let b: ClassRecord
    }

    /// nil if the lists have no class in common.
    package let key: Key?
    /// In the order of the first list.
    package let pairs: [Pair]

    /// Recognizes classes by WordNet id; if none is in both lists, by name; and if no name is either, by index, provided that
    /// the lists are equally long. Ids and names that a list has twice do not count.
    package init(_ a: [ClassRecord], _ b: [ClassRecord]) {
        for key in Key.allCases where key != .index || a.count == b.count {
            let (own, others) = (Self.unique(a, key), Self.unique(b, key))
            let pairs = a.compactMap { record -> Pair? in
                guard let text = Self.text(record, key), own[text] != nil, let other = others[text] else { return nil }
                return Pair(a: record, b: other)
            }
            if !pairs.isEmpty {
                (self.key, self.pairs) = (key, pairs)
                return
            }
        }
        (key, pairs) = (nil, [])
    }

    private static func text(_ record: ClassRecord, _ key: Key) -> String? {
        switch key {
        case .wnid: record.wnid
        case .name: record.name
        case .index: record.id.description
        }
    }

    private static func unique(_ records: [ClassRecord], _ key: Key) -> [String: ClassRecord] {
        let named = records.filter { text($0, key) != nil }
        return Dictionary(grouping: named) { text($0, key) ?? "" }.compactMapValues { $0.count == 1 ? $0[0] : nil }
    }
}
