import Foundation
import TestSupport
import Testing
import Units

@testable import Annotations

/// The rule for names of images, stated once more without an index, over every entrance.
struct ImageResolverTests {
    private let images = ImageResolver(["pets/cat.jpg", "farm/cat.jpg", "farm/pig.JPEG", "top.png", "ünï/cöd é.png"])

    @Test(arguments: [
        ("pets/cat.jpg", "pets/cat.jpg"), ("./top.png", "top.png"), (" top.png ", "top.png"),
        ("pig.JPEG", "farm/pig.JPEG"), ("data/photos/farm/cat.jpg", "farm/cat.jpg"), ("farm/pig", "farm/pig.JPEG"),
        ("pig", "farm/pig.JPEG"), ("cöd é", "ünï/cöd é.png"), ("pig.png", "farm/pig.JPEG"),
    ])
    func names(_ name: String, _ path: String) {
        #expect(images.match(name) == .one(ImagePath(path)))
    }

    @Test func namesOfNoneOrSeveral() {
        // Another folder's image, another extension, and the same letters in other bytes are other images.
        for name in ["zoo/pig.JPEG", "pig.txt", "", "/", "co\u{308}d e\u{301}.png"] {
            #expect(images.match(name) == .none, "\(name)")
            #expect(throws: AnnotationError.unknownImage(name: name)) { try images.resolve(name) }
        }
        #expect(
            throws: AnnotationError.ambiguousImage(name: "cat.jpg", candidates: ["farm/cat.jpg", "pets/cat.jpg"])
        ) { try images.resolve("cat.jpg") }
    }

    /// Paths of few parts, so that many end alike; some differ in nothing but Unicode's composition.
    private static func paths(_ random: inout SeededGenerator) -> [String] {
        let parts = ["a", "b", "\u{E9}", "e\u{301}", "a.b", ".h"]
        let extensions = ["", ".jpg", ".JPG", ".png"]
        return (0..<Int.random(in: 0...12, using: &random)).map { _ in
            let folders = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                parts.randomElement(using: &random) ?? ""
            }
            let name = (parts.randomElement(using: &random) ?? "") + (extensions.randomElement(using: &random) ?? "")
            return (folders + [name]).joined(separator: "/")
        }
    }

    private static func names(of paths: [String], _ random: inout SeededGenerator) -> [String] {
        (paths + Self.paths(&random)).flatMap { path in
            let short = path.split(separator: "/").dropFirst().joined(separator: "/")
            let stem = ImagePath(path).withoutExtension.text
            return [path, short, stem, "x/" + path, "./" + path, " \(path)\t"].filter { !$0.isEmpty }
        }
    }

    /// The rule as it is written, image by image.
    private static func expected(_ name: String, _ paths: [String]) -> ImageResolver.Match {
        func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
        func stem(_ path: [UInt8]) -> [UInt8] {
            let start = path.lastIndex(of: 47).map { $0 + 1 } ?? 0
            guard let dot = path.lastIndex(of: 46), dot > start else { return path }
            return Array(path[..<dot])
        }
        func ends(_ a: [UInt8], _ b: [UInt8]) -> Bool { a == b || a.suffix(b.count + 1) == ([47] + b)[...] }
        let all = Set(paths.map(bytes))
        var plain = name.trimmingCharacters(in: .whitespaces)
        while plain.hasPrefix("./") { plain.removeFirst(2) }
        func match(_ found: Set<[UInt8]>) -> ImageResolver.Match? {
            let list = found.map { ImagePath(String(decoding: $0, as: UTF8.self)) }.sorted()
            return list.isEmpty ? nil : list.count == 1 ? .one(list[0]) : .several(list)
        }
        func meant(_ text: [UInt8]) -> ImageResolver.Match? {
            match(all.filter { $0 == text }) ?? match(all.filter { ends($0, text) || ends(text, $0) })
                ?? match(all.filter { ends(stem($0), text) || ends(text, stem($0)) })
        }
        let text = bytes(plain)
        let isImage = [".jpg", ".JPG", ".png"].contains { plain.hasSuffix($0) }
        return match(all.filter { $0 == bytes(name) }) ?? meant(text) ?? (isImage ? meant(stem(text)) : nil) ?? .none
    }

    /// Whether the image was found by the last step: with its name's extension it is another file.
    private static func isConverted(_ name: String, _ path: ImagePath) -> Bool {
        let own = ImagePath(name.trimmingCharacters(in: .whitespaces)).fileName
        return own.withoutExtension != own && path.fileName != own && path.fileName.withoutExtension != own
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func theRuleOverRandomPaths(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let paths = Self.paths(&random)
        let resolver = ImageResolver(paths)
        for name in Self.names(of: paths, &random) {
            let expected = Self.expected(name, paths)
            #expect(resolver.match(name) == expected, "“\(name)” among \(paths), seed \(seed)")
            switch expected {
            case .one(let path): #expect((try? resolver.resolve(name)).map { ImagePath($0) } == path)
            case .none: #expect(throws: AnnotationError.unknownImage(name: name)) { try resolver.resolve(name) }
            case .several(let found):
                #expect(throws: AnnotationError.ambiguousImage(name: name, candidates: found.map(\.text))) {
                    try resolver.resolve(name)
                }
            }
        }
    }

    /// Labels, boxes and captions say the same of every image: what the names that mean it say, if they agree.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func everyFileFollowsTheRule(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let paths = Self.paths(&random)
        // A name comes once, so that a file does not contradict itself.
        let names = Array(Set(paths: Self.names(of: paths, &random))).sorted().map(\.text)
        var (labels, boxes, captions) = ("image,class_index\n", "image,x0,y0,x1,y1\n", "image,caption\n")
        var (valuesByPath, converted): ([ImagePath: Set<Int>], [ImagePath: Set<Int>]) = ([:], [:])
        var ambiguous = 0
        for name in names {
            let value = Int.random(in: 0...1, using: &random)
            labels += "\"\(name)\",\(value)\n"
            if value == 1 { boxes += "\"\(name)\",0,0,9,9\n" }
            captions += "\"\(name)\",\(value == 1 ? "a Red car" : "a blue one")\n"
            switch Self.expected(name, paths) {
            case .one(let path) where Self.isConverted(name, path): converted[path, default: []].insert(value)
            case .one(let path): valuesByPath[path, default: []].insert(value)
            case .several: ambiguous += 1
            case .none: continue
            }
        }
        boxes += "nowhere.jpg,0,0,9,9\n"
        for (text, name) in [(labels, "labels.csv"), (boxes, "boxes.csv"), (captions, "captions.csv")] {
            try folder.write(text, to: name)
        }
        let classes = ClassList.numbered(2)
        let labelled = try ImageLabels(.file(folder.file("labels.csv")), classes: classes, images: paths)
        let isConverted = converted.keys.contains { valuesByPath[$0] == nil }
        let effective = valuesByPath.merging(converted) { own, _ in own }
        let isContradictory = effective.values.contains { $0.count > 1 }
        let remarks = [ambiguous > 0, isContradictory, isConverted].count { $0 }
        #expect(labelled.remarks.count == remarks)
        let table = try BoxAnnotations(path: folder.file("boxes.csv")).table(images: ImageResolver(paths))
        let red = try Captions(path: folder.file("captions.csv")).matching(["red car"], images: ImageResolver(paths))
        for path in paths {
            let values = valuesByPath[path: path] ?? converted[path: path] ?? []
            let all = values.union(converted[path: path] ?? [])
            #expect(
                labelled.label(of: path)?.value == (values.count == 1 ? values.first : nil), "\(path), seed \(seed)")
            // These files have no rows of the value 0, by which an image would be named.
            #expect(table[path].isEmpty == !all.contains(1), "\(path), seed \(seed)")
            #expect(red[path].isEmpty == !all.contains(1), "\(path), seed \(seed)")
        }
    }

    /// Masks too, whose own extensions do not count.
    @Test func masksFollowTheRule() throws {
        let folder = try TemporaryFolder()
        for name in ["a/x.png", "y.PNG", "e\u{301}.png", "b/z.png", "._w.png", ".hidden/w.png", "v.txt"] {
            try folder.write("", to: "masks/" + name)
        }
        let paths = ["a/x.jpg", "b/x.jpg", "c/y.jpg", "\u{E9}.jpg", "e\u{301}.jpg", "z.jpg", "w.jpg", "v.jpg"]
        let masks = try MaskFolder(folder.file("masks"), images: ImageResolver(paths))
        func file(_ path: String) -> String? {
            masks.file(of: path).map { String($0.dropFirst(folder.file("masks/").count)) }
        }
        #expect(file("a/x.jpg") == "a/x.png" && file("b/x.jpg") == nil && file("c/y.jpg") == "y.PNG")
        #expect(file("\u{E9}.jpg") == nil && file("e\u{301}.jpg") != nil)
        #expect(file("z.jpg") == "b/z.png" && file("w.jpg") == nil && file("v.jpg") == nil)
    }
}
