import MarginModel
import MarkupValidation
import Testing

@testable import SitePipeline

@Suite struct LedgerCodingTests {
    private let site: SiteCopy

    private let checks = "c"

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
        let bytes = LedgerEncoder.bytes(of: entries, checks: checks, by: "me")
        #expect(
            try LedgerDecoder.ledger(from: bytes, of: "me") == Ledger(entries, checks: checks))
    }

    @Test func refusesTheLedgerOfAnotherProgram() throws {
        let bytes = LedgerEncoder.bytes(of: [], checks: checks, by: "me")
        #expect(throws: LedgerDecoder.Fault.foreign) {
            try LedgerDecoder.ledger(from: bytes, of: "you")
        }
    }

    @Test func refusesEveryDamagedByteAndEveryCut() async throws {
        let entries = try await entries()
        let bytes = LedgerEncoder.bytes(
            of: [entries[0], entries[entries.count - 1]], checks: checks, by: "me")
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 0x40
            #expect(throws: LedgerDecoder.Fault.damaged) {
                try LedgerDecoder.ledger(from: damaged, of: "me")
            }
            #expect(throws: LedgerDecoder.Fault.damaged) {
                try LedgerDecoder.ledger(from: Array(bytes[..<position]), of: "me")
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
