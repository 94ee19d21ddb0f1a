import MarginModel

/// What an account sets for its own plan.
enum PolicyFields {
    /// A confirmation that is not given is not there.
    static func averagingDown(_ object: inout JSONObjectReader) -> AveragingDownEvidence? {
        AveragingDownEvidence(
            onChainAccumulation: object.flag("onChainAccumulation") ?? false,
            multiTimeframeAlignment: object.flag("multiTimeframeAlignment") ?? false)
    }

    /// The driver and, one object an asset, how the others move with it.
    static func betas(_ object: inout JSONObjectReader) -> BetaTable? {
        let driver = object.required("driver")?.text()
        var values: [String: Decimal] = [:]
        let rows = object.requiredList("values") { row -> (asset: String, beta: Decimal)? in
            let asset = row.required("asset")
            let beta = row.required("beta")?.decimal()
            guard let asset, let name = asset.text(), let beta else { return nil }
            if values.updateValue(beta, forKey: name) != nil {
                row.problems.report(
                    id: "duplicate-asset", at: asset.offset, "\(quoted(name)) stands twice",
                    hint: "Keep one beta for each asset")
            }
            return (name, beta)
        }
        guard let driver, !rows.isEmpty else { return nil }
        return BetaTable(driver: driver, values: values)
    }

    /// The object under `policy`, whose keys are the fields of `PolicyOverrides`.
    static func overrides(_ policy: inout JSONObjectReader) -> PolicyOverrides? {
        var values = read(&policy, of: PolicyOverrides.Field.plain)
        let bounds = policy.object("stateBounds") { bounds in
            let values = read(&bounds, of: PolicyOverrides.Field.bounds)
            checkDistances(values, in: bounds)
            return values
        }
        values.merge(bounds ?? [:]) { $1 }
        return PolicyOverrides(values)
    }

    private static func read(
        _ object: inout JSONObjectReader, of fields: [PolicyOverrides.Field]
    ) -> [PolicyOverrides.Field: Decimal] {
        var values: [PolicyOverrides.Field: Decimal] = [:]
        for (field, value) in object.values(of: fields, named: \.rawValue) {
            values[field] = value.decimal(field.range)
        }
        return values
    }

    /// Of one bound alone the site's policy has the other.
    private static func checkDistances(
        _ values: [PolicyOverrides.Field: Decimal], in bounds: JSONObjectReader
    ) {
        guard values[.watchDistancePercent] != nil, values[.callDistancePercent] != nil,
            !Policy.standard.applying(PolicyOverrides(values)).bounds.distancesAreInOrder
        else { return }
        bounds.problems.report(
            id: "policy-bounds", at: bounds.offset,
            "callDistancePercent lies above watchDistancePercent",
            hint: "An account is on watch before it is called: swap the two")
    }
}

extension PolicyOverrides.Field {
    /// In an account as in the settings.
    var range: NumberRange {
        switch self {
        case .targetRatio: .properFraction
        case .leverageCap, .atrMultiple, .stressRangePercent, .stressStepPercent:
            .positive
        case .targetDistancePercent, .roundUpPercent, .deadlineSeconds, .confirmationSeconds,
            .stopPercentNear,
            .stopPercentFar, .slippagePercent, .riskBudgetPercent, .loanHours,
            .watchDistancePercent, .callDistancePercent:
            .notNegative
        }
    }
}
