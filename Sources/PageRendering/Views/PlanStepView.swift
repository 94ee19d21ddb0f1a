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
        self.number = number
        what = Self.sentence(step, tick: tick, numbers: numbers)
        why = numbers.prose(step.reason)
        cost = step.cost.flatMap { $0.isZero ? nil : numbers.money($0, asset) }
        equityAfter = numbers.money(step.after.equity, asset)
        let headroom = step.after.equity.flatMap { equity in
            step.after.requirement.map { equity - $0 }
        }
        headroomAfter = numbers.money(headroom, asset)
        ratioAfter = numbers.marginUse(step.after.ratio, of: step.after.equity)
        stateAfter = StateView(step.after.state, by: step.after.cause)
        rule = step.rule
        self.href = href
    }

    private static func sentence(_ step: PlanStep, tick: Decimal?, numbers: NumberFormat) -> String
    {
        let words = numbers.words
        let position =
            step.symbol.map { symbol in step.side.map { numbers.position(symbol, $0) } ?? symbol }
            ?? ""
        let asset = step.asset ?? ""
        let amount = step.amount.map { numbers.required($0, asset) } ?? words(.doUnknownAmount)
        let price = step.price.map { numbers.price($0, tick: tick) }
        func ordered(_ what: String) -> String {
            step.order.map { words(.doWithOrder, what, $0.text(numbers)) } ?? what
        }
        switch step.kind {
        case .deposit: return words(.doDeposit, amount)
        case .awaitCredit: return words(.doAwait, amount)
        case .transfer: return words(.doTransfer, amount)
        case .addIsolatedMargin: return words(.doAddMargin, amount, position)
        case .reduce: return ordered(words(.doReduce, position))
        case .close: return ordered(words(.doClose, position))
        case .cancelOrders:
            return position.isEmpty ? words(.doCancelAll) : words(.doCancel, position)
        case .setLeverage: return words(.doLeverage, position)
        case .setMarginMode: return words(.doMode, position)
        case .placeStop:
            return ordered(price.map { words(.doStopAt, position, $0) } ?? words(.doStop, position))
        case .disableAuto:
            return position.isEmpty ? words(.doAutoOffAll) : words(.doAutoOff, position)
        case .hold where !position.isEmpty: return words(.doLeave, position)
        case .hold: return words(step.after.state == .healthy ? .doHold : .doHoldNear)
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
                    $0.cost ?? $1(.moveNone)
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
        let words = numbers.words
        let unit = unit == "contracts" ? words(.orderContracts) : unit
        var size = words(.orderSize, numbers.quantity(quantity), unit)
        if self.unit == "contracts", let coins {
            size = words(.orderInCoins, size, numbers.quantity(coins))
        }
        if parts.count > 1, let last = parts.last {
            let (count, part) = (String(parts.count), numbers.quantity(parts[0]))
            size =
                last == parts[0]
                ? words(.orderParts, size, count, part)
                : words(.orderPartsLast, size, count, part, numbers.quantity(last))
        }
        switch (side, kind) {
        case (.sell, .market): return words(.orderSellMarket, size)
        case (.buy, .market): return words(.orderBuyMarket, size)
        case (.sell, _): return words(.orderSellStop, size)
        case (.buy, _): return words(.orderBuyStop, size)
        }
    }
}

extension PendingDeposit {
    /// What is on its way, and what it would change.
    package func sentence(_ numbers: NumberFormat) -> String {
        let words = numbers.words
        let sum = "\(numbers.decimal(deposit.amount)) \(deposit.asset)"
        let amount = deposit.reference.map { words(.formatRemark, sum, $0) } ?? sum
        let state = numbers.state(after.state)
        let use = numbers.marginUse(after.ratio, of: after.equity)
        return nearestMove.map {
            words(
                .summaryPendingDistance, amount, state, use, numbers.move($0.percent, signed: true))
        } ?? words(.summaryPending, amount, state, use)
    }
}
