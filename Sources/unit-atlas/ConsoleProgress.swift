import Foundation
import Reporting
import Tensors
import UnitAtlas

/// A line on stderr that says how far an index is: rewritten in place on a terminal, now and then in a log.
final class ConsoleProgress {
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private var lastTime = -Double.infinity
    private var isShown = false

    func show(_ progress: IndexProgress) {
        guard progress.seconds - lastTime >= (isTerminal ? 0.2 : 10) || progress.done == progress.total else { return }
        lastTime = progress.seconds
        var text = "\(NumberFormat.grouped(progress.done)) of \(NumberFormat.count(progress.total, "image"))"
        if progress.done > 0 { text += ", \(Self.rate(progress.rate)) a second" }
        if progress.done < progress.total, let remaining = progress.remaining {
            text += ", \(Self.duration(remaining)) left"
        }
        if progress.skipped > 0 { text += ", \(NumberFormat.grouped(progress.skipped)) skipped" }
        write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
        isShown = true
    }

    /// How much of something else is done, where stdout does not show it on the same terminal already.
    func show(_ done: Int, of total: Int, _ things: String, seconds: Double) {
        guard total > 20, isatty(FileHandle.standardOutput.fileDescriptor) == 0,
            seconds - lastTime >= (isTerminal ? 0.2 : 10)
        else { return }
        lastTime = seconds
        var text = "\(NumberFormat.grouped(done)) of \(NumberFormat.grouped(total)) \(things)"
        if let remaining = IndexProgress.remaining(seconds: seconds, share: Double(done) / Double(total)) {
            text += ", \(Self.duration(remaining)) left"
        }
        write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
        isShown = true
    }

    /// Ends the line, if one is shown.
    func finish() {
        if isTerminal, isShown { write("\n") }
        isShown = false
    }

    private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// `1,200`, `8.5`.
    private static func rate(_ rate: Double) -> String {
        rate < 9.95 ? String(format: "%.1f", rate) : NumberFormat.grouped(Int(rounding: rate))
    }

    /// In seconds: 10 years, beyond which an estimate says nothing.
    private static let longest = 315_360_000

    /// `45 s`, `12 min`, `3 h 20 min`.
    static func duration(_ seconds: Double) -> String {
        let whole = min(Int(rounding: seconds, .up), longest)
        if whole < 90 { return "\(whole) s" }
        let minutes = (whole + 30) / 60
        return minutes < 90 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
