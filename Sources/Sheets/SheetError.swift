package import Images
import Reporting

/// Why a sheet or plot could not be drawn.
package enum SheetError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The picture would exceed the limit on the number of pixels or on the length of a side.
    case tooLarge(width: Int, height: Int, sideLimit: Int, pixelLimit: Int)
    /// The drawing library failed.
    case drawing(CanvasError)

    init(_ error: CanvasError) {
        switch error {
        case .size(let width, let height, let limit, let pixels):
            self = .tooLarge(width: width, height: height, sideLimit: limit, pixelLimit: pixels)
        case .coordinate, .cairo: self = .drawing(error)
        }
    }

    package var description: String {
        switch self {
        case .tooLarge(let width, let height, let sideLimit, let pixelLimit):
            "A sheet of \(width)×\(height) pixels is too large: the limit is \(NumberFormat.grouped(sideLimit)) pixels per side and "
                + "\(NumberFormat.grouped(pixelLimit)) in total. Draw fewer or smaller tiles."
        case .drawing(let error): error.description
        }
    }
}

extension Canvas {
    /// A blank sheet.
    static func sheet(width: Int, height: Int) throws(SheetError) -> Canvas {
        do {
            return try Canvas(width: width, height: height, background: SheetStyle.background)
        } catch {
            throw SheetError(error)
        }
    }

    /// The picture drawn so far.
    func finished() throws(SheetError) -> Raster {
        do {
            return try raster()
        } catch {
            throw SheetError(error)
        }
    }
}
