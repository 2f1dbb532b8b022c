import Analyses
import Foundation
import ImageCollections
package import Images
import Inference
package import Sheets
import Store
import Tensors
package import Units

/// A network that is run again on images for its maps, which an atlas does not keep: an atlas's, or one alone.
package struct MapSource: Sendable {
    package let model: ClassifierModel
    /// What gives the logits and the weights of the maps.
    package let head: Head
    /// The head's row in the atlas, and its name; `native` is the network's own.
    package let headID: HeadID
    package let headName: String
    /// The head's classes.
    package let classes: [ClassRecord]
    package let decoding: DecodingOptions
    /// The folder that images' paths are relative to; nil for a network alone.
    package let imageRoot: String?
    /// The atlas; nil for a network alone.
    let atlas: Atlas?
    let plan: ClassifierPlan

    /// The network of an atlas, with what it was indexed with.
    ///
    /// - Parameters:
    ///   - model: Where the network lies now, when not where it was; it has to be the same.
    ///   - images: Where the images lie now, when not where they were.
    ///   - dilation: Instead of the atlas's; twice as fine a map for each.
    ///   - head: A head of the atlas; nil is the network's own.
    package init(
        _ atlas: Atlas, model: String? = nil, images: String? = nil, dilation: Int? = nil,
        head name: String? = nil
    ) throws {
        try self.init(atlas, model: model, images: images, dilation: dilation) {
            let head = try atlas.head(name)
            return (try head.head, head.id, head.name, head.classes)
        }
    }

    /// The network of an atlas with a head that the atlas need not hold yet.
    package init(
        _ atlas: Atlas, model: String?, images: String?, head: Head, named name: String, classes: [ClassRecord]
    ) throws {
        try self.init(atlas, model: model, images: images, dilation: nil) {
            (head, HeadID(0), name, classes)
        }
    }

    private init(
        _ atlas: Atlas, model: String?, images: String?, dilation: Int?,
        head choose: () throws -> (Head, HeadID, String, [ClassRecord])
    ) throws {
        guard !atlas.settings.isImported else {
            throw UnitAtlasError.atlas(path: atlas.path, .noNetwork(.maps))
        }
        let (head, id, name, classes) = try choose()
        try self.init(
            try atlas.classifierModel(model, dilation: dilation), head: head, id: id, name: name, classes: classes,
            decoding: atlas.settings.decoding, root: try atlas.imageFolder(images), atlas: atlas,
            precision: atlas.settings.precision)
    }

    /// A network alone, with its own head.
    package init(model: ClassifierModel, decoding: DecodingOptions = DecodingOptions()) throws {
        try self.init(
            model, head: model.classifier.head, id: .native, name: "native", classes: model.classes,
            decoding: decoding, root: nil, atlas: nil, precision: .f32)
    }

    private init(
        _ model: ClassifierModel, head: Head?, id: HeadID, name: String, classes: [ClassRecord],
        decoding: DecodingOptions, root: String?, atlas: Atlas?, precision: Precision
    ) throws {
        guard let head else {
            throw UnitAtlasError.model(
                path: model.path,
                .noHead(layer: model.classifier.layer, reason: model.classifier.reasonWithoutHead))
        }
        self.model = model
        self.atlas = atlas
        (self.head, headID, headName, self.classes, self.decoding, imageRoot) = (
            head, id, name, classes, decoding, root
        )
        plan = try ClassifierPlan(
            model.network, classifier: model.classifier, channels: model.channels, height: model.inputHeight,
            width: model.inputWidth, precision: precision)
    }

    /// Whether a file is an SQLite database, as atlases are.
    package static func isAtlas(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: 15)) == Data("SQLite format 3".utf8)
    }

    /// The folder's name of a `model.onnx`, the file's of another.
    package var networkName: String {
        let name = URL(fileURLWithPath: model.path)
        return name.lastPathComponent == "model.onnx"
            ? name.deletingLastPathComponent().lastPathComponent : name.deletingPathExtension().lastPathComponent
    }

    /// Network, layer and mapping resolution.
    package var description: String {
        "\(networkName), layer \(model.classifier.layer), maps of \(mapHeight)×\(mapWidth) cells"
            + (headID == .native ? "" : ", head \(headName)")
    }

    /// The parameters of its maps.
    package var parameters: PictureParameters {
        var parameters = PictureParameters()
        parameters.add("head", headName, default: "native")
        return parameters
    }

    /// Where the maps' cells lie on the network's input.
    var layout: MapLayout {
        MapLayout(
            inputWidth: model.inputWidth, inputHeight: model.inputHeight, cellsAcross: mapWidth, cellsDown: mapHeight,
            field: model.classifier.receptiveField)
    }

    /// The mapping resolution.
    package var mapHeight: Int { model.classifier.mapHeight }
    package var mapWidth: Int { model.classifier.mapWidth }
    /// How many of the backbone's last strides are dilations.
    package var dilation: Int { model.classifier.dilation }
}

/// One thread's use of a map source.
package final class MapSession {
    package let source: MapSource
    private let session: ClassifierSession

    package init(_ source: MapSource) throws {
        self.source = source
        session = try ClassifierSession(source.plan)
    }

    /// Reads an image by its path in the image folder.
    package func raster(_ path: String) throws(UnitAtlasError) -> Raster {
        try source.raster(
            ImageLocation(
                name: path, path: (source.imageRoot ?? "") + "/" + path, record: try? source.atlas?.image(path)))
    }

    /// Runs the network on one image.
    package func observe(_ raster: Raster, name: String) throws -> Observation {
        do {
            return try session.observe { span in source.model.preprocessing.fill(raster, into: &span) }
        } catch {
            throw UnitAtlasError.image(path: name, .inference(reason: "\(error)"))
        }
    }

    /// The logits of the source's head [K].
    package func logits(_ observation: Observation) -> [Float] {
        source.headID == .native ? observation.logits : HeadScores.logits(maps: observation.maps, head: source.head)
    }

    /// Where the network's maps lie in an image of this size.
    package func geometry(width: Int, height: Int) -> MapGeometry {
        MapGeometry(
            source.layout, preprocessing: source.model.preprocessing, imageWidth: width, imageHeight: height)
    }
}
