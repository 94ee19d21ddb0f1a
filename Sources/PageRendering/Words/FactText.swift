package import MarginModel
package import MarginRules

/// How facts are written for people: the one wording of each figure and of each absence.
extension NumberFormat {
    /// `93.0%`, `414.83 USDT`, or why there is none.
    package func text(_ fact: Fact) -> String {
        switch fact.value {
        case .figure(let value): figure(fact.id == .excess ? value.magnitude : value, fact.unit)
        case .none(let absence): words(for: absence, fact.id)
        case .withheld: words(.withheld)
        }
    }

    /// Of an account without a pool nothing is known.
    package func text(_ fact: Fact?) -> String { fact.map { text($0) } ?? words(.withheld) }

    /// The same without its coin, where a heading names it.
    func amount(_ fact: Fact) -> String {
        guard let value = fact.figure, case .money(let asset) = fact.unit else { return text(fact) }
        return amount(value, asset)
    }

    /// A change in words that do without colour: `+12.00 USDT`, `no change`.
    func change(_ fact: Fact) -> String? {
        fact.change.map { change in
            change.isZero
                ? words(.figureNoChange)
                : (change.isPositive ? "+" : "") + figure(change, fact.unit)
        }
    }

    /// `Equity`, `Deficit`.
    package func label(_ fact: Fact) -> String {
        let phrase: Phrase =
            switch fact.id {
            case .excess: fact.figure?.isNegative == true ? .figureDeficit : .figureExcess
            case .equity: .figureEquity
            case .requirement: .figureRequirement
            case .marginUse: .figureMarginUse
            case .nativeRatio: .figureNativeRatio
            case .jointMove: .figureJointMove
            case .unrealizedPnl: .figureUnrealizedPnl
            case .availableBalance: .figureAvailable
            case .initialMargin: .figureInitialMargin
            case .maintenanceMargin: .figureMaintenanceMargin
            case .markPrice: .figureMark
            case .entryPrice: .figureEntry
            case .liquidationPrice: .figureLiquidation
            case .distance: .figureDistance
            case .bankruptcyPrice: .figureBankruptcy
            }
        return words(phrase)
    }

    /// Why the figure is withheld, as a sentence with its code.
    func why(_ fact: Fact) -> String? {
        guard case .withheld(let reason?) = fact.value else { return nil }
        return words(.keyCodeWhy, reason.code.rawValue, sentence(reason.message))
    }

    /// What brings liquidation, the nearest first: `BTCUSDT alone falls by 0.10%, or when all prices fall
    /// by 0.15%`. `nil` where nothing within reach does.
    package func liquidation(_ facts: AccountFacts) -> String? {
        let moves = [
            facts.loneMove.flatMap { lone in
                lone.move.figure.map { AdverseMove(percent: $0, symbol: lone.symbol) }
            }, facts.jointMove.figure.map { AdverseMove(percent: $0, symbol: nil) },
        ].compactMap(\.self)
        return moves.isEmpty ? nil : words.joined(moves.map(clause), by: .moveEither)
    }

    /// `all prices fall by 0.12%`, `BTCUSDT alone rises by 2.00%`.
    package func clause(_ move: AdverseMove) -> String {
        let size = self.move(move.percent.magnitude)
        guard let symbol = move.symbol else {
            return words(move.percent.isNegative ? .moveAllFall : .moveAllRise, size)
        }
        return words(move.percent.isNegative ? .moveOneFalls : .moveOneRises, symbol, size)
    }

    /// Of figures that come outside of an account's facts: after a step, at a move, in an earlier report.
    package func marginUse(_ ratio: Exact?, of equity: Exact?) -> String {
        switch Fact.Value.use(ratio, of: equity) {
        case .figure(let value): marginUse(value)
        case .none(let absence): words(for: absence, .marginUse)
        case .withheld: words(.withheld)
        }
    }

    /// A signed move to a trigger, `none` where no move brings it.
    package func move(to percent: Exact?) -> String {
        switch Fact.Value.move(percent) {
        case .figure(let value): move(value, signed: true)
        case .none(let absence): words(for: absence, .jointMove)
        case .withheld: words(.withheld)
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
        case .noEquity: words(.noEquity)
        case .noRequirement: words(.noRequirement)
        case .notComputed: words(.moveNotComputed)
        case .passed: words(id == .distance ? .figurePast : .movePassed)
        case .unreachable: words(.moveNone)
        case .outOfReach:
            id == .distance
                ? words(.figureOver, percent(AccountFacts.reachPercent)) : words(.moveOutOfReach)
        case .isolated: words(.figureNoneIsolated)
        }
    }
}

// MARK: Names

extension NumberFormat {
    /// What stands for a figure that is not known: never a zero or a blank.
    var withheld: String { words(.withheld) }

    func money(_ value: Exact?, _ asset: String) -> String {
        value.map { money($0, asset) } ?? withheld
    }

    /// `BTCUSDT long`
    package func position(_ symbol: String, _ side: PositionSide) -> String {
        words(.positionLabel, symbol, words(side == .long ? .sideLong : .sideShort))
    }

    /// `cross USDT`, `isolated BTCUSDT long`, as the id of a pool says.
    package func pool(_ id: String) -> String {
        let parts = id.split(separator: ":").map(String.init)
        switch parts.first {
        case "cross" where parts.count == 2: return words(.poolCross, parts[1])
        case "isolated" where parts.count == 3:
            return words(
                .poolIsolated, parts[1], words(parts[2] == "long" ? .sideLong : .sideShort))
        case "portfolio": return words(.modePortfolio)
        case "all": return words(.poolAll)
        default: return parts.joined(separator: " ")
        }
    }

    /// `Watch, by distance`.
    func state(_ state: AccountState, by cause: StateCause? = nil) -> String {
        let word = words(state.phrase)
        return cause == .distance ? words(.reportStateWord, word, words(.stateByDistance)) : word
    }

    func mode(_ mode: MarginMode) -> String {
        words(mode == .cross ? .modeCross : .modeIsolated)
    }

    func time(_ instant: Instant) -> String { words.instant(instant) }
}

extension AccountState {
    var phrase: Phrase {
        switch self {
        case .healthy: .stateHealthy
        case .watch: .stateWatch
        case .call: .stateCall
        case .liquidation: .stateLiquidation
        case .bankrupt: .stateBankrupt
        case .incomplete: .stateIncomplete
        }
    }
}
