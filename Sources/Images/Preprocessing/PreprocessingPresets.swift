import Tensors

extension Preprocessing {

    static let imageNetMean = [0.485, 0.456, 0.406]
    static let imageNetDeviation = [0.229, 0.224, 0.225]

    /// Returns the preprocessing with a name, for a network without a configuration; nil for an unknown name or a size
    /// outside 1...14000.
    ///
    /// - `torchvision`: the shorter side to 256/224 of the input, a centre crop, ImageNet's means and standard deviations.
    /// - `tensorflow`: the whole image, levels scaled to −1...1.
    /// - `caffe`: the whole image, BGR, minus the means of ImageNet's levels.
    public static func preset(_ name: String, height: Int, width: Int) -> Preprocessing? {
        // 256/224 of the size must be in range too.
        guard (1...14_000).contains(height), (1...14_000).contains(width) else { return nil }
        switch name {
        case "torchvision":
            let side = Int(rounding: 256 * Double(max(height, width)) / 224)
            return Preprocessing(
                fit: .shorterSide(side, cropWidth: width, cropHeight: height), filter: .bilinear, rescale: 1 / 255.0,
                mean: imageNetMean, deviation: imageNetDeviation)
        case "tensorflow":
            return Preprocessing(
                fit: .squash(width: width, height: height), filter: .bilinear, rescale: 1 / 127.5,
                mean: [1, 1, 1], deviation: [1, 1, 1])
        case "caffe":
            return Preprocessing(
                fit: .squash(width: width, height: height), filter: .bilinear, rescale: 1,
                mean: [104.00698793, 116.66876762, 122.67891434], deviation: [1, 1, 1], channelOrder: .bgr)
        default:
            return nil
        }
    }
}
