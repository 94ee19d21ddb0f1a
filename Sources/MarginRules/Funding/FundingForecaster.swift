import MarginModel

/// Foretells funding from the account's own rates, intervals and marks.
struct FundingForecaster {
    let assessment: Assessment
    let calculator: MarginCalculator

    private static let daySeconds: Int64 = 86_400

    private var account: Account { assessment.account }
    private var start: Instant { account.asOf }

    func forecast() -> AuditRow<FundingForecast> {
        if account.environment == .testnet {
            return .notComputable("a test network moves no money, so no funding is forecast")
        }
        guard !assessment.positions.isEmpty else { return .notComputable("no position is open") }
        guard assessment.positions.contains(where: { $0.position.fundingRate != nil }) else {
            return .notComputable("no position has a funding rate")
        }
        let schedules = assessment.positions.indices.map { schedule(of: $0) }
        let positions = assessment.positions.indices.map { position($0, schedules[$0]) }
        let pools = assessment.pools
            .filter { pool in assessment.positions.contains { $0.pool == pool.id } }
            .map { forecast(of: $0, positions, schedules) }
        return .found(FundingForecast(positions: positions, pools: pools))
    }

    /// When a position settles, or why that is not known.
    private enum Schedule {
        case known(next: Instant, intervalMilliseconds: Int64)
        case unknown(String)
    }

    private func schedule(of index: Int) -> Schedule {
        let position = assessment.positions[index].position
        guard let hours = position.fundingIntervalHours,
            let interval = FundingCalendar.milliseconds(hours: hours)
        else { return .unknown("\(position.symbol) has no funding interval") }
        guard let anchor = position.nextFundingAt else {
            return .unknown("\(position.symbol) has no instant of its next funding")
        }
        let next = FundingCalendar.first(after: start, anchor: anchor, every: interval)
        guard next.isWritable,
            next.millisecondsSinceEpoch - start.millisecondsSinceEpoch <= interval
        else {
            return .unknown(
                "the next funding of \(position.symbol) lies more than one interval ahead")
        }
        return .known(next: next, intervalMilliseconds: interval)
    }

    /// −s × notional at the mark × rate: a long pays at a positive rate.
    private func payment(of figures: PositionAssessment) -> Exact? {
        guard let rate = figures.position.fundingRate, let value = figures.notional else {
            return nil
        }
        let paid = value * Exact(rate)
        return figures.position.side == .long ? -paid : paid
    }

    private func position(_ index: Int, _ schedule: Schedule) -> PositionFunding {
        let figures = assessment.positions[index]
        let position = figures.position
        let payment = payment(of: figures)
        var next: Instant?
        var inNextDay: Exact?
        if case .known(let at, let interval) = schedule {
            next = at
            let calendar = FundingCalendar(
                entries: [
                    FundingCalendar.Entry(
                        index: index, next: at, intervalMilliseconds: interval, effect: .zero)
                ], start: start)
            let count = calendar.settlements(until: dayEnd).count
            inNextDay = payment.map { $0 * Exact(count) }
        }
        let hours = position.fundingIntervalHours.map { Exact($0) }
        return PositionFunding(
            symbol: position.symbol, side: position.side, pool: figures.pool,
            asset: figures.settleAsset ?? "", rate: position.fundingRate.map { Exact($0) },
            intervalHours: hours, nextAt: next, perInterval: payment,
            perDay: payment.flatMap { payment in
                hours.flatMap { (payment * 24).divided(by: $0) }
            }, inNextDay: inNextDay)
    }

    private var dayEnd: Instant { start.advanced(bySeconds: Self.daySeconds) }

    private func forecast(
        of pool: PoolAssessment, _ positions: [PositionFunding], _ schedules: [Schedule]
    ) -> PoolForecast {
        var entries: [FundingCalendar.Entry] = []
        for index in positions.indices where positions[index].pool == pool.id {
            guard let payment = positions[index].perInterval else {
                return unknown(pool, "\(positions[index].symbol) has no funding rate or no value")
            }
            switch schedules[index] {
            case .unknown(let why): return unknown(pool, why)
            case .known(let next, let interval):
                guard let effect = effect(of: payment, at: index, on: pool) else {
                    return unknown(pool, "figures of the pool are withheld")
                }
                entries.append(
                    FundingCalendar.Entry(
                        index: index, next: next, intervalMilliseconds: interval, effect: effect))
            }
        }
        let calendar = FundingCalendar(entries: entries, start: start)
        guard let deficit = pool.deficit, let next = entries.map(\.next).min() else {
            return unknown(pool, "figures of the pool are withheld")
        }
        return PoolForecast(
            id: pool.id, asset: pool.asset,
            afterNext: after(calendar.settlements(until: next), at: next, pool, positions),
            afterDay: after(calendar.settlements(until: dayEnd), at: dayEnd, pool, positions),
            breach: calendar.breach(of: -deficit), gap: nil)
    }

    private func unknown(_ pool: PoolAssessment, _ why: String) -> PoolForecast {
        PoolForecast(
            id: pool.id, asset: pool.asset, afterNext: nil, afterDay: nil, breach: .unknown(why),
            gap: why)
    }

    /// The pool with payments booked, so that index prices and haircuts of a dollar pool count as the
    /// venue counts them. `nil` where figures are withheld.
    private func booking(
        _ payments: [(index: Int, amount: Exact)], on pool: PoolAssessment
    ) -> (account: Account, assessor: PoolAssessor)? {
        guard let booked = FundingBooking(assessment: assessment).booking(payments, in: account)
        else { return nil }
        // An isolated pool has one position, whose own margin pays.
        guard pool.marginMode == .isolated, let index = payments.first?.index else {
            return calculator.assessor(pool.id, of: booked).map { (booked, $0) }
        }
        let edit = PositionEdit(
            credited: account, place: index, left: booked.positions[index])
        return calculator.assessor(pool.id, after: edit).map { (booked, $0) }
    }

    /// How much one payment changes the pool's surplus.
    private func effect(of payment: Exact, at index: Int, on pool: PoolAssessment) -> Exact? {
        guard let deficit = pool.deficit,
            let after = booking([(index, payment)], on: pool)?.assessor.poolAssessment.deficit
        else { return nil }
        return deficit - after
    }

    private func after(
        _ settlements: [(at: Instant, index: Int)], at instant: Instant, _ pool: PoolAssessment,
        _ positions: [PositionFunding]
    ) -> FundingEffect? {
        var payments: [(index: Int, amount: Exact)] = []
        for (_, index) in settlements {
            guard let payment = positions[index].perInterval else { return nil }
            payments.append((index, payment))
        }
        guard let before = pool.equity, let (booked, assessor) = booking(payments, on: pool)
        else { return nil }
        let (after, book) = assessor.compiled
        guard let equity = after.equity, let requirement = after.requirement else { return nil }
        let outlook = book?.outlook()
        var state = after.warned(of: outlook?.nearest, calculator.conditions.policy.bounds).state
        if assessment.isDoubtful || !account.liquidating.isEmpty {
            // Something else than its figures says what its state is.
            state =
                MarginCalculator(calculator.conditions).assess(booked, solving: true)
                .pool(pool.id)?.state ?? state
        }
        let prices = assessor.pool.members.enumerated().map { index, member in
            let figures = assessment.positions[member.index]
            return FundingEffect.Price(
                symbol: figures.position.symbol, side: figures.position.side,
                before: figures.liquidationPrice, after: outlook?.triggers[index].nearest)
        }
        return FundingEffect(
            at: instant, amount: equity - before, equity: equity,
            ratio: equity.isPositive ? requirement.divided(by: equity) : nil,
            state: state, liquidationPrices: prices)
    }
}
