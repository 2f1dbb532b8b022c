import Images
package import Store
import Tensors
package import Units

/// The contents of an atlas made in code. U units, K classes.
package struct AtlasContents {
    package var header: AtlasHeader
    package var head: Head
    package var classes: [ClassRecord]
    package var images: [IndexedImage]
    package var units: [UnitUpdate]

    /// An atlas of a network whose input is the whole image, reduced to `input`.
    ///
    /// - Parameters:
    ///   - map: The size of activation maps in cells.
    ///   - classes: The classes of `head`; nil for classes named by their numbers.
    package init(
        map: (height: Int, width: Int), input: (height: Int, width: Int) = (8, 8),
        head: Head = Head(
            weights: Tensor(shape: [1, 1], values: [0]), bias: [0], pooling: .average, form: .poolThenLinear),
        classes: [ClassRecord]? = nil, images: [IndexedImage] = [], units: [UnitUpdate] = []
    ) {
        header = AtlasHeader(
            modelName: "tiny", modelSHA256: "ab12", layer: "relu5", mapHeight: map.height, mapWidth: map.width,
            preprocessing: Preprocessing(
                fit: .squash(width: input.width, height: input.height), filter: .bilinear, rescale: 1,
                mean: [0.5, 0.5, 0.5], deviation: [1, 1, 1]),
            settings: IndexSettings(top: 3, model: "/tiny.onnx", images: "/pictures"), toolVersion: "1",
            createdAt: "2025-01-01T00:00:00Z")
        (self.head, self.images, self.units) = (head, images, units)
        self.classes =
            classes ?? (0..<head.classCount).map { ClassRecord(id: ClassID($0), name: "class \($0)", wnid: nil) }
    }

    package func writer(_ path: String) throws -> AtlasWriter {
        try AtlasWriter(path: path, header: header, head: head, classes: classes)
    }

    /// Writes the whole atlas in one batch.
    package func write(_ path: String) throws {
        let writer = try writer(path)
        try writer.commit(images: images, units: units)
        try writer.finish()
        writer.close()
    }
}
