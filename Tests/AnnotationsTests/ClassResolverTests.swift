import Annotations
import Testing
import Units

struct ClassResolverTests {
    private static let resolver = ClassResolver(
        [
            ("crane", "n02012849"), ("crane, machine", "n03126707"), ("Tench, Tinca tinca", "n01440764"),
            ("tench pond", nil), ("7", nil), ("catfish", nil), ("cat", nil), ("cat", "n09999999"),
        ].enumerated().map { ClassRecord(id: ClassID($0.offset), name: $0.element.0, wnid: $0.element.1) })

    private func resolve(_ text: String) throws -> Int { try Self.resolver.resolve(text).id.value }

    @Test func theOrderOfAttempts() throws {
        #expect(try resolve("3") == 3)
        // An index before a name, even where a class is called by a number.
        #expect(try resolve("7") == 7)
        #expect(try resolve("n03126707") == 1)
        #expect(try resolve("N03126707") == 1)
        // A whole name before a synonym.
        #expect(try resolve("crane") == 0)
        #expect(try resolve("machine") == 1)
        // A synonym before a part.
        #expect(try resolve("tench") == 2)
        #expect(try resolve("TINCA Tinca") == 2)
        #expect(try resolve(" pond ") == 3)
        #expect(try resolve("catf") == 5)
    }

    private static func candidates(_ places: Int...) -> [ClassRecord] { places.map { resolver.classes[$0] } }

    @Test func whatIsAmbiguousOrUnknown() {
        #expect(throws: AnnotationError.ambiguousClass(name: "cat", candidates: Self.candidates(6, 7))) {
            try resolve("cat")
        }
        #expect(throws: AnnotationError.ambiguousClass(name: "ran", candidates: Self.candidates(0, 1))) {
            try resolve("ran")
        }
        #expect(throws: AnnotationError.unknownClass(name: "dog")) { try resolve("dog") }
        #expect(throws: AnnotationError.unknownClass(name: " ")) { try resolve(" ") }
        #expect(throws: AnnotationError.unknownIndex(8, count: 8)) { try resolve("8") }
        #expect(throws: AnnotationError.unknownIndex(-1, count: 8)) { try resolve("-1") }
        #expect(throws: AnnotationError.noClasses) { try ClassResolver([]).resolve("cat") }
    }

    /// A column says what it holds; where nobody says, names come before indices.
    @Test func kindsOfText() throws {
        func resolve(_ text: String, _ kind: ClassResolver.Kind) -> Int? {
            (try? Self.resolver.resolve(text, as: kind))?.id.value
        }
        #expect(resolve("7", .classIndex) == 7 && resolve("7", .name) == 4 && resolve("7", .any) == 4)
        #expect(resolve("3", .any) == 3 && resolve("3", .name) == nil && resolve("0003", .any) == 3)
        #expect(resolve("crane", .classIndex) == nil && resolve("crane", .wnid) == nil)
        #expect(resolve("n03126707", .wnid) == 1 && resolve("N03126707", .name) == 1)
        // A part of a name is none.
        #expect(resolve("pond", .name) == nil && resolve("pond", .any) == nil)
    }

    /// Composed and decomposed letters, and letters with two small forms, are the same in names of classes.
    @Test func namesAreComparedFolded() throws {
        let names = ["caf\u{E9}, Stra\u{DF}e", "\u{3A3}\u{3AF}\u{3C3}\u{3C5}\u{3C6}\u{3BF}\u{3C2}"]
        let resolver = ClassResolver(
            names.enumerated().map { ClassRecord(id: ClassID($0.offset), name: $0.element, wnid: nil) })
        for (text, id) in [("CAFE\u{301}", 0), ("  STRASSE ", 0), (names[1].uppercased(), 1)] {
            #expect(try resolver.resolve(text).id.value == id, "\(text)")
        }
    }

    @Test func classesOfAnotherList() {
        func counterpart(_ name: String, _ wnid: String?) -> Int? {
            Self.resolver.counterpart(of: ClassRecord(id: ClassID(0), name: name, wnid: wnid))?.id.value
        }
        #expect(counterpart("another name", "N01440764") == 2)
        #expect(counterpart("Crane", nil) == 0)
        #expect(counterpart("tinca tinca, doctor fish", nil) == 2)
        // Of different wnids, and one of two.
        #expect(counterpart("crane", "n00000000") == nil)
        #expect(counterpart("cat", nil) == nil)
    }

    @Test func searches() {
        #expect(Self.resolver.search("cat").map(\.id.value) == [6, 7, 5])
        #expect(Self.resolver.search("tin").map(\.id.value) == [2])
        #expect(Self.resolver.search("7").map(\.id.value) == [4, 7])
        #expect(Self.resolver.search(" ").isEmpty)
    }
}
