package import MarginModel
package import MarginRules

/// A report as comma-separated values, one figure a row: `part,name,figure,value,unit`.
///
/// Values are those of the JSON form, to the digit. A figure that is withheld is an empty cell.
package struct ReportCSV {
    private var rows = CSVFigures()

    package init(_ assessment: Assessment, plan: ActionPlan?, extent: ReportExtent) {
        let account = assessment.account
        rows.add("account", "", "id", account.id)
        rows.add("account", "", "venue", account.venue.rawValue)
        rows.add("account", "", "asOf", account.asOf.description)
        rows.add("account", "", "sections", extent.rawValue)
        rows.add("account", "", "state", assessment.state.rawValue)
        rows.add("account", "", "stateBy", assessment.cause?.rawValue ?? "")
        rows.add("account", "", "ratio", assessment.worstPool?.ratio)
        rows.add("account", "", "jointMoveDown", assessment.distance.jointMoveDownPercent, "%")
        rows.add("account", "", "jointMoveUp", assessment.distance.jointMoveUpPercent, "%")
        rows.add("account", "", "deficit", assessment.distance.deficit, assessment.worstPool?.asset)
        for reason in assessment.reasons {
            rows.add("reason", reason.place, reason.code.rawValue, reason.message)
        }
        for pool in assessment.pools { add(pool) }
        for balance in account.collateral {
            rows.add(
                "collateral", balance.asset, "walletBalance",
                balance.walletBalance.map { Exact($0) }, balance.asset)
        }
        for position in assessment.positions { add(position) }
        for target in plan?.targets ?? [] {
            let name = target.name.rawValue
            rows.add("target", name, "amount", target.amount, target.asset)
            rows.add("target", name, "ratioAfter", target.ratioAfter)
        }
        for (index, step) in (plan?.steps ?? []).enumerated() {
            add(step, number: index + 1, asset: assessment.worstPool?.asset)
        }
    }

    package var bytes: [UInt8] { rows.bytes }

    private mutating func add(_ pool: PoolAssessment) {
        rows.add("pool", pool.id, "equity", pool.equity, pool.asset)
        rows.add("pool", pool.id, "walletBalance", pool.walletBalance, pool.asset)
        rows.add("pool", pool.id, "unrealizedPnl", pool.unrealizedPnl, pool.asset)
        rows.add("pool", pool.id, "initialMargin", pool.initialMargin, pool.asset)
        rows.add("pool", pool.id, "maintenanceMargin", pool.maintenanceMargin, pool.asset)
        rows.add("pool", pool.id, "requirement", pool.requirement, pool.asset)
        rows.add("pool", pool.id, "availableBalance", pool.availableBalance, pool.asset)
        rows.add("pool", pool.id, "ratio", pool.ratio)
        rows.add("pool", pool.id, "native", pool.native.value)
        rows.add("pool", pool.id, "state", pool.state.rawValue)
        rows.add("pool", pool.id, "stateBy", pool.cause?.rawValue ?? "")
    }

    private mutating func add(_ assessed: PositionAssessment) {
        let position = assessed.position
        let name = "\(position.symbol) \(position.side.rawValue) \(position.marginMode.rawValue)"
        let asset = assessed.settleAsset
        let exact = { (value: Decimal?) in value.map { Exact($0) } }
        rows.add("position", name, "quantity", Exact(position.quantity))
        rows.add("position", name, "entryPrice", exact(position.entryPrice))
        rows.add("position", name, "markPrice", exact(position.markPrice))
        rows.add("position", name, "leverage", exact(position.leverage))
        rows.add("position", name, "notional", assessed.notional, asset)
        rows.add("position", name, "unrealizedPnl", assessed.unrealizedPnl, asset)
        rows.add("position", name, "initialMargin", assessed.initialMargin, asset)
        rows.add("position", name, "maintenanceMargin", assessed.maintenanceMargin, asset)
        rows.add("position", name, "liquidationPrice", assessed.liquidationPrice)
        rows.add("position", name, "bankruptcyPrice", assessed.bankruptcyPrice)
        rows.add("position", name, "distanceDown", assessed.distanceDownPercent, "%")
        rows.add("position", name, "distanceUp", assessed.distanceUpPercent, "%")
        rows.add("position", name, "fundingNext", assessed.funding.next, asset)
        rows.add("position", name, "fundingPerDay", assessed.funding.perDay, asset)
    }

    private mutating func add(_ step: PlanStep, number: Int, asset: String?) {
        let name = "\(number) \(step.kind.rawValue)"
        if let symbol = step.symbol { rows.add("step", name, "symbol", symbol) }
        if let quantity = step.quantity { rows.add("step", name, "quantity", quantity) }
        if let amount = step.amount { rows.add("step", name, "amount", amount, step.asset) }
        if let price = step.price { rows.add("step", name, "price", price) }
        rows.add("step", name, "cost", step.cost, asset)
        rows.add("step", name, "equityAfter", step.after.equity, asset)
        rows.add("step", name, "requirementAfter", step.after.requirement, asset)
        rows.add("step", name, "ratioAfter", step.after.ratio)
        rows.add("step", name, "stateAfter", step.after.state.rawValue)
        rows.add("step", name, "stateAfterBy", step.after.cause?.rawValue ?? "")
    }
}

/// Figures as rows of `part,name,figure,value,unit`.
struct CSVFigures {
    private var text = "part,name,figure,value,unit\r\n"

    var bytes: [UInt8] { Array(text.utf8) }

    mutating func add(
        _ part: String, _ name: String, _ figure: String, _ value: Exact?, _ unit: String? = nil
    ) {
        row([part, CSVCell.text(name), figure, value?.description ?? "", CSVCell.text(unit ?? "")])
    }

    mutating func add(_ part: String, _ name: String, _ figure: String, _ value: String) {
        row([part, CSVCell.text(name), figure, CSVCell.text(value), ""])
    }

    private mutating func row(_ cells: [String]) {
        text += cells.joined(separator: ",") + "\r\n"
    }
}

/// One cell of comma-separated values.
enum CSVCell {
    /// Quoted where it must be; what a spreadsheet would take for a formula is kept as text.
    static func text(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        let isPlain = !safe.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        return isPlain ? safe : "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
