extension Preprocessing {
    /// How an image is resized to the network's input.
    ///
    /// A centre crop that is larger than the resized image adds a border.
    public enum Fit: Codable, Equatable, Sendable {
        /// The whole image, without keeping its proportions.
        case squash(width: Int, height: Int)
        /// The whole image to `width`×`height` without keeping its proportions, then a centre crop.
        case squashThenCrop(width: Int, height: Int, cropWidth: Int, cropHeight: Int)
        /// The shorter side to `side` pixels, keeping the proportions, then a centre crop.
        case shorterSide(Int, cropWidth: Int, cropHeight: Int)
        /// To the smallest size of the image's proportions that covers `width`×`height`, then a centre crop.
        case covering(width: Int, height: Int, cropWidth: Int, cropHeight: Int)
        /// To the largest size of the image's proportions within `width`×`height`, then a centre crop.
        case within(width: Int, height: Int, cropWidth: Int, cropHeight: Int)
        /// A centre crop whose sides are shares of the image's shorter side, above 0 and at most 1; then to
        /// `width`×`height` without keeping its proportions.
        case cropThenSquash(shareWidth: Double, shareHeight: Double, width: Int, height: Int)

        /// The size of the network's input.
        var input: (width: Int, height: Int) {
            switch self {
            case .squash(let width, let height), .cropThenSquash(_, _, let width, let height),
                .squashThenCrop(_, _, let width, let height), .shorterSide(_, let width, let height),
                .covering(_, _, let width, let height), .within(_, _, let width, let height):
                (width, height)
            }
        }

        /// All sizes in pixels.
        var sides: [Int] {
            let input = [input.width, input.height]
            switch self {
            case .squash, .cropThenSquash: return input
            case .shorterSide(let side, _, _): return input + [side]
            case .squashThenCrop(let width, let height, _, _), .covering(let width, let height, _, _),
                .within(let width, let height, _, _):
                return input + [width, height]
            }
        }
    }
}

extension Preprocessing.Fit: CustomStringConvertible {
    /// What is done to an image, in a line.
    public var description: String {
        let centre = "centre \(input.width)×\(input.height)"
        switch self {
        case .squash(let width, let height): return "whole image to \(width)×\(height)"
        case .squashThenCrop(let width, let height, _, _): return "whole image to \(width)×\(height), \(centre)"
        case .shorterSide(let side, _, _): return "shorter side to \(side), \(centre)"
        case .covering(let width, let height, _, _): return "proportional to cover \(width)×\(height), \(centre)"
        case .within(let width, let height, _, _): return "proportional within \(width)×\(height), \(centre)"
        case .cropThenSquash(let shareWidth, let shareHeight, let width, let height):
            let shares = shareWidth == shareHeight ? "\(shareWidth)" : "\(shareWidth)×\(shareHeight)"
            return "centre of \(shares) of the shorter side, to \(width)×\(height)"
        }
    }
}
