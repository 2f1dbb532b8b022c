import CCairo

/// A canvas for drawing pictures, based on Cairo without Pango.
///
/// Drawing functions don't throw: after the first error nothing more is drawn, and `raster()` throws that error.
/// Text is set in DejaVu Sans with fixed grey anti-aliasing, independent of the user's font settings; characters missing
/// from the font appear as boxes. A canvas may be used by one task at a time; several can be used concurrently.
@safe package final class Canvas {
    /// The largest side, in pixels, and the largest number of pixels (256 MB).
    package static let sideLimit = 32_000
    package static let pixelLimit = 1 << 26
    private static let coordinateLimit = 1e6

    package let width: Int
    package let height: Int
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private var failure: CanvasError?

    /// - Parameter isSmooth: Whether edges are anti-aliased. If false, each pixel has a single colour.
    /// - Throws: `CanvasError.size`, or Cairo's error if memory runs out.
    package init(
        width: Int, height: Int, background: Color = .white, isSmooth: Bool = true
    ) throws(CanvasError) {
        try Self.check(width: width, height: height)
        guard let surface = unsafe cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
            let context = unsafe cairo_create(surface)
        else { throw .cairo(operation: "new canvas", message: "no surface") }
        self.width = width
        self.height = height
        unsafe self.surface = surface
        unsafe self.context = context
        let status = unsafe cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .cairo(operation: "new canvas", message: unsafe String(cString: cairo_status_to_string(status)))
        }
        unsafe cairo_set_font_options(context, Typeface.shared.options)
        if !isSmooth { unsafe cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE) }
        setSource(background)
        unsafe cairo_paint(context)
    }

    /// Checks the size of a canvas before drawing.
    ///
    /// - Throws: `CanvasError.size`.
    package static func check(width: Int, height: Int) throws(CanvasError) {
        guard (1...sideLimit).contains(width), (1...sideLimit).contains(height), width * height <= pixelLimit else {
            throw .size(width: width, height: height, limit: sideLimit, pixels: pixelLimit)
        }
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
    }

    // MARK: Outlines

    package func fill(_ path: CanvasPath, _ color: Color) {
        guard trace(path) else { return }
        setSource(color)
        unsafe cairo_fill(context)
    }

    package func fillRectangle(x: Double, y: Double, width: Double, height: Double, _ color: Color) {
        fill(.rectangle(x: x, y: y, width: width, height: height), color)
    }

    /// Draws a line of `width` pixels along the path; ends and corners are square or round.
    package func stroke(_ path: CanvasPath, _ color: Color, width: Double = 1, isRound: Bool = false) {
        guard isDrawable("line width", width), trace(path) else { return }
        setSource(color)
        unsafe cairo_set_line_width(context, width)
        unsafe cairo_set_line_cap(context, isRound ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        unsafe cairo_set_line_join(context, isRound ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER)
        unsafe cairo_stroke(context)
    }

    // MARK: Frames of reference

    /// Draws in a frame that is translated, then rotated (radians, clockwise on the screen), then scaled.
    package func with(
        translation: (x: Double, y: Double) = (0, 0), rotation: Double = 0, scale: (x: Double, y: Double) = (1, 1),
        draw: () throws -> Void
    ) rethrows {
        let values = [translation.x, translation.y, rotation, scale.x, scale.y]
        guard values.allSatisfy({ isDrawable("transformation", $0) }) else { return }
        guard scale.x != 0, scale.y != 0 else { return fail(.coordinate(operation: "scale", value: 0)) }
        unsafe cairo_save(context)
        defer { unsafe cairo_restore(context) }
        unsafe cairo_translate(context, translation.x, translation.y)
        unsafe cairo_rotate(context, rotation)
        unsafe cairo_scale(context, scale.x, scale.y)
        try draw()
    }

    /// Clips drawing to the inside of the path.
    package func clipped(to path: CanvasPath, draw: () throws -> Void) rethrows {
        guard failure == nil else { return }
        unsafe cairo_save(context)
        defer { unsafe cairo_restore(context) }
        guard trace(path) else { return }
        unsafe cairo_clip(context)
        try draw()
    }

    // MARK: Pictures

    /// Copies the raster pixel by pixel, with its top left corner at pixel (x, y) of the canvas.
    ///
    /// Pixels outside the canvas are skipped. Frames and clips do not apply.
    package func copy(_ raster: Raster, x: Int, y: Int) {
        guard failure == nil else { return }
        let limit = Self.sideLimit * 2
        guard (-limit...limit).contains(x), (-limit...limit).contains(y) else { return }
        let (left, right) = (max(0, -x), min(raster.width, width - x))
        let (top, bottom) = (max(0, -y), min(raster.height, height - y))
        guard left < right, top < bottom else { return }
        unsafe withRows(writing: true) { base, stride in
            let source = raster.pixels.span
            for row in top..<bottom {
                let target = unsafe base + (y + row) * stride + x
                var index = (row * raster.width + left) * 3
                for column in left..<right {
                    unsafe target[column] =
                        UInt32(source[index]) << 16 | UInt32(source[index + 1]) << 8 | UInt32(source[index + 2])
                    index += 3
                }
            }
        }
    }

    /// Draws the raster into a rectangle of the current frame with bilinear interpolation.
    ///
    /// Resize the raster first to reduce it with good quality.
    package func draw(_ raster: Raster, x: Double, y: Double, width: Double, height: Double) {
        guard failure == nil, raster.width > 0, raster.height > 0, width > 0, height > 0 else { return }
        do {
            let picture = try Canvas(width: raster.width, height: raster.height)
            picture.copy(raster, x: 0, y: 0)
            let scale = (width / Double(raster.width), height / Double(raster.height))
            with(translation: (x, y), scale: scale) {
                unsafe cairo_set_source_surface(context, picture.surface, 0, 0)
                unsafe cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_BILINEAR)
                unsafe cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
                unsafe cairo_rectangle(context, 0, 0, Double(raster.width), Double(raster.height))
                unsafe cairo_fill(context)
            }
        } catch { fail(error) }
    }

    /// Returns the picture.
    ///
    /// - Throws: The first error that occurred while drawing.
    package func raster() throws(CanvasError) -> Raster {
        if let failure { throw failure }
        let status = unsafe cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .cairo(operation: "drawing", message: unsafe String(cString: cairo_status_to_string(status)))
        }
        let count = width * height * 3
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            unsafe withRows(writing: false) { base, stride in
                var index = 0
                for row in 0..<height {
                    let source = unsafe base + row * stride
                    for column in 0..<width {
                        let pixel = unsafe source[column]
                        unsafe buffer[index] = UInt8(truncatingIfNeeded: pixel >> 16)
                        unsafe buffer[index + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                        unsafe buffer[index + 2] = UInt8(truncatingIfNeeded: pixel)
                        index += 3
                    }
                }
                filled = index
            }
        }
        guard pixels.count == count else { throw .cairo(operation: "drawing", message: "the surface has no data") }
        return Raster(width: width, height: height, pixels: pixels)
    }

    // MARK: Text

    /// Draws one line of text and returns it as drawn.
    ///
    /// `x` is the left end, the middle or the right end of its baseline. Text wider than `maximumWidth` pixels is truncated
    /// with an ellipsis.
    @discardableResult
    package func text(
        _ text: String, x: Double, baseline: Double, _ style: TextStyle, _ alignment: TextStyle.Alignment = .left,
        maximumWidth: Double? = nil
    ) -> String {
        let shown = maximumWidth.map { style.elided(text, width: $0) } ?? TextStyle.singleLine(text)
        guard isDrawable("text", x), isDrawable("text", baseline), TextStyle.sizes.contains(style.size) else {
            if !TextStyle.sizes.contains(style.size) { fail(.coordinate(operation: "text size", value: style.size)) }
            return shown
        }
        // Rounded to whole pixels, so that the same text looks the same at any position.
        let shift: Double =
            switch alignment {
            case .left: 0
            case .center: (style.width(of: shown) / 2).rounded()
            case .right: style.width(of: shown)
            }
        setSource(style.color)
        unsafe cairo_set_font_face(context, Typeface.shared.face(style.weight))
        unsafe cairo_set_font_size(context, style.size)
        unsafe cairo_move_to(context, x - shift, baseline)
        unsafe cairo_show_text(context, shown)
        unsafe cairo_new_path(context)
        return shown
    }

    // MARK: Implementation

    private func fail(_ error: CanvasError) {
        if failure == nil { failure = error }
    }

    private func isDrawable(_ operation: String, _ value: Double) -> Bool {
        guard failure == nil else { return false }
        if abs(value) <= Self.coordinateLimit { return true }
        fail(.coordinate(operation: operation, value: value))
        return false
    }

    private func setSource(_ color: Color) {
        unsafe cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
            Double(color.alpha) / 255)
    }

    private func trace(_ path: CanvasPath) -> Bool {
        guard failure == nil else { return false }
        unsafe cairo_new_path(context)
        for element in path.elements {
            switch element {
            case .move(let point):
                guard isDrawable("path", point.x), isDrawable("path", point.y) else { return false }
                unsafe cairo_move_to(context, point.x, point.y)
            case .line(let point):
                guard isDrawable("path", point.x), isDrawable("path", point.y) else { return false }
                unsafe cairo_line_to(context, point.x, point.y)
            case .curve(let first, let second, let end):
                guard [first, second, end].allSatisfy({ isDrawable("curve", $0.x) && isDrawable("curve", $0.y) }) else {
                    return false
                }
                unsafe cairo_curve_to(context, first.x, first.y, second.x, second.y, end.x, end.y)
            case .arc(let center, let radius, let from, let to):
                guard [center.x, center.y, radius, from, to].allSatisfy({ isDrawable("arc", $0) }) else { return false }
                unsafe cairo_arc(context, center.x, center.y, max(0, radius), from, to)
            case .rectangle(let x, let y, let width, let height):
                guard [x, y, width, height].allSatisfy({ isDrawable("rectangle", $0) }) else { return false }
                unsafe cairo_rectangle(context, x, y, width, height)
            case .close: unsafe cairo_close_path(context)
            }
        }
        return true
    }

    /// Calls `body` with the surface's pixels (0x00RRGGBB each) and the number of pixels from one row to the next.
    private func withRows(writing: Bool, _ body: (UnsafeMutablePointer<UInt32>, Int) -> Void) {
        unsafe cairo_surface_flush(surface)
        guard let bytes = unsafe cairo_image_surface_get_data(surface) else { return }
        let stride = unsafe Int(cairo_image_surface_get_stride(surface)) / 4
        unsafe UnsafeMutableRawPointer(bytes).withMemoryRebound(to: UInt32.self, capacity: stride * height) { base in
            unsafe body(base, stride)
        }
        if writing { unsafe cairo_surface_mark_dirty(surface) }
    }
}

/// The regular and bold font faces, created once per process because matching a font takes longer than drawing a sheet.
@safe private final class Typeface: @unchecked Sendable {
    static let shared = Typeface()

    private let regular: OpaquePointer?
    private let bold: OpaquePointer?
    let options: OpaquePointer?

    private init() {
        unsafe regular = cairo_toy_font_face_create("DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        unsafe bold = cairo_toy_font_face_create("DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD)
        unsafe options = cairo_font_options_create()
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON)
    }

    func face(_ weight: TextStyle.Weight) -> OpaquePointer? { unsafe weight == .bold ? bold : regular }

    func advance(of text: String, size: Double, weight: TextStyle.Weight) -> Double {
        var identity = cairo_matrix_t()
        unsafe cairo_matrix_init_identity(&identity)
        var scale = cairo_matrix_t()
        unsafe cairo_matrix_init_scale(&scale, size, size)
        let font = unsafe cairo_scaled_font_create(face(weight), &scale, &identity, options)
        defer { unsafe cairo_scaled_font_destroy(font) }
        var extents = cairo_text_extents_t()
        unsafe cairo_scaled_font_text_extents(font, text, &extents)
        return extents.x_advance
    }
}

extension TextStyle {
    /// The sizes that can be drawn, in pixels.
    package static let sizes: ClosedRange<Double> = 1...1000

    /// Returns the width of one line of `text` in pixels; 0 for an invalid font size.
    package func width(of text: String) -> Double {
        guard Self.sizes.contains(size) else { return 0 }
        return Typeface.shared.advance(of: Self.singleLine(text), size: size, weight: weight)
    }
}
