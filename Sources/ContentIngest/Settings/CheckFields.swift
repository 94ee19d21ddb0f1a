import MarginModel

/// Reads what `site.yml` says below `check`. Whether a rule exists is for the checker to say.
enum CheckFields {
    static func read(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> CheckSettings {
        var settings = CheckSettings()
        guard var nested = fields.nested("check") else { return settings }
        if var levels = nested.nested("levels") {
            for family in CheckSettings.Family.allCases {
                settings.levels[family] = levels.choice(family.name)
            }
            diagnostics.append(contentsOf: levels.finish(unknownKeys: .error))
        }
        settings.ignores = ignores(&nested, into: &diagnostics)
        if var budgets = nested.nested("kilobytes") {
            func bytes(_ key: String, _ standard: Int) -> Int {
                budgets.count(key, upTo: 1_000_000).map { $0 * 1_024 } ?? standard
            }
            settings.budgets = SizeBudgets(
                page: bytes("page", settings.budgets.page),
                asset: bytes("asset", settings.budgets.asset),
                shard: bytes("shard", settings.budgets.shard))
            diagnostics.append(contentsOf: budgets.finish(unknownKeys: .error))
        }
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return settings
    }

    private static func ignores(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> [CheckSettings.Ignore] {
        guard let node = fields.node("ignore") else { return [] }
        guard case .list(let items) = node.content else {
            fields.report(.ignoreShape(at: node.location))
            return []
        }
        var ignores: [CheckSettings.Ignore] = []
        for item in items {
            guard case .mapping(let entries) = item.content else {
                fields.report(.ignoreShape(at: item.location))
                continue
            }
            var nested = ConfigurationFields(entries, at: item.location)
            let rule = nested.requiredText("rule")
            let path = nested.requiredText("path")
            let reason = nested.requiredText("reason")
            let until = day(nested.requiredText("until"), in: &nested)
            diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
            guard let until, !rule.isEmpty, !path.isEmpty, !reason.isEmpty else { continue }
            ignores.append(
                CheckSettings.Ignore(
                    rule: rule, path: path, reason: reason, until: until,
                    location: nested.node("rule")?.location ?? item.location))
        }
        return ignores
    }

    private static func day(_ text: String, in fields: inout ConfigurationFields) -> CivilDate? {
        guard !text.isEmpty else { return nil }
        guard let date = SheetDate(parsing: text), let day = date.day else {
            fields.report(.ignoreDay(text, at: fields.node("until")?.location ?? fields.location))
            return nil
        }
        return CivilDate(year: date.year, month: date.month, day: day)
    }
}

extension Diagnostic {
    fileprivate static func ignoreShape(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-ignore", at: location,
            message: "ignore is a list of items, each with rule, path, reason and until",
            hint: "Write - rule: A013, and below it path: articles/**, reason: …, until: "
                + "2026-12-31.")
    }

    fileprivate static func ignoreDay(_ text: String, at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-ignore-until", at: location,
            message: "until is '\(text)', which is no day",
            hint: "Write the last day it holds: 2026-12-31.")
    }
}
