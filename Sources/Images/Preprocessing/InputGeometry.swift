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
        let scaleX = Double(imageWidth) / Double(layout.width)
        let scaleY = Double(imageHeight) / Double(layout.height)
        return InputGeometry(
            scaleX: scaleX, scaleY: scaleY, offsetX: scaleX * Double(layout.left), offsetY: scaleY * Double(layout.top),
            inputWidth: inputWidth, inputHeight: inputHeight)
    }

    /// Returns the size an image is resized to, and the start of the crop in it.
    func layout(width: Int, height: Int) -> (width: Int, height: Int, left: Int, top: Int) {
        switch fit {
        case .squash(let newWidth, let newHeight):
            return (newWidth, newHeight, 0, 0)
        case .squashThenCrop(let newWidth, let newHeight, _, _):
            return (newWidth, newHeight, cropStart(newWidth, inputWidth), cropStart(newHeight, inputHeight))
        case .shorterSide(let side, _, _):
            // The longer side is truncated to whole pixels, as in torchvision and Hugging Face.
            let longer = Int(Double(side * max(width, height)) / Double(min(width, height)))
            let (newWidth, newHeight) = width <= height ? (side, longer) : (longer, side)
            return (newWidth, newHeight, cropStart(newWidth, inputWidth), cropStart(newHeight, inputHeight))
        }
    }

    private func cropStart(_ size: Int, _ crop: Int) -> Int {
        switch cropRounding {
        case .down: (size - crop) / 2
        case .nearestEven: Int((Double(size - crop) / 2).rounded(.toNearestOrEven))
        }
    }
}
