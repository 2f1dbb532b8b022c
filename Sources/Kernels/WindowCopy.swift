import Tensors

/// The positions of windows in the maps from which they are cut, one list per kind of window.
package struct WindowPositions: Sendable, Equatable {
    /// The row and column of each window's first cell, [kinds][images of the batch].
    package var rows: [[Int]]
    package var columns: [[Int]]

    package init(kinds: Int, batch: Int) {
        rows = [[Int]](repeating: [Int](repeating: 0, count: batch), count: kinds)
        columns = rows
    }
}

/// The cut of a window, whose position is computed from that of another kind of window.
package struct WindowCut: Sendable, Equatable {
    /// The index in `WindowPositions` of the kind of window that determines the position.
    package var kind: Int
    /// The window starts at `scale` times that window's position minus `before`, [vertical, horizontal].
    package var scale: [Int]
    package var before: [Int]
    /// The extents of the window in cells.
    package var extents: [Int]
    /// The value of cells outside the map.
    package var fill: Float

    package init(kind: Int, scale: [Int], before: [Int], extents: [Int], fill: Float) {
        self.kind = kind
        self.scale = scale
        self.before = before
        self.extents = extents
        self.fill = fill
    }
}

/// Cuts a window for each image of a batch out of a shared map and copies the changed part of each image over it.
struct WindowCopy: Sendable {
    let cut: WindowCut
    /// The index of the map retained by another run.
    let kept: Int
    /// The value copied over the map, and its kind of window.
    let overlay: (value: Int, kind: Int)
    let output: Int
    let batch: Int
    /// The number of runs of contiguous channels, and the bytes of a cell in a run.
    let planes: Int
    let cellBytes: Int
    /// The extents of the map and of the overlay in cells, [vertical, horizontal].
    let map: [Int]
    let over: [Int]
    /// The bytes of one value.
    let elementBytes: Int
}

extension WindowCopy {
    /// Cuts the windows of all images.
    func run(
        map source: UnsafeRawPointer, overlay new: UnsafeRawPointer, output target: UnsafeMutableRawPointer,
        _ positions: WindowPositions
    ) {
        let (height, width) = (cut.extents[0], cut.extents[1])
        for image in 0..<batch {
            let top = positions.rows[cut.kind][image] * cut.scale[0] - cut.before[0]
            let left = positions.columns[cut.kind][image] * cut.scale[1] - cut.before[1]
            let overTop = positions.rows[overlay.kind][image] - top
            let overLeft = positions.columns[overlay.kind][image] - left
            // The columns of the window inside the map, and those under the overlay.
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
    /// Retains a map of one image [1, C, H, W] until the end of the run, for cutting windows, and returns its index.
    ///
    /// Later operations may overwrite `value` but not the retained map.
    package func keep(_ value: ProgramValue, label: String) throws(KernelError) -> Int {
        let isInput = isInput(value)
        let layout = try windowLayout(shape(of: value).extents, isInput: isInput)
        if isInput { return addRetained(value) }
        let converted = try converted(value, to: layout, label: label)
        return addRetained(converted == value ? try copied(value, label: label) : converted)
    }

    /// Cuts a window for each image of a batch [B, C, h, w] out of the retained map `kept`, with `overlay` [B, C, ., .], a
    /// window of kind `overlayKind`, copied over its position.
    ///
    /// - Parameter map: The extents of the whole map in cells, [vertical, horizontal].
    package func window(
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

    /// Returns the layout of windows; the planes of inputs are contiguous, as the caller writes them.
    private func windowLayout(_ extents: [Int], isInput: Bool) throws(KernelError) -> Layout {
        isInput ? try Layout.plain(extents) : try native(extents)
    }
}
