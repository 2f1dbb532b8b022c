/// The objects that scenes consist of. The raw value is the part's number in labels, from 1.
package enum Part: Int, Sendable, CaseIterable, Codable, Comparable {
    case wheel = 1
    case window, leaf, ladder, star, fish, lamp, umbrella, bell
    case anchor, flower, mushroom, cup, key, clock, kite, tent, book

    /// The name in files and on pages.
    package var name: String { "\(self)" }

    package static func < (a: Part, b: Part) -> Bool { a.rawValue < b.rawValue }

    /// Whether the part is drawn at any angle; other parts are nearly upright.
    var turnsFreely: Bool {
        switch self {
        case .wheel, .leaf, .star, .flower, .key: true
        default: false
        }
    }
}
