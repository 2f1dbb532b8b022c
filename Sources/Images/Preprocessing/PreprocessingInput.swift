public import Tensors

extension Preprocessing {
    /// Returns the network's input for one image, [1, C, H, W].
    ///
    /// - Precondition: the image has pixels.
    public func tensor(_ raster: Raster) -> Tensor {
        Tensor(shape: [1, channels, inputHeight, inputWidth]) { span in fill(raster, into: &span) }
    }

    /// Writes the network's input for one image as [C, H, W].
    ///
    /// - Precondition: the image has pixels, and the span holds C·H·W elements.
    public func fill(_ raster: Raster, into span: inout MutableSpan<Float>) {
        let plane = inputWidth * inputHeight
        precondition(raster.width > 0 && raster.height > 0, "an image without pixels")
        precondition(span.count == channels * plane, "\(span.count) elements for \(channels)·\(plane) values")
        let image = input(channelOrder == .grey ? raster.luma : raster)
        let pixels = image.pixels.span
        for channel in 0..<channels {
            let table = levels(channel)
            let values = table.span
            var target = span._mutatingExtracting(channel * plane..<(channel + 1) * plane)
            var source = channelOrder == .bgr ? 2 - channel : channel
            for index in target.indices {
                target[index] = values[Int(pixels[source])]
                source &+= 3
            }
        }
    }

    /// Returns the image resized, cropped and bordered to the size of the input.
    private func input(_ raster: Raster) -> Raster {
        let layout = layout(width: raster.width, height: raster.height)
        let part = raster.cropped(columns: layout.columns, rows: layout.rows)
        let columns = max(0, layout.left)..<min(layout.width, layout.left + inputWidth)
        let rows = max(0, layout.top)..<min(layout.height, layout.top + inputHeight)
        return part.resized(
            width: layout.width, height: layout.height, filter: filter, columns: columns, rows: rows
        ).bordered(
            left: max(0, -layout.left), top: max(0, -layout.top), width: inputWidth, height: inputHeight, color: border)
    }

    /// Returns the value of each of the 256 levels in a channel of the network's input, rounded once.
    public func levels(_ channel: Int) -> [Float] {
        (0..<256).map { Float((Double($0) * rescale - mean[channel]) / deviation[channel]) }
    }
}

extension Raster {
    /// Returns the image with all three channels replaced by ITU-R 601 luma, in Pillow's 16-bit fixed point.
    var luma: Raster {
        var grey = pixels
        for index in stride(from: 0, to: pixels.count, by: 3) {
            let (red, green, blue) = (Int(pixels[index]), Int(pixels[index + 1]), Int(pixels[index + 2]))
            let level = UInt8((red * 19_595 + green * 38_470 + blue * 7_471 + 32_768) >> 16)
            grey[index] = level
            grey[index + 1] = level
            grey[index + 2] = level
        }
        return Raster(width: width, height: height, pixels: grey)
    }
}
