public import Store

/// Why a use case cannot be carried out. Cases carry data; the description is one sentence that names no option of the
/// command line.
public enum UnitAtlasError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A network's file or folder cannot be used.
    case model(path: String, ModelProblem)
    /// There is no preset of preprocessing with this name.
    case unknownPreset(String)
    /// An atlas does not contain what is needed.
    case atlas(path: String, AtlasProblem)
    /// The atlas at `path` was built with settings other than those requested.
    case differs(path: String, [SettingDifference])
    /// Images or labels have changed since the atlas at `path` was built.
    case changed(path: String, [ImageDifference])
    /// An image cannot be used.
    case image(path: String, ImageProblem)
    /// A folder or list contains no images.
    case noImages(path: String)
    /// An array in a file does not have the required form.
    case array(path: String, ArrayProblem)
    /// A list in a file, of images or of classes, does not match something else.
    case list(path: String, ListProblem)
    /// A selection of units is invalid.
    case units(UnitProblem)
    /// A head cannot be trained, imported, exported or compared.
    case head(HeadProblem)
    /// Localization cannot be measured.
    case localization(LocalizationProblem)
    /// A concept, scenes or text cannot be discovered.
    case discovery(DiscoveryProblem)
    /// Two atlases cannot be compared.
    case comparison(ComparisonProblem)
    /// The result of a query cannot be plotted.
    case plot(PlotProblem)
    /// The demo cannot be built.
    case demo(DemoProblem)
    /// A file or folder cannot be written.
    case output(path: String, OutputProblem)

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .model(let path, let problem): "\(path): \(problem.phrase)."
        case .unknownPreset(let name): "Unknown preset “\(name)”; the presets are torchvision, tensorflow and caffe."
        case .atlas(let path, let problem): problem.sentence(path)
        case .differs(let path, let differences):
            "\(path) was built with different settings, and nothing was changed: \(Self.list(differences))."
                + " Use the same settings, or another file for a new atlas."
        case .changed(let path, let differences):
            "Images or labels of \(path) have changed, and nothing was written: \(Self.list(differences))."
        case .image(let path, let problem): Self.sentence("\(path): \(problem.phrase)")
        case .noImages(let path): "\(path) contains no images."
        case .array(let path, let problem): "\(path): \(problem.phrase)."
        case .list(let path, let problem): "\(path): \(problem.phrase)."
        case .units(let problem): problem.sentence
        case .head(let problem): problem.sentence
        case .localization(let problem): problem.sentence
        case .discovery(let problem): problem.sentence
        case .comparison(let problem): problem.sentence
        case .plot(let problem): problem.sentence
        case .demo(let problem): problem.sentence
        case .output(let path, let problem): "\(path): \(problem.phrase)."
        }
    }

    /// The first three differences, and the number of the others.
    private static func list<Difference: CustomStringConvertible>(_ differences: [Difference]) -> String {
        differences.prefix(3).map(\.description).joined(separator: "; ")
            + (differences.count > 3 ? "; \(differences.count - 3) more" : "")
    }

    /// With a full stop, unless the text already ends in one.
    private static func sentence(_ text: String) -> String {
        text.last.map { ".?!".contains($0) } == true ? text : text + "."
    }
}
