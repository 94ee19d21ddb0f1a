import MarginModel
import Testing

@testable import ContentIngest

private let least = """
    title: Site
    baseURL: https://example.org
    publisher: Desk
    contact: desk@example.org
    disclaimer: Not advice.

    """

private func read(_ text: String) throws -> SiteSettings {
    try SettingsReader().read(Array(text.utf8), file: "site.yml").settings
}

@Suite struct SettingsReaderTests {
    @Test func fillsInDefaults() throws {
        let settings = try read(least)
        #expect(settings.title == "Site" && settings.language == "en")
        #expect(settings.maximumAges == .standard && settings.policy == .standard)
        #expect(settings.clock == nil && settings.keptReleases == 5)
    }

    @Test func readsBetasOfAnySign() throws {
        let settings = try read(
            least + "betas:\n  driver: BTC\n  values: {ETH: 1.25, GOLD: -0.1}\n")
        let eth = try #require(Decimal("1.25"))
        let gold = try #require(Decimal("-0.1"))
        #expect(settings.betas == BetaTable(driver: "BTC", values: ["ETH": eth, "GOLD": gold]))
    }

    @Test(arguments: [
        ("betas:\n  driver: BTC\n", "settings-betas", 7),
        ("betas:\n  driver: BTC\n  values: {ETH: much}\n", "not-a-number", 8),
    ])
    func refusesBetasThatAreNone(text: String, id: String, line: Int) throws {
        let error = try #require(throws: Diagnostics.self) { try read(least + text) }
        #expect(error.all.first?.id == id)
        #expect(error.all.first?.location.line == line)
    }

    @Test func readsEveryKey() throws {
        let settings = try read(
            least + """
                tagline: T
                language: de
                clock: 2026-02-01T16:30:00Z
                accounts: ../real
                keyFile: ../key
                keptReleases: 3
                exampleAccount: sample
                report: {sections: full, preparedBy: Margin desk, notice: true}
                ages: {markPrice: 90s, ticker: 2h, sheet: 10d}
                policy:
                  targetRatio: 0.12345678901234567890123
                  leverageCap: 7
                  stateBounds: {watch: 0.7, call: 0.95, watchDistancePercent: 5, callDistancePercent: 0}
                """)
        #expect(settings.tagline == "T" && settings.language == "de")
        #expect(settings.clock?.description == "2026-02-01T16:30:00Z")
        #expect(settings.accounts == "../real" && settings.keyFile == "../key")
        #expect(settings.keptReleases == 3 && settings.exampleAccount == "sample")
        #expect(settings.report.sections == .full && settings.report.isNotice)
        #expect(settings.report.preparedBy == "Margin desk")
        #expect(try read(least).report == ReportSettings())
        #expect(
            settings.maximumAges
                == MaximumAges(markPriceSeconds: 90, tickerSeconds: 7_200, sheetSeconds: 864_000))
        #expect(settings.policy.targetRatio == Decimal("0.12345678901234567890123"))
        #expect(settings.policy.leverageCap == 7)
        #expect(settings.policy.roundUpPercent == Policy.standard.roundUpPercent)
        #expect(settings.policy.bounds.watch == Decimal("0.7"))
        #expect(settings.policy.bounds.call == Decimal("0.95"))
        #expect(settings.policy.bounds.watchDistancePercent == 5)
        #expect(settings.policy.bounds.callDistancePercent.isZero)
    }

    @Test(arguments: [
        ("titel: x\n", "unknown-key", 6, 1),
        ("ages: {marks: 5m}\n", "unknown-key", 6, 8),
        ("ages: {markPrice: 5}\n", "not-a-duration", 6, 19),
        ("policy:\n  targetRatio: half\n", "not-a-number", 7, 16),
        ("policy:\n  targetRatio: 1.5\n", "out-of-range", 7, 16),
        ("policy:\n  bounds: {watch: 0.95}\n", "policy-bounds", 7, 11),
        ("policy:\n  bounds: {callDistancePercent: 4}\n", "policy-bounds", 7, 11),
        ("policy:\n  bounds: {watchDistancePercent: -1}\n", "negative", 7, 34),
        ("policy: 3\n", "wrong-type", 6, 9),
        ("keptReleases: 0\n", "not-positive", 6, 15),
        ("report: {sections: short}\n", "unknown-value", 6, 20),
        ("contentPolicy:\n  script-src: [\"'unsafe-inline'\"]\n", "settings-policy-source", 7, 16),
        ("contentPolicy:\n  script-src: [unsafe-eval]\n", "settings-policy-source", 7, 16),
        ("contentPolicy:\n  img-src: [self, \"*\"]\n", "settings-policy-source", 7, 19),
        ("contentPolicy:\n  img-src: [\"data:\"]\n", "settings-policy-source", 7, 13),
        ("contentPolicy:\n  img-src: [https://*.example.org]\n", "settings-policy-source", 7, 13),
        ("contentPolicy:\n  img-src: [http://a.example]\n", "settings-policy-source", 7, 13),
        (
            "contentPolicy:\n  img-src: [\"https://a.example; x\"]\n", "settings-policy-source", 7,
            13
        ),
        ("contentPolicy: {image-src: []}\n", "unknown-key", 6, 17),
        ("menus:\n  header: [{title: A, href: faq}]\n", "settings-menu-address", 7, 29),
        ("menus:\n  header: [{title: A, href: //x.example}]\n", "settings-menu-address", 7, 29),
        ("menus:\n  footer: [{href: /}]\n", "missing-key", 7, 12),
        ("files: {megabytes: 0}\n", "not-positive", 6, 20),
        ("clock: 2026-02-01T16:30:00\n", "instant-without-zone", 6, 8),
        ("tagline: [\n", "yaml-syntax", 7, 1), ("tagline: a: b\n", "yaml-syntax", 6, 11),
        ("ages:\n\tticker: 5m\n", "yaml-syntax", 7, 1),
        ("tagline:x\nlanguage: de\n", "yaml-syntax", 6, 8),
        ("<<: {language: de}\n", "yaml-merge-key", 6, 1),
        ("ages:\n  <<: {}\n", "yaml-merge-key", 7, 3),
        ("clock: 2026-02-01 16:30\n", "instant-without-zone", 6, 8),
        ("clock: 2026-02-01\n", "instant-without-time", 6, 8),
    ])
    func pointsAtTheSettingThatIsWrong(extra: String, id: String, line: Int, column: Int) throws {
        let error = try #require(throws: Diagnostics.self) { try read(least + extra) }
        #expect(error.all.map(\.id) == [id])
        #expect(
            error.all.map(\.location) == [
                SourceLocation(file: "site.yml", line: line, column: column)
            ])
    }

    @Test(arguments: [
        ("tagline: \"null\"\n", "null"), ("tagline: '~'\n", "~"), ("tagline: \"true\"\n", "true"),
        ("tagline: 10:30\n", "10:30"), ("tagline:\ta\n", "a"),
    ])
    func takesATextForAText(extra: String, text: String) throws {
        #expect(try read(least + extra).tagline == text)
    }

    @Test func readsInstantsAsJekyllWritesThem() throws {
        let clock = try read(least + "clock: 2026-02-01 17:30:00 +0100\n").clock
        #expect(clock?.description == "2026-02-01T16:30:00Z")
    }

    /// The parser's own words are for those who know its grammar.
    @Test(arguments: [
        ("tagline: a: b\n", "colon"), ("tagline: [a\n", "bracket"), ("tagline: \"a\n", "quote"),
        ("ages:\n\tticker: 5m\n", "tab"), ("tagline\n", "colon"), ("tagline: @a\n", "begin"),
        ("tagline: *a\n", "anchor"), ("tagline: \"\\q\"\n", "backslash"),
        ("---\ntitle: x\n", "document"), ("tagline: \"a\" b\n", "quote whole"),
    ])
    func saysInPlainWordsWhatIsNoYAML(extra: String, word: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read(least + extra) }
        let found = try #require(error.all.first)
        #expect(found.id == "yaml-syntax")
        #expect("\(found.message) \(found.hint ?? "")".contains(word), "\(found)")
        #expect(!found.message.contains("did not find"))
    }

    @Test(arguments: [
        "tagline: \"a\nlanguage: de\n", "tagline: 'a\n", "tagline: [a\nlanguage: de\n",
    ])
    func pointsAtWhatIsOpenedAndNotClosed(extra: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read(least + extra) }
        let place = SourceLocation(file: "site.yml", line: 6, column: 10)
        #expect(error.all.map(\.location) == [place])
    }

    @Test func listsEachKnownKeyOnce() throws {
        let error = try #require(throws: Diagnostics.self) { try read(least + "zzzzzzzz: 1\n") }
        let hint = try #require(error.all.first?.hint)
        let keys = hint.split(separator: ": ").last?.split(separator: ", ") ?? []
        #expect(keys.contains("title") && Set(keys).count == keys.count)
    }

    @Test(arguments: [
        ("https://example.org", true), ("https://example.org/sub", true),
        ("http://localhost:8080", true), ("http://example.org", false),
        ("https://example.org/a/b/", true), ("http://localhost.evil.example", false),
        ("https://example.org/a//b", false), ("https://example.org/../b", false),
        ("https://example.org/a(b", false),
        ("https://", false), ("ftp://example.org", false), ("https://a b", false),
    ])
    func acceptsOnlyAddressesThatPagesCanBeServedUnder(url: String, isAccepted: Bool) throws {
        let text = least.split(separator: "\n").map {
            $0.hasPrefix("baseURL") ? "baseURL: \"\(url)\"" : String($0)
        }.joined(separator: "\n")
        if isAccepted {
            #expect(try read(text).baseURL == (url.hasSuffix("/") ? String(url.dropLast()) : url))
        } else {
            let error = try #require(throws: Diagnostics.self) { try read(text) }
            #expect(error.all.map(\.id) == ["settings-base-url"])
        }
    }
}
