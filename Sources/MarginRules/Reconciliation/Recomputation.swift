import MarginModel

/// One reported figure, computed again with something changed.
struct Recomputation {
    let field: ReportedField
    let measure: ReconciliationMeasure
    let account: Account
    let conditions: MarginConditions

    /// Whether the changed account gives the venue's value to the tick.
    func gives(_ changed: Account, of subject: ReportedField.Subject? = nil) -> Bool {
        value(of: changed, subject).map(measure.agrees) ?? false
    }

    /// Whether the account gives it under other conditions.
    func gives(under changed: MarginConditions) -> Bool {
        value(of: account, under: changed).map(measure.agrees) ?? false
    }

    /// `nil` where it cannot be computed.
    func value(
        of changed: Account, _ subject: ReportedField.Subject? = nil,
        under conditions: MarginConditions? = nil
    ) -> Exact? {
        let calculator = MarginCalculator(conditions ?? self.conditions)
        let again = calculator.assess(changed.withoutReports, solving: field.figure.isPrice)
        return field.computed(in: again, of: subject ?? field.subject)
    }
}

extension Account {
    /// What to recompute: without figures to reconcile again.
    var withoutReports: Account {
        var account = self
        account.reported = nil
        for index in account.positions.indices { account.positions[index].reported = nil }
        return account
    }
}
