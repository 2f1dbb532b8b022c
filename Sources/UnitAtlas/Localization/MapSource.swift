import Analyses
import Foundation
import ImageCollections
package import Images
import Inference
package import Sheets
import Store
import Tensors
package import Units

/// A head with its name and its classes, whether an atlas holds it or not.
struct NamedHead {
    let head: Head
    /// The id of the head's row in the atlas; `native` for the network's own, 0 for a head that has no row.
    let id: HeadID
    let name: String
    let classes: [ClassRecord]
}

/// A network that is run again on images for its maps, which an atlas does not keep: an atlas's, or one alone.
package struct MapSource: Sendable {
    package let model: ClassifierModel
    private let namedHead: NamedHead
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
            return NamedHead(head: try head.head, id: head.id, name: head.name, classes: head.classes)
        }
    }

    /// The network of an atlas with a head that the atlas need not hold yet.
    package init(
        _ atlas: Atlas, model: String?, images: String?, head: Head, named name: String, classes: [ClassRecord]
    ) throws {
        try self.init(atlas, model: model, images: images, dilation: nil) {
            NamedHead(head: head, id: HeadID(0), name: name, classes: classes)
        }
    }

    private init(
        _ atlas: Atlas, model: String?, images: String?, dilation: Int?,
        head choose: () throws -> NamedHead
    ) throws {
        guard !atlas.settings.isImported else {
            throw UnitAtlasError.atlas(path: atlas.path, .noNetwork(.maps))
        }
        let head = try choose()
        try self.init(
            try atlas.classifierModel(model, dilation: dilation), head, decoding: atlas.settings.decoding,
            imageRoot: try atlas.imageFolder(images), precision: atlas.settings.precision, atlas: atlas)
    }

    /// A network alone, with its own head.
    package init(model: ClassifierModel, decoding: DecodingOptions = DecodingOptions()) throws {
        guard let head = model.classifier.head else {
            throw UnitAtlasError.model(
                path: model.path,
                .noHead(layer: model.classifier.layer, reason: model.classifier.reasonWithoutHead))
        }
        try self.init(
            model, NamedHead(head: head, id: .native, name: AtlasHead.nativeName, classes: model.classes),
            decoding: decoding, imageRoot: nil, precision: .f32, atlas: nil)
    }

    private init(
        _ model: ClassifierModel, _ head: NamedHead, decoding: DecodingOptions, imageRoot: String?,
        precision: Precision, atlas: Atlas?
    ) throws {
        (self.model, namedHead, self.decoding) = (model, head, decoding)
        (self.imageRoot, self.atlas) = (imageRoot, atlas)
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

    /// The head that gives the logits, and the weights of the maps.
    package var head: Head { namedHead.head }
    /// The id of the head's row in the atlas; `native` for the network's own, 0 for a head that has no row.
    package var headID: HeadID { namedHead.id }
    /// The head's name; `native` for the network's own.
    package var headName: String { namedHead.name }
    /// The head's classes.
    package var classes: [ClassRecord] { namedHead.classes }

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
