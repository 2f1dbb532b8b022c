import Analyses
import Foundation
import ImageCollections
import Images
import Reporting
import Sheets
import Store
import Units

extension SimilarImages {
    /// The side of a picture on the sheet, in pixels.
    private static let side = 168

    /// Draws the image and the images nearest to it, with their distances, into a PNG file.
    ///
    /// - Returns: The pictures that could not be shown.
    package func writeSheet(_ path: String) throws -> [MissingPicture] {
        let pictures = TilePictures(
            root: try atlas.imageFolder(request.images), decoding: atlas.settings.decoding,
            preprocessing: atlas.header.preprocessing, side: Self.side)
        let own = reference.record.map(pictures.picture)
        let shown = records.map(pictures.picture)
        let sheet = sheet(own: own, shown)
        try OutputFile.write(try sheet.draw(), notes: notes(sheet.title, atlas.header.modelSHA256), to: path)
        return ([own].compactMap { $0 } + shown).compactMap { result in
            if case .failure(let missing) = result { missing } else { nil }
        }
    }

    /// The sheet, made from the pictures of the image (nil for a file that is not in the atlas) and of its neighbours.
    private func sheet(
        own: Result<Raster, MissingPicture>?, _ shown: [Result<Raster, MissingPicture>]
    ) -> LocalizationSheet {
        func picture(_ found: Result<Raster, MissingPicture>) -> Raster {
            ((try? found.get()) ?? .grey(Self.side)).fitted(Self.side)
        }
        let file = URL(fileURLWithPath: name).lastPathComponent
        let panel = MapPanel(
            picture: own.map(picture) ?? reference.raster?.fitted(Self.side) ?? Raster.grey(Self.side),
            title: referenceClass, note: file)
        let panels = zip(neighbours, shown).map { image, found in
            MapPanel(
                picture: picture(found), title: Self.caption(image),
                note: "\(image.rank) · distance \(NumberFormat.short(image.distance))")
        }
        var sheet = LocalizationSheet(
            title: "Nearest to \(file)", subtitles: ["Euclidean distance \(basis)", origin],
            groups: [("The image", [panel]), ("The nearest", panels)])
        sheet.side = Self.side
        sheet.columns = max(4, min(6, panels.count))
        return sheet
    }

    private func notes(_ title: String, _ modelSHA256: String) -> PictureNotes {
        PictureNotes(
            title: title, source: origin,
            description:
                "The \(NumberFormat.count(neighbours.count, "image")) nearest to \(name), Euclidean distance \(basis). Model SHA-256 "
                + "\(modelSHA256).", parameters: parameters.text)
    }

    /// The parameters that the sheet depends on.
    private var parameters: PictureParameters {
        var parameters = PictureParameters(subject: "image", name, mark: "similar")
        if let record = request.record {
            parameters.add("class", "\(record.id) \(record.shortName)", default: nil)
            parameters.add("strongest", request.unitCount, default: 20)
        } else {
            let units = request.units.map { $0.map(\.description).joined(separator: " ") }
            parameters.add("units", units ?? "all", default: "all")
        }
        parameters.add("limit", request.top, default: 10)
        parameters.add("head", request.head ?? "native", default: "native")
        return parameters
    }

    private var referenceClass: String {
        if let label = reference.record?.label, classes.indices.contains(label.value), request.head == nil {
            return classes[label.value].shortName
        }
        guard let predicted = reference.predictions.first?.classID, classes.indices.contains(predicted.value) else {
            return ""
        }
        return classes[predicted.value].shortName + "?"
    }

    /// The label of the image, or otherwise the predicted class with a question mark.
    private static func caption(_ image: Neighbour) -> String {
        image.label?.shortName ?? image.predicted.map { $0.shortName + "?" }
            ?? URL(fileURLWithPath: image.path).lastPathComponent
    }
}

extension Raster {
    /// The picture, reduced to fit a square of `side` pixels.
    fileprivate func fitted(_ side: Int) -> Raster {
        if max(width, height) <= side { return self }
        let size = MapGeometry(imageWidth: width, imageHeight: height).pictureSize(longerSide: side)
        return resized(width: size.width, height: size.height, filter: .bilinear)
    }

    /// The replacement for a missing picture.
    fileprivate static func grey(_ side: Int) -> Raster {
        Raster(width: side, height: side, pixels: [UInt8](repeating: 0xF0, count: 3 * side * side))
    }
}
