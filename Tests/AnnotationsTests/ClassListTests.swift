import Annotations
import TestSupport
import Testing
import Units

struct ClassListTests {
    private func read(_ text: String, _ name: String = "list") throws -> [ClassRecord] {
        let folder = try TemporaryFolder()
        return try ClassList.read(path: try folder.write(text, to: name))
    }

    private func names(_ text: String) throws -> [String] { try read(text).map { $0.name } }

    private static let tenchAndShark = [
        ClassRecord(id: ClassID(0), name: "tench, Tinca tinca", wnid: "n01440764"),
        ClassRecord(id: ClassID(1), name: "great white shark", wnid: "n01484850"),
    ]

    @Test(arguments: [
        "n01440764 tench, Tinca tinca\nn01484850 great white shark\n",
        "n01440764\ttench, Tinca tinca\r\nn01484850  great white shark\r\n\r\n",
        "wnid,name\nn01440764,\"tench, Tinca tinca\"\nn01484850,great white shark\n",
        "class_index,name,wnid\n1,great white shark,n01484850\n0,\"tench, Tinca tinca\",n01440764\n",
        #"{"1": ["n01484850", "great white shark"], "0": ["n01440764", "tench, Tinca tinca"]}"#,
    ])
    func formsWithWordNetIDs(_ text: String) throws {
        #expect(try read(text) == Self.tenchAndShark)
    }

    @Test func formsWithoutThem() throws {
        #expect(try names("cat\n dog \nfish") == ["cat", "dog", "fish"])
        #expect(try names(#"["cat", "dog"]"#) == ["cat", "dog"])
        #expect(try names(#"{"id2label": {"1": "dog", "0": "cat"}, "other": 3}"#) == ["cat", "dog"])
        #expect(try names(#"{"0": "cat", "1": "dog"}"#) == ["cat", "dog"])
        #expect(try names("name\ncat\ndog\n") == ["cat", "dog"])
        // Two digits come after one: indices are numbers, not text.
        let many = (0..<12).map { "\"\($0)\": \"c\($0)\"" }.joined(separator: ",")
        #expect(try names("{\(many)}") == (0..<12).map { "c\($0)" })
        #expect(try read("name,wnid\ncat,\ndog,n02084071\n").map { $0.wnid } == [nil, "n02084071"])
        #expect(try names("\u{FEFF}name,wnid\n\"say \"\"cat\"\"\",\n") == ["say \"cat\""])
        #expect(ClassList.numbered(2).map { $0.name } == ["class 0", "class 1"])
    }

    @Test(
        arguments: [
            ("", .empty), ("   \n", .empty), (#"{"0": "cat", "2": "dog"}"#, .missingIndex(1)),
            (#"{"x": "cat"}"#, .notAnIndex(key: "x")), (#"{"0": ["n01440764"]}"#, .notAPair(key: "0")),
            (#"{"a": {"b": 1}}"#, .notAClassList), ("[1, 2]", .notAClassList),
            ("name,class_index\na,0\nb,0\n", .repeatedIndex(0)),
        ] as [(String, AnnotationError.FileProblem)])
    func whatIsNoList(_ text: String, _ problem: AnnotationError.FileProblem) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "list")
        #expect(throws: AnnotationError.file(path: path, problem)) { try ClassList.read(path: path) }
    }

    @Test(
        arguments: [
            ("cat\n\ndog\n", 2, .missingValue(column: "name")),
            ("name,class_index\na,0\nb,x\n", 3, .notANumber(column: "class_index", value: "x")),
            ("name,wnid\na\n", 2, .fieldCount(1, header: ["name", "wnid"])), ("name,wnid\n\"a,b\n", 2, .openQuote),
        ] as [(String, Int, AnnotationError.LineProblem)])
    func linesThatAreWrong(_ text: String, _ line: Int, _ problem: AnnotationError.LineProblem) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: "list")
        #expect(throws: AnnotationError.line(path: path, line: line, problem)) { try ClassList.read(path: path) }
    }
}
