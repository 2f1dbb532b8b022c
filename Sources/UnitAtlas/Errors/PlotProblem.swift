import Reporting

extension UnitAtlasError {
    /// Why the result of a query cannot be plotted.
    public enum PlotProblem: Equatable, Sendable {
        /// A bar plot takes a name and a number per row.
        case barColumns(found: [String])
        /// A histogram takes a number per row, or a number and its count.
        case histogramColumns(found: [String])
        /// The result has more rows than the plot has bars.
        case tooManyBars(limit: Int)
        /// A count of a histogram is negative.
        case negativeCount(column: String, value: Double)
        /// The result contains no number.
        case noNumbers
        /// The numbers are too far apart, or too close together, for bins.
        case range(low: Double, high: Double)
        /// A column that is plotted contains something other than a number.
        case notANumber(column: String, value: String)

        var sentence: String {
            switch self {
            case .barColumns(let found):
                "A bar plot takes two columns, a name and a number; the result has \(found.count):"
                    + " \(found.joined(separator: ", "))."
            case .histogramColumns(let found):
                "A histogram takes one column of numbers, or numbers and their counts; the result has \(found.count):"
                    + " \(found.joined(separator: ", "))."
            case .tooManyBars(let limit):
                "A bar plot shows at most \(limit) rows, but the result has more; add a LIMIT to the query."
            case .negativeCount(let column, let value):
                "A histogram needs counts of 0 or more, but column “\(column)” contains \(value)."
            case .noNumbers: "There is nothing to plot, because the result contains no numbers."
            case .range(let low, let high): "The numbers from \(low) to \(high) cannot be divided into bins."
            case .notANumber(let column, let value):
                "Column “\(column)” contains “\(VisibleText.line(value))”, which is not a number."
            }
        }
    }

    /// Why the demo cannot be built.
    public enum DemoProblem: Equatable, Sendable {
        case noScenes
        /// The networks are not next to the program; `variable` is the environment variable that may name their folder.
        case networksNotFound(variable: String)
        /// The folder that `variable` names does not contain `network`.
        case networkNotInFolder(variable: String, folder: String, network: String)
        /// A file at `path` was not made by the demo.
        case foreignFile(path: String)
        /// The folder at `path` contains `file`, which was not made by the demo.
        case foreignFolder(path: String, file: String)
        /// The atlas at `path` has a class that is not a scene of the demo.
        case unknownScene(path: String, name: String)
        /// A mask that does not have the size of a scene.
        case invalidMask(path: String)

        var sentence: String {
            switch self {
            case .noScenes: "The demo needs at least one scene."
            case .networksNotFound(let variable):
                "The demo's networks were not found next to the program or above it; set \(variable) to the folder DemoModels"
                    + " in the source code."
            case .networkNotInFolder(let variable, let folder, let network):
                "\(variable) is \(folder), which does not contain \(network)/model.onnx."
            case .foreignFile(let path): "\(path) was not made by the demo; use another folder."
            case .foreignFolder(let path, let file):
                "\(path) contains “\(file)”, which was not made by the demo; use another folder."
            case .unknownScene(let path, let name): "\(path): the class “\(name)” is not a scene of the demo."
            case .invalidMask(let path): "\(path) is not a mask of a demo scene."
            }
        }
    }
}
