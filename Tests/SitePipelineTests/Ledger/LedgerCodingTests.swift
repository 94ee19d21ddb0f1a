import MarginModel
import MarkupValidation
import Testing

@testable import SitePipeline

@Suite struct LedgerCodingTests {
    private let site: SiteCopy

    private let checks = "c"
    private let queue = WorkQueue(workers: 2)

    init() throws { site = try SiteCopy() }

    /// Every entry of the shipped site, with facts, and one with diagnostics.
    private func entries() async throws -> [LedgerEntry] {
        let build = try site.build()
        let store = try ReleaseStore(opening: site.folders.output, durably: false)
        let draft = try store.begin(id: "x")
        let result = try await build.render(
            build.prepare(), into: draft, as: "x", progress: nil)
        try draft.discard()
        let warning = Diagnostic(
            .warning, id: "a", at: SourceLocation(file: "ü", line: 300, column: 7), message: "m",
            hint: "h")
        let extra = LedgerEntry(
            path: "~", reads: [], byteCount: 0, sha256: "",
            stamp: FileStamp(inode: .max, modifiedNanoseconds: -1, byteCount: 1 << 40), facts: nil,
            diagnostics: [warning, Diagnostic(.notice, id: "b", at: warning.location, message: "")])
        return result.manifest.outputs.compactMap(\.ledgerEntry).sorted { $0.path < $1.path }
            + [extra]
    }

    @Test func readsBackWhatItWrote() async throws {
        let entries = try await entries()
        #expect(entries.contains { !($0.facts?.links ?? []).isEmpty && !$0.reads.isEmpty })
        let bytes = await LedgerEncoder.bytes(of: entries, checks: checks, by: "me", on: queue)
        #expect(
            try await LedgerDecoder.ledger(from: bytes, of: "me", on: queue)
                == Ledger(entries, checks: checks))
    }

    @Test func refusesTheLedgerOfAnotherProgram() async throws {
        let bytes = await LedgerEncoder.bytes(of: [], checks: checks, by: "me", on: queue)
        await #expect(throws: LedgerDecoder.Fault.foreign) {
            try await LedgerDecoder.ledger(from: bytes, of: "you", on: queue)
        }
    }

    @Test func refusesEveryDamagedByteAndEveryCut() async throws {
        let entries = try await entries()
        let bytes = await LedgerEncoder.bytes(
            of: [entries[0], entries[entries.count - 1]], checks: checks, by: "me", on: queue)
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 0x40
            await #expect(throws: LedgerDecoder.Fault.damaged) {
                try await LedgerDecoder.ledger(from: damaged, of: "me", on: queue)
            }
            await #expect(throws: LedgerDecoder.Fault.damaged) {
                try await LedgerDecoder.ledger(
                    from: Array(bytes[..<position]), of: "me", on: queue)
            }
        }
    }

    @Test func namesWhatDiffersBetweenTwoEntries() {
        func entry(_ reads: [(String, UInt8)]) -> LedgerEntry {
            LedgerEntry(
                path: "x", reads: reads.map { PageRead(name: $0, digest: Digest(of: [$1])) },
                byteCount: 0, sha256: "",
                stamp: FileStamp(inode: 1, modifiedNanoseconds: 1, byteCount: 0), facts: nil,
                diagnostics: [])
        }
        let before = entry([("site", 1), ("ticker", 1), ("gone", 1)])
        #expect(before.changes(to: entry([("site", 1), ("ticker", 2)])) == ["gone", "ticker"])
        #expect(before.changes(to: before) == [])
    }
}
