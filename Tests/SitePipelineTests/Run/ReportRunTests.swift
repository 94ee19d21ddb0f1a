import Foundation
import MarginModel
import MarginRules
import Testing

@testable import SitePipeline

@Suite struct ReportRunTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    private func report(
        _ request: ReportRequest
    ) async throws -> WrittenReports {
        try await ReportRun(build: site.build(), request: request, progress: nil).run()
    }

    private func index() throws -> [String: String] {
        let text = try site.folder.text("Output/private/2026-02-01/index.ndjson")
        let rows = try text.split(separator: "\n").map { line in
            try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        }
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try #require($0["id"]), try #require($0["token"])) })
    }

    @Test func writesReportsForTheirOwnerAlone() async throws {
        let written = try await report(ReportRequest(accountsPath: nil, includesSamples: true))
        #expect(written.folder == site.folder.path("Output/private/2026-02-01"))
        #expect(try site.folder.permissions("Output/private") == 0o700)
        #expect(try site.folder.permissions("Output/private/2026-02-01") == 0o700)
        let names = try site.folder.names("Output/private/2026-02-01")
        #expect(names.count == written.reports.count * 3 + 2 + 3, "index, manifest, book")
        for name in names {
            #expect(try site.folder.permissions("Output/private/2026-02-01/" + name) == 0o600)
        }
        #expect(try site.current() == nil, "reports alone make no release")
    }

    @Test func listsWhoseReportIsWhich() async throws {
        let written = try await report(ReportRequest(accountsPath: nil, includesSamples: true))
        let index = try index()
        #expect(index.count == written.reports.count)
        #expect(Set(index.values).count == index.count)
        for report in written.reports {
            #expect(index[report.accountID] == report.token)
            #expect(report.token.count == 32)
        }
        let again = try await report(ReportRequest(accountsPath: nil, includesSamples: true))
        #expect(again.reports.map(\.token) == written.reports.map(\.token))
    }

    @Test func refusesToReportOnNothingUnlessAllowed() async throws {
        try site.folder.write("", to: "none.ndjson")
        let path = site.folder.path("none.ndjson")
        let failure = try await #require(throws: RunFailure.self) {
            _ = try await report(ReportRequest(accountsPath: path, includesSamples: false))
        }
        guard case .input(let problems) = failure else {
            Issue.record("another failure")
            return
        }
        #expect(problems.all.last?.id == "accounts-none")
        let allowed = try await report(
            ReportRequest(accountsPath: path, includesSamples: false, allowsEmpty: true))
        #expect(allowed.reports.isEmpty)
    }

    @Test func namesNoAccountThatItDoesNotKnow() async throws {
        let failure = try await #require(throws: RunFailure.self) {
            _ = try await report(
                ReportRequest(
                    accountsPath: nil, includesSamples: true,
                    ids: ["sample-binance-call", "osprey-77-book"]))
        }
        #expect(failure.diagnostics.map(\.id) == ["account-unknown"])
        #expect(failure.diagnostics[0].message.contains("argument 2"))
        #expect(!failure.diagnostics[0].description.contains("osprey"))
    }

    @Test func keepsTheLinesOfReportsThatARunDoesNotWrite() async throws {
        _ = try await report(ReportRequest(accountsPath: nil, includesSamples: true))
        let before = try index()
        _ = try await report(
            ReportRequest(
                accountsPath: nil, includesSamples: true, ids: ["sample-binance-call"]))
        #expect(try index() == before)
    }

    @Test func showsNoValueOfARealAccount() async throws {
        try site.folder.write(
            #"{"schema": "marginalia/account/1", "id": "desk 4711", "venue": "binance"}"#,
            to: "accounts/a.json")
        let written = try await report(
            ReportRequest(
                accountsPath: site.folder.path("accounts"), includesSamples: false))
        #expect(!written.problems.isEmpty)
        #expect(!written.problems.contains { $0.description.contains("4711") })
    }

    /// A sample is a worked example of its own instant; a real account is measured against the clock,
    /// whatever it says of itself.
    @Test func agesRealAccountsAndNoSample() async throws {
        let year: Int64 = 31_536_000
        try site.folder.write(try site.realAccount(id: "desk-1"), to: "real.json")
        let clock = try #require(try site.settings().clock).advanced(bySeconds: 5 * year)
        func states(_ request: ReportRequest) async throws -> [String: AccountState] {
            let written = try await ReportRun(
                build: site.build(clock: clock), request: request, progress: nil
            ).run()
            return Dictionary(
                written.reports.map { ($0.accountID, $0.state) }, uniquingKeysWith: { $1 })
        }
        let path = site.folder.path("real.json")
        let all = try await states(ReportRequest(accountsPath: path, includesSamples: true))
        #expect(all["desk-1"] == .incomplete)
        #expect(all["sample-binance-healthy"] == .healthy)
        #expect(all["sample-binance-call"] == .call)
        let copy = try site.folder.text("Content/portfolios/sample-binance-healthy.json")
        try site.folder.write(copy, to: "real.json")
        let alone = try await states(ReportRequest(accountsPath: path, includesSamples: false))
        #expect(alone == ["sample-binance-healthy": .incomplete])
    }

    @Test func refusesAccountsInsideContent() async throws {
        let failure = try #require(
            await #expect(throws: RunFailure.self) {
                try await report(
                    ReportRequest(
                        accountsPath: site.folder.path("Content/portfolios"),
                        includesSamples: true))
            })
        #expect(failure.diagnostics.map(\.id) == ["accounts-inside-content"])
    }

    @Test func writesOnlyWhatIsAskedFor() async throws {
        let written = try await report(
            ReportRequest(
                accountsPath: nil, includesSamples: true, ids: ["sample-binance-call"],
                formats: [.json, .json]))
        let token = try #require(written.reports.first?.token)
        let names = try site.folder.names("Output/private/2026-02-01")
        #expect(Set(names) == ["index.ndjson", "\(token).json"])
    }

    /// The operator's word goes before the account's, and that before the site's.
    @Test func writesAStatementUnlessTheFullReportIsWanted() async throws {
        let (one, two) = ("sample-binance-call", "sample-binance-watch")
        let file = "Content/portfolios/\(two).json"
        try site.replace(
            "\"fictional\": true", with: #""fictional": true, "report": {"sections": "full"}"#,
            in: file)
        func kinds(_ sections: ReportExtent? = nil) async throws -> [String] {
            let written = try await report(
                ReportRequest(
                    accountsPath: nil, includesSamples: true, ids: [one, two],
                    sections: sections))
            return try written.reports.sorted { $0.accountID < $1.accountID }.map { report in
                let path = "Output/private/2026-02-01/\(report.token)"
                let page = try site.folder.text("\(path).html")
                let data = try JSONSerialization.jsonObject(
                    with: Data(try site.folder.text("\(path).json").utf8))
                let json = try #require(data as? [String: Any])
                #expect(json["audit"] != nil)
                let said = try #require((json["report"] as? [String: String])?["sections"])
                #expect(page.contains("id=\"what-if\"") == (said == "full"))
                #expect(page.contains("id=\"positions\"") && page.contains("id=\"provenance\""))
                return said
            }
        }
        #expect(try await kinds() == ["statement", "full"])
        #expect(try await kinds(.full) == ["full", "full"])
        #expect(try await kinds(.statement) == ["statement", "statement"])
    }

    @Test func refusesAnUnknownIDAndTellsWhatCouldNotBeRead() async throws {
        try site.folder.write("{}", to: "accounts/desk-9.json")
        let failure = try #require(
            await #expect(throws: RunFailure.self) {
                try await report(
                    ReportRequest(
                        accountsPath: site.folder.path("accounts"), includesSamples: true,
                        ids: ["sample-binance-cal"]))
            })
        guard case .input(let problems) = failure else { throw failure }
        let unknown = try #require(problems.all.first { $0.id == "account-unknown" })
        #expect(try #require(unknown.hint).contains("sample-binance-call"))
        #expect(problems.all.contains { $0.location.file.hasSuffix("desk-9.json") })
        #expect(!FileManager.default.fileExists(atPath: site.folder.path("Output/private")))
    }

    @Test func givesOneReportToTwoAccountsOfOneID() async throws {
        try site.folder.write(
            site.realAccount(id: "sample-binance-call"), to: "accounts/one.json")
        let written = try await report(
            ReportRequest(
                accountsPath: site.folder.path("accounts"), includesSamples: true,
                ids: ["sample-binance-call"]))
        #expect(written.reports.count == 1)
        #expect(written.problems.contains { $0.id == "account-duplicate-id" })
    }

    @Test func keepsPrivateNamesOutOfTheRelease() async throws {
        try site.folder.write(site.realAccount(id: "desk-4711"), to: "accounts/one.json")
        try site.folder.write("{\"id\": \"desk-4712\"}", to: "accounts/two.json")
        let summary = try await site.run(
            reports: ReportRequest(
                accountsPath: site.folder.path("accounts"), includesSamples: true))
        #expect(summary.reports.contains { $0.accountID == "desk-4711" })
        #expect(summary.quarantined.contains { $0.location.file.hasSuffix("two.json") })
        let release = site.folder.path("Output/releases/\(summary.releaseID)")
        let secrets = ["desk-4711", "desk-4712"] + summary.reports.map(\.token)
        for file in try FileReader().list(release) {
            let text = String(
                decoding: try FileReader().read(release + "/" + file.path), as: UTF8.self)
            #expect(
                !secrets.contains { text.contains($0) || file.path.contains($0) }, "\(file.path)")
        }
        let told = (summary.warnings + summary.quarantined).map(\.description)
        #expect(!told.contains { line in secrets.contains { line.contains($0) } })
    }

    @Test func comparesWithTheReportBeforeAndForgetsItsOwn() async throws {
        func write(_ balance: String, asOf: String, clock: String) async throws -> String {
            let account = try site.realAccount(id: "desk-7").replacingOccurrences(
                of: #""asOf": "[^"]*""#, with: "\"asOf\": \"\(asOf)\"", options: .regularExpression
            )
            .replacingOccurrences(
                of: #""walletBalance": "[^"]*""#, with: "\"walletBalance\": \"\(balance)\"",
                options: .regularExpression)
            try site.folder.write(account, to: "accounts/one.json")
            let written = try await ReportRun(
                build: site.build(clock: Instant(parsing: clock)),
                request: ReportRequest(
                    accountsPath: site.folder.path("accounts"), includesSamples: false,
                    formats: [.html, .md], sections: .full), progress: nil
            ).run()
            let token = try #require(written.reports.first?.token)
            return try site.folder.text(
                "Output/private/\(clock.prefix(10))/\(token).md")
        }
        let first = try await write(
            "25500", asOf: "2026-02-01T16:25:00Z", clock: "2026-02-01T16:26:00Z")
        #expect(first.contains("No earlier report"))
        let second = try await write(
            "25000.5", asOf: "2026-02-02T16:25:00Z", clock: "2026-02-02T16:26:00Z")
        #expect(second.contains("-499.50 USDT since the last report"))
        let again = try await write(
            "25000.5", asOf: "2026-02-02T16:25:00Z", clock: "2026-02-02T16:26:00Z")
        #expect(again == second)
        #expect(try site.folder.permissions("Output/private/history") == 0o700)
    }

    @Test func sharesAccountsOutToShardsWithoutGapOrOverlap() async throws {
        let whole = try await report(
            ReportRequest(accountsPath: nil, includesSamples: true, formats: [.csv]))
        var ids: [String] = []
        for number in 1...3 {
            let part = try await report(
                ReportRequest(
                    accountsPath: nil, includesSamples: true, formats: [.csv],
                    shard: ReportShard(parsing: "\(number)/3")))
            #expect(part.reports.count < whole.reports.count)
            ids += part.reports.map(\.accountID)
        }
        #expect(ids.sorted() == whole.reports.map(\.accountID).sorted())
    }

    @Test(arguments: ["0/3", "4/3", "1", "1/0", "-1/3", "1/2/3", "a/b", ""])
    func refusesAShardThatIsNone(text: String) {
        #expect(ReportShard(parsing: text) == nil)
    }

    @Test func namesNoFileOfAPrivateReportInAMessage() async throws {
        let written = try await report(ReportRequest(accountsPath: nil, includesSamples: true))
        let token = try #require(written.reports.first?.token)
        let page = "Output/private/2026-02-01/\(token).html"
        // A folder cannot be replaced by a file.
        try site.remove(page)
        try site.folder.write("", to: page + "/in-the-way")
        let again = try await report(ReportRequest(accountsPath: nil, includesSamples: true))
        let said = try #require(again.problems.first { $0.severity == .error })
        #expect(said.message.contains("report 1 of \(written.reports.count)"))
        #expect(!again.problems.map(\.description).joined().contains(token))
    }

    @Test(arguments: [
        (1, 2, 1), (3, 2, 2), (200, 2, 101), (300, 2, 101), (200, 8, 26), (2_000, 2, 251),
        (100_000, 2, 256),
    ])
    func aProcessMakesEnoughToBeWorthItsStart(count: Int, workers: Int, share: Int) {
        #expect(ReportBuild.share(of: count, workers: workers) == share)
    }
}
