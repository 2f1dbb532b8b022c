import COneDNN
package import Tensors

extension ProgramBuilder {
    /// Multiplies `input` [N, C] by the transpose of `weights` [O, C] and adds `bias` [O]: [N, O].
    package func linear(
        _ input: ProgramValue, weights: Tensor, bias: [Float], post: [PostOperation] = [], label: String
    ) throws(KernelError) -> ProgramValue {
        let source = shape(of: input).extents
        precondition(
            source.count == 2 && weights.shape.rank == 2 && source[1] == weights.shape[1]
                && bias.count == weights.shape[0], "\(label): \(Shape(source)) by \(weights.shape)")
        let detail = "\(label): \(Shape(source)) by \(weights.shape)"
        let target = [source[0], weights.shape[0]]
        let plainWeights = try Layout.plain(weights.shape.extents)
        let plainBias = try Layout.plain([bias.count])
        var description = dnnl_inner_product_desc_t()
        var (s, w, b, d) = (
            try Layout.any(source, precision).descriptor, try Layout.any(weights.shape.extents, precision).descriptor,
            plainBias.descriptor, try Layout.plain(target).descriptor
        )
        let status = unsafe dnnl_inner_product_forward_desc_init(
            &description, dnnl_forward_inference, &s, &w, &b, &d)
        try check(status, "describing a linear layer", detail)
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: post), operation: "a linear layer", detail: detail)
        guard let wantedSource = primitive.source, let wantedWeights = primitive.weights else {
            throw .library(status: "no layout", operation: "a linear layer", detail: detail)
        }
        let converted = try converted(input, to: wantedSource, label: label)
        let weightConstant = try constant(weights.values, from: plainWeights, to: wantedWeights)
        let biasConstant = try constant(bias, from: plainBias, to: plainBias)
        let result = newValue(Shape(target), primitive.destination)
        append(
            primitive, [(DNNL_ARG_SRC, converted)],
            constants: [
                (DNNL_ARG_WEIGHTS, wantedWeights, weightConstant), (DNNL_ARG_BIAS, plainBias, biasConstant),
            ],
            output: result, label: label)
        return result
    }
}
