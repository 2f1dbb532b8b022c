/// The classes of scenes. A class is a recipe of parts; the raw value is the class's index.
///
/// Each part is in the recipes of two classes, and two classes share at most one part: classes are the vertices of a graph
/// whose edges are the parts. Images also contain parts of other classes, but never a complete recipe of another class.
/// Therefore no single part identifies a class.
package enum SceneClass: Int, Sendable, CaseIterable, Codable {
    case attic, beach, campsite, fair, forest, garage, garden, harbour, kitchen, school, station, street

    /// The name in labels.
    package var name: String { "\(self)" }

    /// The two to four parts in every scene of the class, in the order of their numbers.
    package var recipe: [Part] {
        switch self {
        case .attic: [.window, .ladder, .key, .book]
        case .beach: [.umbrella, .anchor, .kite]
        case .campsite: [.star, .tent]
        case .fair: [.wheel, .star, .kite]
        case .forest: [.leaf, .mushroom, .tent]
        case .garage: [.wheel, .key]
        case .garden: [.leaf, .ladder, .flower]
        case .harbour: [.fish, .bell, .anchor]
        case .kitchen: [.window, .fish, .mushroom, .cup]
        case .school: [.bell, .clock, .book]
        case .station: [.lamp, .cup, .clock]
        case .street: [.lamp, .umbrella, .flower]
        }
    }

    /// Returns the classes whose complete recipes are in `parts`.
    package static func complete(in parts: some Collection<Part>) -> [SceneClass] {
        allCases.filter { $0.recipe.allSatisfy(parts.contains) }
    }
}
