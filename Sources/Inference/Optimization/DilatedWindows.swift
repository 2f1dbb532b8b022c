package import ONNX
import Kernels
import Tensors

extension Network {
    /// Returns the changes of the file's nodes that give the dilated maps of `classifier`; empty if it is not dilated.
    ///
    /// - Throws: `InferenceError.notDilatable` for a change that cannot be expressed in the file.
    package func windowChanges(
        for classifier: Classifier, channels: Int, height: Int, width: Int
    ) throws(InferenceError) -> [WindowChange] {
        if classifier.dilation == 0 { return [] }
        let whole = try layers(inputs: [try imageInput().name: [1, channels, height, width]])
        let wanted = [classifier.layer] + (classifier.head == nil ? [] : whole.outputs.prefix(1))
        let old = whole.reduced(to: wanted).foldingPads(keeping: Set(wanted))
        let new = try old.dilated(levels: classifier.dilation, before: classifier.layer)
        let needed = Set(new.reduced(to: [classifier.layer]).layers.map(\.output))
        var changes: [WindowChange] = []
        for (before, after) in zip(old.layers, new.layers) where needed.contains(after.output) {
            if let change = try Self.change(before, after, opset: opset) { changes.append(change) }
        }
        return changes
    }

    private static func change(
        _ before: Layer, _ after: Layer, opset: Int
    ) throws(InferenceError) -> WindowChange? {
        func refusal(_ reason: String) -> InferenceError {
            .notDilatable(node: after.label, reason: "\(reason) (\(after.operatorName))")
        }
        switch (before.operation, after.operation) {
        case (.convolution(_, _, let old), .convolution(_, _, let new)):
            return old == new
                ? nil
                : WindowChange(
                    output: after.output, input: after.inputs[0], strides: new.strides, dilations: new.dilations,
                    pads: new.pads)
        case (.pooling(let oldKind, let old), .pooling(let newKind, let new)):
            if old == new, oldKind == newKind { return nil }
            guard newKind == .maximum || new.dilations == [1, 1] || opset >= 19 else {
                throw refusal("operator set \(opset) has no dilated average pooling")
            }
            return WindowChange(
                output: after.output, input: after.inputs[0], strides: new.strides, dilations: new.dilations,
                pads: new.pads, countsPadding: newKind == .maximum ? nil : newKind == .average(includesPadding: true))
        case (.pooling, .globalPooling):
            throw refusal("pooling over the whole map would require another operator")
        case (.padding(let oldBefore, let oldAfter, _), .padding(let newBefore, let newAfter, _)):
            if oldBefore == newBefore, oldAfter == newAfter { return nil }
            throw refusal("its pads would have to grow, but they are a separate value in the file")
        default: return nil
        }
    }
}
