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
        let parts = await withTaskGroup(of: [(Int, Result)].self) { group in
            for _ in 0..<min(workers, max(1, jobs.count)) {
                group.addTask {
                    var state = makeState()
                    var results: [(Int, Result)] = []
                    while true {
                        let range = cursor.next(of: jobs.count)
                        guard !range.isEmpty else { return results }
                        for index in range { results.append((index, work(jobs[index], &state))) }
                        progress?(range.count)
                    }
                }
            }
            var all: [(Int, Result)] = []
            for await part in group { all += part }
            return all
        }
        return parts.sorted { $0.0 < $1.0 }.map(\.1)
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
