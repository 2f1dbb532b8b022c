import Tensors

/// The position of the network's input in an original image.
///
/// Both frames are continuous and have their origin at the outer corner of the top left pixel: pixel `i` covers
/// [i, i + 1). Position `x` in the input is `offsetX + scaleX · x` in the original.
package struct InputGeometry: Sendable, Equatable {
    /// The number of original pixels per input pixel.
    package let scaleX, scaleY: Double
    /// The offset in original pixels.
    package let offsetX, offsetY: Double
    /// The size of the network's input in pixels.
    package let inputWidth, inputHeight: Int

    package init(
        scaleX: Double, scaleY: Double, offsetX: Double, offsetY: Double, inputWidth: Int, inputHeight: Int
    ) {
        (self.scaleX, self.scaleY) = (scaleX, scaleY)
        (self.offsetX, self.offsetY) = (offsetX, offsetY)
        (self.inputWidth, self.inputHeight) = (inputWidth, inputHeight)
    }

    /// The part of the original that the network sees, without the pixels that the filter adds at its edges.
    package var visible: ResamplingBox {
        ResamplingBox(
            x0: originalX(0), y0: originalY(0), x1: originalX(Double(inputWidth)), y1: originalY(Double(inputHeight)))
    }

    package func originalX(_ x: Double) -> Double { offsetX + scaleX * x }
    package func originalY(_ y: Double) -> Double { offsetY + scaleY * y }
    package func inputX(_ x: Double) -> Double { (x - offsetX) / scaleX }
    package func inputY(_ y: Double) -> Double { (y - offsetY) / scaleY }
}

extension Preprocessing {
    /// Returns the position of the input in an image of this size.
    package func geometry(imageWidth: Int, imageHeight: Int) -> InputGeometry {
        // An image of unknown size counts as one pixel.
        let (imageWidth, imageHeight) = (max(1, imageWidth), max(1, imageHeight))
        let layout = layout(width: imageWidth, height: imageHeight)
        let scaleX = Double(layout.columns.count) / Double(layout.width)
        let scaleY = Double(layout.rows.count) / Double(layout.height)
        return InputGeometry(
            scaleX: scaleX, scaleY: scaleY, offsetX: Double(layout.columns.lowerBound) + scaleX * Double(layout.left),
            offsetY: Double(layout.rows.lowerBound) + scaleY * Double(layout.top), inputWidth: inputWidth,
            inputHeight: inputHeight)
    }

    /// What becomes of an image.
    struct Layout: Equatable {
        /// The part that is resized.
        var columns, rows: Range<Int>
        /// The size that it is resized to.
        var width, height: Int
        /// The start of the input in it; negative where the input has a border.
        var left = 0
        var top = 0
    }

    /// Returns the layout of an image of this size.
    func layout(width: Int, height: Int) -> Layout {
        var layout = Layout(columns: 0..<width, rows: 0..<height, width: inputWidth, height: inputHeight)
        switch fit {
        case .squash: return layout
        case .squashThenCrop(let newWidth, let newHeight, _, _):
            (layout.width, layout.height) = (newWidth, newHeight)
        case .shorterSide(let side, _, _):
            // The longer side is truncated to whole pixels, as in torchvision and Hugging Face.
            let longer = Int(rounding: Double(side * max(width, height)) / Double(min(width, height)), .towardZero)
            (layout.width, layout.height) = width <= height ? (side, longer) : (longer, side)
        case .covering(let newWidth, let newHeight, _, _), .within(let newWidth, let newHeight, _, _):
            // timm's arithmetic, halves to even.
            let ratios = [Double(height) / Double(newHeight), Double(width) / Double(newWidth)]
            var ratio = min(ratios[0], ratios[1])
            if case .within = fit { ratio = max(ratios[0], ratios[1]) }
            func scaled(_ side: Int) -> Int { max(1, Int(rounding: Double(side) / ratio, .toNearestOrEven)) }
            (layout.width, layout.height) = (scaled(width), scaled(height))
        case .cropThenSquash(let shareWidth, let shareHeight, _, _):
            let side = Double(min(width, height))
            let (cropWidth, cropHeight) = (max(1, Int(shareWidth * side)), max(1, Int(shareHeight * side)))
            let (left, top) = (cropStart(width, cropWidth), cropStart(height, cropHeight))
            (layout.columns, layout.rows) = (left..<left + cropWidth, top..<top + cropHeight)
            return layout
        }
        layout.left = cropStart(layout.width, inputWidth)
        layout.top = cropStart(layout.height, inputHeight)
        return layout
    }

    /// Returns where a crop begins; before the start if it is larger than the image.
    private func cropStart(_ size: Int, _ crop: Int) -> Int {
        switch cropRounding {
        // Python's division rounds down for negative numbers too.
        case .down: (size - crop) >> 1
        case .nearestEven:
            size < crop ? -((crop - size) / 2) : Int(rounding: Double(size - crop) / 2, .toNearestOrEven)
        }
    }
}
