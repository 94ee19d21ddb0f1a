import ContentIngest
import Foundation
import MarginModel
import MarginRules
import PageRendering
import Testing

@testable import SitePipeline

/// `assess` as engines run it: the contract of `report`, with answers instead of pages.
@Suite struct AnswerRunTests {
    private let site: SiteCopy
    private let accounts: [String]

    init() throws {
        site = try SiteCopy()
        let template = try site.realAccount(id: "@").replacingOccurrences(of: "\n", with: " ")
        accounts = (0..<60).map {
            template.replacingOccurrences(of: "\"@\"", with: "\"desk-\($0)\"")
        }
    }

    @discardableResult
    private func run(
        _ lines: [String], _ name: String, options: [String] = [], isStrict: Bool = false,
        _ change: (inout ManifestRequest) -> Void = { _ in }
    ) async throws -> ReportManifest.End {
        try site.folder.write(lines.map { $0 + "\n" }.joined(), to: name)
        var request = ManifestRequest(
            accountsPath: site.folder.path(name),
            destination: .pack(site.folder.path("night/\(name).answers")),
            manifestPath: site.folder.path("night/\(name)"), formats: [])
        change(&request)
        let content = try await site.build().prepare().content
        let clock = try #require(try site.settings().clock)
        let assessor = AccountAssessor(
            sheets: content.sheets, policy: .standard, clock: clock, maximumAges: .standard,
            market: nil, candles: [:])
        let inputs = try AnswerRun.Inputs(
            form: "assessment", clock: clock, options: options,
            settings: site.folder.path("Content/site.yml"),
            sheets: site.folder.path("Content/venues"), content: [])
        return try await AnswerRun(
            request: request, folders: SiteFolders(root: site.folder.path("")),
            queue: WorkQueue(workers: 2), isStrict: isStrict
        ).run(inputs) { account, warnings in
            let assessment = assessor.assess(account)
            return (
                assessment,
                AssessmentJSON(assessment, plan: nil, audit: nil, warnings: warnings)
                    .bytes(pretty: false)
            )
        }.end
    }

    private func merge(_ names: [String]) throws -> ReportManifest.End {
        try ManifestMerge(
            paths: names.map { site.folder.path("night/\($0)") },
            output: site.folder.path("night"), accountsPath: nil, expectedCount: nil,
            minimumShare: nil, site: nil
        ).run().end
    }

    @Test func anySplitGivesTheSameAnswersAndTheSameBook() async throws {
        try site.folder.write("", to: "night/.keep")
        let whole = try await run(accounts, "all")
        #expect(whole.statuses == [.ok: 60])
        #expect(try merge(["all"]).root == whole.root)
        let answers = try site.folder.text("night/all.answers").split(separator: "\n")
        #expect(answers.count == 60)
        #expect(answers[7].contains(#""id":"desk-7""#))
        let book = try site.folder.text("night/book.json")
        var parts: [String] = []
        for part in 0..<3 {
            parts.append("part-\(part)")
            try await run(
                accounts.indices.reversed().filter { $0 % 3 == part }.map { accounts[$0] },
                parts[part])
        }
        #expect(try merge(parts).root == whole.root)
        #expect(try site.folder.text("night/book.json") == book)
        let lines = try parts.flatMap {
            try site.folder.text("night/\($0).answers").split(separator: "\n")
        }
        #expect(lines.sorted() == answers.sorted())
        let night = ReportVerification(night: site.folder.path("night"), publicKey: nil)
        #expect(try night.run().fileCount == 60)
        #expect(try night.run().problems.isEmpty)
    }

    @Test func keepsTheContractOfReports() async throws {
        try site.folder.write("", to: "night/.keep")
        let poison = #"{"schema": "marginalia/account/1", "id": "poison", "venue": 3}"#
        let odd = accounts[1].replacingOccurrences(of: "\"schema\":", with: "\"x\": 1, \"schema\":")
        let lines = [accounts[0], poison, "{", odd]
        let first = try await run(lines, "all")
        #expect(first.statuses == [.ok: 2, .failed: 2])
        // A second run takes over what has not changed.
        let again = try await run(lines, "all") {
            $0.earlierPath = site.folder.path("night/all")
        }
        #expect(again.statuses == [.skipped: 2, .failed: 2])
        #expect(again.root == first.root)
        // With other options, nothing.
        let strict = try await run(lines, "all", options: ["strict"], isStrict: true) {
            $0.earlierPath = site.folder.path("night/all")
        }
        #expect(strict.statuses == [.ok: 1, .failed: 3])
        for (change, problem) in [
            ({ $0.inputs = String(repeating: "0", count: 64) }, "inputs-differ"),
            ({ $0.expectedCount = 5 }, "accounts-too-few"),
            ({ $0.minimumShare = 51 }, "accounts-too-few"),
            ({ $0.manifestPath = site.folder.path("Content/m") }, "output-public"),
        ] as [((inout ManifestRequest) -> Void, String)] {
            let failure = try await #require(throws: RunFailure.self) {
                try await run(lines, "all", change)
            }
            #expect(failure.diagnostics.map(\.id) == [problem])
        }
    }
}
