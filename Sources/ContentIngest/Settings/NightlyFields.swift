import MarginModel

/// Reads what `site.yml` says below `nightly`.
enum NightlyFields {
    static func read(_ fields: inout JSONObjectReader) -> NightlySettings? {
        var settings = NightlySettings.standard
        settings.metricsFile = fields.text("metrics")
        settings.keptReportDays = fields.count("keptReportDays") ?? settings.keptReportDays
        settings.gates = fields.object("gates", gates) ?? settings.gates
        settings.limits = fields.object("limits", limits) ?? settings.limits
        settings.failures = fields.object("onFailure", failures) ?? settings.failures
        settings.alerts = fields.object("alerts", alerts) ?? settings.alerts
        return settings
    }

    private static func gates(_ fields: inout JSONObjectReader) -> MarketGates? {
        var gates = MarketGates.standard
        gates.jumpPercent = fields.decimal("jumpPercent", .positive) ?? gates.jumpPercent
        gates.lostPricesPercent =
            fields.decimal("lostPricesPercent", .positive) ?? gates.lostPricesPercent
        gates.lostAccountsPercent =
            fields.decimal("lostAccountsPercent", .percent) ?? gates.lostAccountsPercent
        return gates
    }

    private static func limits(_ fields: inout JSONObjectReader) -> ReleaseLimits? {
        var limits = ReleaseLimits.standard
        limits.lostPagesPercent =
            fields.decimal("lostPagesPercent", .positive) ?? limits.lostPagesPercent
        limits.shrinkPercent = fields.decimal("shrinkPercent", .positive) ?? limits.shrinkPercent
        return limits
    }

    private static func failures(_ fields: inout JSONObjectReader) -> FailurePolicies? {
        func policy(_ name: StaticString, _ standard: FailurePolicy) -> FailurePolicy {
            fields.choice(name, of: FailurePolicy.self) ?? standard
        }
        var failures = FailurePolicies()
        failures.articles = policy("articles", failures.articles)
        failures.news = policy("news", failures.news)
        failures.snapshots = policy("snapshots", failures.snapshots)
        failures.venues = policy("venues", failures.venues)
        failures.portfolios = policy("portfolios", failures.portfolios)
        if let value = fields.value("accounts") {
            failures.accounts = value.choice(of: FailurePolicy.self) ?? failures.accounts
            if failures.accounts == .drop {
                fields.problems.report(
                    id: "settings-accounts-policy", at: value.offset,
                    "accounts cannot be dropped: their earlier reports stay",
                    hint: "Write fail or quarantine.")
            }
        }
        return failures
    }

    private static func alerts(_ fields: inout JSONObjectReader) -> AlertSettings? {
        var alerts = AlertSettings()
        alerts.from = fields.choice("from", of: AccountState.self) ?? alerts.from
        alerts.repeatAfterSeconds = fields.seconds("repeatAfter") ?? alerts.repeatAfterSeconds
        alerts.file = fields.text("file")
        alerts.timeoutSeconds = fields.seconds("timeout") ?? alerts.timeoutSeconds
        alerts.command = fields.program("command", "alert")
        return alerts
    }
}

extension JSONObjectReader {
    /// A program that is started without a shell, and its arguments; empty where none is named.
    mutating func program(_ key: StaticString, _ kind: String) -> [String] {
        guard let value = value(key) else { return [] }
        let command = value.elements()?.compactMap { $0.text() } ?? []
        if let program = command.first, !program.hasPrefix("/") {
            problems.report(
                id: "settings-command-path", at: value.offset,
                "the \(kind) command is \(quoted(program)), which is no full path",
                hint: "Write where the program lies, like /usr/bin/mail, and each argument as "
                    + "an item of the list; no shell reads it.")
        }
        return command
    }
}
