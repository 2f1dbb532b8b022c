import Scenes
import Units

/// The rows of one scene in the tables next to the scenes.
struct SceneRows: Sendable {
    private let label: String
    private let boxes: [String]
    private let parts: [String]
    private let words: [String]
    private let caption: String

    init(_ scene: Scene, _ drawn: DrawnScene) {
        label = "\(scene.fileName),\(scene.sceneClass.name)"
        var (boxes, parts, words): ([String], [String], [String]) = ([], [], [])
        var said: [String] = []
        for (index, object) in scene.objects.enumerated() {
            let mask = drawn.mask(index)
            guard let box = mask.boundingBox else { continue }
            said.append(object.words)
            let place = "\(scene.fileName),\(box.x0),\(box.y0),\(box.x1),\(box.y1)"
            switch object.kind {
            case .part(let part):
                let isOwn = scene.sceneClass.recipe.contains(part)
                if isOwn { boxes.append("\(place),\(part.name)") }
                parts.append("\(place),\(part.name),\(isOwn ? 1 : 0),\(mask.area)")
            case .word(let word, _): words.append("\(place),\(word),\(mask.area)")
            }
        }
        caption = "\(scene.fileName),\"\(said.joined(separator: ", "))\""
        (self.boxes, self.parts, self.words) = (boxes, parts, words)
    }

    /// The names of the files with the contents of ``tables(_:)``.
    static let names = [
        "labels.csv", "boxes.csv", "parts.csv", "words.csv", "captions.csv", "masks.csv", "recipes.csv", "classes.csv",
    ]

    /// Returns all tables, with the scenes in order.
    static func tables(_ rows: [SceneRows]) -> [(name: String, text: String)] {
        func text(_ header: String, _ lines: [String]) -> String { header + "\n" + lines.map { $0 + "\n" }.joined() }
        let values = Part.allCases.map { "\($0.rawValue * SceneFolder.maskStep),\($0.name)" }
        let recipes = SceneClass.allCases.flatMap { scene in scene.recipe.map { "\(scene.name),\($0.name)" } }
        return [
            ("labels.csv", text("image,class", rows.map(\.label))),
            ("boxes.csv", text("image,x0,y0,x1,y1,part", rows.flatMap(\.boxes))),
            ("parts.csv", text("image,x0,y0,x1,y1,part,in_recipe,pixels", rows.flatMap(\.parts))),
            ("words.csv", text("image,x0,y0,x1,y1,word,pixels", rows.flatMap(\.words))),
            ("captions.csv", text("image,caption", rows.map(\.caption))),
            (
                "masks.csv",
                text(
                    "value,name",
                    ["0,background"] + values
                        + ["\(SceneFolder.wordValue),word", "\(SceneFolder.clutterValue),clutter"])
            ),
            ("recipes.csv", text("class,part", recipes)),
            (
                "classes.csv",
                text("class_index,name", SceneClass.allCases.map { "\($0.rawValue),\($0.name)" })
            ),
        ]
    }
}
