import Foundation
import Tensors
import TestSupport
import Testing

struct ImportCommandTests {
    /// Two images, three units, maps of 1×2 cells.
    private func arrays() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        func write(_ shape: Shape, _ values: [Float], _ name: String) throws {
            try NumPyFile.write(Tensor(shape: shape, values: values), to: folder.file(name))
        }
        try write([2, 3, 1, 2], [1, 3, 0, 0, 2, 2, 0, 0, 4, 0, 1, 0], "maps.npy")
        try write([2, 3], [1, 0, 0.5, 0, 2, 0], "weights.npy")
        try write([2], [0.25, 0], "bias.npy")
        try write([2], [0, 1], "labels.npy")
        try folder.write("cat\ndog\n", to: "classes.txt")
        try folder.write("a.jpg\nfolder/b.jpg\n", to: "paths.txt")
        return folder
    }

    private static let all = [
        "--maps", "maps.npy", "--weights", "weights.npy", "--bias", "bias.npy", "--classes", "classes.txt", "--labels",
        "labels.npy", "--paths", "paths.txt",
    ]

    @Test func anAtlasLikeAnyOther() throws {
        let folder = try arrays()
        let outcome = try Program.run(["import", "x.sqlite"] + Self.all, in: folder.path)
        #expect(outcome.status == 0)
        #expect(outcome.stderr == "x.sqlite: 2 images, 3 units\nlabelled: 2, top-1 correct: 2 (100.0 %)\n")
        func answer(_ sql: String) throws -> String {
            try Program.run(["query", "x.sqlite", sql, "--format", "csv"], in: folder.path).stdout
        }
        // cat: 0.25 + 2 + 0.5 · 2 = 3.25; dog: 2 · 2 = 4.
        #expect(
            try answer("SELECT path, class_name, logit FROM image_verdict JOIN prediction USING (image) WHERE rank = 1")
                == "path,class_name,logit\na.jpg,cat,3.25\nfolder/b.jpg,dog,4.0\n")
        #expect(
            try answer("SELECT unit, maximum, mean, cell_x FROM top_activation WHERE rank = 1 ORDER BY unit")
                == "unit,maximum,mean,cell_x\n0,3.0,2.0,1\n1,4.0,2.0,0\n2,2.0,2.0,0\n")
        #expect(folder.contents.filter { $0.hasPrefix("x.sqlite") } == ["x.sqlite"])
        // Without the images tiles show the maps, and nothing is missing.
        let sheet = try Program.run(["atlas", "x.sqlite", "cat"], in: folder.path)
        #expect(sheet.status == 0 && sheet.stdout == "Output/class-0000-cat.png\n", "\(sheet.stderr)")
        expectRefusal(try Program.run(["import", "x.sqlite"] + Self.all, in: folder.path))
        expectRefusal(
            try Program.run(["index", "x.sqlite", "--images", "."], in: folder.path))
        expectRefusal(
            try Program.run(["head", "export", "x.sqlite", "--output", "x.onnx"], in: folder.path), ".json", ".npy")
        #expect(try Program.run(["head", "export", "x.sqlite", "--output", "x.npy"], in: folder.path).status == 0)
    }

    @Test func withoutNamesAndHead() throws {
        let folder = try arrays()
        #expect(try Program.run(["import", "y.sqlite", "--maps", "maps.npy"], in: folder.path).status == 0)
        let answer = try Program.run(
            ["query", "y.sqlite", "SELECT path, label FROM image ORDER BY path", "--format", "csv"], in: folder.path)
        #expect(answer.stdout == "path,label\n0,\n1,\n")
        expectRefusal(
            try Program.run(["rank", "y.sqlite", "0"], in: folder.path))
    }

    @Test func whatIsRefused() throws {
        let folder = try arrays()
        func run(_ arguments: String...) throws -> Program.Outcome {
            try Program.run(["import", "z.sqlite"] + arguments, in: folder.path)
        }
        expectRefusal(try run("--maps", "weights.npy"), "[2, 3]")
        expectRefusal(try run("--maps", "none.npy"))
        expectRefusal(try run("--maps", "maps.npy", "--weights", "maps.npy"), "3")
        expectRefusal(
            try run("--maps", "maps.npy", "--weights", "weights.npy", "--bias", "weights.npy"))
        try folder.write("a.jpg\n", to: "short.txt")
        expectRefusal(try run("--maps", "maps.npy", "--paths", "short.txt"), "1", "2")
        try folder.write("a.jpg\na.jpg\n", to: "twice.txt")
        expectRefusal(try run("--maps", "maps.npy", "--paths", "twice.txt"), "2")
        try NumPyFile.write(
            Tensor(shape: [1, 1, 1, 2], values: [1, .nan]), to: folder.file("nan.npy"))
        expectRefusal(try run("--maps", "nan.npy"), "0")
        func write(_ shape: Shape, _ values: [Float], _ name: String) throws {
            try NumPyFile.write(Tensor(shape: shape, values: values), to: folder.file(name))
        }
        try write([2, 3], [1, 0, 0.5, 0, .infinity, 0], "infinite.npy")
        expectRefusal(
            try run("--maps", "maps.npy", "--weights", "infinite.npy"), "infinite.npy", "1")
        try write([2], [0, .nan], "bias-nan.npy")
        expectRefusal(
            try run("--maps", "maps.npy", "--weights", "weights.npy", "--bias", "bias-nan.npy"), "bias-nan.npy")
        try write([2], [0, 9], "nine.npy")
        expectRefusal(
            try run("--maps", "maps.npy", "--weights", "weights.npy", "--labels", "nine.npy"), "nine.npy", "“9”", "0",
            "1")
        for option in [["--bias", "bias.npy"], ["--classes", "classes.txt"], ["--pooling", "maximum"]] {
            let outcome = try Program.run(["import", "z.sqlite", "--maps", "maps.npy"] + option, in: folder.path)
            expectRefusal(outcome, status: 64, option[0], "--weights")
        }
        #expect(!folder.contents.contains { $0.hasPrefix("z.sqlite") })
    }
}
