import Foundation
import MarginModel
import MarginRules
import Testing

@testable import SitePipeline

@Suite struct DeskBookRunTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func report(
        _ lines: [String], clock: Instant? = nil, ids: [String] = [], shard: ReportShard? = nil
    ) async throws -> WrittenReports {
        let flat = lines.map { $0.replacingOccurrences(of: "\n", with: " ") }
        try site.folder.write(flat.joined(separator: "\n") + "\n", to: "desk.ndjson")
        return try await ReportRun(
            build: site.build(clock: clock),
            request: ReportRequest(
                accountsPath: site.folder.path("desk.ndjson"), includesSamples: true, ids: ids,
                shard: shard), progress: nil
        ).run()
    }

    private func book(_ day: String, _ name: String = "book.json") throws -> [String: Any] {
        let text = try site.folder.text("Output/private/\(day)/\(name)")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The ids or places that a list of the book names, and how many there are.
    private func listed(
        _ key: String, _ name: String, in book: [String: Any]
    ) throws -> (count: Int, names: [String]) {
        let list = try #require(book[key] as? [String: Any])
        let rows = try #require(list["listed"] as? [[String: Any]])
        return (try #require(list["count"] as? Int), rows.compactMap { $0[name] as? String })
    }

    @Test func endsARunWithItsBookForItsOwnerAlone() async throws {
        let written = try await report([site.realAccount(id: "desk-1"), "{"])
        #expect(written.hasBook)
        for name in ["book.html", "book.csv", "book.json"] {
            #expect(try site.folder.permissions("Output/private/2026-02-01/\(name)") == 0o600)
        }
        let book = try book("2026-02-01")
        #expect(book["accounts"] as? Int == 1, "samples do not count beside real accounts")
        #expect(book["newestAsOf"] as? String == "2026-02-01T16:28:00Z")
        let failed = try listed("failed", "place", in: book)
        #expect(failed.count == 1)
        #expect(failed.names.first?.contains("desk.ndjson:2:") == true)
        let token = try #require(written.reports.first { $0.accountID == "desk-1" }).token
        let page = try site.folder.text("Output/private/2026-02-01/book.html")
        #expect(page.contains("<a href=\"\(token).html\">desk-1</a>"))
        #expect(page.contains("1 February 2026, 16:28 UTC"))
    }

    /// A move is cut in the book as in the report that it links: one figure, never farther than it is.
    @Test func tellsEachMoveAsTheReportOfItsAccountDoes() async throws {
        let account = try site.realAccount(id: "desk")
        let balance = try #require(account.firstRange(of: "\"walletBalance\": \"")).upperBound
        let end = try #require(account[balance...].firstIndex(of: "\""))
        let written = try await report(
            (0..<8).map { number in
                account.replacingCharacters(in: balance..<end, with: "\(17_300 + number * 7)")
                    .replacingOccurrences(of: "\"desk\"", with: "\"desk-\(number)\"")
            })
        let list = try #require(try book("2026-02-01")["nearest"] as? [String: Any])
        let rows = try #require(list["listed"] as? [[String: Any]])
        let page = try site.folder.text("Output/private/2026-02-01/book.html")
        var differing = 0
        for row in rows {
            let text = try #require(row["movePercent"] as? String)
            let move = Exact(try #require(Decimal(text)))
            let cut = try #require(AdverseMove.shown(move.magnitude))
            if cut != move.magnitude.rounded(places: 2) { differing += 1 }
            let shown = "\(cut)" + String(repeating: "0", count: max(0, 2 - cut.scale)) + "%"
            #expect(page.contains("\u{2212}\(shown)") || page.contains("+\(shown)"), "\(text)")
            let id = try #require(row["id"] as? String)
            let token = try #require(written.reports.first { $0.accountID == id }).token
            #expect(
                try site.folder.text("Output/private/2026-02-01/\(token).html").contains(shown))
        }
        #expect(differing > 0, "rounding and cutting must be told apart")
    }

    @Test func comparesANightWithTheOneBefore() async throws {
        let clock = try #require(try site.settings().clock)
        let stays = try site.realAccount(id: "desk-stays")
        _ = try await report([stays, site.realAccount(id: "desk-goes")])
        // A day later it owes.
        let balance = try #require(stays.firstRange(of: "\"walletBalance\": \"")).upperBound
        let end = try #require(stays[balance...].firstIndex(of: "\""))
        let poorer = stays.replacingCharacters(in: balance..<end, with: "-9000")
            .replacingOccurrences(of: "2026-02-01T16:2", with: "2026-02-02T16:2")
        _ = try await report([poorer], clock: clock.advanced(bySeconds: 86_400))
        let book = try book("2026-02-02")
        #expect(book["comparedWith"] as? String == "2026-02-01")
        #expect(try listed("missing", "id", in: book).names == ["desk-goes"])
        let changed = try listed("changed", "id", in: book)
        #expect(changed.names == ["desk-stays"])
        #expect(changed.count == 1)
        let page = try site.folder.text("Output/private/2026-02-02/book.html")
        #expect(page.contains("trades, fees and the rest"))
    }

    @Test func keepsTheBookOfAnEarlierClockOfTheDay() async throws {
        let clock = try #require(try site.settings().clock)
        let account = try site.realAccount(id: "desk-1")
        _ = try await report([account])
        let first = try site.folder.text("Output/private/2026-02-01/book.html")
        _ = try await report([account], clock: clock.advanced(bySeconds: 60))
        #expect(
            try site.folder.text("Output/private/2026-02-01/book-20260201T163000Z.html") == first)
        #expect(try book("2026-02-01")["clock"] as? String == "2026-02-01T16:31:00Z")
        let again = try site.folder.names("Output/private/2026-02-01")
        _ = try await report([account], clock: clock.advanced(bySeconds: 60))
        #expect(try site.folder.names("Output/private/2026-02-01").sorted() == again.sorted())
    }

    @Test func makesNoBookOfAccountsThatAreAskedForById() async throws {
        let account = try site.realAccount(id: "desk-1")
        let written = try await report([account], ids: ["desk-1"])
        #expect(!written.hasBook)
        #expect(
            !FileManager.default.fileExists(
                atPath: site.folder.path("Output/private/2026-02-01/book.html")))
    }
}
