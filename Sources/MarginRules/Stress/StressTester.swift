import MarginModel

/// Runs an account through moves of its prices.
struct StressTester {
    let assessment: Assessment
    let book: MarginBook
    /// `nil` when the policy's range and step make no table.
    let grid: StressGrid?
    let betas: BetaTable?
    let candles: [String: [Candle]]
    let clock: Instant

    init(_ assessment: Assessment, inputs: AuditInputs, book: MarginBook? = nil) {
        self.assessment = assessment
        self.book = book ?? MarginBook(assessment, inputs.conditions)
        grid = StressGrid(
            farthestPercent: inputs.conditions.policy.stressRangePercent,
            stepPercent: inputs.conditions.policy.stressStepPercent)
        betas = assessment.account.betas ?? inputs.betas
        candles = inputs.candles
        clock = inputs.conditions.clock
    }

    func report() -> AuditRow<StressReport> {
        if assessment.account.accountMode == .portfolio {
            return .notComputable("the venue margins this account from a stress grid of its own")
        }
        guard !assessment.positions.isEmpty else {
            return .notComputable("no position is open")
        }
        guard grid != nil else {
            return .notComputable(
                "stressRangePercent and stressStepPercent make no table of 1 to 100 steps")
        }
        guard assessment.state != .incomplete,
            let joint = table(.joint, .joint)
        else { return .notComputable("figures that every move depends on are withheld") }
        let shocks = volatilityShocks()
        return .found(
            StressReport(
                joint: joint,
                singles: assets.compactMap {
                    table(.single(asset: $0), PriceMove(shape: .single($0)))
                },
                correlated: correlated(), volatility: shocks, volatilityJoint: together(shocks)))
    }

    /// The assets of open positions, sorted.
    private var assets: [String] { Set(assessment.positions.compactMap(\.baseAsset)).sorted() }

    private func table(_ kind: StressTable.Kind, _ move: PriceMove) -> StressTable? {
        guard let grid, let points = book.points(along: move, atPercent: grid.moves),
            let breach = kind == .joint ? jointBreach : book.firstBreach(along: move)
        else { return nil }
        return StressTable(kind: kind, points: points, breach: breach)
    }

    /// The assessment's own joint move: what a report says first and what it says here is one figure.
    private var jointBreach: FirstBreach {
        guard assessment.state < .liquidation else {
            return FirstBreach(isPast: true, down: nil, up: nil)
        }
        let distance = assessment.distance
        func place(_ side: Distance.Side) -> FirstBreach.Place? {
            guard let percent = side.percent, let pool = side.pool else { return nil }
            return FirstBreach.Place(movePercent: percent, pool: pool)
        }
        return FirstBreach(
            isPast: false, down: place(distance.down), up: place(distance.up),
            isWithheld: distance.isWithheld)
    }

    private func point(_ percent: Exact, along move: PriceMove) -> StressPoint? {
        book.points(along: move, atPercent: [percent])?.first
    }

    private func correlated() -> AuditRow<StressTable> {
        guard let betas else { return .notComputable("no betas are given, and none is guessed") }
        let weights = betas.values.mapValues { Exact($0) }
        let missing = movedAssets.filter { weights[$0] == nil }
        guard missing.isEmpty else {
            return .notComputable("no beta is given for " + missing.joined(separator: ", "))
        }
        let move = PriceMove(shape: .weighted(weights))
        guard let table = table(.beta(driver: betas.driver), move) else {
            return .notComputable("figures that every move depends on are withheld")
        }
        return .found(table)
    }

    /// Assets of positions and of coin collateral: what a move has to say something of.
    private var movedAssets: [String] {
        let collateral = assessment.account.collateral
            .filter { $0.indexPrice != nil && !DollarCoin.isOne($0.asset) }
            .map(\.asset)
        return Set(assets + collateral).sorted()
    }

    private func volatilityShocks() -> AuditRow<[VolatilityShock]> {
        var shocks: [VolatilityShock] = []
        var gaps: [String] = []
        for asset in assets {
            switch DailyMove.measure(candles[asset] ?? [], clock: clock) {
            case .found(let daily):
                let move = PriceMove(shape: .single(asset))
                guard let down = point(daily.downPercent, along: move),
                    let up = point(daily.upPercent, along: move)
                else { continue }
                shocks.append(
                    VolatilityShock(
                        asset: asset, returns: daily.returns,
                        dailyVolatilityPercent: daily.volatilityPercent,
                        downPercent: daily.downPercent, upPercent: daily.upPercent,
                        afterDown: down, afterUp: up, lastCandleAt: daily.lastCandleAt))
            case .notComputable(let why): gaps.append("\(asset): \(why)")
            }
        }
        return shocks.isEmpty ? .notComputable(gaps.joined(separator: "; ")) : .found(shocks)
    }

    private func together(_ shocks: AuditRow<[VolatilityShock]>) -> AuditRow<[StressPoint]> {
        let known = shocks.finding ?? []
        let missing = movedAssets.filter { asset in !known.contains { $0.asset == asset } }
        guard missing.isEmpty, !known.isEmpty else {
            return .notComputable("no daily candles of " + missing.joined(separator: ", "))
        }
        let points = [\VolatilityShock.downPercent, \VolatilityShock.upPercent]
            .compactMap { side -> StressPoint? in
                let weights = known.map { ($0.asset, $0[keyPath: side]) }
                let move = PriceMove(
                    shape: .weighted(Dictionary(weights, uniquingKeysWith: { first, _ in first })))
                // The weights are percents, so the move is one hundredth; it is shown as 100 %
                // of each asset's own shock.
                return point(1, along: move).map {
                    StressPoint(
                        movePercent: side == \.downPercent ? -100 : 100, state: $0.state,
                        pools: $0.pools)
                }
            }
        return .found(points)
    }
}
