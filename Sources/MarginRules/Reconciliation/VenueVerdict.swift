import MarginModel

/// Where the venue itself says that an account is worse off than its figures give: something that the
/// venue counts is not in it, and nothing may be advised on the rest.
struct VenueVerdict {
    let assessment: Assessment

    /// `nil` where the venue says nothing worse, or a cause that was put in gives what it says.
    var reason: AssessmentReason? {
        guard let pool = assessment.reportedPool else { return nil }
        let worse = assessment.reconciliation.filter { row in
            [.unknown, .notSought].contains(row.cause) && isWorse(row, than: pool)
        }
        guard let row = worse.first, let computed = row.computed else { return nil }
        let (name, unit) = words(for: row.field, of: pool)
        return AssessmentReason(
            .venueSaysWorse, at: "reported.\(row.field)",
            "\(assessment.account.venue.displayName) reports \(name) of \(row.reported.shown)\(unit), "
                + "and what is given here comes to \(computed.shown)\(unit): something that the venue "
                + "counts is missing, so no plan is made")
    }

    private func words(for field: String, of pool: PoolAssessment) -> (name: String, unit: String) {
        switch field {
        case ReportedField.Figure.maintenanceMargin.rawValue:
            ("a maintenance margin", " " + pool.asset)
        case ReportedField.Figure.equity.rawValue: ("an equity", " " + pool.asset)
        default: ("a ratio", "")
        }
    }

    /// Marks that moved between the venue's answers make no more than a percent of the requirement, and
    /// in equity what they make in unrealized PnL.
    private func isWorse(_ row: ReconciliationRow, than pool: PoolAssessment) -> Bool {
        guard let computed = row.computed, let requirement = pool.requirement else { return false }
        switch row.field {
        case ReportedField.Figure.maintenanceMargin.rawValue:
            return (row.reported - computed) * 100 > requirement
        case ReportedField.Figure.equity.rawValue:
            return (computed - row.reported - movedPnl) * 100 > requirement
        case ReportedField.Figure.marginRatio.rawValue:
            let (worse, better) =
                pool.native.direction == .higherIsWorse
                ? (row.reported, computed) : (computed, row.reported)
            return worse * 100 > better * 101 && !explainsRatio
        default: return false
        }
    }

    /// How much more the positions have lost by the venue's own figure.
    private var movedPnl: Exact {
        let name = ReportedField.Figure.unrealizedPnl.rawValue
        let row = assessment.reconciliation.first { $0.field == name }
        guard let row, let computed = row.computed, row.reported < computed else { return .zero }
        return computed - row.reported
    }

    /// Whether the venue gives requirement and equity too: these say more than their ratio.
    private var explainsRatio: Bool {
        let reported = assessment.account.reported
        return reported?.maintenanceMargin != nil && reported?.equity != nil
    }
}

extension Assessment {
    /// The account's ratio as the venue itself reports it, or as its own requirement and equity make it.
    package var reportedRatio: NativeRatio? {
        guard account.accountMode != .portfolio else { return nil }
        let rules = account.rules
        let stated = account.reported?.marginRatio.map { Exact($0) }
        guard let value = stated ?? quotient else { return nil }
        return NativeRatio(
            value: value, name: rules.ratioName, threshold: 1, direction: rules.ratioDirection)
    }

    private var quotient: Exact? {
        guard let requirement = account.reported?.maintenanceMargin,
            let equity = account.reported?.equity, !requirement.isZero, equity.isPositive
        else { return nil }
        return account.rules.ratioDirection == .higherIsWorse
            ? Exact(requirement).divided(by: Exact(equity))
            : Exact(equity).divided(by: Exact(requirement))
    }
}

extension Exact {
    /// At most eight digits after the point.
    fileprivate var shown: String { rounded(places: 8)?.description ?? "more than can be shown" }
}
