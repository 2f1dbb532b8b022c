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

    @Test func whatIsAmbiguousOrUnknown() {
        #expect(throws: AnnotationError.classNotFound(name: "cat", candidates: ["6 cat", "7 cat"])) {
            try resolve("cat")
        }
        #expect(
            throws: AnnotationError.classNotFound(name: "ran", candidates: ["0 crane", "1 crane, machine"])
        ) { try resolve("ran") }
        #expect(throws: AnnotationError.classNotFound(name: "dog", candidates: [])) { try resolve("dog") }
        #expect(throws: AnnotationError.classNotFound(name: " ", candidates: [])) { try resolve(" ") }
        #expect(throws: AnnotationError.request("There is no class 8: the classes are 0 to 7.")) { try resolve("8") }
        #expect(throws: AnnotationError.self) { try resolve("-1") }
    }

    @Test func manyCandidatesAreCut() {
        let classes = (0..<30).map { ClassRecord(id: ClassID($0), name: "bird \($0)", wnid: nil) }
        let error = #expect(throws: AnnotationError.self) { try ClassResolver(classes).resolve("bird") }
        #expect(error?.description.hasPrefix("“bird” may mean any of 30 classes: 0 bird 0; ") == true)
        #expect(error?.description.hasSuffix("11 bird 11; ....") == true)
    }
}
