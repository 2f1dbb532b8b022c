import Foundation
import ImageCollections
import TestSupport

extension InputCase {
    /// Which files of a folder, or of a list, are its images.
    static let folders: [InputCase] = [
        folder(
            "Files with an image extension", "in any case, of any format",
            ["a.JPG", "b.webp", "c.tif", "d.heic", "e.svg", "f.ppm"], as: "a.JPG b.webp c.tif d.heic e.svg f.ppm"),
        folder(
            "Files with other extensions", "counted", ["a.jpg", "b.csv", "c.csv", "d"],
            as: "a.jpg; others: none 1, csv 2"),
        folder(
            "Hidden and system files", "hidden and machine-made",
            [".a.jpg", "._b.jpg", "@eaDir/b.jpg", "__MACOSX/b.jpg", ".ipynb_checkpoints/b.jpg", "Thumbs.db", "b.jpg"],
            as: "b.jpg"),
        folder("Names that differ in case", "", ["A.jpg", "a.jpg", "a.JPG"], as: "A.jpg a.JPG a.jpg"),
        .reads("Files with other extensions", "an image by its content", in: section, as: "data") { folder in
            try folder.write(Data([0xFF, 0xD8, 0xFF, 0xE0]), to: "data")
            return describe(try ImageFolder.listing(folder.path))
        },
        .reads("Files with other extensions", "text that begins like a PPM", in: section, as: "; others: txt 1") {
            folder in
            try folder.write("P1 is the first of six", to: "notes.txt")
            return describe(try ImageFolder.listing(folder.path))
        },
        .reads("Names that differ in Unicode form", "", in: section, as: "cafe 0301, caf 00E9") { folder in
            for name in ["caf\u{E9}.jpg", "cafe\u{301}.jpg"] { try folder.write("x", to: name) }
            return try ImageFolder.list(folder.path).map { entry in
                entry.path.unicodeScalars.filter { $0 != "." }.map {
                    $0.isASCII ? "\($0)" : " " + String(format: "%04X", $0.value)
                }.joined().replacingOccurrences(of: "jpg", with: "")
            }.joined(separator: ", ")
        },
        .reads("Names that are not UTF-8", "two of them", in: section, as: #"x.jpg x\xE8.jpg x\xE9.jpg"#) { folder in
            try folder.write("x", to: "x.jpg")
            for byte in [0xE9, 0xE8] as [UInt8] {
                try folder.copy("x.jpg", to: Array("x".utf8) + [byte] + Array(".jpg".utf8))
            }
            return describe(try ImageFolder.listing(folder.path))
        },
        .reads("Names that are not UTF-8", "beside a name like its escape", in: section, as: #"x\x5CxE9.jpg x\xE9.jpg"#)
        {
            folder in
            try folder.write("x", to: #"x\xE9.jpg"#)
            try folder.copy(#"x\xE9.jpg"#, to: Array("x".utf8) + [0xE9] + Array(".jpg".utf8))
            return describe(try ImageFolder.listing(folder.path))
        },
        list("Lists", "byte order mark", "\u{FEFF}a.jpg\nb/c.jpg\n", as: "a.jpg b/c.jpg"),
        list(
            "Lists", "lines of Windows, spaces, ./, a comment", " ./b/c.jpg \r\n# x\r\n\r\na.jpg", as: "a.jpg b/c.jpg"),
        list(
            "Lists", "both Unicode forms of a name", "caf\u{E9}.jpg\ncafe\u{301}.jpg\n",
            as: "cafe\u{301}.jpg caf\u{E9}.jpg"),
        list("Lists", "paths of Windows", ".\\b\\c.jpg\r\na.jpg\r\n", as: "a.jpg b/c.jpg"),
        list("Lists", "paths in quotes", "\"b/c.jpg\"\n\"a.jpg\"\n", as: "a.jpg b/c.jpg"),
        list("Lists", "a name twice", "a.jpg\n./a.jpg\n", as: "a.jpg"),
    ]

    private static let section = "Folders and lists of images"

    private static func folder(_ form: String, _ name: String, _ files: [String], as value: String) -> InputCase {
        .reads(form, name, in: section, as: value) { folder in
            for file in files { try folder.write("x", to: file) }
            return describe(try ImageFolder.listing(folder.path))
        }
    }

    private static func list(_ form: String, _ name: String, _ text: String, as value: String) -> InputCase {
        .reads(form, name, in: section, as: value) { folder in
            for file in ["a.jpg", "b/c.jpg", "caf\u{E9}.jpg", "cafe\u{301}.jpg"] { try folder.write("x", to: file) }
            return describe(try ImageCollection(folder.write(text, to: "list.txt")).listing())
        }
    }

    private static func describe(_ listing: ImageFolder.Listing) -> String {
        let others = listing.others.sorted { $0.key < $1.key }.map { "\($0.key.isEmpty ? "none" : $0.key) \($0.value)" }
        return listing.entries.map(\.path).joined(separator: " ")
            + (others.isEmpty ? "" : "; others: " + others.joined(separator: ", "))
    }
}
