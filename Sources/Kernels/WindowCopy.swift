import Tensors

/// The places of windows in the maps that they are cut from, one list for each kind of window.
public struct WindowPlaces: Sendable, Equatable {
    /// [kinds][images of the batch], row and column of a window's first cell.
    public var rows: [[Int]]
    public var columns: [[Int]]

    public init(kinds: Int, batch: Int) {
        rows = [[Int]](repeating: [Int](repeating: 0, count: batch), count: kinds)
        columns = rows
    }
}

/// How a window is cut: where it lies follows from the place of another kind of window.
public struct WindowCut: Sendable, Equatable {
    /// The kind of window that it is the source of, by its place in `WindowPlaces`.
    public var kind: Int
    /// It begins `scale` times that window's place, less `before`; [vertical, horizontal].
    public var scale: [Int]
    public var before: [Int]
    /// Cells of the window.
    public var extents: [Int]
    /// What lies outside of the map.
    public var fill: Float

    public init(kind: Int, scale: [Int], before: [Int], extents: [Int], fill: Float) {
        self.kind = kind
        self.scale = scale
        self.before = before
        self.extents = extents
        self.fill = fill
    }
}

/// Cuts a window for each image of a batch: out of a map that all share, with what is new of each laid over it.
struct WindowCopy: Sendable {
    let cut: WindowCut
    /// Which of the maps that another run keeps.
    let kept: Int
    /// The value that is laid over, and its kind of window.
    let overlay: (value: Int, kind: Int)
    let output: Int
    let batch: Int
    /// Runs of channels that lie together, and the bytes of one cell in such a run.
    let planes: Int
    let cellBytes: Int
    /// Cells of the map, of the overlay; [vertical, horizontal].
    let map: [Int]
    let over: [Int]
    /// Of one value.
    let elementBytes: Int
}

extension WindowCopy {
    /// Cuts the windows of all images.
    func run(
        map source: UnsafeRawPointer, overlay new: UnsafeRawPointer, output target: UnsafeMutableRawPointer,
        _ places: WindowPlaces
    ) {
        let (height, width) = (cut.extents[0], cut.extents[1])
        for image in 0..<batch {
            let top = places.rows[cut.kind][image] * cut.scale[0] - cut.before[0]
            let left = places.columns[cut.kind][image] * cut.scale[1] - cut.before[1]
            let overTop = places.rows[overlay.kind][image] - top
            let overLeft = places.columns[overlay.kind][image] - left
            // Columns of the window inside of the map, and those under the overlay.
            let inside = clipped(-left..<self.map[1] - left, width)
            let under = clipped(overLeft..<overLeft + over[1], width)
            for plane in 0..<planes {
                let mapPlane = unsafe source + plane * self.map[0] * self.map[1] * cellBytes
                let overPlane = unsafe new + (image * planes + plane) * over[0] * over[1] * cellBytes
                let outPlane = unsafe target + (image * planes + plane) * height * width * cellBytes
                for y in 0..<height {
                    let row = unsafe outPlane + y * width * cellBytes
                    if (0..<self.map[0]).contains(top + y), !inside.isEmpty {
                        unsafe fill(row, 0..<inside.lowerBound)
                        unsafe fill(row, inside.upperBound..<width)
                        unsafe (row + inside.lowerBound * cellBytes).copyMemory(
                            from: mapPlane + ((top + y) * self.map[1] + left + inside.lowerBound) * cellBytes,
                            byteCount: inside.count * cellBytes)
                    } else {
                        unsafe fill(row, 0..<width)
                    }
                    if (overTop..<overTop + over[0]).contains(y), !under.isEmpty {
                        unsafe (row + under.lowerBound * cellBytes).copyMemory(
                            from: overPlane + ((y - overTop) * over[1] + under.lowerBound - overLeft) * cellBytes,
                            byteCount: under.count * cellBytes)
                    }
                }
            }
        }
    }

    private func clipped(_ range: Range<Int>, _ extent: Int) -> Range<Int> {
        let lower = min(max(range.lowerBound, 0), extent)
        return lower..<max(lower, min(range.upperBound, extent))
    }

    private func fill(_ row: UnsafeMutableRawPointer, _ cells: Range<Int>) {
        guard !cells.isEmpty else { return }
        let start = unsafe row + cells.lowerBound * cellBytes
        let bytes = cells.count * cellBytes
        if cut.fill == 0 {
            unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        } else if elementBytes == 4 {
            unsafe start.initializeMemory(as: Float.self, repeating: cut.fill, count: bytes / 4)
        } else {
            let bits = UInt16(truncatingIfNeeded: cut.fill.bitPattern >> 16)
            unsafe start.initializeMemory(as: UInt16.self, repeating: bits, count: bytes / 2)
        }
    }
}

extension ProgramBuilder {
    /// Keeps a map of one image [1, C, H, W] through the run, for windows to be cut out of; returns its place among the
    /// kept. Later operations may take over the memory of `value`, not that of what is kept.
    public func keep(_ value: ProgramValue, label: String) throws(KernelError) -> Int {
        let isInput = isInput(value)
        let layout = try windowLayout(shape(of: value).extents, isInput: isInput)
        if isInput { return addKept(value) }
        let converted = try converted(value, to: layout, label: label)
        return addKept(converted == value ? try copied(value, label: label) : converted)
    }

    /// A window for each image of a batch [B, C, h, w], cut out of map `kept` of the run that this program runs over, with
    /// `overlay` [B, C, ., .], a window of kind `overlayKind`, laid on its place in there.
    ///
    /// - Parameter map: Cells of the whole map, [vertical, horizontal].
    public func window(
        _ cut: WindowCut, of kept: Int, map: [Int], overlay: ProgramValue, overlayKind: Int, label: String
    ) throws(KernelError) -> ProgramValue {
        let source = shape(of: overlay).extents
        let isInput = isInput(overlay)
        let layout = try windowLayout(source, isInput: isInput)
        let over = try converted(overlay, to: layout, label: label)
        let extents = [source[0], source[1]] + cut.extents
        let target = try windowLayout(extents, isInput: isInput)
        let result = newValue(Shape(extents), target)
        let elementBytes = isInput || precision == .f32 ? 4 : 2
        let together = isInput ? 1 : layout.isBlocked(source) ? Layout.blockSize : source[1]
        let copy = WindowCopy(
            cut: cut, kept: kept, overlay: (over.index, overlayKind), output: result.index, batch: source[0],
            planes: source[1] / together, cellBytes: together * elementBytes, map: map, over: Array(source[2...]),
            elementBytes: elementBytes)
        append(copy, reading: over, output: result, label: label)
        return result
    }

    /// An input's planes lie one after another, as the caller writes them.
    private func windowLayout(_ extents: [Int], isInput: Bool) throws(KernelError) -> Layout {
        isInput ? try Layout.plain(extents) : try native(extents)
    }
}
