import Annotations
import Units

/// Which class of one list is meant by a class of another: the one of the same wnid, else of the same name, else of a
/// synonym (the parts of a name between commas), without regard to case. Classes of different wnids are never the same.
struct ClassCorrespondence {
    private let classes: [ClassRecord]
    private var byWordNet: [String: [Int]] = [:]
    private var byName: [String: [Int]] = [:]
    private var bySynonym: [String: [Int]] = [:]

    /// - Parameter classes: Those that are looked for.
    init(_ classes: [ClassRecord]) {
        self.classes = classes
        for (place, record) in classes.enumerated() {
            if let wnid = record.wnid { byWordNet[wnid.lowercased(), default: []].append(place) }
            byName[record.name.lowercased(), default: []].append(place)
            for synonym in Self.synonyms(record) { bySynonym[synonym, default: []].append(place) }
        }
    }

    /// nil where none is, or several may be.
    func callAsFunction(_ record: ClassRecord) -> ClassID? {
        let wnid = record.wnid?.lowercased()
        func only(_ places: some Sequence<Int>) -> Int? {
            let found = Set(
                places.filter { place in
                    let other = classes[place].wnid?.lowercased()
                    return wnid == nil || other == nil || other == wnid
                })
            return found.count == 1 ? found.first : nil
        }
        let place =
            wnid.flatMap { only(byWordNet[$0] ?? []) } ?? only(byName[record.name.lowercased()] ?? [])
            ?? only(Self.synonyms(record).flatMap { bySynonym[$0] ?? [] })
        return place.map { classes[$0].id }
    }

    private static func synonyms(_ record: ClassRecord) -> Set<String> {
        Set(record.name.lowercased().split(separator: ",").map { CSV.trimmed(String($0)) }.filter { !$0.isEmpty })
    }
}
