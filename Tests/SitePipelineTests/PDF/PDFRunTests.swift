import Foundation
import MarginModel
import Testing

@testable import SitePipeline

/// The reports are real, the engine is a few lines of Python that speak as the shipped worker does.
@Suite struct PDFRunTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    /// An engine whose answer to each page is `answer`, a Python statement that may use `page`,
    /// `count` and `say(word, bytes)`. Every start leaves a line in `starts`.
    private func engine(_ answer: String, timeout: Int = 20, perProcess: Int = 200) throws {
        let script = site.folder.path("engine.py")
        try site.folder.write(
            """
            import sys, os, time
            open("\(site.folder.path("starts"))", "a").write("start\\n")
            def say(word, body):
                sys.stdout.buffer.write(b"%s %d\\n" % (word, len(body)) + body)
                sys.stdout.buffer.flush()
            count = 0
            while head := sys.stdin.buffer.readline():
                page = sys.stdin.buffer.read(int(head))
                count += 1
                \(answer)
            """, to: "engine.py")
        let settings = try site.folder.text("Content/site.yml")
        try site.folder.write(
            settings + """

                pdf:
                  engine: weasyprint
                  command: [/usr/bin/python3, \(script)]
                  reportsPerProcess: \(perProcess)
                  timeout: \(timeout)s

                """, to: "Content/site.yml")
    }

    private func report(_ ids: [String], workers: Int = 1) async throws -> WrittenReports {
        try await ReportRun(
            build: site.build(workers: workers),
            request: ReportRequest(
                accountsPath: nil, includesSamples: true, ids: ids, formats: [.pdf]), progress: nil
        ).run()
    }

    private var starts: Int {
        ((try? site.folder.text("starts")) ?? "").split(separator: "\n").count
    }

    private static let two = ["sample-binance-call", "sample-binance-healthy"]
    private static let good = #"say(b"ok", b"%PDF-1.7 " + str(len(page)).encode())"#

    @Test func makesEachPDFOnceAndGoesOnWhereItStood() async throws {
        try engine(Self.good)
        let first = try await report([Self.two[0]])
        #expect(first.pdf?.made == 1 && first.pdf?.kept == 0)
        let both = try await report(Self.two)
        #expect(both.pdf?.made == 1 && both.pdf?.kept == 1)
        let token = try #require(first.reports.first?.token)
        let file = "Output/private/2026-02-01/\(token).pdf"
        let html = try site.folder.text("Output/private/2026-02-01/\(token).html")
        #expect(try site.folder.text(file) == "%PDF-1.7 \(html.utf8.count)")
        #expect(try site.folder.permissions(file) == 0o600)
    }

    @Test func makesAPDFAgainWhenTheReportHasChanged() async throws {
        try engine(Self.good)
        _ = try await report([Self.two[0]])
        try site.replace("Marginalia desk", with: "Another desk", in: "Content/site.yml")
        #expect(try await report([Self.two[0]]).pdf?.made == 1)
    }

    @Test func givesManyReportsToOneProcessAndThenTakesANewOne() async throws {
        try engine(Self.good, perProcess: 5)
        let written = try await report([])
        #expect(written.pdf?.made == written.reports.count + 1, "and the book of all")
        #expect(starts == (written.reports.count + 5) / 5)
    }

    @Test func tellsOfAPageThatTheEngineRefusesAndMakesTheOthers() async throws {
        try engine(
            #"say(b"error", "no font".encode()) if count == 1 else say(b"ok", b"%PDF-")"#)
        let written = try await report(Self.two)
        #expect(written.pdf?.made == 1)
        let problem = try #require(written.problems.first { $0.id == "pdf-failed" })
        #expect(problem.message.contains("no font"))
        #expect(starts == 1, "an engine that answers goes on")
    }

    /// A letter without a glyph costs a warning, not the report.
    @Test func warnsOfLettersThatNoFontHas() async throws {
        try engine(
            #"say(b"warn", b"no font has U+6F22"); say(b"ok", b"%PDF-1.7 short")"#)
        let written = try await report(Self.two)
        #expect(written.pdf?.made == 2 && written.pdf?.kept == 0)
        let warnings = written.problems.filter { $0.id == "pdf-glyph-absent" }
        #expect(warnings.count == 2 && warnings.allSatisfy { $0.severity == .warning })
        #expect(warnings.allSatisfy { $0.message.contains("U+6F22") })
        let token = try #require(written.reports.first?.token)
        #expect(
            try site.folder.text("Output/private/2026-02-01/\(token).pdf") == "%PDF-1.7 short")
        #expect(try await report(Self.two).pdf?.kept == 2)
    }

    @Test(arguments: ["sys.exit(3)", #"say(b"ok", b"a letter")"#, #"print("nonsense " * 9)"#])
    func survivesAnEngineThatFails(answer: String) async throws {
        try engine(answer)
        let written = try await report(Self.two)
        #expect(written.pdf?.made == 0)
        #expect(written.problems.count { $0.id == "pdf-failed" } == 2)
        #expect(written.reports.count == 2, "the reports themselves are there")
    }

    @Test func endsAnEngineThatHangs() async throws {
        try engine("time.sleep(600)", timeout: 1)
        let written = try await report([Self.two[0]])
        #expect(written.problems.contains { $0.message.contains("took too long") })
    }

    @Test func saysBeforeAnythingIsWrittenThatThereIsNoEngine() async throws {
        let missing = try #require(
            await #expect(throws: RunFailure.self) { try await report(Self.two) })
        #expect(missing.diagnostics.map(\.id) == ["pdf-not-configured"])
        try engine(Self.good)
        try site.replace(
            "/usr/bin/python3", with: "/usr/bin/no-such-engine", in: "Content/site.yml")
        let absent = try #require(
            await #expect(throws: RunFailure.self) { try await report(Self.two) })
        #expect(absent.diagnostics.map(\.id) == ["pdf-engine-absent"])
        #expect(!FileManager.default.fileExists(atPath: site.folder.path("Output/private")))
    }

    @Test func startsNoEngineInANightlyRun() async throws {
        try engine(Self.good)
        _ = try await site.run(reports: ReportRequest(accountsPath: nil, includesSamples: true))
        #expect(starts == 0)
    }

    @Test func readsTheBytesOfBase64() {
        for count in 0..<9 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 97 + 250) }
            #expect(Fingerprint.bytes(base64: Fingerprint.base64(bytes)) == bytes)
        }
        #expect(Fingerprint.bytes(base64: "A") == nil)
        #expect(Fingerprint.bytes(base64: "AA*A") == nil)
    }
}
