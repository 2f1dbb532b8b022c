import Analyses
import Images
import TestSupport
import Tensors
import Testing
import Units

@Suite struct MapGeometryTests {
    private static let crop = Preprocessing(
        fit: .shorterSide(256, cropWidth: 224, cropHeight: 224), filter: .bilinear, rescale: 1, mean: [0, 0, 0],
        deviation: [1, 1, 1])
    /// An image of 512×1024 pixels whose shorter side becomes 256 pixels, of which the middle 224×224 are the input.
    private static let cropped = MapGeometry(
        MapLayout(inputWidth: 224, inputHeight: 224, cellsAcross: 7, cellsDown: 7),
        preprocessing: crop, imageWidth: 512, imageHeight: 1024)

    /// An image that was decoded at a quarter of its size, of which columns 8...119 and rows 72...183 are seen.
    @Test func aPictureOfACrop() {
        var image = Raster(width: 128, height: 256, red: 0, green: 0, blue: 0)
        for y in 72..<184 {
            for x in 8..<120 { image.pixels[(y * 128 + x) * 3] = 200 }
        }
        let picture = Self.cropped.picture(of: image, width: 112, height: 112)
        #expect(picture == Raster(width: 112, height: 112, red: 200, green: 0, blue: 0))
    }

    /// A white image of 20×10 pixels within 8×8: two rows of border above and below it.
    @Test func aPictureWithABorder() {
        let preprocessing = Preprocessing(
            fit: .within(width: 8, height: 8, cropWidth: 8, cropHeight: 8), filter: .bilinear, rescale: 1,
            mean: [0, 0, 0], deviation: [1, 1, 1], border: [9, 9, 9])
        let geometry = MapGeometry(
            MapLayout(inputWidth: 8, inputHeight: 8, cellsAcross: 2, cellsDown: 2), preprocessing: preprocessing,
            imageWidth: 20, imageHeight: 10)
        #expect(geometry.visible == ResamplingBox(x0: 0, y0: -5, x1: 20, y1: 15))
        let white = Raster(width: 20, height: 10, red: 255, green: 255, blue: 255)
        let picture = geometry.picture(of: white, width: 16, height: 16)
        let rows = (0..<16).map { picture.pixels[$0 * 48] }
        #expect(rows == [0, 0, 0, 0] + [UInt8](repeating: 255, count: 8) + [0, 0, 0, 0])
        let input = preprocessing.tensor(white)
        #expect((0..<8).map { input.values[$0 * 8] } == [9, 9, 255, 255, 255, 255, 9, 9])
    }

    @Test func theVisiblePartOfACrop() {
        let geometry = Self.cropped
        #expect(geometry.visible == ResamplingBox(x0: 32, y0: 288, x1: 480, y1: 736))
        #expect(geometry.pixelsAcross == 448 && geometry.pixelsDown == 448)
        #expect(geometry.pictureSize(longerSide: 112) == (112, 112, 0.25))
        #expect(
            geometry.pictureBox(ObjectBox(x0: 32, y0: 288, x1: 480, y1: 300), scale: 0.25)
                == ObjectBox(x0: 0, y0: 0, x1: 112, y1: 3))
        #expect(
            geometry.pictureBox(ObjectBox(x0: 0, y0: 300, x1: 100, y1: 800))
                == ObjectBox(x0: -32, y0: 12, x1: 68, y1: 512))
    }

    @Test func aPictureOfAPanoramaIsNoLongerThanFourTiles() {
        let geometry = MapGeometry(cellsAcross: 1, cellsDown: 1, imageWidth: 1000, imageHeight: 100)
        #expect(geometry.pictureSize(shorterSide: 50) == (200, 20, 0.2))
        let photograph = MapGeometry(cellsAcross: 1, cellsDown: 1, imageWidth: 400, imageHeight: 300)
        #expect(photograph.pictureSize(shorterSide: 60) == (80, 60, 0.2))
    }

    @Test func whatIsNotSeenIsClipped() {
        let input = InputGeometry(scaleX: 1, scaleY: 1, offsetX: 1, offsetY: 0.5, inputWidth: 2, inputHeight: 1)
        let geometry = MapGeometry(
            MapLayout(inputWidth: 2, inputHeight: 1, cellsAcross: 1, cellsDown: 1), input: input, imageWidth: 4,
            imageHeight: 2)
        let full = Mask(width: 4, height: 2, pixels: [Bool](repeating: true, count: 8))
        // Pixel centres on the edge of the visible part count as seen.
        #expect(geometry.clipped(full).pixels == [false, true, true, false, false, true, true, false])
        let whole = MapGeometry(cellsAcross: 1, cellsDown: 1, imageWidth: 4, imageHeight: 2)
        #expect(whole.clipped(full) == full)
    }

    /// There and back again: a box of a picture, in the image, in the picture.
    @Test func boxesRoundTrip() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let (width, height) = (Int.random(in: 20...900, using: &random), Int.random(in: 20...900, using: &random))
            let geometry = MapGeometry(
                Self.cropped.layout, preprocessing: Self.crop, imageWidth: width, imageHeight: height)
            let (x, y) = (Int.random(in: 0...100, using: &random), Int.random(in: 0...100, using: &random))
            let box = BoundingBox(x0: x, y0: y, x1: x + 20, y1: y + 30)
            let image = geometry.imageBox(box, pictureWidth: 200, height: 150)
            let back = geometry.pictureBox(image)
            let (across, down) = (geometry.visibleWidth / 200, geometry.visibleHeight / 150)
            for (value, expected) in [
                (back.x0, Double(x) * across), (back.x1, Double(x + 20) * across), (back.y0, Double(y) * down),
                (back.y1, Double(y + 30) * down),
            ] {
                #expect(abs(value - expected) < 1e-9, "\(width)×\(height)")
            }
            let full = geometry.imageBox(
                BoundingBox(x0: 0, y0: 0, x1: 200, y1: 150), pictureWidth: 200, height: 150)
            #expect(abs(full.x0 - geometry.visible.x0) < 1e-9 && abs(full.y1 - geometry.visible.y1) < 1e-9)
        }
    }

    /// Cells spread evenly: a naive bilinear interpolation, pixel by pixel.
    @Test func enlargementAgreesWithANaiveOne() {
        let geometry = MapGeometry(cellsAcross: 3, cellsDown: 2, imageWidth: 12, imageHeight: 10)
        let map = Plane(height: 2, width: 3, values: [1, 2, 4, 8, 16, 32])
        let enlarged = geometry.enlarged(map)
        #expect(enlarged.width == 12 && enlarged.height == 10)
        func cell(_ pixel: Int, _ pixels: Int, _ cells: Int) -> Double {
            min(max((Double(pixel) + 0.5) / Double(pixels) * Double(cells) - 0.5, 0), Double(cells - 1))
        }
        for y in 0..<10 {
            for x in 0..<12 {
                let (u, v) = (cell(x, 12, 3), cell(y, 10, 2))
                let (i, j) = (min(Int(u), 1), min(Int(v), 0))
                let (a, b) = (u - Double(i), v - Double(j))
                func value(_ x: Int, _ y: Int) -> Double { Double(map[x: x, y: y]) }
                let upper = value(i, j) * (1 - a) + value(i + 1, j) * a
                let lower = value(i, j + 1) * (1 - a) + value(i + 1, j + 1) * a
                #expect(abs(Double(enlarged[x: x, y: y]) - (upper * (1 - b) + lower * b)) < 1e-5)
            }
        }
    }

    /// Without a common receptive field, cells are spread evenly over the input, so that both centres agree; and the whole
    /// image is the visible part where nothing is cropped.
    @Test func withoutFieldsTheCentersAgree() {
        let geometry = MapGeometry(cellsAcross: 3, cellsDown: 2, imageWidth: 12, imageHeight: 10)
        let map = Plane(height: 2, width: 3, values: [1, 2, 4, 8, 16, 32])
        let even = geometry.layout.enlargement(width: 6, height: 5, centers: .even).enlarged(map)
        let fields = geometry.layout.enlargement(width: 6, height: 5, centers: .receptiveFields).enlarged(map)
        for (a, b) in zip(even.values, fields.values) { #expect(abs(a - b) < 1e-5) }
        let image = geometry.imageEnlargement.enlarged(map)
        for (a, b) in zip(image.values, geometry.enlarged(map).values) { #expect(abs(a - b) < 1e-5) }
    }

    /// A cell's value is reached at the centre of its receptive field.
    @Test func valuesLieAtTheCentersOfFields() {
        let axis = ReceptiveFieldAxis(size: 5, stride: 4, offset: -1)
        let layout = MapLayout(
            inputWidth: 13, inputHeight: 13, cellsAcross: 3, cellsDown: 3,
            field: ReceptiveField(vertical: axis, horizontal: axis))
        let map = Plane(height: 3, width: 3, values: [1, 2, 3, 4, 5, 6, 7, 8, 9])
        let enlarged = layout.enlargement(width: 13, height: 13, centers: .receptiveFields).enlarged(map)
        for row in 0..<3 {
            for column in 0..<3 {
                let (x, y) = (Int(axis.center(column)), Int(axis.center(row)))
                #expect(enlarged[x: x, y: y] == map[x: column, y: row])
            }
        }
    }

    /// A box of a whole image in a picture of another size: each edge is the pixel edge nearest to its exact position.
    @Test func boxesOfAScaledPicture() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            let (width, height) = (Int.random(in: 1...300, using: &random), Int.random(in: 1...300, using: &random))
            let geometry = MapGeometry(imageWidth: width, imageHeight: height)
            let size = geometry.pictureSize(longerSide: Int.random(in: 1...400, using: &random))
            let (x, y) = (Int.random(in: 0..<width, using: &random), Int.random(in: 0..<height, using: &random))
            let box = BoundingBox(
                x0: x, y0: y, x1: Int.random(in: x + 1...width, using: &random),
                y1: Int.random(in: y + 1...height, using: &random))
            let drawn = geometry.pictureBox(ObjectBox(box), scale: size.scale)
                .pixels(width: size.width, height: size.height)
            for (edge, exact, end) in [
                (drawn.x0, Double(box.x0) * size.scale, size.width),
                (drawn.x1, Double(box.x1) * size.scale, size.width),
                (drawn.y0, Double(box.y0) * size.scale, size.height),
                (drawn.y1, Double(box.y1) * size.scale, size.height),
            ] {
                #expect(abs(Double(edge) - min(exact, Double(end))) <= 0.5 + 1e-9)
            }
        }
    }

    @Test func wholePixelsOfABox() {
        let box = ObjectBox(x0: -3, y0: 1.5, x1: 4.4, y1: 20)
        #expect(box.pixels(width: 10, height: 8) == BoundingBox(x0: 0, y0: 2, x1: 4, y1: 8))
        let outside = ObjectBox(x0: 20, y0: 0, x1: 30, y1: 5)
        #expect(outside.pixels(width: 10, height: 8).area == 0)
    }
}
