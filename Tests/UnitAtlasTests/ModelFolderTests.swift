import Foundation
import TestSupport
import Testing
import UnitAtlas
import Units

struct ModelFolderTests {
    @Test func partsAsTheyArePublished() throws {
        let folder = try TemporaryFolder()
        try folder.write("m", to: "hf/onnx/model.onnx")
        try folder.write("{}", to: "hf/preprocessor_config.json")
        try folder.write(#"{"id2label": {"0": "cat"}}"#, to: "hf/config.json")
        let hub = try ModelFolder(path: folder.file("hf"))
        #expect(hub.model == folder.file("hf/onnx/model.onnx"))
        // What lies beside the .onnx is requested first, then what lies above it.
        let file = try ModelFolder(path: folder.file("hf/onnx/model.onnx"))
        #expect(file.preprocessing == folder.file("hf/preprocessor_config.json"))
        #expect(file.classes == folder.file("hf/config.json"))
        #expect(hub.preprocessing == folder.file("hf/preprocessor_config.json"))
        #expect(hub.classes == folder.file("hf/config.json"))

        try folder.write("m", to: "timm/resnet.onnx")
        try folder.write(#"{"pretrained_cfg": {"mean": [0, 0, 0]}}"#, to: "timm/config.json")
        try folder.write("cat\n", to: "timm/labels.txt")
        let timm = try ModelFolder(path: folder.file("timm"))
        #expect(timm.model == folder.file("timm/resnet.onnx"))
        #expect(timm.preprocessing == folder.file("timm/config.json"))
        #expect(timm.classes == folder.file("timm/labels.txt"))
    }

    @Test func aConfigurationOfSomethingElseIsPassedOver() throws {
        let folder = try TemporaryFolder()
        try folder.write("m", to: "m/model.onnx")
        try folder.write(#"{"hidden_size": 3}"#, to: "m/config.json")
        let found = try ModelFolder(path: folder.file("m"))
        #expect(found.preprocessing == nil)
        #expect(found.classes == nil)
    }

    @Test func preprocessingAsChosen() throws {
        let folder = try TemporaryFolder()
        let path = try TinyClassifier.write(to: folder)
        #expect(try ClassifierModel(path: path).preprocessingSource == path + "/preprocessor_config.json")
        let preset = try ClassifierModel(path: path, preprocessing: .preset("caffe"))
        #expect(preset.preprocessingSource == "the preset caffe")
        // A network with fixed extents gets pixels of these.
        #expect(preset.inputHeight == 8 && preset.inputWidth == 8)
        let other = try folder.write(
            TinyClassifier.preprocessing.replacingOccurrences(of: "\"resample\": 2", with: "\"resample\": 3"),
            to: "other.json")
        let chosen = try ClassifierModel(path: path, preprocessing: .file(other))
        #expect("\(chosen.preprocessing)" == "whole image to 8×8, bicubic; RGB; x/255")
        #expect(
            try ClassifierModel(path: path, preprocessing: .stored(chosen.preprocessing)).preprocessing
                == chosen.preprocessing)
        #expect(try ClassifierModel(path: path, classes: nil).classes.map { $0.name }.first == "red, crimson")
    }
}
