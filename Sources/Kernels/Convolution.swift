import COneDNN
package import Tensors

/// The geometry of a two-dimensional convolution. Pads are [top, left, bottom, right], others [vertical, horizontal].
package struct ConvolutionGeometry: Sendable, Equatable {
    package var strides: [Int]
    package var dilations: [Int]
    package var pads: [Int]
    package var groups: Int

    /// Creates the geometry of a convolution.
    package init(strides: [Int] = [1, 1], dilations: [Int] = [1, 1], pads: [Int] = [0, 0, 0, 0], groups: Int = 1) {
        self.strides = strides
        self.dilations = dilations
        self.pads = pads
        self.groups = groups
    }

    /// Returns the output cells along an axis (0 vertical, 1 horizontal); not positive if the kernel does not fit.
    package func outputExtent(axis: Int, input: Int, kernel: Int) -> Int {
        let span = dilations[axis] * (kernel - 1) + 1
        let room = input + pads[axis] + pads[axis + 2] - span
        return room < 0 ? 0 : room / strides[axis] + 1
    }
}

extension ProgramBuilder {
    /// Convolves `input` [N, C, H, W] with `weights` [O, C / groups, h, w] and adds `bias` [O].
    ///
    /// - Parameters:
    ///   - post: Operations on the result, in order. `.sum` requires `residual`.
    ///   - residual: A value with the output's shape to add to the result. The result reuses its memory, so it must not be
    ///     read afterwards.
    package func convolution(
        _ input: ProgramValue, weights: Tensor, bias: [Float], geometry: ConvolutionGeometry,
        post: [PostOperation] = [], residual: ProgramValue? = nil, label: String
    ) throws(KernelError) -> ProgramValue {
        let source = shape(of: input).extents
        let kernel = weights.shape.extents
        precondition(source.count == 4 && kernel.count == 4 && bias.count == kernel[0], "\(label): \(weights.shape)")
        let height = geometry.outputExtent(axis: 0, input: source[2], kernel: kernel[2])
        let width = geometry.outputExtent(axis: 1, input: source[3], kernel: kernel[3])
        let target = [source[0], kernel[0], height, width]
        // A value that shares its memory must not be overwritten.
        var residual = residual
        if let shared = residual, isJoined(shared) { residual = try copied(shared, label: label) }
        let detail =
            "\(label): \(Shape(source)) by \(weights.shape), strides \(geometry.strides), pads \(geometry.pads)"

        let grouped = geometry.groups > 1
        let weightExtents =
            grouped ? [geometry.groups, kernel[0] / geometry.groups] + kernel.dropFirst() : kernel
        let plainWeights = try Layout.plain(weightExtents)
        let plainBias = try Layout.plain([kernel[0]])
        let weightLayout = try Layout.any(weightExtents, precision)
        let choices = try convolutionChoices(
            layout(of: input), source: source, target: target, weights: weights.shape, geometry: geometry, post: post,
            residual: residual.map { layout(of: $0) })
        let primitive = try best(of: choices, weightLayout, plainBias, geometry, post, detail)
        let targetLayout = primitive.destination
        guard let wantedSource = primitive.source, let wantedWeights = primitive.weights else {
            throw .library(status: "no layout", operation: "a convolution", detail: detail)
        }
        let converted = try converted(input, to: wantedSource, label: label)
        let weightConstant = try constant(weights.values, from: plainWeights, to: wantedWeights)
        let biasConstant = try constant(bias, from: plainBias, to: plainBias)
        let result =
            if let residual {
                view(residual, shape: Shape(target), layout: targetLayout)
            } else {
                newValue(Shape(target), primitive.destination)
            }
        append(
            primitive, [(DNNL_ARG_SRC, converted)],
            constants: [
                (DNNL_ARG_WEIGHTS, wantedWeights, weightConstant), (DNNL_ARG_BIAS, plainBias, biasConstant),
            ],
            output: result, overwrites: residual, label: label)
        return result
    }

    /// Returns the first choice with a fast implementation in the library, or the last one.
    private func best(
        of choices: [ConvolutionChoice], _ weights: Layout, _ bias: Layout, _ geometry: ConvolutionGeometry,
        _ post: [PostOperation], _ detail: String
    ) throws(KernelError) -> Primitive {
        let attributes = try PrimitiveAttributes(post: post)
        for choice in choices.dropLast() {
            guard let primitive = try? primitive(choice, weights, bias, geometry, attributes, detail),
                !primitive.implementation.hasPrefix("ref")
            else { continue }
            return primitive
        }
        guard let last = choices.last else {
            throw .library(status: "no choice", operation: "a convolution", detail: detail)
        }
        return try primitive(last, weights, bias, geometry, attributes, detail)
    }

    private func primitive(
        _ choice: ConvolutionChoice, _ weights: Layout, _ bias: Layout, _ geometry: ConvolutionGeometry,
        _ attributes: PrimitiveAttributes, _ detail: String
    ) throws(KernelError) -> Primitive {
        var description = dnnl_convolution_desc_t()
        var (s, w, b, d) = (
            choice.source.descriptor, weights.descriptor, bias.descriptor, choice.target.descriptor
        )
        let status = unsafe dnnl_dilated_convolution_forward_desc_init(
            &description, dnnl_forward_inference, choice.algorithm, &s, &w, &b, &d,
            geometry.strides.map(Int64.init), geometry.dilations.map { Int64($0 - 1) },
            geometry.pads[0..<2].map(Int64.init), geometry.pads[2..<4].map(Int64.init))
        try check(status, "describing a convolution", detail)
        return try Primitive.make(description, attributes: attributes, operation: "a convolution", detail: detail)
    }
}
