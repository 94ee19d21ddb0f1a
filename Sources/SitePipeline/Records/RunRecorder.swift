import Glibc
import Synchronization

/// Measures the stages of a run while it passes them on to whoever shows them.
final class RunRecorder: BuildProgress {
    struct Stage: Hashable, Sendable {
        let name: String
        let milliseconds: Int64
    }

    private struct Open {
        let name: String
        let start: ContinuousClock.Instant
    }

    private struct Record {
        var stages: [Stage] = []
        var open: Open?
    }

    private let next: (any BuildProgress)?
    private let record = Mutex(Record())

    init(_ next: (any BuildProgress)?) { self.next = next }

    func show(_ stage: String) {
        begin(stage)
        next?.show(stage)
    }

    func advance(_ stage: String, by count: Int, of total: Int) {
        next?.advance(stage, by: count, of: total)
    }

    /// The stages so far, the last of them up to now.
    var stages: [Stage] {
        record.withLock { record in
            record.stages + (record.open.map { [Self.closed($0, at: .now)] } ?? [])
        }
    }

    /// The most memory that the process ever held.
    static var peakMemoryBytes: Int64 {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return Int64(usage.ru_maxrss) * 1_024
    }

    private func begin(_ stage: String) {
        let now = ContinuousClock.now
        record.withLock { record in
            if let open = record.open { record.stages.append(Self.closed(open, at: now)) }
            record.open = Open(name: stage, start: now)
        }
    }

    private static func closed(_ open: Open, at end: ContinuousClock.Instant) -> Stage {
        Stage(name: open.name, milliseconds: (end - open.start).wholeMicroseconds / 1_000)
    }
}
