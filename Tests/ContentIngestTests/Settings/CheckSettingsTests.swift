import MarginModel
import Testing

@testable import ContentIngest

@Suite struct CheckSettingsTests {
    private let head = """
        title: T
        baseURL: https://example.org
        publisher: P
        contact: c@example.org
        disclaimer: D

        """

    private func read(_ text: String) throws(Diagnostics) -> CheckSettings {
        try SettingsReader().read(Array((head + text).utf8), file: "site.yml").settings.check
    }

    @Test func readsLevelsIgnoresAndBudgets() throws {
        let settings = try read(
            """
            check:
              levels: {markup: error, search: warning, budgets: off}
              ignore:
                - rule: A013
                  path: articles/**
                  reason: tables of an old import
                  until: 2026-12-31
              kilobytes: {page: 100}
            """)
        #expect(settings.levels == [.markup: .error, .search: .warning, .budgets: .off])
        let ignore = try #require(settings.ignores.first)
        #expect(ignore.rule == "A013" && ignore.path == "articles/**")
        #expect(ignore.until == CivilDate(year: 2026, month: 12, day: 31))
        #expect(ignore.location.line == 9)
        #expect(settings.budgets == SizeBudgets(page: 102_400))
    }

    @Test(arguments: [
        ("check:\n  levels: {markup: fatal}", "unknown-value", 7),
        ("check:\n  levels: {makrup: error}", "unknown-key", 7),
        (
            "check:\n  ignore:\n    - rule: A013\n      path: x\n      until: 2026-12-31",
            "missing-key", 8
        ),
        (
            "check:\n  ignore:\n    - {rule: A013, path: x, reason: y, until: soon}",
            "settings-ignore-until", 8
        ),
        ("check:\n  ignore: A013", "wrong-type", 7),
    ])
    func pointsAtWhatIsWrong(text: String, id: String, line: Int) throws {
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.contains { $0.id == id && $0.location.line == line })
    }
}
