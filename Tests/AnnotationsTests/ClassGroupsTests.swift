import TestSupport
import Testing
import Units

@testable import Annotations

struct ClassGroupsTests {
    private let folder: TemporaryFolder
    private let path: String
    private let labels: Set = [LabelledClass(name: "cat, puss", wnid: "n1"), LabelledClass(name: "Dog")]
    private let native = ["cat, puss", "dog", "cow"].enumerated().map {
        ClassRecord(id: ClassID($0.offset), name: $0.element, wnid: "n\($0.offset + 1)")
    }

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("groups.csv")
    }

    private func read(_ text: String) throws -> ClassGroups {
        try folder.write(text, to: "groups.csv")
        return try ClassGroups(path: path, labels: labels, native: native)
    }

    @Test func groupsOfClasses() throws {
        let groups = try read("group,class,wnid\npet,Puss,\npet,dog,\nfarm,,N3\n")
        #expect(groups.group(of: LabelledClass(name: "cat, puss", wnid: "n1"))?.name == "pet")
        #expect(groups.group(of: LabelledClass(name: "dog"))?.name == "pet")
        #expect(groups.group(of: LabelledClass(name: "cow")) == nil)
        #expect(groups.empty.map(\.name) == ["farm"] && groups.empty.map(\.line) == [4])
    }

    @Test(
        arguments: [
            ("group,class\n,dog\n", 2, .missingValue(column: "group")),
            ("group,class\npet,\n", 2, .missingValue(column: "class")),
            ("group,class\npet,dog\nfarm,DOG\n", 3, .repeated(value: "DOG", first: 2)),
            ("group,class\npet,cat\nfarm,puss\n", 3, .repeated(value: "puss", first: 2)),
            ("group,class\npet,horse\n", 2, .unknownClass(column: "class", value: "horse", owner: .labels)),
        ] as [(String, Int, AnnotationError.LineProblem)])
    func linesThatAreRefused(_ text: String, _ line: Int, _ problem: AnnotationError.LineProblem) {
        #expect(throws: AnnotationError.line(path: path, line: line, problem)) { try read(text) }
    }

    @Test func filesThatAreRefused() {
        #expect(throws: AnnotationError.file(path: path, .noRows)) { try read("group,class\n") }
        #expect(throws: AnnotationError.file(path: path, .noGroupWithImages(count: 1))) {
            try read("group,class\nfarm,cow\n")
        }
    }
}
