import MarginModel

/// Portfolio margin: the venue's own figures and their levels, nothing computed.
struct PortfolioAssessor {
    let account: Account
    let conditions: MarginConditions

    private var levels: PortfolioLevels {
        account.rules.portfolioLevels(conditions.policy.bounds)
    }

    func assess() -> Assessment {
        let levels = levels
        let rules = account.rules
        let reported = account.reported
        let stale = conditions.staleness(of: account)
        let shown = reported?[keyPath: levels.ratio]
        let ratio = stale == nil ? shown.map { Exact($0) } : nil
        let level = ratio.map(levels.level(at:))
        let state = level?.state ?? .incomplete
        let pool = PoolAssessment(
            id: "portfolio", asset: "USD", marginMode: .cross,
            equity: reported?.equity.map { Exact($0) }, walletBalance: nil,
            unrealizedPnl: reported?.unrealizedPnl.map { Exact($0) },
            initialMargin: reported?.initialMargin.map { Exact($0) },
            maintenanceMargin: reported?.maintenanceMargin.map { Exact($0) }, requirement: nil,
            availableBalance: nil, ratio: nil,
            native: NativeRatio(
                value: ratio, name: levels.ratioName, threshold: levels.threshold,
                direction: levels.direction), state: state)
        var reasons = [
            AssessmentReason(
                .portfolioMargin, at: "accountMode", ReasonCode.portfolioMargin.explanation),
            AssessmentReason(
                .portfolioMargin, at: "distance.jointMovePercent",
                "the move of all prices that liquidates is not computed for portfolio margin"),
        ]
        if let level {
            reasons.append(
                AssessmentReason(
                    .portfolioMargin, at: "reported",
                    "\(account.venue.displayName)'s level is \"\(level.name)\": \(levels.ladder)"))
        }
        reasons += account.unmodelled.indices.map { index in
            AssessmentReason(
                .notModelled, at: "unmodelled[\(index)]",
                "\(account.unmodelled[index].symbol) (\(account.unmodelled[index].kind)) is part of "
                    + "the venue's figures and of nothing else here")
        }
        if let stale { reasons.append(stale) }
        if shown == nil {
            reasons.append(
                AssessmentReason(
                    .absent, at: "reported",
                    "the venue's own ratio is needed: uniMMR at Binance, marginRatio elsewhere"))
        }
        var assessment = Assessment(
            account: account, state: state, reasons: reasons, pools: [pool],
            positions: account.positions.map(figures),
            reconciliation: [ratioRow].compactMap(\.self), rules: rules,
            clock: conditions.clock)
        assessment.takeWordOfLiquidation()
        return assessment
    }

    /// The reported ratio beside the one of the reported equity and maintenance margin, where they
    /// differ in the digits that the venue gives.
    private var ratioRow: ReconciliationRow? {
        let levels = levels
        guard let reported = account.reported, let equity = reported.equity,
            let maintenance = reported.maintenanceMargin, levels.isOfReportedMargins,
            let shown = reported[keyPath: levels.ratio],
            let computed = levels.direction == .lowerIsWorse
                ? Exact(equity).divided(by: Exact(maintenance))
                : Exact(maintenance).divided(by: Exact(equity))
        else { return nil }
        let isSame = [Rounding.down, .halfEven].contains {
            computed.rounded(places: shown.scale, $0) == shown
        }
        guard !isSame else { return nil }
        return ReconciliationRow(
            field: levels.field, reported: Exact(shown),
            computed: computed, cause: .unknown)
    }

    private func figures(_ position: Position) -> PositionAssessment {
        PositionAssessment(
            position: position, pool: "portfolio", settleAsset: nil, baseAsset: nil,
            isInContracts: account.rules.countsContracts || position.contractType == .inverse
                || position.contractSize != nil,
            coins: nil, notional: nil,
            unrealizedPnl: nil, initialMargin: nil, maintenanceMargin: nil, tier: nil,
            feeToClose: nil, isolatedMarginRatio: nil, liquidationPrice: nil,
            liquidationPriceBelow: nil, liquidationPriceAbove: nil, tierAtLiquidation: nil,
            bankruptcyPrice: nil, breakEvenPrice: nil, distanceDownPercent: nil,
            distanceUpPercent: nil, effectiveLeverage: nil, funding: .unknown)
    }
}

extension Assessment {
    fileprivate init(
        account: Account, state: AccountState, reasons: [AssessmentReason],
        pools: [PoolAssessment], positions: [PositionAssessment],
        reconciliation: [ReconciliationRow], rules: any VenueRules, clock: Instant
    ) {
        self.init(
            account: account, state: state, reasons: reasons, pools: pools, positions: positions,
            distance: Distance(
                down: Distance.Side(withheld: .portfolioMargin),
                up: Distance.Side(withheld: .portfolioMargin), deficit: nil),
            reconciliation: reconciliation,
            provenance: Provenance(
                rules: rules.title(for: account), ruleSources: rules.sources, sheets: [],
                prices: [], clock: clock))
    }
}
