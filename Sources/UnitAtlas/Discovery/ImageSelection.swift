import Annotations
import Foundation
import ImageCollections
import Images
import Store
import Units

/// Images of an atlas as a user names them.
public enum ImageSelection: Sendable, Equatable {
    /// A text file, a line an image, or a CSV with a column `image`; or a folder of images.
    case paths(String)
    /// Those whose caption holds one of the phrases, as whole words without regard to case. The CSV has a column `image`
    /// and the captions' `column`, by default the first present of `caption`, `text`, `title`, `description`.
    case phrases([String], captions: String, column: String?)
    /// Those of some classes, by the labels given or else the atlas's own.
    case classes([String], labels: String?)
    /// Those with a box.
    case boxed(String)
    /// All others, or so many of them, drawn by a seed.
    case others(count: Int?)

    /// As notes and configurations say it.
    public var text: String {
        switch self {
        case .paths(let path): URL(fileURLWithPath: path).lastPathComponent
        case .phrases(let phrases, let captions, _):
            phrases.map { "“\($0)”" }.joined(separator: " or ") + " in "
                + URL(fileURLWithPath: captions).lastPathComponent
        case .classes(let names, let labels):
            "class " + names.joined(separator: " or ")
                + (labels.map { " in " + URL(fileURLWithPath: $0).lastPathComponent } ?? "")
        case .boxed(let path): "boxes in " + URL(fileURLWithPath: path).lastPathComponent
        case .others(let count): count.map { "\($0) others at random" } ?? "all others"
        }
    }
}

/// Finds the images of an atlas that are named.
struct ImageFinder {
    /// Indexed images, in the order of their paths.
    let images: [ImageRecord]
    private let places: [String: Int]
    private let paths: ImagePaths
    private let skipped: Set<String>
    private let root: String
    private let atlas: String

    /// - Parameter root: The folder that paths are relative to.
    init(_ atlas: Atlas, root: String) throws {
        let all = try atlas.images
        images = all.filter { $0.status == .indexed }
        skipped = Set(all.filter { $0.status != .indexed }.map(\.path))
        places = Dictionary(uniqueKeysWithValues: images.enumerated().map { ($0.element.path, $0.offset) })
        paths = ImagePaths(places.keys)
        (self.root, self.atlas) = (root, atlas.path)
    }

    /// The place of the image called `name`: its path, absolute or in the image folder, or the end of one where only one
    /// image's path ends so. nil where there is none.
    func place(_ name: String) -> Int? {
        let path = name.hasPrefix(root + "/") ? String(name.dropFirst(root.count + 1)) : name
        guard case .one(let found) = paths.match(path) else { return nil }
        return places[found]
    }

    /// - Parameters:
    ///   - except: Places that "others" leave out.
    ///   - classes: Of the atlas's own labels.
    /// - Throws: `UnitAtlasError` for names that no image has, files of another form, classes that nothing is labelled with.
    func places(
        of selection: ImageSelection, except: Set<Int> = [], seed: UInt64 = 1, classes: [ClassRecord]
    ) throws -> [Int] {
        switch selection {
        case .paths(let path): return try listed(path)
        case .phrases(let phrases, let captions, let column):
            return try matching(phrases, captions: captions, column: column)
        case .classes(let names, let labels):
            let resolver = ClassResolver(classes)
            let wanted = Set(try names.map { try resolver.resolve($0).id })
            let given = try labels.map { try ImageLabels(.file($0), classes: classes) }
            return images.indices.filter { place in
                (given.map { $0.label(of: images[place].path) } ?? images[place].label).map(wanted.contains) ?? false
            }
        case .boxed(let path):
            let boxes = try BoxAnnotations(path: path)
            return images.indices.filter { !boxes.annotations(of: images[$0].path).isEmpty }
        case .others(let count):
            let others = images.indices.filter { !except.contains($0) }
            guard let count, count < others.count else { return others }
            var random = SeededRandom(seed: seed, 4, 0)
            return random.shuffled(others).prefix(count).sorted()
        }
    }

    /// Of a list or a folder.
    private func listed(_ path: String) throws -> [Int] {
        var names: [String]
        if FileManager.default.fileExists(atPath: path + "/.") {
            let folder = URL(fileURLWithPath: path).standardizedFileURL.path
            names = try ImageFolder.list(path).map { folder + "/" + $0.path }
        } else {
            let text = try TextFile.text(path)
            let lines = text.split(whereSeparator: \.isNewline).map { CSV.trimmed(String($0)) }
            if let table = try? CSV(text: text, path: path), let column = table.column("image") {
                names = table.rows.map { $0.fields[column] }
            } else {
                names = lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }
            }
        }
        let unknown = names.filter { place($0) == nil }
        guard unknown.isEmpty else {
            let shown = unknown.prefix(3).joined(separator: ", ") + (unknown.count > 3 ? ", ..." : "")
            let reason =
                unknown.allSatisfy(skipped.contains)
                ? "could not be read when they were indexed"
                : "are not in \(atlas), or there are several that end so; index them first, or leave them out"
            throw UnitAtlasError.file(
                path: path, reason: "\(unknown.count) of its \(names.count) images \(reason): \(shown)")
        }
        return Set(names.compactMap(place)).sorted()
    }

    private func matching(_ phrases: [String], captions path: String, column: String?) throws -> [Int] {
        let table = try CSV(text: try TextFile.text(path), path: path)
        let usual = ["caption", "text", "title", "description"]
        guard let image = table.column("image") else {
            throw UnitAtlasError.file(
                path: path, reason: "it has no column “image” (its header: \(table.header.joined(separator: ",")))")
        }
        guard let caption = (column.map { [$0.lowercased()] } ?? usual).compactMap(table.column).first else {
            throw UnitAtlasError.file(
                path: path,
                reason: "it has no column “\(column ?? usual.joined(separator: "”, “"))” (its header: "
                    + table.header.joined(separator: ",") + ")"
                    + (column == nil ? "; name the captions' column with --column" : ""))
        }
        let wanted = phrases.map(Self.words)
        var found: Set<Int> = []
        for row in table.rows {
            let words = Self.words(row.fields[caption])
            if wanted.contains(where: { Self.holds(words, $0) }), let place = place(row.fields[image]) {
                found.insert(place)
            }
        }
        return found.sorted()
    }

    /// Letters and digits, in small letters.
    static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }
    }

    /// Whether `words` stand in `text` one after another.
    static func holds(_ text: [Substring], _ words: [Substring]) -> Bool {
        guard !words.isEmpty, text.count >= words.count else { return false }
        return (0...text.count - words.count).contains { text[$0..<$0 + words.count].elementsEqual(words) }
    }
}
