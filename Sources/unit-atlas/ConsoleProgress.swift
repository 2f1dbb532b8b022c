import Foundation
import Reporting
import Tensors
import UnitAtlas

/// A line on stderr that shows the progress of a command: rewritten in place on a terminal, and printed every ten seconds
/// elsewhere.
final class ConsoleProgress {
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private var lastTime = -Double.infinity
    private var isShown = false

    func show(_ progress: IndexProgress) {
        guard progress.seconds - lastTime >= (isTerminal ? 0.2 : 10) || progress.done == progress.total else { return }
        lastTime = progress.seconds
        var text = Self.text(
            progress.done, of: progress.total, "image", rate: progress.rate, remaining: progress.remaining)
        if progress.skipped > 0 { text += ", \(NumberFormat.grouped(progress.skipped)) skipped" }
        write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
        isShown = true
    }

    /// Shows how many files of a kind are written, unless stdout lists them on the same terminal.
    ///
    /// - Parameter noun: What is counted, in the singular.
    func show(_ done: Int, of total: Int, _ noun: String, seconds: Double) {
        guard total > 20, isatty(FileHandle.standardOutput.fileDescriptor) == 0,
            seconds - lastTime >= (isTerminal ? 0.2 : 10)
        else { return }
        lastTime = seconds
        let text = Self.text(
            done, of: total, noun, rate: seconds > 0 ? Double(done) / seconds : 0,
            remaining: IndexProgress.remaining(seconds: seconds, share: Double(done) / Double(total)))
        write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
        isShown = true
    }

    /// Ends the line, if one is shown.
    func finish() {
        if isTerminal, isShown { write("\n") }
        isShown = false
    }

    /// `300 of 1,500 images, 98 images/s, 12 s left`
    private static func text(
        _ done: Int, of total: Int, _ noun: String, rate: Double, remaining: Double?
    ) -> String {
        var text = "\(NumberFormat.grouped(done)) of \(NumberFormat.count(total, noun))"
        if done > 0 { text += ", \(Self.rate(rate)) \(noun)s/s" }
        if done < total, let remaining { text += ", \(duration(remaining)) left" }
        return text
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
