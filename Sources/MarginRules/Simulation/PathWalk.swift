import MarginModel

/// The account on its way along a path: prices, credits and funding up to the present step.
struct PathWalk {
    private let assessment: Assessment
    private let conditions: MarginConditions
    private let start: Instant
    private let settlements: [Settlement]
    private var account: Account
    private var prices: PathPrices
    private var credits: [PlannedCredit]
    private var nextSettlement: [Instant]

    private struct Settlement {
        let index: Int
        let intervalMilliseconds: Int64
    }

    init(
        assessment: Assessment, path: PricePath, conditions: MarginConditions,
        credits: [PlannedCredit]
    ) {
        self.assessment = assessment
        self.conditions = conditions
        self.credits = credits.sorted { $0.at < $1.at }
        account = assessment.account
        start = path.points.first?.at ?? assessment.account.asOf
        prices = PathPrices(
            path, maximumAgeSeconds: conditions.maximumAges.markPriceSeconds)
        var settlements: [Settlement] = []
        var next: [Instant] = []
        for (index, position) in assessment.account.positions.enumerated()
        where assessment.account.environment == .mainnet {
            guard let hours = position.fundingIntervalHours, let anchor = position.nextFundingAt,
                let interval = FundingCalendar.milliseconds(hours: hours)
            else { continue }
            settlements.append(Settlement(index: index, intervalMilliseconds: interval))
            next.append(FundingCalendar.first(after: start, anchor: anchor, every: interval))
        }
        self.settlements = settlements
        nextSettlement = next
    }

    /// Everything that happens after the step before and up to `instant`, in the order of time.
    mutating func step(to instant: Instant) -> PathReport.Step {
        var events: [PathReport.Event] = []
        while let happening = nextHappening(until: instant) {
            switch happening {
            case .credit:
                let credit = credits.removeFirst()
                if let event = land(credit) { events.append(event) }
            case .settlement(let slot):
                events.append(settle(slot))
            }
        }
        prices.advance(to: instant)
        let missing = moveMarks(to: instant)
        var conditions = conditions
        conditions.clock = instant
        account.asOf = instant
        let result = MarginCalculator(conditions).assess(account, solving: false)
        let pool = result.worstPool
        return PathReport.Step(
            at: instant, state: missing.isEmpty ? result.state : .incomplete,
            equity: missing.isEmpty ? pool?.equity : nil,
            requirement: missing.isEmpty ? pool?.requirement : nil,
            ratio: missing.isEmpty ? pool?.ratio : nil, events: events, missing: missing)
    }

    private enum Happening {
        case credit
        case settlement(Int)
    }

    /// The earliest thing not yet done; a credit goes before a settlement of the same instant.
    private func nextHappening(until instant: Instant) -> Happening? {
        let credit = credits.first.map(\.at)
        let slot = nextSettlement.indices.min { nextSettlement[$0] < nextSettlement[$1] }
        let settlement = slot.map { nextSettlement[$0] }
        if let credit, credit <= instant, settlement.map({ credit <= $0 }) ?? true {
            return .credit
        }
        guard let slot, let settlement, settlement <= instant else { return nil }
        return .settlement(slot)
    }

    private mutating func land(_ credit: PlannedCredit) -> PathReport.Event? {
        let after: Account?
        if let key = credit.position,
            let index = account.positions.firstIndex(where: {
                $0.symbol == key.symbol && (key.side == nil || $0.side == key.side)
            })
        {
            after = AccountSimulator.addingMargin(
                credit.amount, toPositionAt: index, coin: credit.asset, fromWallet: false,
                of: account)
        } else {
            after = AccountSimulator.depositing(credit.amount, of: credit.asset, to: account)
        }
        guard let after else { return nil }
        account = after
        return .credited(asset: credit.asset, amount: credit.amount)
    }

    /// Value on the mark of the settlement instant × rate.
    private mutating func settle(_ slot: Int) -> PathReport.Event {
        let settlement = settlements[slot]
        let at = nextSettlement[slot]
        nextSettlement[slot] = at.advanced(byMilliseconds: settlement.intervalMilliseconds)
        prices.advance(to: at)
        let figures = assessment.positions[settlement.index]
        let symbol = figures.position.symbol
        guard let rate = figures.position.fundingRate, let coin = figures.settleAsset,
            let value = value(of: figures, at: at)
        else { return .fundingUnknown(symbol: symbol) }
        let paid = value * Exact(rate)
        let amount = figures.position.side == .long ? -paid : paid
        guard
            let after = FundingBooking(assessment: assessment)
                .booking([(settlement.index, amount)], in: account)
        else { return .fundingUnknown(symbol: symbol) }
        account = after
        return .funding(symbol: symbol, asset: coin, amount: amount)
    }

    /// The present value, scaled by how far the mark has gone: up for linear, down for inverse.
    private func value(of figures: PositionAssessment, at instant: Instant) -> Exact? {
        guard let notional = figures.notional, let mark = figures.position.markPrice,
            let price = prices.price(ofAny: names(of: figures), at: instant),
            let moved = Exact(price).divided(by: Exact(mark))
        else { return nil }
        return figures.position.contractType == .inverse
            ? notional.divided(by: moved) : notional * moved
    }

    private func names(of figures: PositionAssessment) -> [String] {
        [figures.position.symbol] + (figures.baseAsset.map { [$0] } ?? [])
    }

    /// Sets every mark and coin index price to the path's; returns what has none young enough.
    private mutating func moveMarks(to instant: Instant) -> [String] {
        var missing: [String] = []
        for (index, figures) in assessment.positions.enumerated() {
            let price = prices.price(ofAny: names(of: figures), at: instant)
            account.positions[index].markPrice = price
            if price == nil { missing.append(figures.position.symbol) }
        }
        for (index, balance) in account.collateral.enumerated() {
            guard balance.indexPrice != nil, !DollarCoin.isOne(balance.asset),
                balance.walletBalance?.isZero == false
            else { continue }
            let price = prices.price(
                ofAny: [balance.asset] + symbols(of: balance.asset), at: instant)
            // The account's own index price stays in place, so that a later step can have one
            // again; this step is incomplete.
            if let price {
                account.collateral[index].indexPrice = price
            } else {
                missing.append(balance.asset)
            }
        }
        return missing
    }

    /// Contracts on the asset, whose marks stand in for its index price.
    private func symbols(of asset: String) -> [String] {
        assessment.positions.filter { $0.baseAsset == asset }.map(\.position.symbol)
    }
}
