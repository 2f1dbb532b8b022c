import Units

/// What a file says of images, by the images that its names mean (``ImageResolver``).
///
/// A name that means no image, or that may mean several, says nothing of any; the table counts both.
package struct ImageTable<Value: Sendable>: Sendable {
    private var values: [ImagePath: [Value]] = [:]
    /// Names that no image has.
    package private(set) var unknown = Findings()
    /// Names that match several images.
    package private(set) var ambiguous = Findings()

    /// - Parameter entries: Image names with their values; an image may occur more than once.
    package init(_ entries: some Sequence<(image: String, value: Value)>, images: ImageResolver) {
        var matches: [ImagePath: ImageResolver.Match] = [:]
        for (name, value) in entries {
            let key = ImagePath(name)
            let match = matches[key] ?? images.match(name)
            let isNew = matches.updateValue(match, forKey: key) == nil
            switch match {
            case .one(let image): values[image, default: []].append(value)
            case .none: if isNew { unknown.add("“\(name)”") }
            case .several(let found):
                if isNew { ambiguous.add("“\(name)” (\(found.prefix(3).map(\.text).joined(separator: ", ")))") }
            }
        }
    }

    /// The values of the image at `path`, in the order of the file.
    package subscript(path: String) -> [Value] { values[path: path] ?? [] }

    /// How many images something is said of.
    package var count: Int { values.count }
}

extension ImageTable where Value: Equatable {
    /// What is said of the image at `path`; nil where nothing is, or things that differ.
    package func value(of path: String) -> Value? {
        let all = self[path]
        return all.dropFirst().allSatisfy { $0 == all[0] } ? all.first : nil
    }
}

/// How often something was found, and what was found first.
package struct Findings: Sendable, Equatable {
    package private(set) var count = 0
    /// Empty where nothing was found.
    package private(set) var first = ""

    package init() {}

    package mutating func add(_ example: @autoclosure () -> String) {
        if count == 0 { first = example() }
        count += 1
    }
}
