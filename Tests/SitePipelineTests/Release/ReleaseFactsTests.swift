import MarginModel
import MarkupValidation
import Testing

@testable import SitePipeline

@Suite struct ReleaseFactsTests {
    private let site: SiteCopy
    private let queue = WorkQueue(workers: 2)

    init() throws { site = try SiteCopy() }

    private let warning = Diagnostic(
        .warning, id: "a", at: SourceLocation(file: "ü", line: 300, column: 7), message: "m",
        hint: "h", origins: [SourceLocation(file: "t", line: 2, column: 3)])

    private func page(_ diagnostics: [Diagnostic], isWritten: Bool = true) -> WrittenPage {
        WrittenPage(
            path: "~", source: "s", origin: .linked, byteCount: 1 << 40, sha256: "0",
            stamp: isWritten
                ? FileStamp(inode: .max, modifiedNanoseconds: -1, byteCount: 1 << 40) : nil,
            facts: nil, diagnostics: diagnostics)
    }

    /// Every file of the shipped site, and one with diagnostics.
    private func pages() async throws -> [WrittenPage] {
        let build = try site.build()
        let store = try ReleaseStore(opening: site.folders.output, durably: false)
        let draft = try store.begin(id: "x")
        let result = try await build.render(build.prepare(), into: draft, as: "x", progress: nil)
        try draft.discard()
        return result.manifest.outputs
            + [page([warning, Diagnostic(.notice, id: "b", at: warning.location, message: "")])]
    }

    private func bytes(_ pages: [WrittenPage], findings: [Diagnostic]) async -> [UInt8] {
        let stamp = FileStamp(inode: 1, modifiedNanoseconds: 2, byteCount: 3)
        return ReleaseFacts.bytes(
            of: await ReleaseFacts.packed(pages, on: queue), checks: "c",
            whole: ReleaseFacts.Whole(
                surroundings: "s", findings: findings, records: [(path: "r", stamp: stamp)]),
            by: "me")
    }

    private func facts(_ bytes: [UInt8], by program: String = "me") async throws -> ReleaseFacts {
        try await ReleaseFacts.facts(from: bytes, by: program, on: queue)
    }

    @Test func readsBackWhatItWrote() async throws {
        let pages = try await pages()
        let read = try await facts(await bytes(pages, findings: [warning]))
        #expect(read.checks == "c")
        let whole = try #require(read.whole)
        #expect(whole.surroundings == "s")
        #expect(whole.findings == [warning])
        #expect(whole.records.map(\.path) == ["r"])
        #expect(read.files.count == pages.count)
        for page in pages {
            let known = try #require(read.files[page.path])
            #expect(known.source == page.source)
            #expect(known.byteCount == page.byteCount)
            #expect(known.sha256 == page.sha256)
            #expect(known.stamp == page.stamp)
            #expect(known.facts == page.facts)
            #expect(known.diagnostics == page.diagnostics)
        }
        #expect(pages.contains { $0.facts?.links.isEmpty == false })
    }

    @Test func forgetsFilesThatHaveToBeLookedAtAgain() async throws {
        let shown = Diagnostic(
            .warning, id: "a", at: warning.location, message: "m",
            excerpt: SourceExcerpt(at: 0, in: Array("text".utf8)))
        let error = Diagnostic(id: "a", at: warning.location, message: "m")
        for page in [page([error]), page([shown]), page([warning], isWritten: false)] {
            #expect(try await facts(await bytes([page], findings: [])).files.isEmpty)
            #expect(ReleaseFacts([page], checks: "c").files.isEmpty)
        }
        let read = try await facts(await bytes([page([warning])], findings: [shown]))
        #expect(read.whole == nil, "what shows parts of a source is not kept")
        #expect(read.files.count == 1)
    }

    @Test func refusesTheFactsOfAnotherProgram() async throws {
        let bytes = await bytes([], findings: [])
        await #expect(throws: ReleaseFacts.Fault.foreign) { try await facts(bytes, by: "you") }
    }

    @Test func refusesEveryDamagedByteAndEveryCut() async throws {
        let pages = try await pages()
        let bytes = await bytes([pages[0], pages[pages.count - 1]], findings: [warning])
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 0x40
            await #expect(throws: ReleaseFacts.Fault.damaged) { try await facts(damaged) }
            await #expect(throws: ReleaseFacts.Fault.damaged) {
                try await facts(Array(bytes[..<position]))
            }
        }
    }
}
