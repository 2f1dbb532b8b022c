import Foundation

/// What stdout is connected to.
enum Terminal {
    /// Characters in a line of the terminal that stdout goes to; nil where it goes into a file or another program.
    static var width: Int? {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
