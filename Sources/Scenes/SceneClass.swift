/// The classes of scenes. A class is a recipe of parts; the raw value is the class's index.
///
/// Each part is in the recipes of two classes, and no two classes have more than one part in common: classes are the
/// corners of a graph whose edges are the parts. Parts of other classes stand in every image as well, though never all
/// of another recipe. So no part gives a class away.
public enum SceneClass: Int, Sendable, CaseIterable, Codable {
    case attic, beach, campsite, fair, forest, garage, garden, harbour, kitchen, school, station, street

    /// Its name in labels.
    public var name: String { "\(self)" }

    /// The parts that every scene of the class shows, two to four, in the order of their numbers.
    public var recipe: [Part] {
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

    /// The classes all of whose parts are among `parts`.
    public static func complete(in parts: some Collection<Part>) -> [SceneClass] {
        allCases.filter { $0.recipe.allSatisfy(parts.contains) }
    }
}
