import ArgumentParser

/// The number of threads, for commands without other options of the same kind.
struct ThreadOptions: ParsableArguments {
    @Option(help: Help.threads) var threads = Help.cores

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads must be positive.") }
    }
}
