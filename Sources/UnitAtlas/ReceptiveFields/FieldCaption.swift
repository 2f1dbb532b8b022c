import Foundation
import ImageCollections
import Reporting
import Sheets
import Store
import Tensors
import Units

/// The texts of a picture of receptive fields, and the parameters that its name is made of.
struct FieldCaption {
    private let list: FieldList
    private let selection: FieldRequest.Selection
    /// The settings of the fields, as JSON.
    private let configuration: String

    init(_ list: FieldList, _ selection: FieldRequest.Selection) throws {
        (self.list, self.selection) = (list, selection)
        configuration = try list.configuration.json()
    }

    /// The picture's title.
    var title: String {
        if list.sizes.count == 1, let only = list.sizes.first?.unit { return "Receptive field of unit \(only)" }
        if let record = list.classRecord, case .classUnits = selection {
            return "Receptive fields of the strongest units of \(record.shortName)"
        }
        let count = list.sizes.count
        return "Receptive fields of " + (count > FieldList.drawnUnits ? "the first \(FieldList.drawnUnits) of " : "")
            + NumberFormat.count(count, "unit")
    }

    /// The lines under the title.
    func subtitles(hasCommonPart: Bool) -> [String] {
        let patch = list.configuration.patch
        var lines = [
            list.origin,
            "How much a \(patch)×\(patch) patch of noise lowers the unit's peak, by the position of the patch.",
            "Yellow: the smallest square that holds \(NumberFormat.level(list.configuration.share)) of the drop; its side is the size, in input pixels.",
        ]
        if let theoretical = list.theoretical {
            lines.append(
                "Grey: the theoretical field, \(theoretical.horizontal.size)×\(theoretical.vertical.size) pixels.")
        }
        if hasCommonPart {
            lines.append("Dashed: the area covered by all images.")
        }
        return lines
    }

    /// The line under a field.
    static func text(of record: ReceptiveFieldRecord) -> String {
        "\(record.size)×\(record.size) pixels, \(NumberFormat.count(record.images, "image"))"
    }

    /// The text chunks of the picture's file.
    var notes: PictureNotes {
        PictureNotes(
            title: title, source: list.origin,
            description:
                "Estimated receptive fields, \(FieldConfiguration.method): \(configuration)",
            parameters: parameters.text)
    }

    /// The parameters that the picture depends on.
    var parameters: PictureParameters {
        var parameters = subject
        let usual = FieldRequest()
        parameters.add("patch", list.configuration.patch, default: usual.patch)
        parameters.add("stride", list.configuration.stride, default: usual.stride)
        parameters.add("top", list.configuration.images, default: usual.images)
        parameters.add("seed", list.configuration.seed, default: usual.seed)
        parameters.add(
            "precision", list.configuration.precision.rawValue, default: list.atlas.settings.precision.rawValue)
        return parameters
    }

    private var subject: PictureParameters {
        let units = list.sizes.map(\.unit)
        if units.count == 1 {
            return PictureParameters(
                subject: "unit", "\(units[0])", mark: "receptive-field-\(SheetFiles.stem(of: units[0]))")
        }
        switch selection {
        case .classUnits(_, let top):
            guard let record = list.classRecord else { break }
            var parameters = PictureParameters(
                subject: "class", "\(record.id) \(record.shortName)",
                mark: "receptive-fields-\(SheetFiles.stem(of: record))")
            parameters.add("limit", top, default: FieldRequest.defaultTop)
            return parameters
        case .units:
            let marks = SheetFiles.list(units.map(\.value)) { String(SHA256.hexadecimal(of: $0.utf8).prefix(8)) }
            return PictureParameters(
                subject: "units", units.map(\.description).joined(separator: " "),
                mark: "receptive-fields-units-\(marks)")
        case .all: break
        }
        return PictureParameters(subject: "units", "all", mark: "receptive-fields")
    }
}
