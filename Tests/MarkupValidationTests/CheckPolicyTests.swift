import MarginModel
import Testing

@testable import MarkupValidation

@Suite struct CheckPolicyTests {
    private let today = CivilDate(year: 2026, month: 11, day: 23)

    private func finding(_ rule: Rule, in file: String) -> Diagnostic {
        Diagnostic(id: rule.id, at: SourceLocation(file: file), message: "m")
    }

    private func ignore(_ rule: String, _ path: String, until day: Int) -> CheckSettings.Ignore {
        CheckSettings.Ignore(
            rule: rule, path: path, reason: "r",
            until: CivilDate(year: 2026, month: 11, day: day),
            location: SourceLocation(file: "site.yml", line: 9, column: 7))
    }

    @Test func givesEachFamilyItsLevel() {
        var settings = CheckSettings()
        settings.levels = [.markup: .warning, .links: .off]
        let policy = CheckPolicy(settings, today: today)
        let kept = policy.applied(to: [
            finding(.duplicateID, in: "a.html"), finding(.brokenLink, in: "a.html"),
            finding(.emptyLink, in: "a.html"),
            Diagnostic(id: "Hio-not-a-rule", at: SourceLocation(file: "a.html"), message: "m"),
        ])
        #expect(kept.map(\.severity) == [.warning, .error, .error])
        #expect(!kept.contains { $0.id == Rule.brokenLink.id })
    }

    @Test func ignoresOneRuleOnThePagesOfAPattern() {
        var settings = CheckSettings()
        settings.ignores = [ignore("A007", "articles/*/index.html", until: 23)]
        let policy = CheckPolicy(settings, today: today)
        let findings = [
            finding(.emptyLink, in: "articles/x/index.html"),
            finding(.emptyLink, in: "articles/x/y/index.html"),
            finding(.emptyButton, in: "articles/x/index.html"),
        ]
        #expect(policy.applied(to: findings) == Array(findings.dropFirst()))
        #expect(policy.problems.isEmpty)
    }

    @Test func failsAnIgnoreAfterItsDayAndOneOfNoRule() throws {
        var settings = CheckSettings()
        settings.ignores = [ignore("A007", "**", until: 22), ignore("A0007", "**", until: 30)]
        let policy = CheckPolicy(settings, today: today)
        #expect(policy.problems.map(\.id) == ["check-ignore-expired", "check-unknown-rule"])
        #expect(policy.problems.allSatisfy { $0.severity == .error && $0.location.line == 9 })
        #expect(try #require(policy.problems.last?.hint).contains("A007"))
        let findings = [finding(.emptyLink, in: "a.html")]
        #expect(policy.applied(to: findings) == findings)
    }

    @Test(arguments: [
        ("*.html", "a.html", true), ("*.html", "a/b.html", false),
        ("**/b.html", "a/c/b.html", true),
        ("a/**", "a/b/c.html", true), ("a/*", "a/b/c.html", false), ("a.html", "a.htm", false),
        ("**", "", true), ("*a*a*", "bab", false), ("*a*a*", "aa", true),
    ])
    func matchesPaths(pattern: String, path: String, expected: Bool) {
        #expect(PathPattern(pattern).matches(path) == expected)
    }
}
