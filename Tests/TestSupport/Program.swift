import Foundation

/// The real program, which is built beside the tests.
package enum Program {
    /// What a run left behind.
    package struct Outcome: Sendable {
        package let status: Int32
        package let stdout: String
        package let stderr: String

        /// The lines on stderr.
        package var messages: [String] { stderr.split(separator: "\n").map(String.init) }
    }

    package static var path: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("unit-atlas").path
    }

    /// Runs it, or another executable, to its end in `folder`, by default the current one.
    package static func run(
        _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
        executable: String = path
    ) throws -> Outcome {
        let running = try Running(arguments, in: folder, environment: environment, executable: executable)
        return try running.end()
    }

    /// A run that has not ended.
    package final class Running {
        private let process = Process()
        private let folder: TemporaryFolder

        package init(
            _ arguments: [String], in directory: String? = nil, environment: [String: String] = [:],
            executable: String = Program.path
        ) throws {
            folder = try TemporaryFolder()
            process.executableURL = URL(fileURLWithPath: executable)
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
            if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
            // Files, because a full pipe would make the program wait.
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try Self.handle(folder.file("stdout"))
            process.standardError = try Self.handle(folder.file("stderr"))
            try process.run()
        }

        private static func handle(_ path: String) throws -> FileHandle {
            try Data().write(to: URL(fileURLWithPath: path))
            return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        }

        /// Ends it as `kill -9` does, and waits until it is gone.
        package func kill() {
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }

        /// Interrupts it, as Ctrl-C does.
        package func interrupt() { process.interrupt() }

        /// The first line on stdout, waited for at most 20 seconds; nil where none comes.
        package func firstLine() throws -> String? {
            for _ in 0..<400 {
                let text = try String(contentsOfFile: folder.file("stdout"), encoding: .utf8)
                if let end = text.firstIndex(of: "\n") { return String(text[..<end]) }
                if !process.isRunning { return nil }
                Thread.sleep(forTimeInterval: 0.05)
            }
            return nil
        }

        /// Waits for its end.
        package func end() throws -> Outcome {
            process.waitUntilExit()
            func text(_ name: String) throws -> String {
                String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder.file(name))), as: UTF8.self)
            }
            return Outcome(status: process.terminationStatus, stdout: try text("stdout"), stderr: try text("stderr"))
        }
    }
}
