import Foundation
import Images
import Inference
import ONNX
import Reporting
import Tensors
import Units

/// What was found in a network, for a reader or as JSON.
public struct Inspection: Sendable {
    private let model: ClassifierModel
    private let cost: NetworkCost

    /// Reads the network and finds its units and its head.
    public init(_ model: ClassifierModel) throws {
        self.model = model
        cost = try model.network.cost(
            channels: model.channels, height: model.inputHeight, width: model.inputWidth, classifier: model.classifier)
    }

    /// A line for each finding.
    public var text: String {
        let classifier = model.classifier
        var lines: [(String, String)] = [
            ("Network", "\(model.path), operator set \(model.network.opset)"),
            ("Input", inputText),
            ("Preprocessing", preprocessingText),
            ("Units", "\(classifier.unitCount), the channels of “\(classifier.layer)”\(saturationText)\(adviceText)"),
            ("Map", "\(classifier.mapHeight)×\(classifier.mapWidth) cells\(dilationText)"),
            ("Receptive field", fieldText),
            ("Head", headText),
            ("Classes", classesText),
        ]
        let operators = cost.operators.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        lines += [
            ("Operators", operators.map { "\($0.key) \($0.value)" }.joined(separator: ", ")),
            ("Parameters", Self.grouped(cost.parameters)),
            ("Multiply-adds", "\(Self.grouped(cost.multiplyAdds)) an image"),
        ]
        let width = lines.map(\.0.count).max() ?? 0
        return lines.map { $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 + "\n" }.joined()
    }

    private var preprocessingText: String {
        guard let source = model.preprocessingSource else {
            return
                "unknown: no preprocessor_config.json or config.json lies beside it; give --preprocessing torchvision,"
                + " tensorflow, caffe or a file"
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
        guard let saturation = model.classifier.saturation, saturation.upper < .greatestFiniteMagnitude else {
            return ""
        }
        return ", which saturate at \(ResultTable.Cell.number(saturation.upper).shown)"
    }

    private var adviceText: String {
        guard model.classifier.head == nil else { return "" }
        return "; `index --layer NAME` indexes these, or those of any other convolution"
    }

    private var dilationText: String {
        switch model.classifier.dilation {
        case 0: ""
        case 1: ", the last stride being a dilation"
        case let count: ", the last \(count) strides being dilations"
        }
    }

    private var fieldText: String {
        guard let field = model.classifier.receptiveField else { return "none common to all cells" }
        let (y, x) = (field.vertical, field.horizontal)
        return
            "\(y.size)×\(x.size) pixels, \(y.stride)×\(x.stride) apart, the first from row \(y.offset), column \(x.offset)"
            + " (theoretical)"
    }

    private var headText: String {
        let classifier = model.classifier
        guard let head = classifier.head else { return "none: \(classifier.reasonWithoutHead ?? "")" }
        let nodes = classifier.headNodes.joined(separator: ", ")
        switch head.form {
        case .poolThenLinear:
            return
                "\(head.pooling.rawValue) pooling, then a linear layer of \(head.classCount)×\(head.unitCount)"
                + (head.bias.contains { $0 != 0 } ? " with bias" : "")
                + " (nodes \(nodes))"
        case .linearThenPool(let rectified, let border):
            return
                "a 1×1 convolution to \(head.classCount) class maps\(rectified ? ", ReLU" : ""), then their average over"
                + " \(classifier.mapHeight * classifier.mapWidth + border) cells, \(border) of them padding (nodes \(nodes))"
        }
    }

    private var classesText: String {
        guard let head = model.classifier.head else { return "none" }
        return "\(head.classCount), "
            + (model.classesSource.map { "named by \($0)" } ?? "called by their indices: no list of names was found")
    }

    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.enumerated().map { place, digit in
            place > 0 && (digits.count - place) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }.joined()
    }

    /// One JSON object.
    public var json: String {
        let classifier = model.classifier
        var members: [(String, String)] = [
            ("model", JSONText.quoted(model.path)), ("opset", "\(model.network.opset)"),
            ("input", JSONText.quoted(model.network.inputs.first?.name ?? "")),
            ("input_channels", "\(model.channels)"), ("input_height", "\(model.inputHeight)"),
            ("input_width", "\(model.inputWidth)"),
            ("preprocessing", model.preprocessingSource == nil ? "null" : JSONText.quoted("\(model.preprocessing)")),
            ("preprocessing_source", model.preprocessingSource.map(JSONText.quoted) ?? "null"),
            ("layer", JSONText.quoted(classifier.layer)), ("units", "\(classifier.unitCount)"),
            ("map_height", "\(classifier.mapHeight)"), ("map_width", "\(classifier.mapWidth)"),
            ("dilation", "\(classifier.dilation)"),
        ]
        if let saturation = classifier.saturation, saturation.upper < .greatestFiniteMagnitude {
            members.append(("saturation", "\(saturation.upper)"))
        }
        if let field = classifier.receptiveField {
            for (name, axis) in [("vertical", field.vertical), ("horizontal", field.horizontal)] {
                members.append(
                    (
                        "receptive_field_\(name)",
                        "{\"size\": \(axis.size), \"stride\": \(axis.stride), \"offset\": \(axis.offset)}"
                    ))
            }
        }
        if let head = classifier.head {
            switch head.form {
            case .poolThenLinear: members.append(("head", JSONText.quoted("pool then linear")))
            case .linearThenPool(let rectified, let border):
                members += [
                    ("head", JSONText.quoted("linear then pool")), ("rectified", "\(rectified)"),
                    ("border", "\(border)"),
                ]
            }
            members += [
                ("pooling", JSONText.quoted(head.pooling.rawValue)), ("classes", "\(head.classCount)"),
                ("head_nodes", "[\(classifier.headNodes.map(JSONText.quoted).joined(separator: ", "))]"),
            ]
        }
        if let reason = classifier.reasonWithoutHead {
            members.append(("reason_without_head", JSONText.quoted(reason)))
        }
        let operators = cost.operators.sorted { $0.key < $1.key }.map { "\(JSONText.quoted($0.key)): \($0.value)" }
        members += [
            ("operators", "{\(operators.joined(separator: ", "))}"), ("parameters", "\(cost.parameters)"),
            ("multiply_adds", "\(cost.multiplyAdds)"),
        ]
        return "{\n" + members.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n}\n"
    }
}
