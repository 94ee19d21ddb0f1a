import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct OutputLockTests {
    let folder: TemporaryFolder
    let store: ReleaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try ReleaseStore(opening: folder.path("Output"), durably: false)
    }

    @Test func refusesASecondHolderAndNamesTheFirst() throws {
        let lock = try OutputLock(of: store)
        let error = try #require(throws: Diagnostic.self) {
            try OutputLock(of: store)
        }
        #expect(error.id == "lock-held")
        #expect(error.location.file == folder.path("Output/.state/lock"))
        #expect(error.message.contains("pid \(ProcessInfo.processInfo.processIdentifier)"))
        let day = SystemClock.now.utc.date.description
        #expect(error.message.contains("started \(day)T"), "by the system's clock")
        withExtendedLifetime(lock) {}
    }

    @Test func isFreeAgainWhenItsHolderIsGone() throws {
        do { _ = try OutputLock(of: store) }
        _ = try OutputLock(of: store)
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
            try OutputLock(of: store)
        }
        #expect(error.id == "lock-held")
        #expect(error.message.contains("another process"))
        kill(other.processIdentifier, SIGKILL)
        #expect(waitUntil { canLock() })
    }

    private func canLock() -> Bool { (try? OutputLock(of: store)) != nil }

    private func waitUntil(_ condition: () -> Bool) -> Bool {
        for _ in 0..<500 {
            if condition() { return true }
            usleep(10_000)
        }
        return false
    }
}
