package import Units

/// The objects of an image, as masks of one size.
package struct ImageObjects: Sendable {
    /// In the order of their names; none is empty.
    package let masks: [(name: Int, mask: Mask)]
    /// The pixels that count neither for nor against an object; nil if all count. No object has one of them.
    package let ignored: Mask?

    /// - Parameter ignored: Pixels of objects in it count.
    package init(_ masks: [(name: Int, mask: Mask)], ignored: Mask? = nil) {
        self.masks = masks
        self.ignored = ignored.flatMap { ignored in
            var pixels = ignored.pixels
            for (_, mask) in masks { for index in pixels.indices where mask.pixels[index] { pixels[index] = false } }
            return pixels.contains(true) ? Mask(width: ignored.width, height: ignored.height, pixels: pixels) : nil
        }
    }
}
