import Foundation
import Images
import Reporting
import Sheets
public import Units
import Workers

extension AtlasDrawing {
    /// A sheet that an atlas can draw.
    package enum Sheet: Sendable, Equatable {
        case classSheet(ClassRecord)
        case unit(UnitID)
    }

    /// Draws each sheet into a PNG file in `folder`.
    ///
    /// - Parameters:
    ///   - threads: Threads in all: one for each sheet, or several where there are more threads than sheets.
    ///   - written: Called on the calling thread with each file's path, in the order of the sheets. An error that it
    ///     throws ends the work.
    /// - Returns: What the sheets could not show.
    package func write(
        _ sheets: [Sheet], into folder: String, threads: Int, written: (String) throws -> Void
    ) throws -> SheetGaps {
        try OutputFile.prepare(folder: folder)
        let threads = max(1, threads)
        let each = max(1, threads / max(1, sheets.count))
        var gaps = SheetGaps()
        try WorkerPool.runInOrder(pieces: sheets.count, threads: threads) {
            { index in
                let sheet = sheets[index]
                let (bytes, gaps) = try self.png(of: sheet, threads: each)
                let name = SheetFiles.name(self.parameters(of: sheet))
                let path = URL(fileURLWithPath: folder).appendingPathComponent(name).relativePath
                try OutputFile.write(bytes, to: path)
                return (path: path, gaps: gaps)
            }
        } consume: {
            gaps.merge($1.gaps)
            try written($1.path)
        }
        return gaps
    }

    /// Draws one sheet as PNG.
    fileprivate func png(of sheet: Sheet, threads: Int) throws -> (bytes: [UInt8], gaps: SheetGaps) {
        let picture = try picture(of: sheet, threads: threads)
        let notes = notes(title: picture.title, parameters(of: sheet))
        return (
            try PNGCodec.encode(picture.raster, text: notes, speed: .fast, threads: threads), picture.gaps
        )
    }

    /// The parameters that the sheet's picture depends on.
    func parameters(of sheet: Sheet) -> PictureParameters {
        switch sheet {
        case .classSheet(let record): options.parameters(of: record, head: caption.source.head)
        case .unit(let unit): options.parameters(of: unit, head: caption.source.head)
        }
    }

    private struct Picture {
        let raster: Raster
        let title: String
        let gaps: SheetGaps
    }

    private func picture(of sheet: Sheet, threads: Int) throws -> Picture {
        switch sheet {
        case .classSheet(let record):
            let prepared = try self.sheet(of: record, threads: threads)
            return Picture(
                raster: try prepared.sheet.draw(threads: threads).raster, title: caption.pictureTitle(of: record),
                gaps: prepared.gaps)
        case .unit(let unit):
            if case .bins(let count) = options.unitImages {
                let prepared = try rangeSheet(of: unit, bins: count, threads: threads)
                return Picture(
                    raster: try prepared.sheet.draw(threads: threads).raster, title: "Range of unit \(unit)",
                    gaps: prepared.gaps)
            }
            let prepared = try self.sheet(of: unit, threads: threads)
            return Picture(
                raster: try prepared.sheet.draw(threads: threads).raster, title: "Unit \(unit)", gaps: prepared.gaps)
        }
    }
}

extension Atlas {
    /// Draws the contact sheet of a class as PNG: its strongest units with their best images.
    ///
    /// - Parameter head: A head of the atlas; nil is the network's own.
    public func sheet(
        of record: ClassRecord, _ options: SheetOptions = SheetOptions(), head: String? = nil
    ) throws -> [UInt8] {
        try AtlasDrawing(self, head: head, options: options).png(of: .classSheet(record), threads: 1).bytes
    }

    /// Draws the contact sheet of a unit as PNG: the classes it argues for and against, and its best images.
    ///
    /// - Parameter head: A head of the atlas; nil is the network's own.
    public func sheet(
        of unit: UnitID, _ options: SheetOptions = SheetOptions(), head: String? = nil
    ) throws -> [UInt8] {
        try AtlasDrawing(self, head: head, options: options).png(of: .unit(unit), threads: 1).bytes
    }
}
