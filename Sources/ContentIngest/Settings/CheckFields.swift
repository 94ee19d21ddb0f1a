import MarginModel

/// Reads what `site.yml` says below `check`. Whether a rule exists is for the checker to say.
enum CheckFields {
    static func read(_ fields: inout JSONObjectReader) -> CheckSettings? {
        var settings = CheckSettings()
        settings.levels =
            fields.object("levels") { levels in
                Dictionary(
                    uniqueKeysWithValues: levels.values(
                        of: CheckSettings.Family.allCases, named: \.name
                    )
                    .compactMap { family, value in
                        value.choice(of: CheckSettings.Level.self).map { (family, $0) }
                    })
            } ?? [:]
        settings.ignores = fields.list("ignore", ignore)
        settings.budgets =
            fields.object("kilobytes") { kilobytes in
                func bytes(_ name: StaticString, _ standard: Int) -> Int {
                    kilobytes.count(name, upTo: 1_000_000).map { $0 * 1_024 } ?? standard
                }
                return SizeBudgets(
                    page: bytes("page", settings.budgets.page),
                    asset: bytes("asset", settings.budgets.asset),
                    shard: bytes("shard", settings.budgets.shard))
            } ?? settings.budgets
        return settings
    }

    private static func ignore(_ fields: inout JSONObjectReader) -> CheckSettings.Ignore? {
        let rule = fields.required("rule")
        let path = fields.requiredText("path")
        let reason = fields.requiredText("reason")
        let until = fields.required("until").flatMap(day)
        guard let rule, let name = rule.line(), let until, !path.isEmpty, !reason.isEmpty else {
            return nil
        }
        return CheckSettings.Ignore(
            rule: name, path: path, reason: reason, until: until, location: rule.location)
    }

    private static func day(_ value: JSONValue) -> CivilDate? {
        guard let text = value.text() else { return nil }
        if let date = SheetDate(parsing: text), let day = date.day {
            return CivilDate(year: date.year, month: date.month, day: day)
        }
        value.problems.report(
            id: "settings-ignore-until", at: value.offset,
            "until is \(quoted(text)), which is no day",
            hint: "Write the last day it holds: 2026-12-31.")
        return nil
    }
}
