import ArgumentParser
import Foundation

/// Help texts and defaults of options that several commands take: one option means one thing everywhere.
enum Help {
    static let atlas: ArgumentHelp = "Path to the atlas."
    static let model: ArgumentHelp = "Path to the model, if it moved since indexing."
    static let images: ArgumentHelp = "Image folder, if it moved since indexing."
    static let threads: ArgumentHelp = "Number of threads; by default one per core."
    static let format: ArgumentHelp = "Output format: table, csv, json or markdown."
    static let reportFormat: ArgumentHelp = "Output format: table or json."
    static let units: ArgumentHelp = "Units: 3 7 12, or 3,7,12, or a range such as 0-15."
    static let classText: ArgumentHelp = "Class index, wnid, name, synonym, or a unique part of a name."
    static let replace: ArgumentHelp = "Replace an existing head of the same name."
    static let precision: ArgumentHelp = "Arithmetic: f32 or bf16."
    static let seed: ArgumentHelp = "Seed for random choices; the same seed gives the same result."
    static let outputFolder = ArgumentHelp("Folder for the PNG files.", valueName: "folder")

    /// The default number of threads.
    static let cores = ProcessInfo.processInfo.activeProcessorCount
}
