import Analyses
import Annotations
import Foundation
import Images
package import Tensors
import Units

/// Class activation maps computed from another program's arrays: the activations of an image and the weights of a
/// linear layer.
package struct ArrayMaps: Sendable {
    /// [crops, U, H, W]; one crop is the whole image.
    private let maps: Tensor
    private let head: Head
    private let classes: [ClassRecord]
    /// The name of the arrays on sheets.
    package let description: String

    /// Reads the arrays.
    ///
    /// - Parameters:
    ///   - maps: `.npy` of [U, H, W] or [1, U, H, W] for the whole image, or [10, U, H, W] for Caffe's ten crops.
    ///   - weights: `.npy` of [K, U].
    ///   - bias: `.npy` of [K]; nil for no bias.
    ///   - list: A class list; if nil, classes are named by their indices.
    package init(maps: String, weights: String, bias: String? = nil, classes list: String? = nil) throws {
        let array = try NumPyFile.read(path: maps)
        let extents = array.shape.extents
        switch extents.count {
        case 3: self.maps = array.reshaped(Shape([1] + extents))
        case 4 where extents[0] == 1 || extents[0] == TenCropMap.count: self.maps = array
        default:
            throw UnitAtlasError.array(
                path: maps,
                .shape(found: extents, expected: "[units, height, width] or [10, units, height, width]"))
        }
        let matrix = try NumPyFile.read(path: weights)
        guard matrix.shape.rank == 2, matrix.shape[1] == self.maps.shape[1] else {
            throw UnitAtlasError.array(
                path: weights,
                .shape(found: matrix.shape.extents, expected: "[classes, \(self.maps.shape[1])]"))
        }
        let count = matrix.shape[0]
        let offsets = try bias.map { try NumPyFile.read(path: $0).values } ?? [Float](repeating: 0, count: count)
        guard offsets.count == count else {
            throw UnitAtlasError.array(
                path: bias ?? "", .shape(found: [offsets.count], expected: "[\(count)]"))
        }
        head = Head(weights: matrix, bias: offsets, pooling: .average, form: .poolThenLinear)
        classes = try list.map { try ClassList.read(path: $0) } ?? ClassList.numbered(count)
        guard classes.count == count else {
            throw UnitAtlasError.list(path: list ?? "", .classes(classes.map(\.name), expected: count))
        }
        let name = URL(fileURLWithPath: maps).lastPathComponent
        description =
            "\(name), \(self.maps.shape[1]) units of \(self.maps.shape[2])×\(self.maps.shape[3]) cells"
            + (self.maps.shape[0] == TenCropMap.count ? ", ten crops merged as released" : "")
    }

    /// Whether the maps are those of ten crops.
    package var hasTenCrops: Bool { maps.shape[0] == TenCropMap.count }

    /// The class probabilities of each crop [crops, K].
    package var probabilities: Tensor {
        let rows = (0..<maps.shape[0]).map { crop in
            Softmax.probabilities(HeadScores.logits(maps: maps.slice(crop), head: head))
        }
        return Tensor(shape: [rows.count, classes.count], values: rows.flatMap { $0 })
    }

    /// Returns the maps of the image at `path`.
    ///
    /// Returns the maps of ten crops: the classes with the highest mean probability over the crops, and the map of the
    /// authors' released code divided by its maximum, on the image at 256×256. The requested values are ignored.
    package func imageMaps(_ path: String, _ request: MapRequest) throws -> ImageMaps {
        let raster: Raster
        do {
            raster = try ImageFile.decode(path: path)
        } catch {
            throw UnitAtlasError.image(path: path, .unreadable(reason: error.reason))
        }
        let named = try request.named(of: classes)
        let side = hasTenCrops ? 256 : maps.shape[3]
        let geometry = MapGeometry(
            cellsAcross: side, cellsDown: hasTenCrops ? 256 : maps.shape[2], imageWidth: raster.width,
            imageHeight: raster.height)
        guard hasTenCrops else {
            let whole = maps.slice(0)
            return ImageMaps(
                name: path, raster: raster, geometry: geometry, unitMaps: whole,
                classes: request.classMaps(
                    of: named, maps: whole, logits: HeadScores.logits(maps: whole, head: head), head: head,
                    classes: classes, geometry: geometry), law: law)
        }
        let scores = meanProbabilities
        let order = HeadScores.largest(scores, count: scores.count)
        let ids = named.isEmpty ? Array(order.prefix(request.top)) : named
        let crops = (0..<TenCropMap.count).map { crop in
            ClassActivationMap.maps(of: ids, maps: maps.slice(crop), head: head, weighting: request.weighting)
        }
        let mean = meanMaps
        let logits = HeadScores.logits(maps: mean, head: head)
        let entries = ids.enumerated().map { place, id in
            let merged = MapValues(normalization: .maximum).applied(to: TenCropMap.merged(crops.map { $0[place] }))
            return ClassMap(
                record: classes[id.value], rank: (order.firstIndex(of: id) ?? 0) + 1, logit: logits[id.value],
                probability: scores[id.value], map: merged,
                boxes: request.boxes.boxes(of: merged, in: geometry),
                contributions: UnitContribution.all(of: id, maps: mean, head: head, by: request.measure))
        }
        return ImageMaps(name: path, raster: raster, geometry: geometry, unitMaps: nil, classes: entries, law: law)
    }

    /// The request with what becomes of values said as it is.
    package func shown(_ request: MapRequest) -> MapRequest {
        var request = request
        if hasTenCrops { request.values = MapValues(normalization: .maximum) }
        return request
    }

    private var meanProbabilities: [Float] {
        let all = probabilities
        return (0..<classes.count).map { id in
            (0..<all.shape[0]).reduce(0) { $0 + all.values[$1 * classes.count + id] } / Float(all.shape[0])
        }
    }

    /// The CAM law for the crop with the largest deviation. Without a network, the logits are computed from the pooled
    /// maps.
    private var law: CAMLaw? {
        (0..<maps.shape[0]).map { crop in
            let map = maps.slice(crop)
            return CAMLaw(maps: map, head: head, logits: HeadScores.logits(maps: map, head: head))
        }.max { $0.largestDifference < $1.largestDifference }
    }

    /// The CAM law for the form of the arrays' head, and the number of classes it was checked for.
    package var lawText: String { CAMLaw.text(head) }
    package var classCount: Int { classes.count }

    /// The mean over the crops [U, H, W]; unit contributions are computed from it.
    private var meanMaps: Tensor {
        let size = maps.shape.count / maps.shape[0]
        var sum = [Float](repeating: 0, count: size)
        for (place, value) in maps.values.enumerated() { sum[place % size] += value }
        return Tensor(
            shape: [maps.shape[1], maps.shape[2], maps.shape[3]], values: sum.map { $0 / Float(maps.shape[0]) })
    }
}
