public import Images
public import Units

/// A scene as a picture, and what is where in it.
public struct DrawnScene: Sendable, Equatable {
    /// 128×128 pixels.
    public let picture: Raster
    /// For each pixel, row by row, the number of the object that is seen there, from 1 in the order of the scene's
    /// objects; 0 where no part or word is.
    public let labels: [UInt8]
    /// The pixels of clutter that no object hides.
    public let clutter: Mask

    /// The visible pixels of the scene's object number `index`, from 0.
    public func mask(_ index: Int) -> Mask {
        Mask(width: picture.width, height: picture.height, pixels: labels.map { Int($0) == index + 1 })
    }
}

extension Scene {
    /// Draws the scene twice: in its colours, and without colour mixing, each object in its number. A pixel belongs to
    /// the object that is on top at its centre.
    public func draw() throws(CanvasError) -> DrawnScene {
        let picture = try Canvas(width: Self.side, height: Self.side)
        backdrop.draw(on: picture)
        let numbers = try Canvas(width: Self.side, height: Self.side, background: .black, isSmooth: false)
        for thing in clutter {
            thing.draw(on: picture, silhouette: nil)
            thing.draw(on: numbers, silhouette: Color(grey: Self.clutterNumber))
        }
        for (index, object) in objects.enumerated() {
            object.draw(on: picture, silhouette: nil)
            object.draw(on: numbers, silhouette: Color(grey: UInt8(index + 1)))
        }
        let pixels = try numbers.raster().pixels
        let labels = stride(from: 0, to: pixels.count, by: 3).map { pixels[$0] }
        return DrawnScene(
            picture: try picture.raster(), labels: labels.map { $0 == Self.clutterNumber ? 0 : $0 },
            clutter: Mask(width: Self.side, height: Self.side, pixels: labels.map { $0 == Self.clutterNumber }))
    }

    /// Beyond the numbers of objects.
    private static let clutterNumber: UInt8 = 255
}

extension Scene.Object {
    /// Draws it in its colours, or in the one of its silhouette. A word is its letters: its board only hides.
    func draw(on canvas: Canvas, silhouette: Color?) {
        let brush = Brush(canvas: canvas, palette: palette, silhouette: silhouette)
        switch kind {
        case .part(let part): brush.inFrame(of: placement) { part.draw(brush) }
        case .word(let word, let hasBoard):
            // Letters are not mirrored.
            let upright = Scene.Placement(
                x: placement.x, y: placement.y, radius: placement.radius, angle: placement.angle, isMirrored: false)
            brush.inFrame(of: upright) {
                if hasBoard {
                    let half = Double(Letters.halfWidth(word, radius: 600)) / 600 + 0.6
                    let board = CanvasPath.rounded(x: -half, y: -1.6, width: 2 * half, height: 3.2, radius: 0.4)
                    canvas.fill(board, silhouette == nil ? palette.second : .black)
                    canvas.stroke(board, silhouette == nil ? palette.ink : .black, width: 0.2, isRound: true)
                }
                for stroke in Letters.strokes(word) { brush.stroke(stroke, .ink, 0.36) }
            }
        }
    }
}

extension Part {
    /// The part alone, upright, in typical colours, on white.
    public func picture(side: Int) throws(CanvasError) -> Raster {
        let canvas = try Canvas(width: side, height: side)
        let colors: [UInt32] = [0xE07A3F, 0x3D8FC4, 0x4C9A5B, 0x7B5BB5, 0xD64545, 0x3BA39A]
        let palette = Scene.Palette(
            main: Color(colors[rawValue % colors.count]), second: Color(0xFFF3D6), ink: Color(0x22252B))
        let half = Double(side) / 2
        canvas.with(translation: (half, half), scale: (half * 0.9, half * 0.9)) {
            draw(Brush(canvas: canvas, palette: palette, silhouette: nil))
        }
        return try canvas.raster()
    }
}
