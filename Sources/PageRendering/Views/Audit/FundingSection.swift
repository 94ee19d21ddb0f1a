import MarginModel
import MarginRules

/// Funding that was booked, what is to come, and when it alone breaches.
struct FundingSection {
    let report: AuditReport
    let wording: AuditWording

    private var words: Words { wording.words }
    private var numbers: NumberFormat { wording.numbers }

    var view: ReportSection {
        guard !report.isTestNetwork else {
            return ReportSection(
                id: "funding", title: words(.fundingTitle), paragraphs: [words(.fundingTestnet)])
        }
        return ReportSection(
            id: "funding", title: words(.fundingTitle), paragraphs: paragraphs,
            tables: [positions, pools, prices, paid].compactMap(\.self))
    }

    private var paragraphs: [String] {
        var texts: [String] = []
        if let forecast = report.funding.finding {
            texts.append(words(.fundingIntro, wording.breach(forecast.firstBreach)))
            texts += forecast.pools.compactMap { pool in
                pool.gap.map { wording.notComputed($0, of: numbers.pool(pool.id)) }
            }
        }
        for gap in [report.funding.gap, report.fundingPaid.gap].compactMap(\.self) {
            texts.append(wording.notComputed(gap))
        }
        return texts
    }

    private var positions: ReportTable? {
        guard let forecast = report.funding.finding else { return nil }
        return ReportTable(
            id: "funding-positions", caption: words(.fundingPositions),
            columns: wording.columns([.columnPosition], numbers: [.fundingRate, .fundingEvery])
                + wording.columns(
                    [.fundingNext], numbers: [.fundingThen, .fundingInDay, .fundingPerDay]),
            rows: forecast.positions.map { row in
                [
                    wording.numbers.position(row.symbol, row.side),
                    row.rate.map { numbers.percent(of: numbers.quantity($0 * 100)) }
                        ?? words(.notGiven),
                    row.intervalHours.map { words(.formatHoursShort, numbers.quantity($0)) }
                        ?? words(.notGiven),
                    row.nextAt.map(numbers.time) ?? words(.notGiven),
                    wording.money(row.perInterval, row.asset),
                    wording.money(row.inNextDay, row.asset), wording.money(row.perDay, row.asset),
                ]
            })
    }

    private var pools: ReportTable? {
        guard let forecast = report.funding.finding else { return nil }
        let effects = forecast.pools.flatMap { pool in
            [(words(.fundingNextPayment), pool.afterNext), (words(.fundingDay), pool.afterDay)]
                .compactMap { name, effect in effect.map { (pool: pool, name: name, effect: $0) } }
        }
        return ReportTable(
            id: "funding-pools", caption: words(.fundingPools),
            columns: wording.columns(
                [.columnPool, .columnAfter], numbers: [.columnNet, .figureEquity, .figureMarginUse])
                + wording.columns([.columnState, .fundingBreaches]),
            rows: effects.map { row in
                [
                    wording.numbers.pool(row.pool.id), row.name,
                    wording.money(row.effect.amount, row.pool.asset),
                    wording.money(row.effect.equity, row.pool.asset),
                    wording.numbers.marginUse(row.effect.ratio, of: row.effect.equity),
                    numbers.state(row.effect.state),
                    wording.breach(row.pool.breach),
                ]
            }, chartSVG: forecast.pools.compactMap(curve).first)
    }

    /// From now to the breach of the pool that breaches first; nothing where none does.
    private func curve(_ pool: PoolForecast) -> [UInt8]? {
        guard case .after(let hours, _) = pool.breach, hours.isPositive,
            pool.id == soonest, let effect = pool.afterNext, let later = effect.equity,
            let requirement = effect.ratio.map({ $0 * later })
        else { return nil }
        let equity = later - effect.amount
        let drift = requirement - equity
        let points = [Exact.zero, hours, hours + hours * Self.pastBreach].map { hour in
            MarginCurve.Point(
                move: hour,
                equity: equity + drift * (hour.divided(by: hours) ?? .zero),
                requirement: requirement)
        }
        return MarginCurve(
            id: "funding-curve", title: words(.fundingCurve),
            asset: pool.asset, axis: .hours, points: points, breaches: [hours],
            numbers: wording.numbers
        ).svg()
    }

    /// The share of the way to the breach that is drawn beyond it.
    private static let pastBreach = Exact(Decimal(significand: 15, scale: 2))

    private var soonest: String? {
        report.funding.finding?.pools
            .compactMap { pool in pool.breach.hours.map { (id: pool.id, hours: $0) } }
            .min { $0.hours < $1.hours }?.id
    }

    private var prices: ReportTable? {
        guard let forecast = report.funding.finding else { return nil }
        let moved = forecast.pools.compactMap(\.afterDay).flatMap(\.liquidationPrices)
        return ReportTable(
            id: "funding-prices",
            caption: words(.fundingPrices),
            columns: wording.columns([.columnPosition], numbers: [.columnBefore, .columnAfter]),
            rows: moved.map {
                [
                    wording.numbers.position($0.symbol, $0.side), wording.price($0.before),
                    wording.price($0.after),
                ]
            })
    }

    private var paid: ReportTable? {
        guard let totals = report.fundingPaid.finding else { return nil }
        return ReportTable(
            id: "funding-paid", caption: words(.fundingPaidTitle),
            columns: wording.columns([.columnContract], numbers: [.fundingPayments])
                + wording.columns(
                    [.columnFrom, .columnTo],
                    numbers: [.fundingPaid, .fundingReceived, .columnNet]),
            rows: totals.map {
                [
                    $0.symbol, "\($0.count)", numbers.time($0.first), numbers.time($0.last),
                    wording.money($0.paid, $0.asset), wording.money($0.received, $0.asset),
                    wording.money($0.net, $0.asset),
                ]
            })
    }
}
