import Foundation
import UnitAtlas

/// A line on stderr that says how far an index is: rewritten in place on a terminal, now and then in a log.
final class ConsoleProgress {
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private var lastTime = -Double.infinity
    private var isShown = false

    func show(_ progress: IndexProgress) {
        guard progress.seconds - lastTime >= (isTerminal ? 0.2 : 10) || progress.done == progress.total else { return }
        lastTime = progress.seconds
        var text = "\(progress.done) of \(progress.total) images, \(Int(progress.rate.rounded())) a second"
        if progress.done < progress.total, let remaining = progress.remaining {
            text += ", \(Self.duration(remaining)) left"
        }
        if progress.skipped > 0 { text += ", \(progress.skipped) skipped" }
        write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
        isShown = true
    }

    /// How much of something else is done, where stdout does not show it on the same terminal already.
    func show(_ done: Int, of total: Int, _ things: String, seconds: Double) {
        guard total > 20, isatty(FileHandle.standardOutput.fileDescriptor) == 0,
            seconds - lastTime >= (isTerminal ? 0.2 : 10)
        else { return }
        lastTime = seconds
        let remaining = seconds / Double(done) * Double(total - done)
        let text = "\(done) of \(total) \(things), \(Self.duration(remaining)) left"
        write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
        isShown = true
    }

    func finish() {
        if isTerminal, isShown { write("\n") }
    }

    private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    /// `45 s`, `12 min`, `3 h 20 min`.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 90 { return "\(whole) s" }
        let minutes = (whole + 30) / 60
        return minutes < 90 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
