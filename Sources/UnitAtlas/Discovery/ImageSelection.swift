import Annotations
import Foundation
import ImageCollections
import Images
import Store
import Units

/// A selection of images of an atlas.
public enum ImageSelection: Sendable, Equatable {
    /// A text file with one image per line, a CSV with a column `image`, or a folder of images.
    case paths(String)
    /// The images whose caption contains one of the phrases as whole words, ignoring case. The CSV has a column `image`
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
    /// Of all images, skipped ones included.
    let resolver: ImageResolver
    private let places: [ImagePath: Int]
    private let skipped: Set<ImagePath>
    private let root: String
    private let atlas: String

    /// - Parameter root: The folder that paths are relative to.
    init(_ atlas: Atlas, root: String) throws {
        let all = try atlas.images
        images = all.filter { $0.status == .indexed }
        skipped = Set(paths: all.filter { $0.status != .indexed }.map(\.path))
        places = Dictionary(images.enumerated().map { (ImagePath($0.element.path), $0.offset) }) { first, _ in first }
        resolver = ImageResolver(all.map(\.path))
        (self.root, self.atlas) = (root, atlas.path)
    }

    /// The image called `name`: in the image folder, or by the rule for names of images.
    private func match(_ name: String) -> ImageResolver.Match {
        guard name.utf8.starts(with: (root + "/").utf8) else { return resolver.match(name) }
        return resolver.match(String(decoding: name.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self))
    }

    /// The place of the image called `name`; nil if there is none, or several.
    func place(_ name: String) -> Int? {
        guard case .one(let found) = match(name) else { return nil }
        return places[found]
    }

    /// - Parameters:
    ///   - except: Places that "others" leave out.
    ///   - classes: Of the atlas's own labels.
    /// - Throws: For names that no image has, files of another form, and classes that nothing is labelled with.
    func places(
        of selection: ImageSelection, except: Set<Int> = [], seed: UInt64 = 1, classes: [ClassRecord]
    ) throws -> [Int] {
        switch selection {
        case .paths(let path): return try listed(path)
        case .phrases(let phrases, let captions, let column):
            let found = try Captions(path: captions, column: column).matching(phrases, images: resolver)
            return images.indices.filter { found.value(of: images[$0].path) == true }
        case .classes(let names, let labels):
            let resolver = ClassResolver(classes)
            let wanted = Set(try names.map { try resolver.resolve($0).id })
            let given = try labels.map {
                try ImageLabels(.file($0), classes: classes, images: images.map(\.path))
            }
            return images.indices.filter { place in
                (given.map { $0.label(of: images[place].path) } ?? images[place].label).map(wanted.contains) ?? false
            }
        case .boxed(let path):
            let boxes = try BoxAnnotations(path: path).table(images: resolver)
            return images.indices.filter { !boxes[images[$0].path].isEmpty }
        case .others(let count):
            let others = images.indices.filter { !except.contains($0) }
            guard let count, count < others.count else { return others }
            var random = SeededRandom(seed: seed, 4, 0)
            return random.shuffled(others).prefix(count).sorted()
        }
    }

    /// Of a list or a folder.
    private func listed(_ path: String) throws -> [Int] {
        let names: [String]
        if FileManager.default.fileExists(atPath: path + "/.") {
            let folder = URL(fileURLWithPath: path).standardizedFileURL.path
            names = try ImageFolder.list(path).map { folder + "/" + $0.path }
        } else {
            names = try ImageNames(path: path).names
        }
        let unknown = names.filter { place($0) == nil }
        guard unknown.isEmpty else {
            let wereSkipped = unknown.allSatisfy { name in
                guard case .one(let found) = match(name) else { return false }
                return skipped.contains(found)
            }
            throw UnitAtlasError.list(
                path: path,
                wereSkipped
                    ? .skippedImages(unknown, of: names.count, atlas: atlas)
                    : .unknownImages(unknown, of: names.count, atlas: atlas))
        }
        return Set(names.compactMap(place)).sorted()
    }
}
