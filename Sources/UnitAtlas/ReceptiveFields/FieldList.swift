import Analyses
import Foundation
public import Reporting
import Store
import Tensors
import Units

/// The estimated receptive fields of some units of an atlas.
public struct FieldList: Sendable {
    /// In the order requested.
    let sizes: [ReceptiveFieldSize]
    let atlas: Atlas
    let theoretical: ReceptiveField?
    let configuration: FieldConfiguration
    /// Where the maps lie; nil if cells see the whole image.
    let frame: FieldFrame?
    /// The class whose strongest units they are of.
    let classRecord: ClassRecord?
    /// Network, layer and images.
    let origin: String

    /// Those that an estimation made or found, in the order requested.
    init(_ atlas: Atlas, _ outcome: FieldOutcome) throws {
        self.atlas = atlas
        configuration = outcome.configuration
        classRecord = outcome.classRecord
        theoretical = configuration.theoretical
        let header = atlas.header
        let grid = OcclusionGrid(
            height: configuration.inputHeight, width: configuration.inputWidth, patch: configuration.patch,
            stride: configuration.stride)
        frame = theoretical.flatMap { field in
            grid.map { FieldFrame(field, cellsAcross: header.mapWidth, cellsDown: header.mapHeight, grid: $0) }
        }
        origin = try atlas.origin
        let found = try atlas.reader.receptiveFieldSizes(configuration)
        let byUnit = Dictionary(found.map { ($0.unit, $0) }) { first, _ in first }
        sizes = outcome.units.compactMap { byUnit[$0] }
    }

    /// A row for each unit; sizes in pixels of the network's input; `cut`: in how many of the images the square of the
    /// size reaches an edge that cuts the field.
    public var table: ResultTable {
        ResultTable(
            columns: ["unit", "size", "area", "theoretical_width", "theoretical_height", "images", "cut"],
            rows: sizes.map { record in
                func pixels(_ axis: ReceptiveFieldAxis?) -> ResultTable.Cell {
                    axis.map { .integer(Int64($0.size)) } ?? .null
                }
                return [
                    .integer(Int64(record.unit.value)), .integer(Int64(record.size)), .integer(Int64(record.area)),
                    pixels(theoretical?.horizontal), pixels(theoretical?.vertical), .integer(Int64(record.images)),
                    record.cut.map { .integer(Int64($0)) } ?? .null,
                ]
            })
    }
}
