import Images
import Tensors
import Testing

@Suite struct PreprocessingGeometryTests {
    @Test func aSquashScalesEachAxis() throws {
        let preprocessing = try #require(Preprocessing.preset("tensorflow", height: 224, width: 224))
        let geometry = preprocessing.geometry(imageWidth: 448, imageHeight: 112)
        #expect(geometry.scaleX == 2 && geometry.scaleY == 0.5 && geometry.offsetX == 0 && geometry.offsetY == 0)
        #expect(geometry.visible == ResamplingBox(x0: 0, y0: 0, x1: 448, y1: 112))
    }

    @Test func aCentreCropHidesTheMargins() throws {
        let preprocessing = try #require(Preprocessing.preset("torchvision", height: 224, width: 224))
        // 512×1024 goes to 256×512, of which 16 and 144 pixels are cut off on each side.
        let geometry = preprocessing.geometry(imageWidth: 512, imageHeight: 1024)
        #expect(geometry.visible == ResamplingBox(x0: 32, y0: 288, x1: 480, y1: 736))
        #expect(geometry.originalX(10) == 52 && geometry.originalY(10) == 308)
        #expect(geometry.inputX(52) == 10 && geometry.inputY(308) == 10)
    }

    @Test func theTwoRoundingsOfAnOddMargin() {
        // Margins of 3 and 5 pixels: // gives 1 and 2, rounding halves to even gives 2 and 2.
        for (side, down, even) in [(13, 1.0, 2.0), (15, 2.0, 2.0), (14, 2.0, 2.0)] {
            for (rounding, offset) in [(Preprocessing.CropRounding.down, down), (.nearestEven, even)] {
                let preprocessing = Preprocessing(
                    fit: .shorterSide(side, cropWidth: 10, cropHeight: 10), filter: .bilinear, cropRounding: rounding,
                    rescale: 1, mean: [0, 0, 0], deviation: [1, 1, 1])
                #expect(preprocessing.geometry(imageWidth: side, imageHeight: side).offsetX == offset)
            }
        }
    }

    /// A bright pixel of the original is brightest where the geometry says that it lies.
    @Test(arguments: [(60, 40), (40, 60), (33, 71)])
    func brightnessFollowsTheGeometry(_ width: Int, _ height: Int) {
        let preprocessing = Preprocessing(
            fit: .shorterSide(80, cropWidth: 64, cropHeight: 64), filter: .bilinear, rescale: 1, mean: [0, 0, 0],
            deviation: [1, 1, 1])
        let geometry = preprocessing.geometry(imageWidth: width, imageHeight: height)
        for (x, y) in [(width / 2, height / 2), (width / 2 + 9, height / 2 - 7), (width / 2 - 8, height / 2 + 5)] {
            var image = Raster(width: width, height: height, red: 0, green: 0, blue: 0)
            image.pixels[(y * width + x) * 3] = 255
            let plane = preprocessing.tensor(image).slice(0).slice(0).values
            var (sum, sumX, sumY) = (0.0, 0.0, 0.0)
            for (index, value) in plane.enumerated() {
                sum += Double(value)
                sumX += Double(value) * (Double(index % 64) + 0.5)
                sumY += Double(value) * (Double(index / 64) + 0.5)
            }
            #expect(abs(geometry.originalX(sumX / sum) - (Double(x) + 0.5)) < 0.1)
            #expect(abs(geometry.originalY(sumY / sum) - (Double(y) + 0.5)) < 0.1)
        }
    }
}
