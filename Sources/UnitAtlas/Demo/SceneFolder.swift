import Foundation
import Images
import Reporting
import Scenes
import Units
import Workers

/// A series of scenes as files, in the formats of real data:
///
/// | file | what |
/// |---|---|
/// | `images/scene-00000.png` ... | the images, 128×128 |
/// | `labels.csv` | `image,class` |
/// | `boxes.csv` | `image,x0,y0,x1,y1,part`: the visible parts of the image's class, half-open pixels |
/// | `parts.csv` | all visible parts, with `in_recipe` (0: it belongs to another class) and `pixels` |
/// | `words.csv` | `image,x0,y0,x1,y1,word,pixels`: the visible letters of each word |
/// | `captions.csv` | `image,caption`: the visible parts with their colours, and the words |
/// | `masks/scene-00000.png` ... | 8-bit grey; a pixel's value states what is visible there |
/// | `masks.csv` | `value,name`: the meaning of the masks' values |
/// | `recipes.csv` | `class,part` |
/// | `scenes.json` | seed, count, version |
package struct SceneFolder: Sendable {
    /// The folder.
    package let path: String

    /// Creates a value for the folder at `path`, which need not exist yet.
    package init(_ path: String) { self.path = path }

    package var images: String { path + "/images" }
    package var labels: String { path + "/labels.csv" }

    /// The contents of a folder: equal descriptions give equal files.
    struct Description: Codable, Equatable {
        var seed: UInt64
        var count: Int
        /// The version of the drawings.
        var version: Int
    }

    /// Increases when the scenes of a seed change.
    static let version = 2

    /// The value of a word in masks; parts have their number times ``maskStep``.
    static let wordValue: UInt8 = 240
    /// The value of clutter in masks.
    static let clutterValue: UInt8 = 252
    /// The distance between the values of two parts, large enough to see in the masks.
    static let maskStep = 12

    /// The value of an object in masks.
    static func value(of kind: Scene.Object.Kind) -> UInt8 {
        switch kind {
        case .part(let part): UInt8(part.rawValue * maskStep)
        case .word: wordValue
        }
    }

    /// Draws `count` scenes and writes them, unless the folder already contains the same scenes.
    ///
    /// - Parameter drawn: Called on the calling thread with the number of scenes drawn so far.
    /// - Returns: Whether anything was written.
    /// - Throws: `UnitAtlasError` for a folder that contains other files or cannot be written.
    @discardableResult
    package func write(
        seed: UInt64, count: Int, threads: Int = 2, drawn: (Int) -> Void = { _ in }
    ) throws -> Bool {
        let description = Description(seed: seed, count: count, version: Self.version)
        if try stored() == description { return false }
        try clear()
        try makeFolder(images)
        try makeFolder(path + "/masks")
        var rows = [SceneRows?](repeating: nil, count: count)
        var done = 0
        try WorkerPool.run(pieces: count, threads: threads) {
            { index in (index, try write(Scene(seed: seed, index: index))) }
        } consume: { index, row in
            rows[index] = row
            done += 1
            drawn(done)
        }
        for table in SceneRows.tables(rows.compactMap(\.self)) { try put(Array(table.text.utf8), table.name) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try put(Array(try encoder.encode(description)) + [0x0A], "scenes.json")
        return true
    }

    /// Returns the description of a complete folder; nil if the folder is incomplete.
    func stored() throws -> Description? {
        guard let data = FileManager.default.contents(atPath: path + "/scenes.json") else { return nil }
        return try? JSONDecoder().decode(Description.self, from: data)
    }

    private func write(_ scene: Scene) throws -> SceneRows {
        let drawn = try scene.draw()
        let note = [
            ("Software", "unit-atlas \(Software.version)"),
            ("Source", "scene \(scene.index) of seed \(scene.seed)"),
        ]
        try put(try PNGCodec.encode(drawn.picture, text: note), "images/" + scene.fileName)
        let values = [0] + scene.objects.map { Self.value(of: $0.kind) }
        let mask = drawn.labels.indices.map { index in
            drawn.clutter.pixels[index] ? Self.clutterValue : values[Int(drawn.labels[index])]
        }
        try put(
            try PNGCodec.encode(grey: mask, width: Scene.side, height: Scene.side, text: note),
            "masks/" + scene.fileName)
        return SceneRows(scene, drawn)
    }

    /// Removes the files of an earlier series, and no others.
    private func clear() throws {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
        let ours = Set(SceneRows.names + ["images", "masks", "scenes.json"])
        if let other = names.first(where: { !ours.contains($0) }) {
            throw UnitAtlasError.demo(.foreignFolder(path: path, file: other))
        }
        // The file that marks the folder as complete is removed first.
        for name in names.sorted(by: >) {
            do {
                try files.removeItem(atPath: path + "/" + name)
            } catch {
                throw UnitAtlasError.output(path: path + "/" + name, .notRemovable)
            }
        }
    }

    private func makeFolder(_ path: String) throws(UnitAtlasError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .output(path: path, .notCreatable)
        }
    }

    private func put(_ bytes: [UInt8], _ name: String) throws(UnitAtlasError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
        } catch {
            throw .output(path: path + "/" + name, .notWritable)
        }
    }
}
