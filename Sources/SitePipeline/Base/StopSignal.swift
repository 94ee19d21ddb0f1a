import Glibc
import Synchronization

/// Whether the system has asked this process to end (SIGTERM), for runs that finish what is under way.
package enum StopSignal {
    private static let isAsked = Atomic<Bool>(false)

    package static var isReceived: Bool { isAsked.load(ordering: .relaxed) }

    /// From here on the signal no longer ends the process.
    package static func listen() {
        // A handler may not be the first to touch it.
        isAsked.store(false, ordering: .relaxed)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            StopSignal.isAsked.store(true, ordering: .relaxed)
        }
        sigaction(SIGTERM, &action, nil)
    }
}
