import Foundation
import Images
import Reporting
import Sheets
public import Units
import Workers

/// Writes sheets as PNG files.
public enum SheetFiles {
    /// What is to be drawn.
    public enum Subject: Sendable {
        case classSheet(ClassRecord)
        case unit(UnitID)

        /// `class-0011-goldfinch.png`, `unit-0312.png`; of another head than the network's own with its name.
        func fileName(_ order: SheetOptions.Order, head: String?) -> String {
            switch self {
            case .classSheet(let record):
                var words = [record.shortName]
                switch order {
                case .strongest: break
                case .against: words.append("against")
                case .versus(let other): words += ["versus", other.shortName]
                }
                if let head { words += ["head", head] }
                return Self.fileName(index: record.id.value, name: words.joined(separator: " "))
            case .unit(let unit): return "unit-\(Self.padded(unit.value))\(Self.suffix(head: head)).png"
            }
        }

        /// Of a class's sheet.
        static func fileName(index: Int, name: String) -> String { stem(index: index, name: name) + ".png" }

        /// The same without its ending.
        static func stem(index: Int, name: String) -> String { "class-\(padded(index))-\(slug(name))" }

        /// What is put behind the name of a file that a head other than the network's own made: `-head-NAME`.
        static func suffix(head: String?) -> String { head.map { "-head-\(slug($0))" } ?? "" }

        private static func padded(_ number: Int) -> String { String(format: "%04d", number) }

        static func slug(_ text: String) -> String {
            let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }
            return parts.isEmpty ? "unnamed" : parts.joined(separator: "-")
        }
    }

    /// Draws each subject into `folder`: many at a time, or few on several threads each.
    ///
    /// - Parameter written: Called on the calling thread with each file's path, in the order of the subjects; what it throws
    ///   ends the work.
    public static func draw(
        _ subjects: [Subject], of drawing: AtlasDrawing, into folder: String, threads: Int,
        written: (String) throws -> Void
    ) throws {
        try OutputFile.prepare(folder: folder)
        let threads = max(1, threads)
        let each = max(1, threads / max(1, subjects.count))
        // Sheets become ready in any order, and are told in the order asked for.
        try WorkerPool.runInOrder(pieces: subjects.count, threads: threads) {
            { index in
                let subject = subjects[index]
                let path = URL(fileURLWithPath: folder).appendingPathComponent(
                    subject.fileName(drawing.options.order, head: drawing.trainedHead)
                ).relativePath
                let (raster, title): (Raster, String)
                switch subject {
                case .classSheet(let record):
                    raster = try drawing.sheet(of: record, threads: each).draw(threads: each).raster
                    title = drawing.options.order.title(of: record)
                case .unit(let unit):
                    raster = try drawing.sheet(of: unit, threads: each).draw(threads: each).raster
                    title = "Unit \(unit)"
                }
                let bytes = try PNGCodec.encode(
                    raster, text: drawing.notes(title: title), speed: .fast, threads: each)
                try OutputFile.write(bytes, to: path)
                return path
            }
        } consume: {
            try written($1)
        }
    }
}

extension Atlas {
    /// The contact sheet of a class as PNG: its strongest units with their best images.
    ///
    /// - Parameter head: A head of the atlas; nil is the network's own.
    public func sheet(
        of record: ClassRecord, _ options: SheetOptions = SheetOptions(), head: String? = nil
    ) throws -> [UInt8] {
        let drawing = try AtlasDrawing(self, head: head, options: options)
        return try PNGCodec.encode(
            try drawing.sheet(of: record).draw().raster, text: drawing.notes(title: options.order.title(of: record)))
    }

    /// The contact sheet of a unit as PNG: the classes it argues for and against, and its best images.
    ///
    /// - Parameter head: A head of the atlas; nil is the network's own.
    public func sheet(
        of unit: UnitID, _ options: SheetOptions = SheetOptions(), head: String? = nil
    ) throws -> [UInt8] {
        let drawing = try AtlasDrawing(self, head: head, options: options)
        return try PNGCodec.encode(
            try drawing.sheet(of: unit).draw().raster, text: drawing.notes(title: "Unit \(unit)"))
    }
}
