import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct OutputLockTests {
    let folder: TemporaryFolder
    let store: ReleaseStore
    let start = Instant(secondsSinceEpoch: 1_770_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try ReleaseStore(opening: folder.path("Output"), durably: false)
    }

    @Test func refusesASecondHolderAndNamesTheFirst() throws {
        let lock = try OutputLock(of: store, startedAt: start)
        let error = try #require(throws: Diagnostic.self) {
            try OutputLock(of: store, startedAt: start.advanced(bySeconds: 60))
        }
        #expect(error.id == "lock-held")
        #expect(error.location.file == folder.path("Output/.state/lock"))
        #expect(error.message.contains("pid \(ProcessInfo.processInfo.processIdentifier)"))
        #expect(error.message.contains("2026-02-02T02:40:00Z"))
        withExtendedLifetime(lock) {}
    }

    @Test func isFreeAgainWhenItsHolderIsGone() throws {
        do { _ = try OutputLock(of: store, startedAt: start) }
        _ = try OutputLock(of: store, startedAt: start)
    }

    @Test func diesWithTheProcessThatHeldIt() throws {
        try folder.write("", to: "Output/.state/lock")
        let other = Process()
        other.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        // `--no-fork`: the lock then belongs to the very process that is ended below.
        other.arguments = ["--no-fork", folder.path("Output/.state/lock"), "sleep", "60"]
        try other.run()
        defer { other.terminate() }
        #expect(waitUntil { !canLock() })
        let error = try #require(throws: Diagnostic.self) {
            try OutputLock(of: store, startedAt: start)
        }
        #expect(error.id == "lock-held")
        #expect(error.message.contains("another process"))
        kill(other.processIdentifier, SIGKILL)
        #expect(waitUntil { canLock() })
    }

    private func canLock() -> Bool { (try? OutputLock(of: store, startedAt: start)) != nil }

    private func waitUntil(_ condition: () -> Bool) -> Bool {
        for _ in 0..<500 {
            if condition() { return true }
            usleep(10_000)
        }
        return false
    }
}
