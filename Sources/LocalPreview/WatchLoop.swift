import Glibc
import MarginModel

/// Something that notices changes, asked again and again by one thread.
protocol ChangeSource: AnyObject {
    /// Becomes readable when there is something to collect; `nil` when one has to look.
    var descriptor: Int32? { get }
    /// What changed since the last call.
    func collect() throws(WatchError) -> Set<Change>
}

/// The `errno` that ended watching.
struct WatchError: Error {
    let code: Int32
}

/// The thread of a `ChangeWatcher`: waits for changes, lets a burst end, tells it once.
final class WatchLoop {
    private var source: any ChangeSource
    private let places: WatchedPlaces
    private let stop: Int32
    private let continuation: AsyncStream<Set<Change>>.Continuation
    private let report: @Sendable (Diagnostic) -> Void

    init(
        source: any ChangeSource, places: WatchedPlaces, stop: Int32,
        continuation: AsyncStream<Set<Change>>.Continuation,
        report: @escaping @Sendable (Diagnostic) -> Void
    ) {
        self.source = source
        self.places = places
        self.stop = stop
        self.continuation = continuation
        self.report = report
    }

    deinit { close(stop) }

    /// Gives this loop to a thread of its own, which alone touches it from then on.
    func startThread() -> Bool {
        var thread = pthread_t()
        let retained = Unmanaged.passRetained(self)
        let failed = pthread_create(
            &thread, nil,
            { argument in
                if let argument {
                    Unmanaged<WatchLoop>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, retained.toOpaque())
        guard failed == 0 else {
            retained.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    private func run() {
        var pending: Set<Change> = []
        var burstStart = ContinuousClock.now
        while wait(milliseconds: pause(whilePending: !pending.isEmpty)) {
            let found = collect()
            if pending.isEmpty { burstStart = .now }
            pending.formUnion(found)
            let isTooLong =
                burstStart.duration(to: .now)
                > .milliseconds(ChangeWatcher.patienceMilliseconds)
            if !pending.isEmpty, found.isEmpty || isTooLong {
                tell(pending)
                pending = []
            }
        }
        continuation.finish()
    }

    /// What no one has taken yet is told together with what is new.
    private func tell(_ changes: Set<Change>) {
        if case .dropped(let untold) = continuation.yield(changes) {
            continuation.yield(changes.union(untold))
        }
    }

    /// -1 is for ever.
    private func pause(whilePending isPending: Bool) -> Int {
        if isPending { return ChangeWatcher.quietMilliseconds }
        return source.descriptor == nil ? ChangeWatcher.pollMilliseconds : -1
    }

    /// - Returns: `false` when the watcher is gone.
    private func wait(milliseconds: Int) -> Bool {
        var entries = [pollfd(fd: stop, events: Int16(POLLIN), revents: 0)]
        if let descriptor = source.descriptor {
            entries.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        }
        poll(&entries, nfds_t(entries.count), Int32(milliseconds))
        return entries[0].revents == 0
    }

    private func collect() -> Set<Change> {
        do {
            return try source.collect()
        } catch {
            report(.pollingInstead(code: error.code))
            source = PollingSource(watching: places)
            // What happened between the two is not known.
            return [.sources, .release]
        }
    }
}
