package import Images
package import Units

/// The coordinate system of a box.
package enum BoxFrame: Hashable, Sendable {
    /// Pixels of the image.
    case image
    /// Fractions of the image's width and height.
    case fractions
    /// Pixels of an image of this size, which the file declares.
    case size(width: Int, height: Int)

    /// Pixels of a declared size, or of the image if no usable size is declared.
    init(width: Int?, height: Int?) {
        if let width, let height, width > 0, height > 0 {
            self = .size(width: width, height: height)
        } else {
            self = .image
        }
    }
}

/// Transforms boxes of a frame into pixels of an image.
package enum BoxTransform: Equatable, Sendable {
    case none
    case scale(x: Double, y: Double)
    /// A rotation by the image's EXIF orientation, after scaling to `width`×`height`. A box in coordinates of the
    /// stored picture becomes one of the upright picture, or the reverse.
    case turn(Orientation, isUpright: Bool, scaleX: Double, scaleY: Double, width: Double, height: Double)

    /// Returns the transform from `frame` to an image of `width`×`height` pixels; nil if the sizes show that the boxes
    /// belong to a different picture.
    ///
    /// A declared size is the size of the image, or leads to it or back by a resize that keeps the aspect ratio (to
    /// rounding); the boxes are then scaled. With width and height swapped, it is the size of the image before or after
    /// its EXIF orientation is applied, if that swaps them.
    ///
    /// - Parameter turn: The EXIF orientation, and whether the image's pixels are already upright. Called only if it
    ///   matters.
    package init?(from frame: BoxFrame, width: Int, height: Int, turn: () -> ImageTurn?) {
        switch frame {
        case .image: self = .none
        case .fractions: self = .scale(x: Double(width), y: Double(height))
        case .size(width, height): self = .none
        case .size(let declaredWidth, let declaredHeight):
            let (w, h) = (Double(declaredWidth), Double(declaredHeight))
            if Self.isResize(declaredWidth, declaredHeight, width, height) {
                self = .scale(x: Double(width) / w, y: Double(height) / h)
            } else if Self.isResize(declaredWidth, declaredHeight, height, width), let turn = turn(),
                turn.orientation.swapsAxes
            {
                self = .turn(
                    turn.orientation, isUpright: !turn.isApplied, scaleX: Double(height) / w, scaleY: Double(width) / h,
                    width: Double(height), height: Double(width))
            } else {
                return nil
            }
        }
    }

    /// Whether a single factor leads from one size to the other, with each side rounded or truncated to whole pixels.
    static func isResize(_ width: Int, _ height: Int, _ otherWidth: Int, _ otherHeight: Int) -> Bool {
        func leads(_ fromWidth: Int, _ fromHeight: Int, _ toWidth: Int, _ toHeight: Int) -> Bool {
            func factors(_ from: Int, _ to: Int) -> (low: Double, high: Double) {
                (Double(to - 1) / Double(from), Double(to + 1) / Double(from))
            }
            let (x, y) = (factors(fromWidth, toWidth), factors(fromHeight, toHeight))
            return max(x.low, y.low) < min(x.high, y.high)
        }
        guard width > 0, height > 0, otherWidth > 0, otherHeight > 0 else { return false }
        // Going from the larger size to the smaller one gives the tighter bounds.
        return width * height >= otherWidth * otherHeight
            ? leads(width, height, otherWidth, otherHeight) : leads(otherWidth, otherHeight, width, height)
    }

    /// The box in pixels of the image.
    package func callAsFunction(_ box: ObjectBox) -> ObjectBox {
        func scaled(_ x: Double, _ y: Double) -> ObjectBox {
            ObjectBox(x0: box.x0 * x, y0: box.y0 * y, x1: box.x1 * x, y1: box.y1 * y)
        }
        switch self {
        case .none: return box
        case .scale(let x, let y): return scaled(x, y)
        case .turn(let orientation, let isUpright, let scaleX, let scaleY, let width, let height):
            let box = scaled(scaleX, scaleY)
            return isUpright
                ? orientation.stored(box, width: width, height: height)
                : orientation.upright(box, width: width, height: height)
        }
    }
}

/// The EXIF orientation of an image file, and whether it was applied when the pixels were read.
package struct ImageTurn: Sendable {
    package let orientation: Orientation
    package let isApplied: Bool

    package init(orientation: Orientation, isApplied: Bool) {
        (self.orientation, self.isApplied) = (orientation, isApplied)
    }

    /// The orientation of the file at `path`, whose pixels were read as `width`×`height`; nil if the file cannot be
    /// read.
    package init?(path: String, width: Int, height: Int) {
        guard let orientation = try? ImageFile.orientation(path: path),
            let stored = try? ImageFile.dimensions(path: path)
        else { return nil }
        self.init(orientation: orientation, isApplied: (stored.width, stored.height) != (width, height))
    }
}

extension Orientation {
    /// Returns a box of the stored picture, `width`×`height` pixels, in the upright picture, for orientations that swap
    /// width and height.
    fileprivate func upright(_ box: ObjectBox, width: Double, height: Double) -> ObjectBox {
        let isFlippedX = self == .rotatedLeft || self == .transversed
        let isFlippedY = self == .rotatedRight || self == .transversed
        return ObjectBox(
            x0: isFlippedX ? height - box.y1 : box.y0, y0: isFlippedY ? width - box.x1 : box.x0,
            x1: isFlippedX ? height - box.y0 : box.y1, y1: isFlippedY ? width - box.x0 : box.x1)
    }

    /// Returns a box of the upright picture, `width`×`height` pixels, in the stored picture.
    fileprivate func stored(_ box: ObjectBox, width: Double, height: Double) -> ObjectBox {
        let inverse: Orientation =
            switch self {
            case .rotatedLeft: .rotatedRight
            case .rotatedRight: .rotatedLeft
            default: self
            }
        return inverse.upright(box, width: width, height: height)
    }
}
