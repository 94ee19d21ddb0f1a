package import MarginModel
package import MarginRules

/// One thing to do, and how the account stands after it.
package struct PlanStepView: ViewModel {
    package let number: Int
    package let what: String
    package let why: String
    /// Absent when it costs nothing, or what nobody here knows.
    package let cost: String?
    package let equityAfter: String
    /// Equity less the requirement; zero is the trigger.
    package let headroomAfter: String
    package let ratioAfter: String
    package let stateAfter: StateView
    package let rule: String
    package let href: String?

    /// - Parameters:
    ///   - asset: What costs and equity are counted in: the worst pool's asset.
    ///   - href: The place of its rule in the article.
    package init(
        _ step: PlanStep, number: Int, asset: String, href: String? = nil, tick: Decimal?,
        numbers: NumberFormat
    ) {
        let money = { (value: Exact?) in
            value.map { numbers.money($0, asset) } ?? Withholding.word
        }
        self.number = number
        what = Self.sentence(step, tick: tick, numbers: numbers)
        why = numbers.prose(step.reason)
        cost = step.cost.flatMap { $0.isZero ? nil : numbers.money($0, asset) }
        equityAfter = money(step.after.equity)
        let headroom = step.after.equity.flatMap { equity in
            step.after.requirement.map { equity - $0 }
        }
        headroomAfter = money(headroom)
        ratioAfter = numbers.marginUse(step.after.ratio, of: step.after.equity)
        stateAfter = StateView(step.after.state, by: step.after.cause)
        rule = step.rule
        self.href = href
    }

    private static func sentence(_ step: PlanStep, tick: Decimal?, numbers: NumberFormat) -> String
    {
        let position = [step.symbol, step.side?.rawValue].compactMap(\.self).joined(separator: " ")
        let asset = step.asset ?? ""
        let amount = step.amount.map { numbers.required($0, asset) } ?? "an amount not known"
        let price = step.price.map { numbers.price($0, tick: tick) }
        let order = step.order.map { ": \($0.text(numbers))" } ?? ""
        switch step.kind {
        case .deposit: return "Deposit \(amount)"
        case .awaitCredit: return "Wait until \(amount) is credited"
        case .transfer: return "Transfer \(amount)"
        case .addIsolatedMargin: return "Add \(amount) of margin to \(position)"
        case .reduce: return "Reduce \(position)\(order)"
        case .close: return "Close \(position)\(order)"
        case .cancelOrders:
            return position.isEmpty ? "Cancel open orders" : "Cancel open orders in \(position)"
        case .setLeverage: return "Change the leverage of \(position)"
        case .setMarginMode: return "Change the margin mode of \(position)"
        case .placeStop:
            return "Place a stop for \(position)" + (price.map { " at \($0)" } ?? "") + order
        case .disableAuto:
            return position.isEmpty
                ? "Switch automatic features off" : "Switch automatic features off for \(position)"
        case .hold where !position.isEmpty: return "Leave \(position) to the venue"
        case .hold:
            return step.after.state == .healthy
                ? "Hold: change nothing" : "No step by the ratio: liquidation is near"
        }
    }

    package static var shape: ViewShape<PlanStepView> {
        ViewShape(
            "A step of a plan.",
            [
                .text("number", "Its number, from 1.") { String($0.number) },
                .text("what", "What to do.") { $0.what },
                .text("why", "Why.") { $0.why },
                .optional("cost", "What it costs.") { $0.cost },
                .text("costText", "What it costs, or that it costs nothing.") {
                    $0.cost ?? "none"
                },
                .text("equityAfter", "Equity after it.") { $0.equityAfter },
                .text("headroomAfter", "Equity less requirement after it; zero is the trigger.") {
                    $0.headroomAfter
                },
                .text("ratioAfter", "Margin use after it.") { $0.ratioAfter },
                .record("stateAfter", "The state after it.", \.stateAfter),
                .text("rule", "The article step that it comes from.") { $0.rule },
                .optional("href", "Where the article explains it.") { $0.href },
            ])
    }
}

extension PlanOrder {
    /// `sell 8.322 BTC at market, reduce-only`.
    package func text(_ numbers: NumberFormat) -> String {
        var size = "\(numbers.quantity(quantity)) \(unit)"
        if unit == "contracts", let coins { size += " (\(numbers.quantity(coins)) in coins)" }
        if parts.count > 1 {
            size +=
                " in \(parts.count) orders of "
                + "\(numbers.quantity(parts[0]))"
                + (parts.last == parts[0]
                    ? "" : ", the last \(numbers.quantity(parts[parts.count - 1]))")
        }
        let price = kind == .market ? "at market" : "at market once the mark price is there"
        return "\(side.rawValue) \(size) \(price), reduce-only"
    }
}

extension PendingDeposit {
    /// What is on its way, and what it would change.
    package func sentence(_ numbers: NumberFormat) -> String {
        let name = deposit.reference.map { " (\($0))" } ?? ""
        let state = StateView(after.state, by: after.cause).word.lowercased()
        let distance =
            nearestMove.map {
                ", and liquidation " + numbers.move($0.percent, signed: true) + " away"
            } ?? ""
        return "On its way and not counted: \(numbers.decimal(deposit.amount)) \(deposit.asset)"
            + "\(name). If it landed now: \(state), margin use "
            + numbers.marginUse(after.ratio, of: after.equity) + "\(distance)."
    }
}
