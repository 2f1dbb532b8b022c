import ArgumentParser
import Reporting
import UnitAtlas

/// Says which images of a sheet could not be drawn, and what to do.
enum MissingPictureNote {
    /// Prints nothing if `missing` is empty.
    ///
    /// - Throws: `ExitCode` 2 if an image could not be drawn.
    static func print(_ missing: [MissingPicture], atlas: String) throws {
        guard !missing.isEmpty else { return }
        let shown = missing.prefix(5).map(\.description).joined(separator: ", ") + (missing.count > 5 ? ", ..." : "")
        var text = "\(NumberFormat.count(missing.count, "image")) could not be drawn: \(shown)"
        let reasons = Set(missing.map(\.reason))
        if reasons.contains(.missing) { text += "; use --images if the image folder moved" }
        if reasons.contains(.changed) {
            text += "; run `unit-atlas index \(ShellText.quoted(atlas)) --update` to index changed images again"
        }
        note(text)
        throw ExitCode(2)
    }
}
