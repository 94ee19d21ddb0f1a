package import MarginModel

/// Computes the account's portfolio under each venue's rules and base-tier fees (Audit 5).
///
/// Every position is carried over with its coins, entry, mark, leverage and, if isolated, its own
/// margin; balances and stated collateral rates go along, resting orders do not.
struct VenueComparer {
    let assessment: Assessment
    let inputs: AuditInputs

    private var account: Account { assessment.account }

    func comparisons() -> [VenueComparison] {
        Venue.allCases.map { venue in
            let isOwn = venue == account.venue
            return VenueComparison(
                venue: venue, isOwn: isOwn, figures: isOwn ? own() : carried(to: venue))
        }
    }

    private func own() -> AuditRow<VenueComparison.Figures> {
        guard account.accountMode != .portfolio else {
            return .notComputable("portfolio margin comes from the venue's own stress grid")
        }
        guard let sheet = inputs.conditions.sheet else {
            return .notComputable("no sheet is given")
        }
        return figures(assessment, sheet, symbols: account.positions.map(\.symbol))
    }

    private func carried(to venue: Venue) -> AuditRow<VenueComparison.Figures> {
        guard let prepared = inputs.venues[venue], let sheet = prepared.sheet else {
            return .notComputable("no sheet is given")
        }
        switch PortfolioCarrier(assessment: assessment, prepared: prepared, sheet: sheet).carry() {
        case .notComputable(let why): return .notComputable(why)
        case .found(let account):
            let conditions = inputs.conditions.trading(by: prepared)
            return figures(
                MarginCalculator(conditions).assess(account, solving: true), sheet,
                symbols: self.account.positions.map(\.symbol))
        }
    }

    private func figures(
        _ result: Assessment, _ sheet: VenueSheet, symbols: [String]
    ) -> AuditRow<VenueComparison.Figures> {
        guard result.state != .incomplete, let pool = result.worstPool else {
            let why = result.reasons.first { $0.code != .sheetLaterThanAccount }
            return .notComputable(why?.message ?? "figures are withheld")
        }
        let rates = result.positions.map { figures in
            result.account.takerFeeRate
                ?? sheet.fee(for: figures.position.contractType)?.takerRate
        }
        let legs = zip(symbols, result.positions).map { symbol, figures in
            VenueComparison.Leg(
                symbol: symbol, venueSymbol: figures.position.symbol,
                side: figures.position.side, quantity: Exact(figures.position.quantity),
                liquidationPrice: figures.liquidationPrice)
        }
        return .found(
            VenueComparison.Figures(
                legs: legs, asset: pool.asset, equity: pool.equity,
                requirement: pool.requirement, ratio: pool.ratio, native: pool.native,
                state: result.state, moveDownPercent: result.distance.jointMoveDownPercent,
                moveUpPercent: result.distance.jointMoveUpPercent,
                costToClose: costToClose(result, rates),
                takerFeeRates: Set(rates.compactMap(\.self)).sorted().map { Exact($0) },
                rules: result.provenance.rules))
    }

    /// `nil` when the legs are paid in several coins, or a fee is not known.
    private func costToClose(_ result: Assessment, _ rates: [Decimal?]) -> Exact? {
        guard Set(result.positions.map(\.settleAsset)).count == 1 else { return nil }
        var sum = Exact.zero
        for (figures, rate) in zip(result.positions, rates) {
            guard let value = figures.notional, let rate else { return nil }
            sum += value * Exact(rate)
        }
        return sum
    }
}

/// The account's portfolio under the rules and fees of one venue (Audit 5).
package struct VenueComparison: Sendable {
    package struct Leg: Sendable {
        /// The account's symbol, and the venue's.
        package let symbol: String
        package let venueSymbol: String
        package let side: PositionSide
        /// As the venue counts: coins or contracts.
        package let quantity: Exact
        package let liquidationPrice: Exact?
    }

    package struct Figures: Sendable {
        package let legs: [Leg]
        package let asset: String
        package let equity: Exact?
        package let requirement: Exact?
        package let ratio: Exact?
        package let native: NativeRatio
        package let state: AccountState
        package let moveDownPercent: Exact?
        package let moveUpPercent: Exact?
        /// Taker fees of closing everything at the mark, without slippage.
        package let costToClose: Exact?
        package let takerFeeRates: [Exact]
        package let rules: String
    }

    package let venue: Venue
    package let isOwn: Bool
    package let figures: AuditRow<Figures>
}
