import Foundation
import Images
import Inference
import ONNX
import Reporting
import Tensors
import Units

/// A description of a network, as text or as JSON.
package struct Inspection: Sendable {
    private let model: ClassifierModel
    private let cost: NetworkCost

    /// Reads the network and finds its units and its head.
    package init(_ model: ClassifierModel) throws {
        self.model = model
        cost = try model.network.cost(
            channels: model.channels, height: model.inputHeight, width: model.inputWidth, classifier: model.classifier)
    }

    /// Whether the preprocessing is known.
    package var hasPreprocessing: Bool { model.preprocessingSource != nil }

    /// Whether the network's head is attached to the layer.
    package var hasHead: Bool { model.classifier.head != nil }

    /// The description, one fact per line.
    package var text: String {
        let classifier = model.classifier
        var lines: [(String, String)] = [
            ("Network", "\(model.path), operator set \(model.network.opset)"),
            ("Input", inputText),
            ("Preprocessing", preprocessingText),
            (
                "Units",
                "\(NumberFormat.grouped(classifier.unitCount)), channels of “\(classifier.layer)”\(saturationText)"
            ),
            ("Map", "\(classifier.mapHeight)×\(classifier.mapWidth) cells\(dilationText)"),
            ("Receptive field", fieldText),
            ("Head", headText),
            ("Classes", classesText),
        ]
        let operators = cost.operators.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        lines += [
            ("Operators", operators.map { "\($0.key) \(NumberFormat.grouped($0.value))" }.joined(separator: ", ")),
            ("Parameters", NumberFormat.grouped(cost.parameters)),
            ("Multiply-adds", "\(NumberFormat.grouped(cost.multiplyAdds)) per image"),
        ]
        let width = lines.map(\.0.count).max() ?? 0
        return lines.map { $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 + "\n" }.joined()
    }

    private var preprocessingText: String {
        guard let source = model.preprocessingSource else {
            return "unknown: the folder contains neither preprocessor_config.json nor config.json"
        }
        return "\(model.preprocessing) (from \(source))"
    }

    private var inputText: String {
        guard let input = model.network.inputs.first else { return "" }
        let extents = input.dimensions?.map { dimension in
            switch dimension {
            case .fixed(let extent): String(extent)
            case .free(let name): name.isEmpty ? "?" : name
            }
        }
        return "“\(input.name)”, \(extents?.joined(separator: "×") ?? "of any shape");"
            + " run at \(model.inputHeight)×\(model.inputWidth)"
    }

    private var saturationText: String {
        guard let saturation = model.classifier.saturation, saturation.hasUpperBound else {
            return ""
        }
        return ", clipped at \(NumberFormat.short(saturation.upper)) (the maps before the clip are kept for masks)"
    }

    private var dilationText: String {
        switch model.classifier.dilation {
        case 0: ""
        case 1: ", with the last stride replaced by a dilation"
        case let count: ", with the last \(count) strides replaced by dilations"
        }
    }

    private var fieldText: String {
        guard let field = model.classifier.receptiveField else { return "varies between cells" }
        let (y, x) = (field.vertical, field.horizontal)
        return
            "\(y.size)×\(x.size) pixels, stride \(y.stride)×\(x.stride), first at row \(NumberFormat.grouped(y.offset)),"
            + " column \(NumberFormat.grouped(x.offset)) (theoretical)"
    }

    private var headText: String {
        let classifier = model.classifier
        guard let head = classifier.head else { return "none: \(classifier.reasonWithoutHead ?? "")" }
        let nodes = classifier.headNodes.joined(separator: ", ")
        let (classes, units) = (NumberFormat.grouped(head.classCount), NumberFormat.grouped(head.unitCount))
        switch head.form {
        case .poolThenLinear:
            return
                "\(head.pooling.rawValue) pooling, then a linear layer of \(classes)×\(units)"
                + (head.bias.contains { $0 != 0 } ? " with bias" : "")
                + " (nodes \(nodes))"
        case .linearThenPool(let rectified, let border):
            return
                "a 1×1 convolution to \(classes) class maps\(rectified ? ", ReLU" : ""), then their average over"
                + " \(NumberFormat.grouped(classifier.mapHeight * classifier.mapWidth + border)) cells, \(border) of them padding"
                + " (nodes \(nodes))"
        }
    }

    private var classesText: String {
        guard let head = model.classifier.head else { return "none" }
        return "\(NumberFormat.grouped(head.classCount)), "
            + (model.classesSource.map { "from \($0)" } ?? "indices only, because no class list was found")
    }

    /// One JSON object; every network has every key.
    package var json: String {
        let classifier = model.classifier
        let saturation = classifier.saturation.flatMap { $0.hasUpperBound ? $0.upper : nil }
        let operators = cost.operators.sorted { $0.key < $1.key }.map { ($0.key, JSONValue($0.value)) }
        return JSONValue.object(
            [
                ("model", .string(model.path)), ("opset", .integer(Int64(model.network.opset))),
                ("input", .string(model.network.inputs.first?.name ?? "")),
                ("input_channels", JSONValue(model.channels)), ("input_height", JSONValue(model.inputHeight)),
                ("input_width", JSONValue(model.inputWidth)),
                ("preprocessing", JSONValue(model.preprocessingSource.map { _ in "\(model.preprocessing)" })),
                ("preprocessing_source", JSONValue(model.preprocessingSource)),
                ("layer", .string(classifier.layer)), ("units", JSONValue(classifier.unitCount)),
                ("map_height", JSONValue(classifier.mapHeight)), ("map_width", JSONValue(classifier.mapWidth)),
                ("dilation", JSONValue(classifier.dilation)), ("saturation", JSONValue(saturation)),
                ("receptive_field_vertical", Self.json(classifier.receptiveField?.vertical)),
                ("receptive_field_horizontal", Self.json(classifier.receptiveField?.horizontal)),
            ] + headMembers + [
                ("operators", .object(operators)), ("parameters", JSONValue(cost.parameters)),
                ("multiply_adds", JSONValue(cost.multiplyAdds)),
            ]
        ).lines
    }

    private static func json(_ axis: ReceptiveFieldAxis?) -> JSONValue {
        guard let axis else { return .null }
        return .object([
            ("size", JSONValue(axis.size)), ("stride", JSONValue(axis.stride)), ("offset", JSONValue(axis.offset)),
        ])
    }

    private var headMembers: [(String, JSONValue)] {
        let head = model.classifier.head
        var (form, rectified, border): (String?, Bool?, Int?) = (nil, nil, nil)
        switch head?.form {
        case .poolThenLinear: form = "pool then linear"
        case .linearThenPool(let isRectified, let cells):
            (form, rectified, border) = ("linear then pool", isRectified, cells)
        case nil: break
        }
        return [
            ("head_form", JSONValue(form)), ("rectified", rectified.map { .bool($0) } ?? .null),
            ("border", JSONValue(border)), ("pooling", JSONValue(head?.pooling.rawValue)),
            ("classes", JSONValue(head?.classCount)),
            ("head_nodes", .array(model.classifier.headNodes.map { .string($0) })),
            ("reason_without_head", JSONValue(model.classifier.reasonWithoutHead)),
        ]
    }
}
