package import Images
package import Tensors
package import Units

/// How a tile shows the region that a unit responds to.
public enum TileKind: String, Sendable, CaseIterable {
    /// The picture, dimmed outside the region, with a line around the region.
    case segment
    /// Only the region, enlarged to fill the tile.
    case crop
    /// The picture with the region's bounding box.
    case box
    /// The activation map in colours over the grey picture.
    case heat
}

/// One image of a unit on a sheet.
package struct SheetTile: Sendable {
    /// What the tile shows.
    package enum Picture: Sendable {
        /// The picture, at most as large as a tile, with a mask of the same size.
        case image(Raster, mask: Mask)
        /// The picture alone.
        case plain(Raster)
        /// The picture with a box on it.
        case boxed(Raster, BoundingBox)
        /// The picture under a map of its size; colours run from 0 to `maximum`.
        case heat(Raster, Plane, maximum: Float)
        /// No picture; `reason` is a word or two, such as `missing` or `changed`.
        case missing(reason: String)
    }

    package let picture: Picture
    /// The text under the tile: the image's class as labelled or predicted, or its path.
    package let caption: String
    /// Whether the class is the one that the sheet is about.
    package let isOwnClass: Bool

    package init(picture: Picture, caption: String, isOwnClass: Bool) {
        self.picture = picture
        self.caption = caption
        self.isOwnClass = isOwnClass
    }
}

extension SheetTile {
    /// Draws the tile alone, a square without its caption.
    package func drawn(_ style: SheetStyle) throws(SheetError) -> Raster {
        let sheet = try SheetCanvas(width: style.tile, height: style.tile, style)
        TileDrawing.draw(self, raster, x: 0, y: 0, on: sheet)
        return try sheet.finished()
    }

    /// The picture in its own shape; nil if it is missing.
    package var raster: Raster? { TileDrawing.raster(picture) }
}

/// Draws tiles.
enum TileDrawing {
    /// The picture, dimmed outside `mask`. Around the mask runs a bright line of one pixel with a dark line outside it, so
    /// that the outline is visible on pictures of any brightness.
    static func highlighted(_ picture: Raster, _ mask: Mask) -> Raster {
        precondition(picture.width == mask.width && picture.height == mask.height, "mask and picture differ in size")
        return outlined(picture, mask, dimming: SheetStyle.dimming)
    }

    /// The picture with the two lines around `mask`; pixels outside them are multiplied by `dimming`.
    static func outlined(_ picture: Raster, _ mask: Mask, dimming: Double = 1) -> Raster {
        var result = picture
        let bright = mask.grown
        let dark = bright.grown
        let dimmed = (0..<256).map { UInt8(Double($0) * dimming) }
        let (inside, light, shade) = (mask.pixels.span, bright.pixels.span, dark.pixels.span)
        var pixels = result.pixels.mutableSpan
        for index in inside.indices where !inside[index] {
            if !shade[index] {
                for channel in 3 * index..<3 * index + 3 { pixels[channel] = dimmed[Int(pixels[channel])] }
                continue
            }
            let color = light[index] ? SheetStyle.outline : SheetStyle.outlineShade
            pixels[3 * index] = color.red
            pixels[3 * index + 1] = color.green
            pixels[3 * index + 2] = color.blue
        }
        return result
    }

    /// The picture as its tile shows it; nil if it is missing.
    static func raster(_ picture: SheetTile.Picture) -> Raster? {
        switch picture {
        case .image(let raster, let mask): return highlighted(raster, mask)
        case .plain(let raster): return raster
        case .boxed(let raster, let box):
            let box = inset(box, in: raster)
            let pixels = (0..<raster.width * raster.height).map { index in
                (box.x0..<box.x1).contains(index % raster.width) && (box.y0..<box.y1).contains(index / raster.width)
            }
            return outlined(raster, Mask(width: raster.width, height: raster.height, pixels: pixels))
        case .heat(let raster, let map, let maximum): return heated(raster, map, maximum: maximum)
        case .missing: return nil
        }
    }

    /// The box, moved in from the picture's edges so that the two lines around it are visible.
    private static func inset(_ box: BoundingBox, in picture: Raster) -> BoundingBox {
        func ends(_ low: Int, _ high: Int, _ extent: Int) -> (Int, Int) {
            let room = min(2, (extent - 1) / 2)
            let start = min(max(low, room), extent - room - 1)
            return (start, max(min(high, extent - room), start + 1))
        }
        let (x0, x1) = ends(box.x0, box.x1, picture.width)
        let (y0, y1) = ends(box.y0, box.y1, picture.height)
        return BoundingBox(x0: x0, y0: y0, x1: x1, y1: y1)
    }

    /// The grey picture under colours from 0 to `maximum`. A colour takes the brightness of the pixel under it, and its
    /// opacity grows with the value, so that the picture stays visible even where a saturating unit is at its maximum.
    private static func heated(_ picture: Raster, _ map: Plane, maximum: Float) -> Raster {
        precondition(picture.width == map.width && picture.height == map.height, "map and picture differ in size")
        var result = picture
        let values = map.values.span
        let scale = maximum > 0 ? 1 / maximum : 0
        var pixels = result.pixels.mutableSpan
        for index in values.indices {
            let position = min(1, max(0, values[index] * scale))
            let color = ColorMap.uniform.color(at: position)
            let (r, g, b) = (Int(pixels[3 * index]), Int(pixels[3 * index + 1]), Int(pixels[3 * index + 2]))
            let grey = Float((r * 299 + g * 587 + b * 114) / 1000)
            let share = SheetStyle.leastHeat + (SheetStyle.mostHeat - SheetStyle.leastHeat) * position
            let light = 0.3 + 0.85 * grey / 255
            func mixed(_ tone: UInt8) -> UInt8 {
                UInt8(min(255, grey * (1 - share) + Float(tone) * light * share).rounded())
            }
            pixels[3 * index] = mixed(color.red)
            pixels[3 * index + 1] = mixed(color.green)
            pixels[3 * index + 2] = mixed(color.blue)
        }
        return result
    }

    /// Draws `tile` into the square whose top left corner is (x, y), its caption below.
    /// - Parameter picture: The tile's `raster`.
    static func draw(
        _ tile: SheetTile, _ picture: Raster?, x: Int, y: Int, on sheet: SheetCanvas
    ) {
        let side = Double(sheet.style.tile)
        if let picture {
            // A picture that is not square lies on a square background.
            if picture.width != sheet.style.tile || picture.height != sheet.style.tile {
                sheet.canvas.fillRectangle(x: Double(x), y: Double(y), width: side, height: side, SheetStyle.missing)
            }
            sheet.canvas.copy(
                picture, x: x + (sheet.style.tile - picture.width) / 2, y: y + (sheet.style.tile - picture.height) / 2)
        } else if case .missing(let reason) = tile.picture {
            sheet.canvas.fillRectangle(x: Double(x), y: Double(y), width: side, height: side, SheetStyle.missing)
            sheet.write(
                reason, x: Double(x) + side / 2, baseline: Double(y) + side / 2 + 4, SheetStyle.note, .center,
                maximumWidth: side - 8)
        }
        let ink = tile.isOwnClass ? SheetStyle.note.colored(SheetStyle.ownClass) : SheetStyle.note
        sheet.write(
            tile.caption, x: Double(x), baseline: Double(y + sheet.style.tile) + 12, ink,
            maximumWidth: Double(sheet.style.tile))
    }
}
