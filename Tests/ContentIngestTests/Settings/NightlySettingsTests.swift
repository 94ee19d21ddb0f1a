import ContentIngest
import MarginModel
import Testing

@Suite struct NightlySettingsTests {
    private let least = """
        title: t
        baseURL: https://example.org
        publisher: p
        contact: c
        disclaimer: d

        """

    private func read(_ text: String) throws -> NightlySettings {
        try SettingsReader().read(Array((least + text).utf8), file: "site.yml").settings.nightly
    }

    @Test func takesTheStandardWhereNothingIsSaid() throws {
        #expect(try read("") == .standard)
        #expect(try read("nightly: {gates: {jumpPercent: 5}}\n").limits == .standard)
    }

    @Test func readsEveryKey() throws {
        let settings = try read(
            """
            nightly:
              gates: {jumpPercent: 12.5, lostPricesPercent: 3, lostAccountsPercent: 0}
              limits: {lostPagesPercent: 1, shrinkPercent: 2}
              onFailure: {articles: quarantine, news: drop, snapshots: drop, venues: quarantine,
                portfolios: drop, accounts: fail}
              alerts: {from: liquidation, repeatAfter: 2h, file: ../a.ndjson,
                command: [/bin/mail, -s, "a b"], timeout: 5s}
              metrics: ../m.prom
              keptReportDays: 7

            """)
        #expect(
            settings
                == NightlySettings(
                    gates: MarketGates(
                        jumpPercent: try #require(Decimal("12.5")), lostPricesPercent: 3,
                        lostAccountsPercent: 0),
                    limits: ReleaseLimits(lostPagesPercent: 1, shrinkPercent: 2),
                    failures: FailurePolicies(
                        articles: .quarantine, news: .drop, snapshots: .drop, venues: .quarantine,
                        portfolios: .drop, accounts: .fail),
                    alerts: AlertSettings(
                        from: .liquidation, repeatAfterSeconds: 7_200, file: "../a.ndjson",
                        command: ["/bin/mail", "-s", "a b"], timeoutSeconds: 5),
                    metricsFile: "../m.prom", keptReportDays: 7))
    }

    @Test(arguments: [
        ("nightly: {alert: {}}\n", "unknown-key", 11),
        ("nightly: {onFailure: {articels: drop}}\n", "unknown-key", 23),
        ("nightly: {onFailure: {articles: ignore}}\n", "unknown-value", 33),
        ("nightly: {onFailure: {accounts: drop}}\n", "settings-accounts-policy", 33),
        ("nightly: {alerts: {command: [mail, x]}}\n", "settings-command-path", 29),
        ("nightly: {alerts: {from: angry}}\n", "unknown-value", 26),
        ("nightly: {gates: {jumpPercent: -1}}\n", "not-positive", 32),
        ("nightly: {gates: {lostAccountsPercent: 101}}\n", "out-of-range", 40),
    ])
    func pointsAtTheSettingThatIsWrong(text: String, id: String, column: Int) throws {
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == [id])
        #expect(
            error.all.map(\.location) == [
                SourceLocation(file: "site.yml", line: 6, column: column)
            ])
    }
}
