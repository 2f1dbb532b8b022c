package import Images
package import Tensors
package import Units

/// The receptive fields of units. Each tile shows the estimated field in colours, the square of the theoretical field, and
/// the square of the estimated size.
///
/// All tiles have the same scale, so fields can be compared. The colours of each field run from 0 to its maximum.
package struct FieldSheet: Sendable {
    /// The field of one unit. Lengths are in pixels of the network's input.
    package struct Field: Sendable {
        package let unit: UnitID
        package let map: Plane
        /// The square that holds a share of the map's sum; nil for a map of zeros.
        package let box: BoundingBox?
        /// The part of the map that all images show; nil if that is the whole map.
        package let common: BoundingBox?
        package let caption: String
        /// A warning that edges of images cut the square; nil if none does.
        package let warning: String?

        package init(
            unit: UnitID, map: Plane, box: BoundingBox?, common: BoundingBox? = nil, caption: String,
            warning: String? = nil
        ) {
            self.unit = unit
            self.map = map
            self.box = box
            self.common = common
            self.caption = caption
            self.warning = warning
        }
    }

    package let title: String
    package let subtitles: [String]
    package let fields: [Field]
    /// The theoretical field, in the maps' coordinates. It may extend beyond the maps.
    package let theoretical: BoundingBox?
    package let columns: Int
    package let style: SheetStyle

    /// The longer side of a tile, in pixels.
    package let tile: Int

    package init(
        title: String, subtitles: [String], fields: [Field], theoretical: BoundingBox?, style: SheetStyle = SheetStyle()
    ) {
        self.title = title
        self.subtitles = subtitles
        self.fields = fields
        self.theoretical = theoretical
        self.style = style
        columns = max(1, min(fields.count, 6))
        tile = fields.count > 2 ? 160 : 320
    }

    private var cell: (width: Int, height: Int) {
        (tile + 12, tile + 12 + (fields.contains { $0.warning != nil } ? 49 : 34))
    }
    private var headHeight: Int { 28 + 18 * subtitles.count + 10 }
    private var rows: Int { max(1, (fields.count + columns - 1) / columns) }

    /// The width of the picture, in pixels.
    package var width: Int { 2 * style.margin + max(columns * cell.width, Self.leastWidth) }
    /// The height of the picture, in pixels.
    package var height: Int { 2 * style.margin + headHeight + rows * cell.height + Self.scaleHeight }

    private static let leastWidth = 672
    private static let scaleHeight = 22

    /// The top left corner of a tile.
    package func tileOrigin(_ index: Int) -> (x: Int, y: Int) {
        (
            style.margin + index % columns * cell.width,
            style.margin + headHeight + index / columns * cell.height
        )
    }

    /// Draws the sheet.
    package func draw() throws(SheetError) -> Raster {
        let canvas = try Canvas.sheet(width: width, height: height)
        let left = Double(style.margin)
        let room = Double(width - 2 * style.margin)
        if style.drawsText {
            canvas.text(title, x: left, baseline: left + 16, SheetStyle.heading, maximumWidth: room)
            for (index, line) in subtitles.enumerated() {
                canvas.text(
                    line, x: left, baseline: left + 38 + 18 * Double(index), SheetStyle.subtitle, maximumWidth: room)
            }
        }
        for (index, field) in fields.enumerated() { draw(field, at: tileOrigin(index), on: canvas) }
        drawScale(on: canvas)
        return try canvas.finished()
    }

    /// The number of picture pixels per pixel of the network's input.
    private func scale(_ map: Plane) -> Double {
        let frame = frame(map)
        return Double(tile) / Double(max(frame.width, frame.height))
    }

    /// The scale bar below the tiles: a round number of input pixels, at most half a tile long.
    package var scaleBar: (pixels: Int, length: Double)? {
        guard let scale = (fields.first.map { scale($0.map) }) else { return nil }
        let steps = [1, 2, 5].flatMap { step in [1, 10, 100, 1000].map { step * $0 } }.sorted()
        let pixels = steps.last { Double($0) * scale <= Double(tile) / 2 } ?? 1
        return (pixels, Double(pixels) * scale)
    }

    private func drawScale(on canvas: Canvas) {
        guard let bar = scaleBar else { return }
        let (left, y) = (Double(style.margin), Double(height - style.margin) - 8)
        canvas.fillRectangle(x: left, y: y, width: bar.length, height: 2, SheetStyle.ink)
        for x in [left, left + bar.length - 2] {
            canvas.fillRectangle(x: x, y: y - 4, width: 2, height: 10, SheetStyle.ink)
        }
        guard style.drawsText else { return }
        canvas.text(
            "\(bar.pixels) pixel\(bar.pixels == 1 ? "" : "s") of the network's input", x: left + bar.length + 8,
            baseline: y + 5, SheetStyle.note)
    }

    /// The area that all tiles show: the map, and the theoretical field where it is larger.
    private func frame(_ map: Plane) -> BoundingBox {
        let theory = theoretical ?? BoundingBox(x0: 0, y0: 0, x1: map.width, y1: map.height)
        return BoundingBox(
            x0: min(0, theory.x0), y0: min(0, theory.y0), x1: max(map.width, theory.x1), y1: max(map.height, theory.y1))
    }

    private func draw(_ field: Field, at origin: (x: Int, y: Int), on canvas: Canvas) {
        let frame = frame(field.map)
        let scale = scale(field.map)
        func rectangle(_ box: BoundingBox) -> (x: Double, y: Double, width: Double, height: Double) {
            (
                Double(origin.x) + Double(box.x0 - frame.x0) * scale,
                Double(origin.y) + Double(box.y0 - frame.y0) * scale,
                Double(box.width) * scale, Double(box.height) * scale
            )
        }
        let whole = rectangle(frame)
        canvas.fillRectangle(x: whole.x, y: whole.y, width: whole.width, height: whole.height, SheetStyle.missing)
        let map = rectangle(BoundingBox(x0: 0, y0: 0, x1: field.map.width, y1: field.map.height))
        let raster = ColorMap.uniform.raster(field.map).resized(
            width: max(1, Int(rounding: map.width)), height: max(1, Int(rounding: map.height)), filter: .bilinear)
        canvas.copy(raster, x: Int(rounding: map.x), y: Int(rounding: map.y))
        func outline(_ box: BoundingBox, _ color: Color, width: Double) {
            let (x, y, w, h) = rectangle(box)
            canvas.stroke(
                .rectangle(x: x + width / 2, y: y + width / 2, width: max(1, w - width), height: max(1, h - width)),
                color,
                width: width)
        }
        if let theoretical { outline(theoretical, SheetStyle.faintInk, width: 1) }
        if let common = field.common { Self.dash(rectangle(common), on: canvas) }
        if let box = field.box { outline(box, SheetStyle.outline, width: 2) }
        guard style.drawsText else { return }
        let x = Double(origin.x)
        let below = Double(origin.y + tile)
        canvas.text("unit \(field.unit)", x: x, baseline: below + 15, SheetStyle.number, maximumWidth: Double(tile))
        canvas.text(field.caption, x: x, baseline: below + 30, SheetStyle.note, maximumWidth: Double(tile))
        if let warning = field.warning {
            canvas.text(
                warning, x: x, baseline: below + 45, SheetStyle.note.colored(SheetStyle.negative),
                maximumWidth: Double(tile))
        }
    }

    /// White dashes on a dark line, visible on any map, at whole pixels.
    private static func dash(_ box: (x: Double, y: Double, width: Double, height: Double), on canvas: Canvas) {
        let (left, top) = (box.x.rounded(), box.y.rounded())
        let (width, height) = (max(1, box.width.rounded()), max(1, box.height.rounded()))
        for y in [top, top + height - 1] {
            canvas.fillRectangle(x: left, y: y, width: width, height: 1, SheetStyle.outlineShade)
            for x in stride(from: 0, to: width, by: 8) {
                canvas.fillRectangle(x: left + x, y: y, width: min(4, width - x), height: 1, .white)
            }
        }
        for x in [left, left + width - 1] {
            canvas.fillRectangle(x: x, y: top, width: 1, height: height, SheetStyle.outlineShade)
            for y in stride(from: 0, to: height, by: 8) {
                canvas.fillRectangle(x: x, y: top + y, width: 1, height: min(4, height - y), .white)
            }
        }
    }
}

extension ColorMap {
    /// The map in colours from 0 to its maximum.
    func raster(_ map: Plane) -> Raster {
        let scale = map.maximum.map { $0 > 0 ? 1 / $0 : 0 } ?? 0
        var pixels: [UInt8] = []
        pixels.reserveCapacity(map.values.count * 3)
        for value in map.values {
            let color = color(at: value * scale)
            pixels += [color.red, color.green, color.blue]
        }
        return Raster(width: map.width, height: map.height, pixels: pixels)
    }
}
