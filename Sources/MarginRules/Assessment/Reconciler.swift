import MarginModel

/// Compares what the venue reports with what the rules give.
enum Reconciler {
    /// The figures that differ by more than one unit of the reported figure's last digit.
    static func rows(
        account: Account, pools: [PoolAssessment], positions: [PositionAssessment]
    ) -> [ReconciliationRow] {
        var rows: [ReconciliationRow] = []
        if let reported = account.reported {
            let pool = pools.count == 1 ? pools[0] : nil
            compare("equity", reported.equity, pool?.equity, into: &rows)
            compare(
                "maintenanceMargin", reported.maintenanceMargin, pool?.maintenanceMargin,
                into: &rows)
            compare("initialMargin", reported.initialMargin, pool?.initialMargin, into: &rows)
            compare("unrealizedPnl", reported.unrealizedPnl, pool?.unrealizedPnl, into: &rows)
            compare("marginRatio", reported.marginRatio, pool?.native.value, into: &rows)
        }
        for (index, position) in positions.enumerated() {
            guard let reported = position.position.reported else { continue }
            let place = "positions[\(index)]."
            compare(
                place + "unrealizedPnl", reported.unrealizedPnl, position.unrealizedPnl,
                into: &rows)
            compare(
                place + "initialMargin", reported.initialMargin, position.initialMargin,
                into: &rows)
            compare(
                place + "maintenanceMargin", reported.maintenanceMargin,
                position.maintenanceMargin, into: &rows)
            compare(
                place + "liquidationPrice", reported.liquidationPrice, position.liquidationPrice,
                into: &rows)
        }
        return rows
    }

    private static func compare(
        _ field: String, _ reported: Decimal?, _ computed: Exact?,
        into rows: inout [ReconciliationRow]
    ) {
        guard let reported else { return }
        guard let computed else {
            rows.append(
                ReconciliationRow(
                    field: field, reported: Exact(reported), computed: nil, cause: "not computed"))
            return
        }
        let unit = Exact(Decimal(significand: 1, scale: reported.scale))
        guard (computed - Exact(reported)).magnitude > unit else { return }
        rows.append(
            ReconciliationRow(
                field: field, reported: Exact(reported), computed: computed, cause: "unknown"))
    }
}
