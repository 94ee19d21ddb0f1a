import MarginModel

/// Where the venue itself says that an account is worse off than its figures give: something that the
/// venue counts is not in it, and nothing may be advised on the rest.
struct VenueVerdict {
    let assessment: Assessment

    /// One reason a pool: none where the venue says nothing worse, or a cause that was put in gives what it
    /// says.
    var findings: [(reason: AssessmentReason, pool: String)] {
        let fields = Dictionary(
            ReportedField.all(of: assessment.account).map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        var found: [(reason: AssessmentReason, pool: String)] = []
        for row in assessment.reconciliation where [.unknown, .notSought].contains(row.cause) {
            guard let field = fields[row.field], let pool = pool(of: field),
                !found.contains(where: { $0.pool == pool.id }), isWorse(row, field, than: pool)
            else { continue }
            found.append((reason(row, field, pool), pool.id))
        }
        return found
    }

    private func pool(of field: ReportedField) -> PoolAssessment? {
        switch field.subject {
        case .account: assessment.reportedPool
        case .position(let index): assessment.pool(assessment.positions[index].pool)
        }
    }

    private func reason(
        _ row: ReconciliationRow, _ field: ReportedField, _ pool: PoolAssessment
    ) -> AssessmentReason {
        var (name, unit) =
            switch field.figure {
            case .maintenanceMargin: ("a maintenance margin", " " + pool.asset)
            case .equity: ("an equity", " " + pool.asset)
            default: ("a ratio", "")
            }
        if case .position(let index) = field.subject {
            name = "of \(assessment.positions[index].position.symbol) " + name
        }
        return AssessmentReason(
            .venueSaysWorse,
            at: field.subject == .account ? "reported.\(row.field)" : row.field,
            "\(assessment.account.venue.displayName) reports \(name) of \(row.reported.shown)\(unit), "
                + "and what is given here comes to \(row.computed?.shown ?? "none")\(unit): something "
                + "that the venue counts is missing, so no plan is made")
    }

    /// Marks that moved between the venue's answers make no more than a percent of the requirement, and
    /// in equity what they make in unrealized PnL.
    private func isWorse(
        _ row: ReconciliationRow, _ field: ReportedField, than pool: PoolAssessment
    ) -> Bool {
        guard let computed = row.computed, let requirement = pool.requirement else { return false }
        switch field.figure {
        case .maintenanceMargin: return (row.reported - computed) * 100 > requirement
        case .equity: return (computed - row.reported - movedPnl) * 100 > requirement
        case .marginRatio:
            let (worse, better) =
                pool.native.direction == .higherIsWorse
                ? (row.reported, computed) : (computed, row.reported)
            return worse * 100 > better * 101 && (field.subject != .account || !explainsRatio)
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
