import Synchronization

/// Runs independent jobs on a few workers and returns their results in the order of the jobs, so
/// that the number of threads never shows.
package struct WorkQueue: Sendable {
    package let workers: Int

    package init(workers: Int) { self.workers = max(1, workers) }

    /// - Parameters:
    ///   - makeState: Makes what one worker keeps for itself (a parser, buffers).
    ///   - work: Does one job; runs from start to end on one worker, without suspending.
    package func map<Job: Sendable, State: SendableMetatype, Result: Sendable>(
        _ jobs: [Job], state makeState: @escaping @Sendable () -> State,
        progress: (@Sendable (Int) -> Void)? = nil,
        _ work: @escaping @Sendable (Job, inout State) -> Result
    ) async -> [Result] {
        let cursor = JobCursor()
        var chunks = await withTaskGroup(of: [(start: Int, results: [Result])].self) { group in
            for _ in 0..<min(workers, max(1, jobs.count)) {
                group.addTask {
                    var state = makeState()
                    var chunks: [(start: Int, results: [Result])] = []
                    while true {
                        let range = cursor.next(of: jobs.count)
                        guard !range.isEmpty else { return chunks }
                        chunks.append((range.lowerBound, range.map { work(jobs[$0], &state) }))
                        progress?(range.count)
                    }
                }
            }
            var all: [(start: Int, results: [Result])] = []
            for await part in group { all += part }
            return all
        }
        chunks.sort { $0.start < $1.start }
        var results: [Result] = []
        results.reserveCapacity(jobs.count)
        for chunk in chunks { results += chunk.results }
        return results
    }

    /// The same for work that keeps nothing between jobs.
    package func map<Job: Sendable, Result: Sendable>(
        _ jobs: [Job], _ work: @escaping @Sendable (Job) -> Result
    ) async -> [Result] {
        await map(jobs, state: { 0 }) { job, _ in work(job) }
    }
}

/// Hands out the next few jobs to whichever worker asks.
private final class JobCursor: Sendable {
    private let position = Atomic<Int>(0)

    private static let chunk = 8

    func next(of count: Int) -> Range<Int> {
        let start = position.add(Self.chunk, ordering: .relaxed).oldValue
        return min(start, count)..<min(start + Self.chunk, count)
    }
}
