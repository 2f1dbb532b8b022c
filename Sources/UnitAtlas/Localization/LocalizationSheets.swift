import Analyses
import Foundation
import Images
import Reporting
import Sheets
import Units

extension LocalizationOutcome {
    /// Draws the images with the smallest and with the largest intersection over union as PNG. The network is run on them
    /// again.
    ///
    /// - Parameter count: The number of images of each kind; among equals, the first by path.
    public func sheet(count: Int = 12) throws -> [UInt8] {
        let source = try MapSource(
            atlas, model: request.model, images: request.images, dilation: request.dilation,
            head: request.head)
        let session = try MapSession(source)
        func overlap(_ image: LocalizedImage) -> Double { image.localization.intersectionOverUnion }
        let order = images.indices.sorted {
            overlap(images[$0]) != overlap(images[$1]) ? overlap(images[$0]) < overlap(images[$1]) : $0 < $1
        }
        let worst = order.prefix(count).map { images[$0] }
        let best = order.dropFirst(worst.count).suffix(count).reversed().map { images[$0] }
        let groups = try [("worst", worst), ("best", best)].filter { !$0.1.isEmpty }.map { name, list in
            (name: "\(name) \(list.count)", panels: try list.map { try panel($0, session) })
        }
        let how =
            "protocol \(request.rule.rawValue)" + (threshold.map { " at \($0)" } ?? "")
            + ", weights \(request.weighting.rawValue)"
        let sheet = LocalizationSheet(
            title: "Lowest and highest overlap",
            subtitles: [
                "\(self.source); \(NumberFormat.count(figures.images, "image")); \(how)",
                "white: the box made from the map of the image's own class; green, dashed: annotated boxes; the colours of each"
                    + " map diverge around 0",
            ], groups: groups)
        return try PNGCodec.encode(
            try sheet.draw(),
            text: PictureNotes(
                title: sheet.title, source: self.source, description: sheet.subtitles.joined(separator: ". ") + ".",
                parameters: parameters(count: count).text
            ).chunks)
    }

    /// The parameters that the sheet depends on.
    private func parameters(count: Int) -> PictureParameters {
        var parameters = PictureParameters(
            subject: "boxes", URL(fileURLWithPath: request.boxes).lastPathComponent, mark: "localization")
        parameters.add("protocol", request.rule.rawValue, default: LocalizationProtocol.paper.rawValue)
        if let threshold {
            parameters.add("threshold", "\(threshold)", default: "\(PaperBoxes.threshold)")
        }
        if let chosen { parameters.add("choose-threshold-on", chosen.half.rawValue, default: nil) }
        parameters.add("weighting", request.weighting.rawValue, default: MapWeighting.raw.rawValue)
        if let dilation = request.dilation { parameters.add("dilate", "\(dilation)", default: nil) }
        parameters.add("head", request.head ?? "native", default: "native")
        parameters.add("part", request.part.rawValue, default: AblationStudy.Part.all.rawValue)
        parameters.add("images", count, default: 12)
        return parameters
    }

    private func panel(_ image: LocalizedImage, _ session: MapSession) throws -> MapPanel {
        let raster = try session.raster(image.path)
        let observation = try session.observe(raster, name: image.path)
        let map = ClassActivationMap.maps(
            of: [image.label], maps: observation.maps, head: session.source.head, weighting: request.weighting)[0]
        let geometry = session.geometry(width: raster.width, height: raster.height)
        let picture = MapPicture(geometry, raster: raster, side: 200)
        return MapPanel(
            picture: MapOverlay([map], choice: .diverging).drawn(picture.enlarged(map), on: picture.raster),
            title: classes[image.label.value].shortName,
            note: "IoU \(NumberFormat.ratio(image.localization.intersectionOverUnion))",
            remark: image.predicted == image.label ? "" : "predicted: \(classes[image.predicted.value].shortName)",
            boxes: image.localization.box.map { [picture.box($0)] } ?? [], truth: image.truth.map(picture.box))
    }
}
