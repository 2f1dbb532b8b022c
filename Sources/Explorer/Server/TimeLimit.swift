/// Thrown when work exceeds its time limit.
struct TimeLimitReached: Error {}

/// Returns the result of `body`, which is cancelled when it takes longer than `time`.
///
/// - Throws: `TimeLimitReached`, and what `body` throws.
func withTimeLimit<Result: Sendable>(
    _ time: Duration, _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask(operation: body)
        group.addTask {
            try await Task.sleep(for: time)
            throw TimeLimitReached()
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() else { throw CancellationError() }
        return result
    }
}
