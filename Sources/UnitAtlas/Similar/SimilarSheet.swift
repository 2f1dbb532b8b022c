import Foundation
import ImageCollections
import Images
import Reporting
import Sheets
import Store
import Units

extension SimilarImages {
    /// Side of a picture on the sheet.
    private static let side = 168

    /// Writes a sheet as PNG: the image, and those nearest to it with their distances.
    ///
    /// - Returns: Images without a picture: gone, changed since they were indexed, or no longer readable.
    public func writeSheet(_ path: String) throws -> [String] {
        let pictures = TilePictures(
            root: try atlas.imageFolder(request.images), decoding: atlas.settings.decoding,
            preprocessing: atlas.header.preprocessing, side: Self.side)
        var absent: [String] = []
        func picture(_ record: ImageRecord) -> Raster {
            switch pictures.picture(record) {
            case .success(let raster): return raster.fitted(Self.side)
            case .failure(let reason):
                absent.append("\(record.path) (\(reason))")
                return Raster.grey(Self.side)
            }
        }
        let own = MapPanel(
            picture: reference.record.map(picture) ?? reference.raster?.fitted(Self.side) ?? Raster.grey(Self.side),
            title: referenceClass, note: URL(fileURLWithPath: name).lastPathComponent)
        let panels = zip(neighbours, records).map { image, record in
            MapPanel(
                picture: picture(record), title: Self.caption(image),
                note: "\(image.rank) · distance \(NumberFormat.short(image.distance))")
        }
        var sheet = LocalizationSheet(
            title: "Nearest to \(URL(fileURLWithPath: name).lastPathComponent)",
            subtitles: ["Euclidean distance \(basis)", origin], groups: [("The image", [own]), ("The nearest", panels)])
        sheet.side = Self.side
        sheet.columns = max(4, min(6, panels.count))
        try OutputFile.write(
            try sheet.draw(), title: sheet.title, source: origin,
            description:
                "The \(neighbours.count) images nearest to \(name), Euclidean distance \(basis). Model SHA-256 "
                + "\(atlas.header.modelSHA256).", to: path)
        return absent
    }

    private var referenceClass: String {
        if let label = reference.record?.label, classes.indices.contains(label.value), request.head == nil {
            return classes[label.value].shortName
        }
        guard let likeliest = reference.predictions.first?.classID, classes.indices.contains(likeliest.value) else {
            return ""
        }
        return classes[likeliest.value].shortName + "?"
    }

    /// The class as labelled, else as the network sees it, with a question mark.
    private static func caption(_ image: Neighbour) -> String {
        image.label?.shortName ?? image.likeliest.map { $0.shortName + "?" }
            ?? URL(fileURLWithPath: image.path).lastPathComponent
    }
}

extension Raster {
    /// No larger than a square of `side`.
    fileprivate func fitted(_ side: Int) -> Raster {
        let scale = min(1, Double(side) / Double(max(width, height)))
        if scale == 1 { return self }
        return resized(
            width: max(1, Int((Double(width) * scale).rounded())),
            height: max(1, Int((Double(height) * scale).rounded())), filter: .bilinear)
    }

    /// Where there is no picture.
    fileprivate static func grey(_ side: Int) -> Raster {
        Raster(width: side, height: side, pixels: [UInt8](repeating: 0xF0, count: 3 * side * side))
    }
}
