import MarginModel

/// Reads what `site.yml` says below `nightly`.
enum NightlyFields {
    static func read(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> NightlySettings {
        var settings = NightlySettings.standard
        guard var nested = fields.nested("nightly") else { return settings }
        settings.metricsFile = nested.text("metrics")
        settings.keptReportDays = nested.count("keptReportDays") ?? settings.keptReportDays
        settings.gates = gates(&nested, into: &diagnostics)
        settings.limits = limits(&nested, into: &diagnostics)
        settings.failures = failures(&nested, into: &diagnostics)
        settings.alerts = alerts(&nested, into: &diagnostics)
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return settings
    }

    private static func gates(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> MarketGates {
        var gates = MarketGates.standard
        guard var nested = fields.nested("gates") else { return gates }
        gates.jumpPercent = nested.positive("jumpPercent") ?? gates.jumpPercent
        gates.lostPricesPercent = nested.positive("lostPricesPercent") ?? gates.lostPricesPercent
        gates.lostAccountsPercent =
            nested.percent("lostAccountsPercent") ?? gates.lostAccountsPercent
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return gates
    }

    private static func limits(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> ReleaseLimits {
        var limits = ReleaseLimits.standard
        guard var nested = fields.nested("limits") else { return limits }
        limits.lostPagesPercent = nested.positive("lostPagesPercent") ?? limits.lostPagesPercent
        limits.shrinkPercent = nested.positive("shrinkPercent") ?? limits.shrinkPercent
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return limits
    }

    private static func failures(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> FailurePolicies {
        var failures = FailurePolicies()
        guard var nested = fields.nested("onFailure") else { return failures }
        failures.articles = nested.choice("articles") ?? failures.articles
        failures.news = nested.choice("news") ?? failures.news
        failures.snapshots = nested.choice("snapshots") ?? failures.snapshots
        failures.venues = nested.choice("venues") ?? failures.venues
        failures.portfolios = nested.choice("portfolios") ?? failures.portfolios
        if let accounts: FailurePolicy = nested.choice("accounts") {
            if accounts == .drop, let place = nested.node("accounts")?.location {
                nested.report(.droppedAccounts(at: place))
            }
            failures.accounts = accounts
        }
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return failures
    }

    private static func alerts(
        _ fields: inout ConfigurationFields, into diagnostics: inout Diagnostics
    ) -> AlertSettings {
        var alerts = AlertSettings()
        guard var nested = fields.nested("alerts") else { return alerts }
        alerts.from = nested.choice("from") ?? alerts.from
        alerts.repeatAfterSeconds = nested.seconds("repeatAfter") ?? alerts.repeatAfterSeconds
        alerts.file = nested.text("file")
        alerts.command = nested.texts("command")
        alerts.timeoutSeconds = nested.seconds("timeout") ?? alerts.timeoutSeconds
        if let program = alerts.command.first, !program.hasPrefix("/"),
            let place = nested.node("command")?.location
        {
            nested.report(.commandWithoutPath(program, at: place))
        }
        diagnostics.append(contentsOf: nested.finish(unknownKeys: .error))
        return alerts
    }
}

extension Diagnostic {
    fileprivate static func droppedAccounts(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "settings-accounts-policy", at: location,
            message: "accounts cannot be dropped: their earlier reports stay",
            hint: "Write fail or quarantine.")
    }

    fileprivate static func commandWithoutPath(
        _ program: String, at location: SourceLocation
    ) -> Self {
        Diagnostic(
            id: "settings-command-path", at: location,
            message: "the alert command is '\(program)', which is no full path",
            hint: "Write where the program lies, like /usr/bin/mail, and each argument as an item "
                + "of the list; no shell reads it.")
    }
}
