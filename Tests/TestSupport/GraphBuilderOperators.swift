import ONNX
package import Tensors

extension GraphBuilder {
    /// A convolution; `weights` is [M, C/group, kH, kW], `pads` [top, left, bottom, right].
    @discardableResult
    package mutating func conv(
        _ x: String, weights: Tensor, bias: Tensor? = nil, pads: [Int] = [0, 0, 0, 0], strides: [Int] = [1, 1],
        group: Int = 1, dilations: [Int] = [1, 1], name: String? = nil
    ) -> String {
        var inputs = [x, constant(weights)]
        if let bias { inputs.append(constant(bias)) }
        return node(
            "Conv", inputs,
            [
                "kernel_shape": .integers(Array(weights.shape.extents.dropFirst(2))), "pads": .integers(pads),
                "strides": .integers(strides), "group": .integer(group), "dilations": .integers(dilations),
            ], name: name)
    }

    /// Batch normalisation with [C] tensors.
    @discardableResult
    package mutating func batchNorm(
        _ x: String, scale: Tensor, bias: Tensor, mean: Tensor, variance: Tensor, epsilon: Float = 1e-5,
        name: String? = nil
    ) -> String {
        let inputs = [x, constant(scale), constant(bias), constant(mean), constant(variance)]
        return node("BatchNormalization", inputs, ["epsilon": .float(epsilon)], name: name)
    }

    @discardableResult
    package mutating func relu(_ x: String, name: String? = nil) -> String { node("Relu", [x], name: name) }

    /// `Clip` with its bounds as inputs.
    @discardableResult
    package mutating func clip(_ x: String, min: Float? = nil, max: Float? = nil, name: String? = nil) -> String {
        var inputs = [x, "", ""]
        if let min { inputs[1] = constant(Tensor(shape: [], values: [min])) }
        if let max { inputs[2] = constant(Tensor(shape: [], values: [max])) }
        return node("Clip", inputs, name: name)
    }

    @discardableResult
    package mutating func maxPool(
        _ x: String, kernel: [Int], strides: [Int] = [1, 1], pads: [Int] = [0, 0, 0, 0], ceilMode: Bool = false,
        name: String? = nil
    ) -> String {
        node("MaxPool", [x], pool(kernel, strides, pads, ceilMode), name: name)
    }

    @discardableResult
    package mutating func averagePool(
        _ x: String, kernel: [Int], strides: [Int] = [1, 1], pads: [Int] = [0, 0, 0, 0], ceilMode: Bool = false,
        countIncludePad: Bool = false, name: String? = nil
    ) -> String {
        var attributes = pool(kernel, strides, pads, ceilMode)
        if countIncludePad { attributes["count_include_pad"] = .integer(1) }
        return node("AveragePool", [x], attributes, name: name)
    }

    @discardableResult
    package mutating func globalAveragePool(_ x: String, name: String? = nil) -> String {
        node("GlobalAveragePool", [x], name: name)
    }

    @discardableResult
    package mutating func globalMaxPool(_ x: String, name: String? = nil) -> String {
        node("GlobalMaxPool", [x], name: name)
    }

    @discardableResult
    package mutating func flatten(_ x: String, axis: Int = 1, name: String? = nil) -> String {
        node("Flatten", [x], ["axis": .integer(axis)], name: name)
    }

    /// The linear layer of a classifier: `weights` is [K, U] with `transB`, `bias` [K].
    @discardableResult
    package mutating func gemm(_ x: String, weights: Tensor, bias: Tensor? = nil, name: String? = nil) -> String {
        var inputs = [x, constant(weights)]
        if let bias { inputs.append(constant(bias)) }
        return node("Gemm", inputs, ["transB": .integer(1)], name: name)
    }

    /// A product with constant `weights`, [U, K].
    @discardableResult
    package mutating func matMul(_ x: String, weights: Tensor, name: String? = nil) -> String {
        node("MatMul", [x, constant(weights)], name: name)
    }

    @discardableResult
    package mutating func add(_ x: String, _ y: String, name: String? = nil) -> String {
        node("Add", [x, y], name: name)
    }

    @discardableResult
    package mutating func mul(_ x: String, _ y: String, name: String? = nil) -> String {
        node("Mul", [x, y], name: name)
    }

    @discardableResult
    package mutating func concat(_ values: [String], axis: Int = 1, name: String? = nil) -> String {
        node("Concat", values, ["axis": .integer(axis)], name: name)
    }

    @discardableResult
    package mutating func softmax(_ x: String, axis: Int = -1, name: String? = nil) -> String {
        node("Softmax", [x], ["axis": .integer(axis)], name: name)
    }

    @discardableResult
    package mutating func reshape(_ x: String, _ shape: [Int], name: String? = nil) -> String {
        node("Reshape", [x, constant(shape)], name: name)
    }

    /// Mean over `axes`, given as an attribute (operator sets before 18).
    @discardableResult
    package mutating func reduceMean(
        _ x: String, axes: [Int], keepDimensions: Bool = true, name: String? = nil
    ) -> String {
        node(
            "ReduceMean", [x], ["axes": .integers(axes), "keepdims": .integer(keepDimensions ? 1 : 0)], name: name)
    }

    private func pool(_ kernel: [Int], _ strides: [Int], _ pads: [Int], _ ceilMode: Bool) -> [String: Attribute] {
        var attributes: [String: Attribute] = [
            "kernel_shape": .integers(kernel), "strides": .integers(strides), "pads": .integers(pads),
        ]
        if ceilMode { attributes["ceil_mode"] = .integer(1) }
        return attributes
    }
}
