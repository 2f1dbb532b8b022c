import Annotations
import Explorer
import Inference
import Queries
import Store
import Testing
import UnitAtlas
import Units

@testable import unit_atlas

/// Advice of the command line on the errors of the libraries.
struct ErrorAdviceTests {
    /// An error, and the option or command that its advice names.
    private static let table: [(any Error & Sendable, String)] = [
        (UnitAtlasError.model(path: "m", .noPreprocessing), "--preprocessing"),
        (UnitAtlasError.model(path: "m", .mismatch(atlas: "a")), "--model"),
        (UnitAtlasError.model(path: "m", .labelsWithoutHead(layer: "l")), "--labels"),
        (UnitAtlasError.unknownPreset("keras"), "--preprocessing"),
        (UnitAtlasError.atlas(path: "a", .newWithoutModel), "--model"),
        (UnitAtlasError.atlas(path: "a", .newWithoutImages), "--images"),
        (UnitAtlasError.atlas(path: "a", .noNetwork(.maps)), "cam --maps --weights"),
        (UnitAtlasError.atlas(path: "a", .imagesNotIn(folder: "f", indexed: nil, count: 3)), "--update"),
        (UnitAtlasError.atlas(path: "a", .imagesUnreadable(count: 3, folder: "f", first: "x")), "--images"),
        (UnitAtlasError.atlas(path: "a", .noNativeHead), "head train"),
        (UnitAtlasError.atlas(path: "a", .headExists("h")), "--replace"),
        (UnitAtlasError.atlas(path: "a", .noLabels(images: 3)), "--labels"),
        (UnitAtlasError.atlas(path: "a", .noLabelledImages(head: "h", part: nil, isImported: true)), "head import"),
        (UnitAtlasError.atlas(path: "a", .noReceptiveFields), "receptive-field"),
        (UnitAtlasError.units(.noReceptiveField(3)), "receptive-field"),
        (UnitAtlasError.changed(path: "my atlas", []), "index 'my atlas' --update"),
        (UnitAtlasError.image(path: "i", .changed(atlas: "a.sqlite")), "index a.sqlite --update"),
        (UnitAtlasError.head(.emptyName), "--name"),
        (UnitAtlasError.head(.lossForClasses(labels: "l", loss: "svm")), "--loss squared"),
        (UnitAtlasError.head(.groupsOfNumbers(labels: "l")), "--groups"),
        (UnitAtlasError.head(.redundant(.bias, path: "h.json")), "--bias"),
        (UnitAtlasError.head(.redundant(.classes, path: "h.json")), "--classes"),
        (UnitAtlasError.head(.pooling(path: "h", stated: .average, requested: .maximum)), "--pooling"),
        (UnitAtlasError.head(.labelsOfNumber(path: "h")), "--labels"),
        (UnitAtlasError.head(.noCommonClass(atlasClass: "a", headClass: "b")), "--labels"),
        (UnitAtlasError.head(.numberNotAblated(name: "h")), "unit-atlas rank"),
        (UnitAtlasError.head(.sameHead(name: "h")), "--compare"),
        (UnitAtlasError.head(.partialAblation), "--part"),
        (UnitAtlasError.head(.incompleteAblation(unreadable: 1, first: "x")), "--images"),
        (UnitAtlasError.localization(.unknownTrainingImages), "--part"),
        (UnitAtlasError.localization(.unreadable(count: 1)), "--images"),
        (UnitAtlasError.localization(.tooFewToChoose), "--choose-threshold-on"),
        (UnitAtlasError.discovery(.scenesWithoutMasks(["s"], objects: "m")), "--test-share"),
        (UnitAtlasError.demo(.noScenes), "--count"),
        (UnitAtlasError.demo(.foreignFile(path: "p")), "--output"),
        (
            AnnotationError.file(path: "c", .missingColumns(["caption", "text"], isOneEnough: true, header: [])),
            "--column"
        ),
        (InferenceError.unsupportedPrecision(.bf16), "--precision f32"),
        (InferenceError.noClassifier(node: "n", reason: "r"), "index --layer"),
        (ExplorerError.portInUse(80), "--port"),
        (StoreError.missing(path: "a"), "unit-atlas index"),
        (StoreError.olderSchema(path: "a", version: 1, supported: 2), "index a --update"),
        (StoreError.unreadableOlder(path: "a", version: 1), "unit-atlas index"),
        (StoreError.damaged(path: "a", .emptyTable("atlas")), "unit-atlas index"),
        (StoreError.headExists(path: "a", name: "h"), "--replace"),
        (QueryError.timeLimit(query: "q", seconds: 1), "--time-limit"),
    ]

    @Test func adviceNamesAnOption() {
        for (error, option) in Self.table {
            #expect(ErrorAdvice.advice(for: error)?.contains(option) == true, "\(error)")
            #expect(!"\(error)".contains(" --") && !"\(error)".contains("unit-atlas index"), "\(error)")
            #expect("\(AdvisedError.advised(error))".hasPrefix("\(error) "))
        }
    }

    @Test func otherErrorsStayUnchanged() {
        let error = UnitAtlasError.units(.outOfRange(9, count: 5))
        #expect(ErrorAdvice.advice(for: error) == nil)
        #expect(AdvisedError.advised(error) as? UnitAtlasError == error)
    }
}
