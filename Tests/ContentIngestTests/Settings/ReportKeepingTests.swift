import MarginModel
import Testing

@testable import ContentIngest

@Suite struct ReportKeepingTests {
    private static let base =
        "title: A\nbaseURL: https://example.org\npublisher: P\ncontact: c@example.org\n"
        + "disclaimer: D\n"

    private func read(_ text: String) throws -> SiteSettings {
        try SettingsReader().read(Array((Self.base + text).utf8), file: "site.yml").settings
    }

    @Test func readsWhatBecomesOfReports() throws {
        let reports = try read(
            """
            reports:
              sign: ../signing-key
              keep: 30 nights
              deliver:
                command: [/usr/local/bin/send, --to, "a b"]
                timeout: 10m
            """
        ).reports
        #expect(reports.signingKeyFile == "../signing-key")
        #expect(reports.kept == .nights(30))
        #expect(reports.delivery.command == ["/usr/local/bin/send", "--to", "a b"])
        #expect(reports.delivery.timeoutSeconds == 600)
        #expect(try read("reports:\n  keep: 1 day\n").reports.kept == .days(1))
        #expect(try read("").reports == ReportKeeping())
    }

    @Test(arguments: [
        ("keep: 30", "settings-reports-keep"), ("keep: 0 days", "settings-reports-keep"),
        ("keep: 3 weeks", "settings-reports-keep"),
        ("deliver: {command: [send]}", "settings-command-path"),
    ])
    func refusesWhatItCannotKeepTo(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read("reports:\n  \(text)\n") }
        #expect(error.all.map(\.id) == [id])
    }
}
