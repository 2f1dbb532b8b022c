import Units

/// The values that a file gives for images, whose names are matched by ``ImageResolver``.
///
/// A name that matches no image or several has no effect; the table counts both. A name with the extension of another
/// format than its image has an effect only if no other name matches the image.
package struct ImageTable<Value: Sendable>: Sendable {
    private var values: [ImagePath: [Value]] = [:]
    /// Names that match no image.
    package private(set) var unknown = Findings()
    /// Names that match several images.
    package private(set) var ambiguous = Findings()
    /// Names that match an image with the extension of another format.
    package private(set) var converted = Findings()

    /// - Parameter entries: Image names with their values; an image may occur more than once.
    package init(_ entries: some Sequence<(image: String, value: Value)>, images: ImageResolver) {
        var matches: [ImagePath: ImageResolver.Match] = [:]
        var others: [(name: String, image: ImagePath, value: Value)] = []
        for (name, value) in entries {
            let key = ImagePath(name)
            let match = matches[key] ?? images.match(name)
            let isNew = matches.updateValue(match, forKey: key) == nil
            switch match {
            case .one(let image) where ImageResolver.exchangesExtension(name, image):
                others.append((name, image, value))
            case .one(let image): values[image, default: []].append(value)
            case .none: if isNew { unknown.add("“\(name)”") }
            case .several(let found):
                if isNew { ambiguous.add("“\(name)” (\(found.prefix(3).map(\.text).joined(separator: ", ")))") }
            }
        }
        let named = Set(values.keys)
        var seen: Set<ImagePath> = []
        for (name, image, value) in others {
            let isNew = seen.insert(ImagePath(name)).inserted
            if named.contains(image) {
                if isNew { unknown.add("“\(name)”") }
            } else {
                values[image, default: []].append(value)
                if isNew { converted.add("“\(name)” (\(image.text))") }
            }
        }
    }

    /// The values of the image at `path`, in the order of the file.
    package subscript(path: String) -> [Value] { values[path: path] ?? [] }

    /// The number of images with a value.
    package var count: Int { values.count }
}

extension ImageTable where Value: Equatable {
    /// The images that have different values.
    package var contradictory: Findings {
        let images = values.filter { entry in entry.value.contains { $0 != entry.value[0] } }.keys.sorted()
        var findings = Findings()
        for image in images { findings.add("“\(image)”") }
        return findings
    }

    /// The value of the image at `path`; nil if there is none, or if there are different ones.
    package func value(of path: String) -> Value? {
        let all = self[path]
        return all.dropFirst().allSatisfy { $0 == all[0] } ? all.first : nil
    }
}

/// The number of findings, and the first one.
package struct Findings: Sendable, Equatable {
    package private(set) var count = 0
    /// The first finding; empty if there is none.
    package private(set) var first = ""

    package init() {}

    package mutating func add(_ example: @autoclosure () -> String) {
        if count == 0 { first = example() }
        count += 1
    }
}
