package import Images
public import Tensors
public import Units

/// The position of a network's activation maps on one image.
///
/// Coordinates are continuous, with the origin at the outer corner of the top left pixel, so that pixel centres lie at +0.5.
/// *Image* coordinates are pixels of the image as decoded, which is upright only if the decoding options apply its EXIF
/// orientation. The network sees the *visible part* of the image, resized to its *input*. A *picture* shows the visible part
/// at any size.
public struct MapGeometry: Sendable, Equatable {
    package let layout: MapLayout
    /// The size of the whole image in pixels.
    public let imageWidth, imageHeight: Int
    /// The position of the network's input in the image.
    package let input: InputGeometry

    package init(_ layout: MapLayout, input: InputGeometry, imageWidth: Int, imageHeight: Int) {
        (self.layout, self.input) = (layout, input)
        (self.imageWidth, self.imageHeight) = (imageWidth, imageHeight)
    }

    /// The geometry of an image that is resized and cropped by `preprocessing`.
    package init(_ layout: MapLayout, preprocessing: Preprocessing, imageWidth: Int, imageHeight: Int) {
        self.init(
            layout, input: preprocessing.geometry(imageWidth: imageWidth, imageHeight: imageHeight),
            imageWidth: imageWidth, imageHeight: imageHeight)
    }

    /// The geometry of a map with one cell per pixel of a whole image.
    package init(imageWidth: Int, imageHeight: Int) {
        self.init(cellsAcross: imageWidth, cellsDown: imageHeight, imageWidth: imageWidth, imageHeight: imageHeight)
    }

    /// The geometry of maps that cover a whole image.
    package init(cellsAcross: Int, cellsDown: Int, imageWidth: Int, imageHeight: Int) {
        self.init(
            MapLayout(
                inputWidth: imageWidth, inputHeight: imageHeight, cellsAcross: cellsAcross, cellsDown: cellsDown),
            input: InputGeometry(
                scaleX: 1, scaleY: 1, offsetX: 0, offsetY: 0, inputWidth: imageWidth, inputHeight: imageHeight),
            imageWidth: imageWidth, imageHeight: imageHeight)
    }
}

extension MapGeometry {
    /// The part of the image that the network sees, in image coordinates. It may reach beyond the image.
    package var visible: ResamplingBox { input.visible }

    /// The size of the visible part in image pixels.
    public var visibleWidth: Double { visible.x1 - visible.x0 }
    /// The height of what the network sees, in pixels of the image.
    public var visibleHeight: Double { visible.y1 - visible.y0 }

    /// The size of the visible part in whole image pixels.
    public var pixelsAcross: Int { max(1, Int(rounding: visibleWidth)) }
    /// The same height in whole pixels.
    public var pixelsDown: Int { max(1, Int(rounding: visibleHeight)) }

    /// Returns a picture of the visible part, black where the network sees a border.
    ///
    /// - Parameter raster: The image at any size, such as one decoded at a fraction of its own.
    package func picture(of raster: Raster, width: Int, height: Int) -> Raster {
        let (x, y) = (Double(raster.width) / Double(imageWidth), Double(raster.height) / Double(imageHeight))
        let part = ResamplingBox(x0: visible.x0 * x, y0: visible.y0 * y, x1: visible.x1 * x, y1: visible.y1 * y)
        return raster.picture(of: part, width: width, height: height, filter: .bilinear)
    }

    /// Returns the size of a picture of the visible part whose longer side has `side` pixels, and picture pixels per image
    /// pixel.
    public func pictureSize(longerSide side: Int) -> (width: Int, height: Int, scale: Double) {
        pictureSize(scale: Double(side) / max(visibleWidth, visibleHeight))
    }

    /// Returns the size of a picture of the visible part whose shorter side has `side` pixels; less for a panorama, whose
    /// longer side has at most four times as many.
    public func pictureSize(shorterSide side: Int) -> (width: Int, height: Int, scale: Double) {
        pictureSize(
            scale: Double(side) * min(1 / min(visibleWidth, visibleHeight), 4 / max(visibleWidth, visibleHeight)))
    }

    private func pictureSize(scale: Double) -> (width: Int, height: Int, scale: Double) {
        (max(1, Int(rounding: visibleWidth * scale)), max(1, Int(rounding: visibleHeight * scale)), scale)
    }
}

extension MapGeometry {
    /// Returns a map at the size of the visible part, in whole image pixels: bilinear between evenly spread cell centres.
    public func enlarged(_ map: Plane) -> Plane {
        layout.enlargement(width: pixelsAcross, height: pixelsDown, centers: .even).enlarged(map)
    }

    /// Returns the enlargement of maps to the whole image at its own size, with the cells at the centres of their receptive
    /// fields.
    package var imageEnlargement: MapEnlargement {
        layout.enlargement(
            across: .init(start: input.inputX(0), scale: 1 / input.scaleX, pixels: imageWidth),
            down: .init(start: input.inputY(0), scale: 1 / input.scaleY, pixels: imageHeight))
    }

    /// Returns a mask of the whole image without the pixels whose centres the network does not see.
    public func clipped(_ mask: Mask) -> Mask {
        let columns = (0..<mask.width).map { Double($0) + 0.5 >= visible.x0 && Double($0) + 0.5 <= visible.x1 }
        let rows = (0..<mask.height).map { Double($0) + 0.5 >= visible.y0 && Double($0) + 0.5 <= visible.y1 }
        if columns.allSatisfy(\.self), rows.allSatisfy(\.self) { return mask }
        let width = mask.width
        let pixels = mask.pixels.indices.map { mask.pixels[$0] && columns[$0 % width] && rows[$0 / width] }
        return Mask(width: width, height: mask.height, pixels: pixels)
    }

    /// Returns a box of a picture of the visible part in image coordinates, clipped to the image.
    ///
    /// - Parameters:
    ///   - width: The picture's width in pixels.
    ///   - height: The picture's height in pixels.
    public func imageBox(_ box: BoundingBox, pictureWidth width: Int, height: Int) -> ObjectBox {
        let across = visibleWidth / Double(pixelsAcross) * (Double(pixelsAcross) / Double(width))
        let down = visibleHeight / Double(pixelsDown) * (Double(pixelsDown) / Double(height))
        func clipped(_ place: Double, _ size: Int) -> Double { min(max(0, place), Double(size)) }
        return ObjectBox(
            x0: clipped(visible.x0 + Double(box.x0) * across, imageWidth),
            y0: clipped(visible.y0 + Double(box.y0) * down, imageHeight),
            x1: clipped(visible.x0 + Double(box.x1) * across, imageWidth),
            y1: clipped(visible.y0 + Double(box.y1) * down, imageHeight))
    }

    /// Returns a box of the image in a picture of the visible part with `scale` picture pixels per image pixel. It may reach
    /// beyond the picture.
    public func pictureBox(_ box: ObjectBox, scale: Double = 1) -> ObjectBox {
        ObjectBox(
            x0: (box.x0 - visible.x0) * scale, y0: (box.y0 - visible.y0) * scale, x1: (box.x1 - visible.x0) * scale,
            y1: (box.y1 - visible.y0) * scale)
    }
}
