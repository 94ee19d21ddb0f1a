import Foundation
import MarginModel
import Testing

@testable import SitePipeline

@Suite struct ReportDeliveryTests {
    private let site: SiteCopy
    private let day = "Output/private/2026-02-01"

    init() throws { site = try SiteCopy() }

    private func account(_ id: String, balance: String = "48000", at: String = "28") throws
        -> String
    {
        try site.realAccount(id: id).replacingOccurrences(of: "\n", with: " ")
            .replacingOccurrences(of: "\"48000\"", with: "\"\(balance)\"")
            .replacingOccurrences(of: "T16:28:00Z", with: "T16:\(at):00Z")
    }

    /// Writes reports of these lines, and hands them to the script.
    private func report(_ lines: [String], delivers: Bool = true) async throws -> WrittenReports {
        try site.folder.write(lines.joined(separator: "\n") + "\n", to: "desk.ndjson")
        var request = ReportRequest(
            accountsPath: site.folder.path("desk.ndjson"), includesSamples: false)
        request.delivers = delivers
        return try await ReportRun(build: site.build(), request: request, progress: nil).run()
    }

    private func settings(_ text: String) throws {
        let file = "Content/site.yml"
        try site.folder.write(try site.folder.text(file) + "\n" + text, to: file)
    }

    /// A program that notes the ids it gets in `got` and answers as `body` says.
    private func program(_ body: String, timeout: String = "60s") throws {
        try site.folder.write(
            """
            #!/bin/sh
            while IFS= read -r line; do
                # The first id of a line is the account's.
                id=${line#*\\"id\\":\\"}
                id=${id%%\\"*}
                name=$(printf '%s' "$line" | sed 's/.*"name":"\\([^"]*\\.html\\)".*/\\1/')
                test -s "$1/$name" && echo "$id" >> \(site.folder.path("got"))
                \(body)
            done
            """, to: "deliver.sh")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: site.folder.path("deliver.sh"))
        try settings(
            """
            reports:
              deliver:
                command: [/bin/sh, \(site.folder.path("deliver.sh"))]
                timeout: \(timeout)
            """)
    }

    private let ok = #"printf '{"id":"%s","status":"ok"}\n' "$id""#

    private func got() throws -> [String] {
        try site.folder.text("got").split(separator: "\n").map(String.init)
    }

    private func verify(key: String? = nil) throws -> ReportVerification.Summary {
        try ReportVerification(
            output: site.folder.path("Output"), day: "2026-02-01", publicKey: key
        ).run()
    }

    // MARK: Manifest and signature

    @Test func namesEveryAccountInTheManifestOfTheDay() async throws {
        _ = try await report([account("desk-a"), "{", account("desk-b")], delivers: false)
        #expect(try site.folder.permissions("\(day)/manifest.ndjson") == 0o600)
        let summary = try verify()
        #expect(summary.problems.isEmpty)
        #expect(summary.reportCount == 2)
        #expect(summary.fileCount == 6)
        #expect(!summary.isSigned)
        let lines = try site.folder.text("\(day)/manifest.ndjson").split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines.contains { $0.contains(#""status":"failed""#) && $0.contains(#""line":2"#) })
    }

    @Test func signsTheManifestWithAKeyThatStaysOutside() async throws {
        try settings("reports:\n  sign: signing-key\n")
        _ = try await report([account("desk-a")], delivers: false)
        #expect(try site.folder.permissions("signing-key") == 0o600)
        #expect(try verify().isSigned)
        #expect(try verify().problems.isEmpty)
        let pem = site.folder.path("Output/private/reports-key.pem")
        #expect(try verify(key: pem).problems.isEmpty)
        let again = try site.folder.text("Output/private/reports-key.pem")
        _ = try await report([account("desk-a")], delivers: false)
        #expect(try site.folder.text("Output/private/reports-key.pem") == again)
    }

    /// An engine would run it again and again if it were a failure to write.
    @Test func writesNoReportForAKeyThatCannotSign() async throws {
        try settings("reports:\n  sign: signing-key\n")
        try site.folder.write(String(repeating: "k", count: 40), to: "signing-key")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: site.folder.path("signing-key"))
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await report([account("a")]) })
        guard case .configuration(let problems) = failure else { throw failure }
        #expect(problems.all.map(\.id) == ["signing-key-unusable"])
        #expect(!FileReader().exists(site.folder.path("Output/private/2026-02-01")))
    }

    @Test func findsWhateverWasChangedSince() async throws {
        try settings("reports:\n  sign: signing-key\n")
        let written = try await report(
            [account("desk-a"), account("desk-b")], delivers: false)
        let token = try #require(written.reports.first).token
        let html = try site.folder.text("\(day)/\(token).html")
        try site.folder.write(html + " ", to: "\(day)/\(token).html")
        #expect(try verify().problems.map(\.id) == ["report-file-altered"])
        try site.remove("\(day)/\(token).html")
        #expect(try verify().problems.map(\.id) == ["report-file-missing"])
        try site.folder.write(html, to: "\(day)/\(token).html")
        #expect(try verify().problems.isEmpty)

        let manifest = try site.folder.text("\(day)/manifest.ndjson")
        let other = manifest.replacingOccurrences(of: "desk-b", with: "desk-c")
        try site.folder.write(other, to: "\(day)/manifest.ndjson")
        #expect(
            Set(try verify().problems.map(\.id)) == ["manifest-signature", "manifest-incomplete"])
        let cut = manifest.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
        try site.folder.write(cut, to: "\(day)/manifest.ndjson")
        #expect(try verify().problems.contains { $0.id == "manifest-incomplete" })
        try site.folder.write(manifest, to: "\(day)/manifest.ndjson")
        #expect(try verify().problems.isEmpty)
    }

    @Test func takesNoSignatureOfAnotherKey() async throws {
        try settings("reports:\n  sign: signing-key\n")
        _ = try await report([account("desk-a")], delivers: false)
        try FileManager.default.copyItem(
            atPath: site.folder.path("Output/private/reports-key.pem"),
            toPath: site.folder.path("first.pem"))
        try site.remove("signing-key")
        _ = try await report([account("desk-a")], delivers: false)
        #expect(try verify().problems.isEmpty, "by the key beside it")
        let problems = try verify(key: site.folder.path("first.pem")).problems
        #expect(problems.map(\.id) == ["manifest-signature"])
    }

    @Test func keepsASecondReportOfADayBesideTheFirst() async throws {
        let first = try #require(
            try await report([account("desk-a", at: "24")], delivers: false).reports.first)
        let second = try #require(
            try await report([account("desk-a", at: "28")], delivers: false).reports.first)
        #expect(first.token != second.token)
        for report in [first, second] {
            #expect(!(try site.folder.text("\(day)/\(report.token).html")).isEmpty)
        }
        let index = try site.folder.text("\(day)/index.ndjson").split(separator: "\n")
        #expect(index.count == 2)
        #expect(index.allSatisfy { $0.contains(#""id":"desk-a""#) })
        #expect(try verify().problems.map(\.id) == ["report-file-unknown"], "those of the first")
        _ = try await report([account("desk-a", at: "28")], delivers: false)
        #expect(try site.folder.text("\(day)/index.ndjson").split(separator: "\n").count == 2)
    }

    // MARK: Delivery

    @Test func deliversEachReportOnce() async throws {
        try program(ok)
        let accounts = try [account("desk-a"), account("desk-b")]
        let first = try await report(accounts)
        #expect(first.delivered == 2)
        #expect(first.problems.isEmpty)
        #expect(try got() == ["desk-a", "desk-b"])
        let second = try await report(accounts)
        #expect(second.delivered == 0)
        #expect(try got() == ["desk-a", "desk-b"])
        // Another report of the account is another delivery.
        let third = try await report([accounts[0], account("desk-b", balance: "47000")])
        #expect(third.delivered == 1)
        #expect(try got() == ["desk-a", "desk-b", "desk-b"])
        #expect(try site.folder.permissions("\(day)/delivered.ndjson") == 0o600)
    }

    @Test func deliversAgainWhatHasNoGoodAnswer() async throws {
        try program(#"test "$id" = desk-b && printf '{"id":"desk-b","status":"no"}\n' || \#(ok)"#)
        let accounts = try ["desk-a", "desk-b", "desk-c"].map { try account($0) }
        let first = try await report(accounts)
        #expect(first.delivered == 2)
        #expect(first.problems.map(\.id) == ["delivery-incomplete"])
        let second = try await report(accounts)
        #expect(second.delivered == 0)
        #expect(try got() == ["desk-a", "desk-b", "desk-c", "desk-b"])
    }

    @Test func keepsTheAnswersOfAProgramThatFails() async throws {
        try program("\(ok); test \"$id\" = desk-b && exit 7")
        let accounts = try ["desk-a", "desk-b", "desk-c"].map { try account($0) }
        let first = try await report(accounts)
        #expect(first.delivered == 2)
        #expect(Set(first.problems.map(\.id)) == ["delivery-failed", "delivery-incomplete"])
        let second = try await report(accounts)
        #expect(second.delivered == 1)
        #expect(try got() == ["desk-a", "desk-b", "desk-c"])
    }

    @Test func endsAProgramThatHangs() async throws {
        try program("\(ok); sleep 60", timeout: "1s")
        let written = try await report([account("desk-a"), account("desk-b")])
        #expect(written.delivered == 1)
        #expect(Set(written.problems.map(\.id)) == ["delivery-failed", "delivery-incomplete"])
    }

    @Test func deliversNothingUnlessAsked() async throws {
        try program(ok)
        let written = try await report([account("desk-a")], delivers: false)
        #expect(written.delivered == nil)
        #expect(!FileManager.default.fileExists(atPath: site.folder.path("got")))
    }
}
