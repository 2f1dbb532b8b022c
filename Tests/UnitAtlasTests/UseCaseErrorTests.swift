import Analyses
import Foundation
import Tensors
import TestSupport
import Testing
import Units

@testable import UnitAtlas

/// Errors of use cases: their cases and data, never their sentences.
struct UseCaseErrorTests {
    /// The tiny classifier, its six pictures and their atlas.
    private struct TinyModelAndImages {
        let folder: TemporaryFolder
        let model: String
        let images: String
        var path: String { folder.file("tiny.sqlite") }

        init() throws {
            folder = try TemporaryFolder()
            model = try TinyClassifier.write(to: folder)
            images = try TinyImages.writeSix(to: folder)
        }

        var request: IndexRequest {
            var request = IndexRequest()
            (request.model, request.images) = (model, images)
            return request
        }

        func atlas() throws -> Atlas {
            _ = try Atlas.index(request, into: path)
            return try Atlas(path)
        }
    }

    @Test func indexing() throws {
        let tiny = try TinyModelAndImages()
        var request = IndexRequest()
        #expect(throws: UnitAtlasError.atlas(path: tiny.path, .newWithoutModel)) {
            try Atlas.index(request, into: tiny.path)
        }
        request.model = tiny.model
        #expect(throws: UnitAtlasError.atlas(path: tiny.path, .newWithoutImages)) {
            try Atlas.index(request, into: tiny.path)
        }
        try tiny.folder.write("text", to: "empty/notes.txt")
        request.images = tiny.folder.file("empty")
        #expect(throws: UnitAtlasError.noImages(path: tiny.folder.file("empty"))) {
            try Atlas.index(request, into: tiny.path)
        }
        _ = try tiny.atlas()
        try TinyImages.write(
            TinyImages.picture { _, _ in TinyImages.white }, to: tiny.folder, "other/white.png")
        request.images = tiny.folder.file("other")
        #expect(
            throws: UnitAtlasError.atlas(
                path: tiny.path,
                .imagesNotIn(folder: tiny.folder.file("other"), indexed: tiny.images, count: 6))
        ) { try Atlas.index(request, into: tiny.path) }
    }

    @Test func changedImages() throws {
        let tiny = try TinyModelAndImages()
        _ = try tiny.atlas()
        try TinyImages.write(
            TinyImages.picture(width: 9) { _, _ in TinyImages.white }, to: tiny.folder, "images/red/full.png")
        #expect(
            throws: UnitAtlasError.changed(path: tiny.path, [.file(path: "red/full.png")])
        ) { try Atlas.index(tiny.request, into: tiny.path) }
    }

    @Test func models() throws {
        let tiny = try TinyModelAndImages()
        func folder(_ name: String) throws -> ModelFolder { try ModelFolder(path: tiny.folder.file(name)) }
        #expect(throws: UnitAtlasError.model(path: tiny.folder.file("nowhere"), .notFound)) { try folder("nowhere") }
        try tiny.folder.write("x", to: "none/x.txt")
        #expect(throws: UnitAtlasError.model(path: tiny.folder.file("none"), .noModel)) { try folder("none") }
        for name in ["b.onnx", "a.onnx"] { try tiny.folder.write("x", to: "two/" + name) }
        #expect(throws: UnitAtlasError.model(path: tiny.folder.file("two"), .severalModels(["a.onnx", "b.onnx"]))) {
            try folder("two")
        }
        #expect(throws: UnitAtlasError.unknownPreset("keras")) {
            try ClassifierModel(path: tiny.model, preprocessing: .preset("keras"))
        }
        let names = try tiny.folder.write("red\ngreen\n", to: "names.txt")
        #expect(throws: UnitAtlasError.list(path: names, .classes(found: 2, expected: 3, first: "red", last: "green")))
        {
            try ClassifierModel(path: tiny.model, classes: names)
        }
        let atlas = try tiny.atlas()
        let other = try TinyClassifier.write(
            to: tiny.folder, name: "other",
            network: TinyClassifier.network(
                classWeights: Tensor(shape: [3, 5], values: [Float](repeating: 1, count: 15))))
        #expect(throws: UnitAtlasError.model(path: other + "/model.onnx", .mismatch(atlas: tiny.path))) {
            try atlas.modelFile(other)
        }
        try FileManager.default.removeItem(atPath: other + "/preprocessor_config.json")
        #expect(throws: UnitAtlasError.model(path: other + "/model.onnx", .noPreprocessing)) {
            try ClassifierModel(path: other)
        }
    }

    @Test func heads() throws {
        let tiny = try TinyModelAndImages()
        let atlas = try tiny.atlas()
        #expect(throws: UnitAtlasError.atlas(path: tiny.path, .unknownHead("x", known: ["native"]))) {
            try atlas.head("x")
        }
        func train(_ name: String, _ labels: HeadLabels.Source = .atlas, _ loss: HeadRecipe.Loss = .svm) throws {
            _ = try atlas.trainHead(HeadRequest(name: name, labels: labels, recipe: HeadRecipe(loss: loss, cost: 1)))
        }
        #expect(throws: UnitAtlasError.head(.emptyName)) { try train(" ") }
        #expect(throws: UnitAtlasError.head(.invalidName(" x"))) { try train(" x") }
        #expect(throws: UnitAtlasError.head(.reservedName("native"))) { try train("native") }
        try train("own")
        #expect(throws: UnitAtlasError.atlas(path: tiny.path, .headExists("own"))) { try train("own") }
        let numbers = try tiny.folder.write(
            "image,value\nred/full.png,1\nred/left.png,2\nblue/odd.png,3\n", to: "numbers.csv")
        #expect(throws: UnitAtlasError.head(.lossForClasses(labels: numbers, loss: "svm"))) {
            try train("n", .file(numbers))
        }
        let few = try tiny.folder.write("image,value\nred/full.png,1\n", to: "few.csv")
        #expect(throws: UnitAtlasError.head(.tooFewValues(labels: few, images: 1))) {
            try train("n", .file(few), .squared)
        }
        try train("number", .file(numbers), .squared)
        var request = AblationRequest()
        request.head = "number"
        #expect(throws: UnitAtlasError.head(.numberNotAblated(name: "number"))) {
            try AblationInput(atlas, request)
        }
        let one = try tiny.folder.write("image,class\nred/full.png,a\nred/left.png,a\n", to: "one.csv")
        #expect(throws: UnitAtlasError.head(.oneClass(name: "a", labels: one, groups: nil))) {
            try train("o", .file(one))
        }
    }

    @Test func importedHeads() throws {
        let tiny = try TinyModelAndImages()
        let atlas = try tiny.atlas()
        func refused(_ weights: Tensor, _ problem: UnitAtlasError, bias: Tensor? = nil) throws {
            let path = tiny.folder.file("w.npy")
            try NumPyFile.write(weights, to: path)
            var request = HeadImportRequest(file: path, name: "own")
            if let bias {
                try NumPyFile.write(bias, to: tiny.folder.file("b.npy"))
                request.bias = tiny.folder.file("b.npy")
            }
            #expect(throws: problem) { try atlas.importHead(request) }
        }
        let path = tiny.folder.file("w.npy")
        try refused(.zeros([4]), .array(path: path, .shape(found: [4], expected: "[classes, units]")))
        try refused(.zeros([2, 4]), .head(.unitCount(path: path, head: 4, atlas: 5)))
        try refused(
            .zeros([2, 5]), .array(path: tiny.folder.file("b.npy"), .shape(found: [3], expected: "[2]")),
            bias: .zeros([3]))
        try refused(
            Tensor(shape: [2, 5], values: [0, 0, 0, 0, 0, 0, .nan, 0, 0, 0]),
            .array(path: path, .weightNotFinite(row: 1, unit: 1)))
        let text = try tiny.folder.write("{}", to: "head.json")
        #expect(throws: UnitAtlasError.head(.notAHead(path: text))) {
            try atlas.importHead(HeadImportRequest(file: text, name: "own"))
        }
    }

    @Test func plots() throws {
        var bars = QueryPlot(kind: .bar, path: "x.png")
        #expect(throws: UnitAtlasError.plot(.barColumns(found: ["a"]))) { try bars.begin(["a"]) }
        try bars.begin(["name", "number"])
        #expect(throws: UnitAtlasError.plot(.notANumber(column: "number", value: "many"))) {
            try bars.add([.text("a"), .text("many")])
        }
        for index in 0..<QueryPlot.mostBars { try bars.add([.text("\(index)"), .integer(1)]) }
        #expect(throws: UnitAtlasError.plot(.tooManyBars(limit: QueryPlot.mostBars))) {
            try bars.add([.text("a"), .integer(1)])
        }
        var histogram = QueryPlot(kind: .histogram, path: "x.png")
        try histogram.begin(["value", "count"])
        #expect(throws: UnitAtlasError.plot(.negativeCount(column: "count", value: -1))) {
            try histogram.add([.integer(1), .integer(-1)])
        }
    }

    @Test func sentencesNameNoOption() {
        let errors: [UnitAtlasError] = [
            .atlas(path: "a", .newWithoutModel), .model(path: "m", .noPreprocessing),
            .changed(path: "a", [.file(path: "x")]),
            .head(.lossForClasses(labels: "l.csv", loss: "svm")), .localization(.tooFewToChoose),
            .atlas(path: "a", .imagesNotIn(folder: "f", indexed: "g", count: 1)),
        ]
        for error in errors {
            #expect(!error.description.contains("--"))
            #expect(error.description.hasSuffix("."))
        }
    }
}
