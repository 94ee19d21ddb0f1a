package import MarginModel

/// What counts of the findings: the level of each family, and the ignores that still hold.
package struct CheckPolicy: Sendable {
    /// What is wrong with the settings themselves: rules that do not exist, ignores past their day.
    package let problems: [Diagnostic]

    private let levels: [CheckSettings.Family: CheckSettings.Level]
    private let ignores: [(rule: Rule, path: PathPattern)]

    /// Every rule at its own severity, and nothing ignored.
    package static let standard = CheckPolicy(
        CheckSettings(), today: CivilDate(daysSinceEpoch: 0))

    package init(_ settings: CheckSettings, today: CivilDate) {
        var problems: [Diagnostic] = []
        var ignores: [(Rule, PathPattern)] = []
        for ignore in settings.ignores {
            guard let rule = RuleCatalogue.rule(ignore.rule) else {
                problems.append(.unknownRule(ignore))
                continue
            }
            if ignore.until < today {
                problems.append(.expired(ignore))
            } else {
                ignores.append((rule, PathPattern(ignore.path)))
            }
        }
        self.problems = problems
        self.ignores = ignores
        levels = settings.levels
    }

    /// The findings that count, each as grave as the settings say. What is no rule's finding stays as
    /// it is.
    package func applied(to diagnostics: [Diagnostic]) -> [Diagnostic] {
        guard !levels.isEmpty || !ignores.isEmpty else { return diagnostics }
        return diagnostics.compactMap { applied(to: $0) }
    }

    private func applied(to diagnostic: Diagnostic) -> Diagnostic? {
        guard let rule = RuleCatalogue.rule(of: diagnostic), let family = rule.family else {
            return diagnostic
        }
        let isIgnored = ignores.contains {
            $0.rule == rule && $0.path.matches(diagnostic.location.file)
        }
        guard !isIgnored else { return nil }
        switch levels[family] {
        case nil: return diagnostic
        case .off: return nil
        case .error: return diagnostic.with(.error)
        case .warning: return diagnostic.with(.warning)
        }
    }
}

extension Diagnostic {
    fileprivate func with(_ severity: Severity) -> Diagnostic {
        Diagnostic(
            severity, id: id, kind: kind, at: location, message: message, hint: hint,
            excerpt: excerpt,
            origins: origins)
    }

    fileprivate static func unknownRule(_ ignore: CheckSettings.Ignore) -> Diagnostic {
        let known = RuleCatalogue.all.flatMap { [$0.code, $0.id] }
        let near = nearestName(to: ignore.rule, among: known)
        return Diagnostic(
            id: "check-unknown-rule", at: ignore.location,
            message: "'\(ignore.rule)' is no rule of the check",
            hint: near.map { "Did you mean \($0)?" }
                ?? "Write a rule's code, as findings show it: A013.")
    }

    fileprivate static func expired(_ ignore: CheckSettings.Ignore) -> Diagnostic {
        Diagnostic(
            id: "check-ignore-expired", at: ignore.location,
            message: "the ignore of \(ignore.rule) for \(ignore.path) ended on \(ignore.until)"
                + " (\(ignore.reason))",
            hint: "Mend the pages and remove the ignore, or give it a new day and say why.")
    }
}
