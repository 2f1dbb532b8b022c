// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A C library of Debian: a module map and a one-line shim.
func library(_ name: String) -> Target {
    .systemLibrary(name: name, path: "Sources/CLibraries/\(name)")
}

/// A module of the program. A module may import only modules named here, all of them above it.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(name)", exclude: exclude, resources: resources,
        swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)Tests",
        resources: resources, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let sockets = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")

let package = Package(
    name: "unit-atlas",
    products: [
        // UnitAtlas with the modules that its signatures name.
        .library(
            name: "UnitAtlas",
            targets: [
                "UnitAtlas", "Tensors", "Images", "ImageCollections", "Units", "Annotations", "Analyses", "Store",
                "Queries", "Sheets", "Reporting",
            ]),
        .executable(name: "unit-atlas", targets: ["unit-atlas"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    ],
    targets: [
        library("COneDNN"), library("COpenBLAS"), library("CLIBLINEAR"), library("CPNG"), library("CTurboJPEG"),
        library("CWebP"), library("CCairo"), library("CLibCrypto"), library("CSQLite"),

        module("Workers"),
        module("Tensors"),
        module("Reporting"),
        module("Kernels", ["Workers", "Tensors", "COneDNN", "COpenBLAS", "CLIBLINEAR"]),
        module("ONNX", ["Tensors"]),
        module("Images", ["Workers", "Tensors", "CPNG", "CTurboJPEG", "CWebP", "CCairo"]),
        module("Units", ["Tensors"]),
        module("ImageCollections", ["Images", "Units", "CLibCrypto"]),
        module("Annotations", ["Tensors", "Images", "ImageCollections", "Units"]),
        module("Scenes", ["Images", "Units"]),
        module("Inference", ["Tensors", "Kernels", "ONNX", "Units"]),
        module("Observers", ["Tensors", "Units"]),
        module("Analyses", ["Workers", "Tensors", "Reporting", "Kernels", "Images", "Units"]),
        module("Store", ["Tensors", "Reporting", "Images", "Units", "Observers", "Analyses", grdb, sqlite, "CSQLite"]),
        module("Queries", ["Units", "Annotations", "Analyses", "Store"]),
        module("Sheets", ["Workers", "Tensors", "Reporting", "Images", "Units", "Analyses"]),
        module(
            "UnitAtlas",
            [
                "Workers", "Tensors", "ONNX", "Images", "ImageCollections", "Units", "Annotations", "Scenes",
                "Inference", "Observers", "Analyses", "Store", "Queries", "Sheets", "Reporting",
            ], resources: [.copy("Resources/DemoModels")]),
        module(
            "Explorer",
            [
                "Workers", "Tensors", "Images", "ImageCollections", "Units", "Annotations", "Scenes", "Inference",
                "Analyses", "Store", "Queries", "Sheets", "Reporting", "UnitAtlas", sockets,
            ]),
        .executableTarget(
            name: "unit-atlas",
            dependencies: [
                "Kernels", "Tensors", "Units", "Images", "ImageCollections", "Annotations", "Inference", "Analyses",
                "Store", "Queries",
                "Sheets", "Reporting", "UnitAtlas", "Explorer", argumentParser,
            ],
            path: "Sources/unit-atlas",
            swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["Tensors", "ONNX", "Images", "Units", "Store"],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests("Workers", ["Workers"]),
        tests("Tensors", ["Tensors"]),
        tests("Reporting", ["Reporting"]),
        tests("Kernels", ["Kernels", "Tensors", "Workers"]),
        tests("ONNX", ["ONNX", "Tensors"], resources: [.copy("Fixtures")]),
        tests("Images", ["Images", "Tensors"], resources: [.copy("Fixtures")]),
        tests("ImageCollections", ["ImageCollections"]),
        tests("Units", ["Units", "Tensors"]),
        tests("Annotations", ["Annotations", "ImageCollections", "Images", "Units", "Tensors"]),
        tests("Scenes", ["Scenes", "Images", "Units"]),
        tests("Inference", ["Inference", "ONNX", "Kernels", "Tensors", "Units"], resources: [.copy("Fixtures")]),
        tests("Observers", ["Observers", "Units", "Tensors"]),
        tests("Analyses", ["Analyses", "Kernels", "Images", "Units", "Tensors"], resources: [.copy("Fixtures")]),
        tests("Store", ["Store", "Reporting", "Observers", "Analyses", "Images", "Units", "Tensors", grdb]),
        tests("Sheets", ["Sheets", "Reporting", "Analyses", "Images", "Units", "Tensors"]),
        tests(
            "UnitAtlas",
            [
                "UnitAtlas", "Reporting", "Store", "Inference", "Analyses", "Observers", "ONNX", "Images",
                "ImageCollections", "Annotations", "Units", "Tensors",
            ],
            resources: [.copy("Fixtures")]),
        tests(
            "Explorer",
            [
                "Explorer", "UnitAtlas", "Reporting", "Store", "Queries", "Analyses", "Observers", "Images", "Units",
                "Tensors", "ONNX", sockets,
            ]),
        tests(
            "Command",
            [
                "unit-atlas", "UnitAtlas", "Annotations", "Analyses", "Explorer", "Inference", "Queries", "Sheets",
                "Store",
                "Images", "Units", "Tensors", argumentParser,
            ]),
        tests(
            "Query", ["Queries", "Reporting", "Store", "UnitAtlas", "Images", "Units", "Observers", "Tensors", grdb]),
        tests(
            "Input",
            [
                "UnitAtlas", "Annotations", "ImageCollections", "Images", "Inference", "Analyses", "ONNX", "Store",
                "Units", "Tensors",
            ], resources: [.copy("Fixtures")]),
        tests("Documentation", ["UnitAtlas", "Images"]),
        tests("Architecture", []),
    ]
)
