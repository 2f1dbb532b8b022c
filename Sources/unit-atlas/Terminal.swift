import Foundation

/// What the standard streams are connected to.
enum Terminal {
    /// Puts something in the place of standard streams that were closed, so that no file opened later takes their
    /// numbers, and what is meant for a reader ends up in an atlas. Writing to a closed stdout is still an error.
    static func occupyStandardStreams() {
        for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
            // The lowest free number, which is this one.
            _ = unsafe open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Characters in a line of the terminal that stdout goes to, as it says itself, or as `COLUMNS` does; nil where stdout
    /// goes into a file or another program.
    static var width: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 {
            return columns
        }
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
