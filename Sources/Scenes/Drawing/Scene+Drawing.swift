package import Images
package import Units

/// A drawn scene: a picture with the labels of its pixels.
package struct DrawnScene: Sendable, Equatable {
    /// The picture, 128×128 pixels.
    package let picture: Raster
    /// The number of the visible object at each pixel, row-major, from 1 in the order of the scene's objects; 0 for pixels
    /// without an object.
    package let labels: [UInt8]
    /// The visible pixels of clutter.
    package let clutter: Mask

    /// Returns the visible pixels of the scene's object `index`, from 0.
    package func mask(_ index: Int) -> Mask {
        Mask(width: picture.width, height: picture.height, pixels: labels.map { Int($0) == index + 1 })
    }
}

extension Scene {
    /// Draws the scene twice: in its colours, and without anti-aliasing with each object in its number. A pixel belongs to the
    /// topmost object at its centre.
    package func draw() throws(CanvasError) -> DrawnScene {
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

    /// The number of clutter, larger than those of objects.
    private static let clutterNumber: UInt8 = 255
}

extension Scene.Object {
    /// Draws the object in its colours or as a silhouette. The mask of a word contains its letters but not its board.
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
    /// Draws the part alone, upright, in typical colours, on white.
    package func picture(side: Int) throws(CanvasError) -> Raster {
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
