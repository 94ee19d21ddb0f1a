import MarginModel
package import MarginRules

/// How facts are written for people: the one wording of each figure and of each absence.
extension NumberFormat {
    /// `93.0%`, `414.83 USDT`, or why there is none.
    package func text(_ fact: Fact) -> String {
        switch fact.value {
        case .figure(let value): figure(fact.id == .excess ? value.magnitude : value, fact.unit)
        case .none(let absence): words(for: absence, fact.id)
        case .withheld: Withholding.word
        }
    }

    /// Of an account without a pool nothing is known.
    package func text(_ fact: Fact?) -> String { fact.map { text($0) } ?? Withholding.word }

    /// The same without its coin, where a heading names it.
    func amount(_ fact: Fact) -> String {
        guard let value = fact.figure, case .money(let asset) = fact.unit else { return text(fact) }
        return amount(value, asset)
    }

    /// A change in words that do without colour: `+12.00 USDT`, `no change`.
    func change(_ fact: Fact) -> String? {
        fact.change.map { change in
            change.isZero
                ? "no change" : (change.isPositive ? "+" : "") + figure(change, fact.unit)
        }
    }

    /// `Equity`, `Deficit`.
    package func label(_ fact: Fact) -> String {
        switch fact.id {
        case .excess: fact.figure?.isNegative == true ? "Deficit" : "Excess"
        case .equity: "Equity"
        case .requirement: "Requirement"
        case .marginUse: "Margin use"
        case .nativeRatio: "Venue's ratio"
        case .jointMove: "All prices together, to liquidation"
        case .unrealizedPnl: "Unrealized profit or loss"
        case .availableBalance: "Available balance"
        case .initialMargin: "Initial margin"
        case .maintenanceMargin: "Maintenance margin"
        case .markPrice: "Mark"
        case .entryPrice: "Entry"
        case .liquidationPrice: "Liquidation"
        case .distance: "Distance"
        case .bankruptcyPrice: "Bankruptcy"
        }
    }

    /// Why the figure is withheld, as a sentence with its code.
    func why(_ fact: Fact) -> String? {
        guard case .withheld(let reason?) = fact.value else { return nil }
        return "\(reason.code.rawValue): " + prose(reason.message.asSentence)
    }

    /// What brings liquidation, the nearest first: `BTCUSDT alone falls by 0.10%, or when all prices fall
    /// by 0.15%`. `nil` where nothing within reach does.
    package func liquidation(_ facts: AccountFacts) -> String? {
        let moves = [
            facts.loneMove.flatMap { lone in
                lone.move.figure.map { AdverseMove(percent: $0, symbol: lone.symbol) }
            }, facts.jointMove.figure.map { AdverseMove(percent: $0, symbol: nil) },
        ].compactMap(\.self)
        return moves.isEmpty ? nil : moves.map(sentence).joined(separator: ", or when ")
    }

    /// `all prices fall by 0.12%`, `BTCUSDT alone rises by 2.00%`.
    package func sentence(_ move: AdverseMove) -> String { prose(move.sentence) }

    /// Of figures that come outside of an account's facts: after a step, at a move, in an earlier report.
    package func marginUse(_ ratio: Exact?, of equity: Exact?) -> String {
        switch Fact.Value.use(ratio, of: equity) {
        case .figure(let value): marginUse(value)
        case .none(let absence): words(for: absence, .marginUse)
        case .withheld: Withholding.word
        }
    }

    /// A signed move to a trigger, `none` where no move brings it.
    package func move(to percent: Exact?) -> String {
        switch Fact.Value.move(percent) {
        case .figure(let value): move(value, signed: true)
        case .none(let absence): words(for: absence, .jointMove)
        case .withheld: Withholding.word
        }
    }

    private func figure(_ value: Exact, _ unit: Fact.Unit) -> String {
        switch unit {
        case .money(let asset): money(value, asset)
        case .marginUse: marginUse(value)
        case .ratio: ratioPercent(value)
        case .move: move(value, signed: true)
        case .price(let tick): price(value, tick: tick)
        case .given: value.rounded(places: 38).map { decimal($0) } ?? value.description
        }
    }

    private func words(for absence: Fact.Absence, _ id: Fact.ID) -> String {
        switch absence {
        case .noEquity: "none: no equity"
        case .noRequirement: "none: no requirement"
        case .notComputed: "not computed"
        case .passed: id == .distance ? "past it" : "passed"
        case .unreachable: "none"
        case .outOfReach:
            id == .distance ? "over \(percent(AccountFacts.reachPercent))" : "none within reach"
        case .isolated: "none: isolated"
        }
    }
}

/// What stands for a figure that is not known: never a zero or a blank.
enum Withholding {
    static let word = "withheld"
}
