import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct AccountSurveyTests {
    private let site: SiteCopy

    init() throws { site = try SiteCopy() }

    /// On one line, for NDJSON.
    private func line(id: String) throws -> String {
        try site.realAccount(id: id).replacingOccurrences(of: "\n", with: " ")
    }

    private struct Loaded {
        var accounts: [Account] = []
        let problems: Diagnostics
        let foundCount: Int
    }

    /// The accounts that get a report, as they are read for it.
    private func load(_ path: String) async throws -> Loaded {
        let request = ReportRequest(accountsPath: path, includesSamples: false)
        let store = try ReleaseStore(opening: site.folders.output)
        let spool =
            try AccountSpool.isNeeded(for: path) ? try AccountSpool(of: path, in: store) : nil
        var survey = AccountSurvey(request, samples: [], spool: spool)
        try await survey.look(
            at: path, besides: site.folders,
            with: ProcessQueue(queue: WorkQueue(workers: 2), isIsolated: false))
        var loaded = Loaded(problems: survey.problems, foundCount: survey.foundCount)
        let jobs = ReportJobs(survey, share: 2)
        while let batch = jobs.next() {
            for job in batch {
                guard case .real(let piece, let index) = job.subject else { continue }
                loaded.accounts.append(piece.read().accounts[index])
            }
        }
        #expect(jobs.problems.isEmpty)
        return loaded
    }

    /// Its writer may never come, and what it was to hold must not be missed in silence.
    @Test func aPipeAmongAccountsIsNamedAndNotWaitedFor() async throws {
        try site.folder.write(site.realAccount(id: "desk-1"), to: "accounts/one.json")
        #expect(mkfifo(site.folder.path("accounts/two.json"), 0o600) == 0)
        let loaded = try await load(site.folder.path("accounts"))
        #expect(loaded.accounts.map(\.id) == ["desk-1"])
        #expect(loaded.problems.all.map(\.id) == ["io-not-a-file"])
        #expect(loaded.problems.all.first?.location.file.hasSuffix("accounts/two.json") == true)
        #expect(loaded.foundCount == 2)
    }

    @Test func readsOneFile() async throws {
        try site.folder.write(site.realAccount(id: "desk-1"), to: "accounts/one.json")
        let loaded = try await load(site.folder.path("accounts/one.json"))
        let (accounts, problems) = (loaded.accounts, loaded.problems)
        #expect(accounts.map(\.id) == ["desk-1"])
        #expect(!problems.hasErrors)
    }

    @Test(arguments: ["ndjson", "jsonl"])
    func readsOneAccountALineAndPointsAtBadOnes(suffix: String) async throws {
        let lines = try [line(id: "desk-1"), "{\"schema\":", line(id: "desk-2")]
        let file = "all.\(suffix)"
        try site.folder.write(lines.joined(separator: "\n"), to: file)
        let loaded = try await load(site.folder.path(file))
        let (accounts, problems) = (loaded.accounts, loaded.problems)
        #expect(accounts.map(\.id) == ["desk-1", "desk-2"])
        let errors = problems.all.filter { $0.severity == .error }
        #expect(Set(errors.map(\.location.line)) == [2])
    }

    @Test func readsAccountsFromCSV() async throws {
        let text = """
            account,venue,asOf,symbol,side,quantity,marginMode
            desk-1,binance,2026-02-01T16:25:00Z,BTCUSDT,long,1,cross
            desk-2,binance,2026-02-01T16:25:00Z,BTCUSDT,short,1,cross
            """
        try site.folder.write(text, to: "desk.csv")
        let loaded = try await load(site.folder.path("desk.csv"))
        let (accounts, problems) = (loaded.accounts, loaded.problems)
        #expect(accounts.map(\.id) == ["desk-1", "desk-2"])
        #expect(!problems.hasErrors)
    }

    @Test func readsAFolderInTheOrderOfItsNames() async throws {
        try site.folder.write(site.realAccount(id: "desk-b"), to: "accounts/b.json")
        try site.folder.write(line(id: "desk-c"), to: "accounts/c/more.ndjson")
        try site.folder.write(site.realAccount(id: "desk-a"), to: "accounts/a.json")
        try site.folder.write("{}", to: "accounts/bad.json")
        try site.folder.write("notes", to: "accounts/README.md")
        let loaded = try await load(site.folder.path("accounts"))
        let (accounts, problems) = (loaded.accounts, loaded.problems)
        #expect(accounts.map(\.id) == ["desk-a", "desk-b", "desk-c"])
        let errors = problems.all.filter { $0.severity == .error }
        #expect(Set(errors.map(\.location.file)) == [site.folder.path("accounts/bad.json")])
    }

    @Test func readsNothingOfTheSiteThatLiesInAFolderOfAccounts() async throws {
        _ = try await site.run()
        try site.folder.write(site.realAccount(id: "desk-1"), to: "accounts/one.json")
        let loaded = try await load(site.folder.path("."))
        #expect(loaded.accounts.map(\.id) == ["desk-1"])
        #expect(loaded.problems.all.isEmpty)
    }

    @Test func keepsTheFirstOfTwoAccountsOfOneIDAndNamesNoID() async throws {
        let lines = try (1...3).map { _ in try line(id: "desk-1") }
        try site.folder.write(lines.joined(separator: "\n"), to: "all.ndjson")
        let loaded = try await load(site.folder.path("all.ndjson"))
        let (accounts, problems) = (loaded.accounts, loaded.problems)
        #expect(accounts.count == 1)
        let errors = problems.all.filter { $0.severity == .error }
        #expect(errors.map(\.id) == ["account-duplicate-id", "account-duplicate-id"])
        #expect(!errors.contains { $0.description.contains("desk-1") })
    }

    /// As Kubernetes mounts a secret: every name is a link through a folder with a dot.
    @Test func followsLinksAndReadsEachFileOnce() async throws {
        try site.folder.write(line(id: "desk-1"), to: "accounts/..2026_02_01/a.ndjson")
        let files = FileManager.default
        for (link, target) in [
            ("..data", "..2026_02_01"), ("a.ndjson", "..data/a.ndjson"), ("b.ndjson", "a.ndjson"),
            ("loop", "."), ("gone.json", "nowhere.json"),
        ] {
            try files.createSymbolicLink(
                atPath: site.folder.path("accounts/\(link)"), withDestinationPath: target)
        }
        let loaded = try await load(site.folder.path("accounts"))
        #expect(loaded.accounts.map(\.id) == ["desk-1"])
        #expect(
            loaded.problems.all.map(\.location.file) == [site.folder.path("accounts/gone.json")])
        #expect(loaded.problems.all.map(\.id) == ["io-not-found"])
        #expect(loaded.foundCount == 2)
    }

    @Test func namesFilesThatAreNotReadAndThoseThatAreEmpty() async throws {
        try site.folder.write("PAR1", to: "accounts/a.ndjson")
        try site.folder.write("\n", to: "accounts/b.json")
        let loaded = try await load(site.folder.path("accounts"))
        #expect(loaded.foundCount == 0)
        #expect(
            loaded.problems.all.map { "\($0.severity) \($0.id) \($0.location.file)" } == [
                "error not-text \(site.folder.path("accounts/a.ndjson"))",
                "warning accounts-file-empty \(site.folder.path("accounts/b.json"))",
            ])
        let alone = try await #require(throws: Diagnostic.self) {
            try await load(site.folder.path("accounts/a.ndjson"))
        }
        #expect(alone.id == "not-text")
    }

    /// The name of the folder is the account's id.
    @Test func takesAFolderOfAVenuesAnswersForOneAccount() async throws {
        let positions = """
            [{"symbol": "BTCUSDT", "positionAmt": "0.5", "entryPrice": "90000", "markPrice": "88000",
              "unRealizedProfit": "-1000", "liquidationPrice": "0", "leverage": "10",
              "marginType": "cross", "isolatedMargin": "0", "isAutoAddMargin": "false",
              "positionSide": "BOTH", "notional": "44000", "isolatedWallet": "0",
              "updateTime": 1769963100000}]
            """
        try site.folder.write(positions, to: "accounts/desk-7/positions.json")
        try site.folder.write(line(id: "desk-1"), to: "accounts/own.json")
        let loaded = try await load(site.folder.path("accounts"))
        #expect(loaded.accounts.map(\.id) == ["desk-1", "desk-7"])
        #expect(loaded.accounts.last?.positions.map(\.symbol) == ["BTCUSDT"])
        let alone = try await load(site.folder.path("accounts/desk-7/positions.json"))
        #expect(alone.problems.all.map(\.id) == ["account-without-id"])
    }

    /// As a venue sends them: an object on one line is no line of a stream.
    @Test func takesAnswersOfOneLineForOneAccount() async throws {
        let position =
            #"{"symbol":"BTCUSDT","side":"Buy","size":"1","avgPrice":"90000","markPrice":"88000","#
            + #""leverage":"10","positionIdx":0,"tradeMode":0}"#
        try site.folder.write(
            #"{"retCode":0,"result":{"category":"linear","list":["# + position
                + #"]},"time":1769963100000}"#, to: "accounts/desk-8/positions.json")
        try site.folder.write(
            #"{"retCode":0,"result":{"marginMode":"REGULAR_MARGIN"},"time":1769963100000}"#,
            to: "accounts/desk-8/info.json")
        let loaded = try await load(site.folder.path("accounts"))
        #expect(loaded.accounts.map(\.id) == ["desk-8"])
        #expect(loaded.accounts.first?.accountMode == .cross)
        #expect(!loaded.problems.hasErrors)
    }

    @Test func readsAFileByItsContentWhateverItsName() async throws {
        try site.folder.write("[\(line(id: "desk-1")), \(line(id: "desk-2"))]", to: "book.txt")
        let loaded = try await load(site.folder.path("book.txt"))
        #expect(loaded.accounts.map(\.id) == ["desk-1", "desk-2"])
        #expect(loaded.problems.all.isEmpty)
    }

    @Test func readsADeviceToItsEnd() async throws {
        let loaded = try await load("/dev/null")
        #expect(loaded.foundCount == 0)
        #expect(loaded.problems.all.isEmpty)
    }

    /// Between the first look and the report: none is made that pages were not searched for.
    @Test(arguments: [["desk-9", "desk-2"], ["desk-1"]])
    func makesNoReportOfAnAccountThatCameLater(later: [String]) async throws {
        let file = site.folder.path("all.ndjson")
        let request = ReportRequest(accountsPath: file, includesSamples: false)
        let run = ReportRun(build: try site.build(), request: request, progress: nil)
        let store = try ReleaseStore(opening: site.folders.output)
        try site.folder.write(
            ["desk-1", "desk-2"].map(line).joined(separator: "\n"), to: "all.ndjson")
        let prepared = try await site.build().prepare()
        let survey = try await run.survey(prepared, in: store)
        try site.folder.write(later.map(line).joined(separator: "\n"), to: "all.ndjson")
        let written = try await run.write(prepared, survey, in: store)
        #expect(written.reports.map(\.accountID) == later.filter { $0 != "desk-9" })
        #expect(written.problems.map(\.id) == ["accounts-changed"])
    }

    @Test(arguments: ["absent", "absent.json"])
    func refusesAPathThatIsNotThere(name: String) async {
        await #expect(throws: Diagnostic.self) { try await load(site.folder.path(name)) }
    }
}
