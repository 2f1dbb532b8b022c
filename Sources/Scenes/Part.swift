/// The objects that scenes are made of. The raw value is the part's number, from 1: its value in a scene's labels.
public enum Part: Int, Sendable, CaseIterable, Codable, Comparable {
    case wheel = 1
    case window, leaf, ladder, star, fish, lamp, umbrella, bell
    case anchor, flower, mushroom, cup, key, clock, kite, tent, book

    /// Its name in files and on pages.
    public var name: String { "\(self)" }

    public static func < (a: Part, b: Part) -> Bool { a.rawValue < b.rawValue }

    /// Whether the part is drawn at any angle; the others stand upright, more or less.
    var turnsFreely: Bool {
        switch self {
        case .wheel, .leaf, .star, .flower, .key: true
        default: false
        }
    }
}
