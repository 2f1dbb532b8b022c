@testable import Annotations
import Foundation
import Images
import TestSupport
import Units

extension InputCase {
    static let masks: [InputCase] = [
        values("Grey PNG", "8 bits", .grey(8), [0, 1, 2, 3], as: "cat 0100 | dog 0010"),
        values("Grey PNG", "16 bits", .grey(16), [0, 1, 2, 257], as: "cat 0100 | dog 0010"),
        values(
            "Grey PNG", "16 bits, values above 255", .grey(16), [0, 1000, 65535, 3],
            table: "value,name\n1000,cat\n65535,dog\n", as: "cat 0100 | dog 0010"),
        values("Grey PNG", "1 bit: 0 and 255", .grey(1), [0, 1, 0, 1], table: "value,name\n255,cat\n", as: "cat 0101"),
        values(
            "Grey PNG", "2 bits: 0, 85, 170 and 255", .grey(2), [0, 1, 2, 3], table: "value,name\n85,cat\n170,dog\n",
            as: "cat 0100 | dog 0010"),
        values(
            "Grey PNG", "4 bits: 0, 17, 34 ...", .grey(4), [0, 1, 2, 15], table: "value,name\n17,cat\n255,dog\n",
            as: "cat 0100 | dog 0001"),
        values("PNG with a colour palette", "8 bits", .palette(8, voc), [0, 1, 2, 3], as: "cat 0100 | dog 0010"),
        values("PNG with a colour palette", "2 bits", .palette(2, voc), [0, 1, 2, 3], as: "cat 0100 | dog 0010"),
        values(
            "Value 255", "of a colour palette", .palette(8, voc), [0, 1, 2, 255],
            as: "cat 0100 | dog 0010 | ignored 0001"),
        values(
            "Value 255", "of a colour palette, by colours", .palette(8, voc), [0, 1, 2, 255],
            table: "color,name\n#800000,cat\n", as: "cat 0100 | ignored 0001"),
        values("Value 255", "of greys", .grey(8), [0, 1, 2, 255], as: "cat 0100 | dog 0010 | ignored 0001"),
        values("Value 255", "of 16 bits", .grey(16), [0, 1, 2, 255], as: "cat 0100 | dog 0010"),
        values("Value 255", "of one bit", .grey(1), [0, 1, 0, 0], table: "value,name\n1,cat\n", as: ""),
        values("Value 255", "with a name", .grey(8), [0, 1, 2, 255], table: "value,name\n255,cat\n", as: "cat 0001"),
        values(
            "Value 255", "called background", .palette(8, voc), [0, 1, 2, 255],
            table: "value,name\n1,cat\n255,background\n", as: "cat 0100"),
        folders(
            "Value 255", "of one folder per name", .palette(8, voc), [0, 1, 255, 2], as: "cat 0101 | ignored 0010"),
        reads("JPEG and lossy WebP", "two colours", in: section, as: "cat 0101") { folder in
            try folder.write(Data(base64Encoded: exactJPEG) ?? Data(), to: "masks/cat/a.jpg")
            return try objects(in: folder)
        },
        refuses(
            "JPEG and lossy WebP", "colours that were not drawn", in: section,
            with: {
                AnnotationError.file(
                    path: $0.file("masks/cat/a.jpg"),
                    .lossyMask(["#000000", "#191919", "#252525", "#dfdfdf"], count: 4))
            }
        ) { folder in
            try folder.write(Data(base64Encoded: noisyJPEG) ?? Data(), to: "masks/cat/a.jpg")
            return try objects(in: folder)
        },
        values(
            "PNG with a colour palette", "by their colours", .palette(8, voc), [0, 1, 2, 3],
            table: "color,name\n#800000,cat\n#008000,dog\n", as: "cat 0100 | dog 0010"),
        values(
            "PNG with a grey palette", "the levels", .palette(8, [0, 0, 0, 20, 20, 20, 10, 10, 10]), [0, 1, 2, 0],
            table: "value,name\n10,cat\n20,dog\n", as: "cat 0010 | dog 0100"),
        values(
            "PNG with a grey palette", "all levels in order", .palette(8, ramp), [0, 1, 2, 3],
            as: "cat 0100 | dog 0010"),
        colors(
            "Colour pictures", "a column `color`", "color,name\n#ff0000,cat\n#0000ff,dog\n",
            as: "cat 0100 | dog 0010"),
        colors(
            "Colour pictures", "a column `colour`, capital letters", "name,colour\ncat,#FF0000\ndog,#0000FF\n",
            as: "cat 0100 | dog 0010"),
        colors(
            "Colour pictures", "columns `r`, `g` and `b`", "r,g,b,name\n255,0,0,cat\n0,0,255,dog\n",
            as: "cat 0100 | dog 0010"),
        colors(
            "Colour pictures", "values and colours", "value,r,g,b,name\n1,255,0,0,cat\n2,0,0,255,dog\n",
            as: "cat 0100 | dog 0010"),
        refusedMask(
            "Colour pictures", "values alone", "value,name\n1,cat\n",
            .file(path: "masks/a.png", .colorsInMask(["#000000", "#0000ff", "#00ff00", "#ff0000"]))),
        colors(
            "Colour pictures that are all grey", "their levels", "value,name\n10,cat\n20,dog\n",
            pixels: [0, 0, 0, 10, 10, 10, 20, 20, 20, 0, 0, 0], as: "cat 0100 | dog 0010"),
        colors(
            "Names that mean no object", "background, ignore and void",
            "value,name\n0,background\n10,cat\n20,Void\n30,ignore\n",
            pixels: [0, 0, 0, 10, 10, 10, 20, 20, 20, 30, 30, 30], as: "cat 0100 | ignored 0011"),
        refusedMask(
            "Invalid `masks.csv`", "no number", "value,name\nx,cat\n",
            .line(path: "masks/masks.csv", line: 2, .notAGreyValue("x"))),
        refusedMask(
            "Invalid `masks.csv`", "a number too large", "value,name\n65536,cat\n",
            .line(path: "masks/masks.csv", line: 2, .notAGreyValue("65536"))),
        refusedMask(
            "Invalid `masks.csv`", "no colour", "color,name\nred,cat\n",
            .line(path: "masks/masks.csv", line: 2, .notAColor("red"))),
        refusedMask(
            "Invalid `masks.csv`", "a value twice", "value,name\n1,cat\n1,dog\n",
            .line(path: "masks/masks.csv", line: 3, .repeated(value: "1", first: 2))),
        refusedMask(
            "Invalid `masks.csv`", "neither values nor colours", "name\ncat\n",
            .file(
                path: "masks/masks.csv",
                .missingColumns(["value", "color", "r,g,b"], isOneEnough: true, header: ["name"]))),
        refusedMask(
            "Invalid `masks.csv`", "only names of nothing", "value,name\n0,background\n",
            .file(path: "masks/masks.csv", .noRows)),
        reads("Transparent pixels", "white under an alpha channel that shows the object", in: section, as: "cat 0101") {
            folder in
            try folder.write(Data(base64Encoded: alphaPNG) ?? Data(), to: "masks/cat/a.png")
            return try objects(in: folder)
        },
        folders("One folder per name", "not black", .grey(8), [0, 1, 0, 255], as: "cat 0101"),
        folders("One folder per name", "16 bits", .grey(16), [0, 1, 0, 300], as: "cat 0101"),
        refuses(
            "Masks of a different size", "smaller", in: section,
            with: { AnnotationError.maskSize(path: $0.file("masks/a.png"), mask: [2, 1], image: [2, 2]) }
        ) { folder in
            try folder.write("value,name\n1,cat\n", to: "masks/masks.csv")
            try folder.write(PNGFile(.grey(8), width: 2, height: 1, [0, 1]).data, to: "masks/a.png")
            return try objects(in: folder)
        },
        refuses(
            "Folders without masks", "neither a table nor folders", in: section,
            with: { AnnotationError.file(path: $0.file("masks"), .noMaskNames) }
        ) { folder in
            try folder.write(PNGFile(.grey(8), width: 2, height: 2, [0, 1, 2, 3]).data, to: "masks/a.png")
            return try objects(in: folder)
        },
    ]

    private static let section = "Masks"
    private static let table = "value,name\n1,cat\n2,dog\n"

    /// The colours of Pascal VOC's first classes and its last one, of 256.
    private static let voc: [UInt8] =
        [0, 0, 0, 128, 0, 0, 0, 128, 0, 128, 128, 0] + [UInt8](repeating: 7, count: 251 * 3) + [224, 224, 192]
    private static let ramp = (0...255).flatMap { [UInt8](repeating: UInt8($0), count: 3) }

    /// The objects of a.png, 2×2 pixels, pixel by pixel.
    private static func objects(in folder: TemporaryFolder) throws -> String {
        let annotations = try ObjectAnnotations(
            .masks(folder.file("masks")), images: [BoxCase.image("a.png", 2, 2)])
        let found = try annotations.objects(
            in: "a.png", visible: ResamplingBox(x0: 0, y0: 0, x1: 2, y1: 2), imageWidth: 2, imageHeight: 2, width: 2,
            height: 2)
        func text(_ mask: Mask) -> String { mask.pixels.map { $0 ? "1" : "0" }.joined() }
        let objects = found?.masks.map { annotations.names[$0.name] + " " + text($0.mask) } ?? []
        return (objects + [found?.ignored].compactMap { $0 }.map { "ignored " + text($0) }).joined(separator: " | ")
    }

    /// 2×2 pixels, RGBA: white, and opaque in the right column alone.
    private static let alphaPNG =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAFUlE"
        + "QVR4nGP8//8/AwMDw38mBigAADn8BABJmFbaAAAAAElFTkSuQmCC"

    /// The levels 0, 255, 0 and 255 at Pillow's quality 100, which keeps them.
    private static let exactJPEG =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
        + "AQEBAQH/wAALCAACAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACv/EABoQAAEFAQAAAAAAAAAAAAAAAAkABwg5eLj/2gAIAQEAAD8AXyJ2rIae"
        + "AIb86tyv/9k="

    /// The levels 0, 255, 0 and 0 at quality 50, which makes them 25, 223, 0 and 37.
    private static let noisyJPEG =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBk"
        + "eFxlZ2P/wAALCAACAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABsQAAMAAgMAAAAAAAAAAAAAAAECAwAFBBEx/9oACAEBAAA/ABs91tZT"
        + "Wc9nzERAFVVuwCgeADvP/9k="

    private static func values(
        _ form: String, _ name: String, _ kind: PNGFile.Kind, _ numbers: [Int], table: String = table, as value: String
    ) -> InputCase {
        reads(form, name, in: section, as: value) { folder in
            try folder.write(table, to: "masks/masks.csv")
            try folder.write(PNGFile(kind, width: 2, height: 2, numbers).data, to: "masks/a.png")
            return try objects(in: folder)
        }
    }

    private static func folders(
        _ form: String, _ name: String, _ kind: PNGFile.Kind, _ numbers: [Int], as value: String
    ) -> InputCase {
        reads(form, name, in: section, as: value) { folder in
            try folder.write(PNGFile(kind, width: 2, height: 2, numbers).data, to: "masks/cat/a.png")
            return try objects(in: folder)
        }
    }

    private static let fourColors: [UInt8] = [0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 255, 0]

    @Sendable private static func colored(
        _ table: String, _ pixels: [UInt8], _ folder: TemporaryFolder
    ) throws -> String {
        try folder.write(table, to: "masks/masks.csv")
        try TinyImages.write(Raster(width: 2, height: 2, pixels: pixels), to: folder, "masks/a.png")
        return try objects(in: folder)
    }

    private static func colors(
        _ form: String, _ name: String, _ table: String, pixels: [UInt8] = fourColors, as value: String
    ) -> InputCase {
        reads(form, name, in: section, as: value) { try colored(table, pixels, $0) }
    }

    private static func refusedMask(
        _ form: String, _ name: String, _ table: String, _ error: AnnotationError
    ) -> InputCase {
        refuses(form, name, in: section, with: { error.inside($0) }) { try colored(table, fourColors, $0) }
    }
}
