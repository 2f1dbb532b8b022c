import Analyses
import Foundation
import Images
import TestSupport
import Tensors
import Testing
import UnitAtlas
import Units

/// Real networks on real photographs against ONNX Runtime, SciPy and OpenCV, image by image;
/// `Tools/make_localization_fixtures.py` makes the figures. `Tools/check_localization.py` does it for 720 images.
@Suite(.enabled(if: SharedData.isThere, "../shared/data is missing"))
struct RealLocalizationTests {
    private struct Row: Decodable {
        let image: String
        let rank: Int?
        let box: [Double]
        let iou: Double
        let largest: Int
        let every: Int
    }

    private func rows(_ network: String) throws -> [Row] {
        let url = try #require(
            Bundle.module.url(forResource: "localization", withExtension: "json", subdirectory: "Fixtures"))
        let all = try JSONDecoder().decode([String: [Row]].self, from: Data(contentsOf: url))
        return try #require(all[network])
    }

    @Test(arguments: ["mobilenet_v1_075", "squeezenet_v1_0"])
    func imageByImage(_ network: String) throws {
        let rows = try rows(network)
        let folder = try TemporaryFolder()
        for row in rows {
            let bytes = try Data(
                contentsOf: URL(fileURLWithPath: SharedData.path("ilsvrc-val/images/\(row.image)")))
            try folder.write(bytes, to: "images/\(row.image)")
        }
        var index = IndexRequest()
        index.model = SharedData.path("models/\(network)")
        index.images = folder.file("images")
        index.labels = SharedData.path("ilsvrc-val/labels.csv")
        _ = try Atlas.index(index, into: folder.file("a.sqlite"))
        let outcome = try Atlas(folder.file("a.sqlite")).localize(
            LocalizationRequest(boxes: SharedData.path("ilsvrc-val/boxes.csv")))
        #expect(outcome.images.map(\.path) == rows.map(\.image))
        var tauDifferences = 0
        for (image, row) in zip(outcome.images, rows) {
            let found = image.localization
            #expect(found.rank == row.rank, "\(row.image)")
            let box = try #require(found.box)
            let ends = [box.x0, box.y0, box.x1, box.y1]
            // A pixel on the edge may fall to either side by rounding.
            #expect(zip(ends, row.box).allSatisfy { abs($0 - $1) <= 1 }, "\(row.image): \(ends), \(row.box)")
            #expect(abs(found.intersectionOverUnion - row.iou) < 0.02, "\(row.image)")
            tauDifferences += abs(found.hits.count { $0.contains(.largest) } - row.largest)
            tauDifferences += abs(found.hits.count { $0.contains(.any50) } - row.every)
        }
        // Of 24 · 200.
        #expect(tauDifferences <= 24, "\(tauDifferences)")
    }

    /// The CAM authors' own network on their own image: scores, classes, and the map that their code makes of ten crops.
    @Test func theAuthorsArrays() throws {
        func path(_ name: String) -> String { SharedData.path("cam-paper/\(name)") }
        let arrays = try ArrayMaps(
            maps: path("last_conv.npy"), weights: path("softmax_weight.npy"), classes: path("categories.txt"))
        let scores = try NumPyFile.read(path: path("softmax_scores.npy"))
        let found = arrays.probabilities
        #expect(found.shape == scores.shape)
        let difference = zip(found.values, scores.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(difference < 9e-4, "\(difference)")
        var request = MapRequest()
        request.boxes.rule = .release
        let image = try arrays.imageMaps(path("image.jpg"), request)
        let names = image.classes.map(\.record.shortName)
        #expect(names == ["cup", "espresso", "eggnog", "espresso maker", "soup bowl"])
        for entry in image.classes {
            #expect(entry.map.width == 256 && entry.map.height == 256 && entry.map.maximum == 1)
            #expect(entry.map.values.allSatisfy { $0 >= 0 })
            // The loose box holds the tight one.
            let loose = try #require(entry.boxes.first)
            #expect(entry.boxes.allSatisfy { $0.width * $0.height <= loose.width * loose.height })
        }
    }
}
