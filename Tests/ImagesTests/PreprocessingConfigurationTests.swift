import Foundation
import Images
import Testing

@Suite struct PreprocessingConfigurationTests {
    private func read(
        _ json: String, _ networkInput: (height: Int, width: Int)? = nil
    ) throws(PreprocessingError) -> Preprocessing {
        try Preprocessing(configuration: Data(json.utf8), name: "p.json", networkInput: networkInput)
    }

    private static let tail = #""resample": 2, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}"#

    @Test(arguments: [
        (#"{"size": {"height": 8, "width": 9}, "#, "whole image to 9×8"),
        (#"{"size": [8, 9], "#, "whole image to 9×8"),
        (#"{"size": 8, "#, "whole image to 8×8"),
        (#"{"size": {"shortest_edge": 10}, "crop_size": 8, "#, "shorter side to 10, centre 8×8"),
        (
            #"{"size": 10, "crop_size": 8, "image_processor_type": "DeiTImageProcessor", "#,
            "whole image to 10×10, centre 8×8"
        ),
        (
            #"{"size": 10, "crop_size": 8, "image_processor_type": "CLIPImageProcessor", "#,
            "shorter side to 10, centre 8×8"
        ),
        (#"{"size": 10, "crop_size": 8, "do_center_crop": false, "#, "whole image to 10×10"),
        (#"{"size": {"shortest_edge": 224}, "crop_pct": 0.875, "#, "shorter side to 256, centre 224×224"),
        (#"{"size": 384, "crop_pct": 0.95, "#, "whole image to 384×384"),
        (#"{"size": 224, "image_processor_type": "ConvNextImageProcessor", "#, "shorter side to 256, centre 224×224"),
        (#"{"size": {"shortest_edge": 8}, "crop_size": 10, "#, "shorter side to 8, centre 10×10"),
        (
            #"{"size": 224, "image_processor_type": "LevitImageProcessor", "#,
            "shorter side to 256, centre 224×224"
        ),
    ])
    func huggingFaceSizes(_ head: String, _ fit: String) throws {
        #expect(try read(head + Self.tail).description == fit + ", bilinear; RGB; x/127.5 − 1")
    }

    @Test func pillowsFilterCodes() throws {
        let filters = try (0..<6).map {
            try read(#"{"size": 8, "do_normalize": false, "resample": \#($0)}"#).filter
        }
        #expect(filters == [.nearest, .lanczos, .bilinear, .bicubic, .box, .hamming])
    }

    @Test func timmDefaults() throws {
        let preprocessing = try read(#"{"pretrained_cfg": {"input_size": [3, 224, 224]}}"#)
        #expect(
            preprocessing.description
                == "shorter side to 256, centre 224×224, bicubic; RGB; "
                + "(x/255 − [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]")
        #expect(preprocessing.cropRounding == .nearestEven)
    }

    @Test(arguments: [
        (#"{"size": 8, "do_pad": true, "#, "“do_pad” is true"),
        (#"{"size": 8, "do_thumbnail": true, "#, "“do_thumbnail” is true"),
        (#"{"size": 8, "do_something_new": true, "#, "“do_something_new” is true"),
        (#"{"size": 8, "do_resize": false, "#, "“do_resize” is false"),
        (#"{"size": 8, "rescale_offset": true, "#, "“rescale_offset” is true"),
        (#"{"size": 8, "size_divisor": 32, "#, "“size_divisor” is 32"),
        (#"{"size": 8, "do_rescale": "yes", "#, "“do_rescale” is “yes”"),
        (#"{"size": {"shortest_edge": 8}, "#, "“do_center_crop”"),
        (#"{"size": {"shortest_edge": 8, "longest_edge": 9}, "#, "“size” is {longest_edge: 9, shortest_edge: 8}"),
        (#"{"size": 10, "crop_size": 8, "#, "“size” is 10"),
        (#"{"size": 8, "do_center_crop": true, "#, "“crop_size”"),
        (#"{"size": 0, "#, "“size” is 0"),
        (#"{"size": 1e30, "#, "whole number of pixels"),
        (#"{"size": 8.5, "#, "“size” is 8.5"),
        (#"{"do_resize": true, "#, "“size” is missing"),
        (#"{"size": 224, "image_processor_type": "DonutImageProcessor", "#, "DonutImageProcessor"),
    ])
    func huggingFaceRefusals(_ head: String, _ part: String) {
        let error = #expect(throws: PreprocessingError.self) { try read(head + Self.tail) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("p.json") == true)
    }

    @Test(arguments: [
        (#"{"size": 8, "do_normalize": false}"#, "“resample”"),
        (#"{"size": 8, "resample": 6, "do_normalize": false}"#, "“resample” is 6"),
        (#"{"size": 8, "resample": 2, "do_normalize": true}"#, "“image_mean”"),
        (#"{"size": 8, "resample": 2, "image_mean": [1, 2], "image_std": 1}"#, "“image_mean” is [1, 2]"),
        (#"{"size": 8, "resample": 2, "image_mean": [1, 2, 3], "image_std": [1, 0, 1]}"#, "deviation of 0"),
        (#"{"architectures": ["ResNet"], "hidden_sizes": [1, 2]}"#, "neither the keys"),
        (#"[1, 2]"#, "not a JSON object"),
        ("{", "not valid JSON"),
        ("", "not valid JSON"),
        (#"{"input_size": [3, 8, 8], "interpolation": "random"}"#, "“interpolation” is “random”"),
        (#"{"input_size": [3, 8, 8], "crop_mode": "tile"}"#, "“crop_mode” is “tile”"),
        (#"{"input_size": [4, 8, 8]}"#, "“input_size” is [4, 8, 8]"),
        (#"{"input_size": [3, 8, 8], "crop_pct": 0}"#, "“crop_pct” is 0"),
        (#"{"input_size": [3, 8, 8], "crop_pct": 1e-300}"#, "16384"),
        (#"{"input_size": [1, 8, 8]}"#, "“mean” is missing"),
        (#"{"pretrained_cfg": {"mean": [0, 0, 0]}}"#, "“input_size” is missing"),
    ])
    func otherRefusals(_ json: String, _ part: String) {
        let error = #expect(throws: PreprocessingError.self) { try read(json) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    /// timm tests some networks at a larger size; one that was exported at it takes the crop of the tests too.
    @Test func theNetworksSizeChoosesBetweenTimmsTwo() throws {
        let json = #"""
            {"input_size": [3, 224, 224], "test_input_size": [3, 288, 288], "crop_pct": 0.875, "test_crop_pct": 1.0}
            """#
        #expect(try read(json, (224, 224)).fit == .shorterSide(256, cropWidth: 224, cropHeight: 224))
        #expect(try read(json, (288, 288)).fit == .shorterSide(288, cropWidth: 288, cropHeight: 288))
        #expect(try read(json).fit == .shorterSide(256, cropWidth: 224, cropHeight: 224))
    }

    @Test func anotherNetworksConfigurationIsRefused() {
        let error = #expect(throws: PreprocessingError.self) {
            try read(#"{"size": {"height": 8, "width": 9}, "# + Self.tail, (height: 8, width: 8))
        }
        #expect(error == .sizeMismatch(file: "p.json", configured: [8, 9], network: [8, 8]))
        #expect(error?.description.contains("8×9") == true && error?.description.contains("8×8") == true)
    }

    /// Half a configuration is an error and never another configuration.
    @Test func everyTruncationIsRefused() {
        let json = #"{"size": {"height": 8, "width": 9}, "# + Self.tail
        for length in 0..<json.utf8.count {
            #expect(throws: PreprocessingError.self) {
                try Preprocessing(configuration: Data(json.utf8.prefix(length)), name: "p.json")
            }
        }
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: PreprocessingConfigurationTests.models)),
        arguments: [
            ("mobilenet_v1_075", 224, "whole image to 224×224, bilinear; RGB; x/127.5 − 1"),
            ("squeezenet_v1_0", 227, "whole image to 227×227, bilinear; BGR; x − [104, 117, 123]"),
        ])
    func theModelsAtHand(_ model: String, _ side: Int, _ description: String) throws {
        let url = URL(fileURLWithPath: Self.models).appending(path: "\(model)/preprocessor_config.json")
        let preprocessing = try Preprocessing(
            configuration: Data(contentsOf: url), name: model, networkInput: (height: side, width: side))
        #expect(preprocessing.description == description)
    }

    private static let models = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appending(path: "../../../shared/data/models").standardizedFileURL.path
}
