import Foundation
package import Tensors

/// A classifier to reckon by hand: images of 8×8 pixels, maps of 4×4 cells, 5 units, 3 classes.
///
/// A cell sees 2×2 pixels and nothing else. With their mean colour (r, g, b) in [0, 1] the units are
///
///     0 redness    max(0, r − (g + b) / 2)        3 darkness  1 − (r + g + b) / 3
///     1 greenness  max(0, g − (r + b) / 2)        4 dead      max(0, −(r + g + b)), which is 0
///     2 blueness   max(0, b − (r + g) / 2)
package enum TinyClassifier {
    /// [K, U]
    package static let weights = Tensor(
        shape: [3, 5],
        values: [
            2, -1, 0, 0.5, 0.25,
            -1, 2, -1, 0, 0.25,
            0, -1, 2, 0.25, 0,
        ])
    package static let bias = Tensor(shape: [3], values: [0.25, 0, -0.25])

    /// A class list whose names have synonyms and parts in common: “re” is in two of them.
    package static let classList = """
        class_index,wnid,name
        0,n00000001,"red, crimson"
        1,n00000002,"green, leaf"
        2,n00000003,"blue, sea"

        """

    /// Pixels divided by 255.
    package static let preprocessing = """
        {"do_resize": true, "size": {"height": 8, "width": 8}, "resample": 2, "do_center_crop": false,
         "do_rescale": true, "rescale_factor": 0.00392156862745098, "do_normalize": false}
        """

    /// The network; `change` may spoil it before its head is added.
    package static func network(
        classWeights: Tensor = weights, change: (inout GraphBuilder, String) -> String = { $1 }
    ) -> GraphBuilder {
        var builder = GraphBuilder()
        let x = builder.input("image", [-1, 3, 8, 8])
        let maps = builder.conv(
            x, weights: convolution, bias: Tensor(shape: [5], values: [0, 0, 0, 1, 0]), strides: [2, 2], name: "conv")
        let rectified = builder.relu(maps, name: "relu")
        let changed = change(&builder, rectified)
        let pooled = builder.flatten(builder.globalAveragePool(changed, name: "pool"), name: "flat")
        let logits = builder.gemm(pooled, weights: classWeights, bias: bias, name: "fc")
        builder.output(builder.softmax(logits, name: "softmax"), [-1, 3])
        return builder
    }

    /// [U, 3, 2, 2]
    private static var convolution: Tensor {
        let rows: [[Float]] = [
            [0.25, -0.125, -0.125], [-0.125, 0.25, -0.125], [-0.125, -0.125, 0.25], [-1 / 12, -1 / 12, -1 / 12],
            [-1, -1, -1],
        ]
        return Tensor(
            shape: [5, 3, 2, 2], values: rows.flatMap { $0.flatMap { [Float](repeating: $0, count: 4) } })
    }

    /// Writes the network's folder, `model.onnx` with what belongs beside it, and gives its path.
    @discardableResult
    package static func write(
        to folder: TemporaryFolder, name: String = "model", network: GraphBuilder = network(),
        preprocessing: String? = preprocessing, classes: String? = classList
    ) throws -> String {
        try folder.write(Data(network.bytes), to: name + "/model.onnx")
        if let preprocessing { try folder.write(preprocessing, to: name + "/preprocessor_config.json") }
        if let classes { try folder.write(classes, to: name + "/classes.csv") }
        return folder.file(name)
    }
}
