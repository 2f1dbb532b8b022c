import Testing

/// Who may import whom.
struct ModuleTests {
    /// A module imports only modules above it.
    private static let order = [
        "CLibraries", "Workers", "Tensors", "Reporting", "Kernels", "ONNX", "Images", "Units", "ImageCollections",
        "Annotations", "Scenes", "Inference", "Observers", "Analyses", "Store", "Queries", "Sheets", "UnitAtlas",
        "Explorer",
        "unit-atlas",
    ]

    /// Each outside library, with the one module that imports it.
    private static let owners = [
        "COneDNN": "Kernels", "COpenBLAS": "Kernels", "CLIBLINEAR": "Kernels",
        "CPNG": "Images", "CTurboJPEG": "Images", "CWebP": "Images", "CCairo": "Images", "GRDB": "Store",
        "GRDBSQLite": "Store",
        "CSQLite": "Store",
        "ArgumentParser": "unit-atlas", "FlyingSocks": "Explorer", "CLibCrypto": "ImageCollections",
    ]

    /// Apple's own packages and what comes with Swift; anyone may import them.
    private static let common: Set<String> = [
        "Foundation", "FoundationXML", "Dispatch", "Glibc", "Synchronization",
    ]

    @Test func importsPointUpwards() throws {
        let files = try SourceFiles.all(under: "Sources")
        #expect(files.count > 150)
        for file in files {
            let own = try #require(Self.order.firstIndex(of: file.module), "\(file.path) is in no known module")
            for name in file.imports where !Self.common.contains(name) {
                if let owner = Self.owners[name] {
                    #expect(file.module == owner, "\(file.path) imports \(name), which is for \(owner) alone")
                } else if let place = Self.order.firstIndex(of: name) {
                    #expect(place < own, "\(file.path) imports \(name), which is not above it")
                } else {
                    Issue.record("\(file.path) imports \(name), which ModuleTests does not know")
                }
            }
        }
    }

    @Test func tensorsAndWorkersImportNothingOfOurs() throws {
        for file in try SourceFiles.all(under: "Sources/Tensors") + SourceFiles.all(under: "Sources/Workers") {
            #expect(Set(file.imports).isSubset(of: ["Foundation", "Dispatch", "Synchronization"]), "\(file.path)")
        }
    }

    /// Values in, values out: no files, no SQL, no drawing.
    @Test func analysesAndUnitsTouchNoFiles() throws {
        for folder in ["Sources/Analyses", "Sources/Units", "Sources/Observers"] {
            for file in try SourceFiles.all(under: folder) {
                for (number, line) in file.code {
                    for word in ["FileManager", "FileHandle", "URL(", "print("] where line.contains(word) {
                        Issue.record("\(file.path):\(number) uses \(word)")
                    }
                }
            }
        }
    }

    /// An atlas is opened once, by `Atlas`; every use case is given it.
    @Test func onlyAtlasOpensReaders() throws {
        for file in try SourceFiles.all(under: "Sources") where file.module != "Store" {
            if file.path.hasPrefix("Sources/UnitAtlas/Atlas/") { continue }
            for (number, line) in file.code where line.contains("AtlasReader(") {
                Issue.record("\(file.path):\(number) opens a reader of its own: take an Atlas")
            }
        }
    }
}
