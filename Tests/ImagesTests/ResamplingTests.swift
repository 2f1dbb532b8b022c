import Foundation
import Images
import Testing

/// Golden results of Pillow 13, written by Tools/make_resampling_fixtures.py.
struct ResamplingCase: Decodable, CustomStringConvertible {
    var seed: UInt32
    var width, height, outputWidth, outputHeight: Int
    var filter: ResamplingFilter
    var hash: String
    var pixels: [UInt8]?
    var box: [Double]?

    var description: String {
        "seed \(seed): \(width)×\(height) to \(outputWidth)×\(outputHeight), \(filter)\(box.map { " of \($0)" } ?? "")"
    }

    static let all: [ResamplingCase] = {
        guard
            let url = Bundle.module.url(forResource: "Fixtures/resampling/cases", withExtension: "json"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([ResamplingCase].self, from: data)) ?? []
    }()
}

/// The image that the fixtures' generator makes from the same seed.
func noise(width: Int, height: Int, seed: UInt32) -> Raster {
    var state = seed
    let pixels = (0..<width * height * 3).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        let level = UInt8(state >> 24)
        return seed % 3 == 0 ? (level > 127 ? 255 : 0) : level
    }
    return Raster(width: width, height: height, pixels: pixels)
}

@Suite struct ResamplingTests {
    @Test func fixturesAreComplete() {
        #expect(ResamplingCase.all.count == 132)
        #expect(ResamplingCase.all.filter { $0.pixels != nil }.count >= 20)
    }

    @Test(arguments: ResamplingCase.all)
    func equalsPillow(_ golden: ResamplingCase) {
        let box = golden.box.map { ResamplingBox(x0: $0[0], y0: $0[1], x1: $0[2], y1: $0[3]) }
        let result = noise(width: golden.width, height: golden.height, seed: golden.seed)
            .resized(width: golden.outputWidth, height: golden.outputHeight, filter: golden.filter, box: box)
        #expect(result.width == golden.outputWidth && result.height == golden.outputHeight)
        if let pixels = golden.pixels { #expect(result.pixels == pixels) }
        let hash = result.pixels.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        #expect(String(repeating: "0", count: 16 - digits.count) + digits == golden.hash)
    }

    @Test(arguments: ResamplingFilter.allCases)
    func oneColourStaysThatColour(_ filter: ResamplingFilter) {
        let image = Raster(width: 13, height: 7, red: 3, green: 128, blue: 255)
        for (width, height) in [(5, 4), (13, 3), (29, 7), (40, 31)] {
            let expected = Raster(width: width, height: height, red: 3, green: 128, blue: 255)
            #expect(image.resized(width: width, height: height, filter: filter) == expected)
        }
    }

    @Test(arguments: ResamplingFilter.allCases)
    func theSameSizeChangesNothing(_ filter: ResamplingFilter) {
        let image = noise(width: 8, height: 9, seed: 5)
        #expect(image.resized(width: 8, height: 9, filter: filter) == image)
    }

    @Test func halvingWithBoxAveragesPairs() {
        let image = Raster(width: 4, height: 1, pixels: [0, 0, 0, 10, 20, 30, 200, 100, 50, 201, 101, 51])
        let half = image.resized(width: 2, height: 1, filter: .box)
        #expect(half.pixels == [5, 10, 15, 201, 101, 51])
    }

    @Test func aWholeNumberedBoxIsACrop() {
        let image = noise(width: 6, height: 5, seed: 4)
        let box = ResamplingBox(x0: 1, y0: 2, x1: 4, y1: 4)
        let crop = image.resized(width: 3, height: 2, filter: .bilinear, box: box)
        for y in 0..<2 {
            let source = ((y + 2) * 6 + 1) * 3
            #expect(Array(crop.pixels[y * 9..<y * 9 + 9]) == Array(image.pixels[source..<source + 9]))
        }
    }

    @Test func mirroredImagesGiveMirroredResults() {
        let image = noise(width: 20, height: 3, seed: 8)
        var flipped = image
        for y in 0..<3 {
            for x in 0..<20 {
                for c in 0..<3 { flipped.pixels[(y * 20 + x) * 3 + c] = image.pixels[(y * 20 + 19 - x) * 3 + c] }
            }
        }
        let one = image.resized(width: 8, height: 3, filter: .bilinear)
        let other = flipped.resized(width: 8, height: 3, filter: .bilinear)
        for y in 0..<3 {
            for x in 0..<8 {
                for c in 0..<3 {
                    #expect(one.pixels[(y * 8 + x) * 3 + c] == other.pixels[(y * 8 + 7 - x) * 3 + c])
                }
            }
        }
    }
}
