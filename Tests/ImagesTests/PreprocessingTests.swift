import Foundation
import Images
import Tensors
import Testing

/// Golden values of Pillow and numpy, written by Fixtures/preprocessing/make.py.
struct PreprocessingCase: CustomTestStringConvertible {
    let name: String
    let preprocessing: Preprocessing?
    let image: Raster
    let shape: [Int]
    let values: [Double]

    var testDescription: String { "\(name), \(image.width)×\(image.height)" }

    static let all: [PreprocessingCase] = {
        guard
            let url = Bundle.module.url(forResource: "Fixtures/preprocessing/cases", withExtension: "json"),
            let data = try? Data(contentsOf: url),
            let list = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
        else { return [] }
        return list.compactMap(PreprocessingCase.init)
    }()

    init?(_ fields: [String: Any]) {
        guard
            let name = fields["name"] as? String, let shape = fields["shape"] as? [Int],
            let values = fields["values"] as? [Double], let seed = fields["seed"] as? Int,
            let width = fields["imageWidth"] as? Int, let height = fields["imageHeight"] as? Int
        else { return nil }
        self.name = name
        self.shape = shape
        self.values = values
        image = noise(width: width, height: height, seed: UInt32(seed))
        if let preset = fields["preset"] as? String {
            preprocessing = .preset(preset, height: shape[1], width: shape[2])
        } else {
            let json = (fields["config"]).flatMap { try? JSONSerialization.data(withJSONObject: $0) } ?? Data()
            preprocessing = try? Preprocessing(
                configuration: json, name: name, networkInput: (height: shape[1], width: shape[2]))
        }
    }
}

@Suite struct PreprocessingTests {
    @Test func fixturesAreComplete() {
        #expect(PreprocessingCase.all.count == 33)
    }

    @Test(arguments: PreprocessingCase.all)
    func equalsPillowAndNumPy(_ golden: PreprocessingCase) throws {
        let preprocessing = try #require(golden.preprocessing)
        let tensor = preprocessing.tensor(golden.image)
        #expect(tensor.shape.extents == [1] + golden.shape)
        // Levels of up to 255 keep 8 bits before the point: their own rounding is 8e-6.
        let tolerance = golden.values.contains { abs($0) > 4 } ? 8e-6 : 1e-6
        let worst = zip(tensor.values, golden.values).map { abs(Double($0) - $1) }.max() ?? .infinity
        #expect(tensor.values.count == golden.values.count)
        #expect(worst <= tolerance)
    }

    @Test func fillWritesNothingElse() throws {
        let preprocessing = try #require(Preprocessing.preset("tensorflow", height: 2, width: 3))
        var batch = [Float](repeating: 7, count: 3 * 18)
        var span = batch.mutableSpan
        var middle = span._mutatingExtracting(18..<36)
        preprocessing.fill(Raster(width: 4, height: 4, red: 255, green: 0, blue: 255), into: &middle)
        let image: [Float] =
            Array(repeating: 1, count: 6) + Array(repeating: -1, count: 6) + Array(repeating: 1, count: 6)
        #expect(batch == Array(repeating: 7, count: 18) + image + Array(repeating: 7, count: 18))
    }

    @Test func aLongStripCostsNoMoreThanItsCrop() throws {
        // Enlarged as a whole, this would be 256×25,600,000 pixels.
        let preprocessing = try #require(Preprocessing.preset("torchvision", height: 224, width: 224))
        let strip = Raster(width: 1, height: 100_000, red: 255, green: 0, blue: 0)
        let tensor = preprocessing.tensor(strip)
        #expect(tensor.slice(0).slice(0).values.allSatisfy { abs($0 - Float((1 - 0.485) / 0.229)) < 1e-6 })
    }

    @Test(arguments: [("torchvision", 224), ("tensorflow", 224), ("caffe", 227)])
    func survivesStorage(_ name: String, _ side: Int) throws {
        let preprocessing = try #require(Preprocessing.preset(name, height: side, width: side))
        let stored = try JSONEncoder().encode(preprocessing)
        #expect(try JSONDecoder().decode(Preprocessing.self, from: stored) == preprocessing)
    }

    @Test func contradictoryStorageIsRefused() throws {
        let good = try #require(Preprocessing.preset("caffe", height: 5, width: 5))
        let text = try #require(String(data: JSONEncoder().encode(good), encoding: .utf8))
        for (part, other) in [("[1,1,1]", "[1,1]"), ("[1,1,1]", "[1,0,1]"), ("5", "0"), ("5", "1000000")] {
            let bad = Data(text.replacingOccurrences(of: part, with: other).utf8)
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(Preprocessing.self, from: bad) }
        }
    }

    @Test func presetsDescribeThemselves() {
        #expect(
            Preprocessing.preset("tensorflow", height: 224, width: 224)?.description
                == "whole image to 224×224, bilinear; RGB; x/127.5 − 1")
        #expect(
            Preprocessing.preset("caffe", height: 227, width: 227)?.description
                == "whole image to 227×227, bilinear; BGR; x − [104.00698793, 116.66876762, 122.67891434]")
        #expect(
            Preprocessing.preset("torchvision", height: 224, width: 224)?.description
                == "shorter side to 256, centre 224×224, bilinear; RGB; "
                + "(x/255 − [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]")
        #expect(
            Preprocessing.preset("torchvision", height: 299, width: 299)?.fit
                == .shorterSide(342, cropWidth: 299, cropHeight: 299))
        #expect(Preprocessing.preset("pytorch", height: 224, width: 224) == nil)
        #expect(Preprocessing.preset("caffe", height: 0, width: 224) == nil)
    }
}
