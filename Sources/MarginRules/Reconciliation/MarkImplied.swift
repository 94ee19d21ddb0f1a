import MarginModel

/// The mark price at which a reported figure would be right.
enum MarkImplied {
    /// By unrealized PnL: linear EP + PnL ÷ (s·q), inverse 1 ÷ (1/EP − PnL ÷ (s·Q)). By notional:
    /// linear V ÷ q, inverse Q ÷ V. `nil` where the figure is not reported or its terms are not
    /// known.
    static func by(
        _ figure: ReportedField.Figure, of account: Account, at index: Int,
        _ conditions: MarginConditions
    ) -> Decimal? {
        let position = account.positions[index]
        guard let reported = position.reported.flatMap(figure.reported(in:)) else { return nil }
        var resolver = TermsResolver(account: account, conditions: conditions)
        let terms = resolver.resolve()[index]
        let point: Exact?
        switch figure {
        case .unrealizedPnl:
            guard let slope = terms.profitSlope, let entry = terms.entry,
                let move = Exact(reported).divided(by: slope)
            else { return nil }
            point = entry + move
        case .notional:
            guard let size = terms.size else { return nil }
            point = Exact(reported).magnitude.divided(by: size)
        default: return nil
        }
        guard let point, point.isPositive else { return nil }
        return terms.price(at: point)?.rounded(places: 18)
    }
}

extension Account {
    /// With every mark at its entry price.
    var valuedAtEntry: Account {
        var account = self
        for index in account.positions.indices {
            account.positions[index].markPrice = account.positions[index].entryPrice
        }
        return account
    }
}

extension Assessment {
    /// The position that stands in a pool alone.
    func index(ofPool id: String) -> Int? { positions.firstIndex { $0.pool == id } }
}

extension VenueSheet {
    /// This sheet with `tier` as the symbol's only one, whatever the size.
    func keeping(_ tier: MaintenanceTier, of symbol: String) -> VenueSheet? {
        guard let sheet = self.symbol(symbol) else { return nil }
        let only = MaintenanceTier(
            number: tier.number, lowerBound: 0,
            upperBound: Decimal(significand: Int128(UInt128.powerOfTen(30)), scale: 0),
            maintenanceMarginRate: tier.maintenanceMarginRate,
            maintenanceAmount: tier.maintenanceAmount,
            initialMarginRate: tier.initialMarginRate, maxLeverage: tier.maxLeverage)
        let kept = SymbolSheet(
            symbol: sheet.symbol, base: sheet.base, quote: sheet.quote, settle: sheet.settle,
            contractType: sheet.contractType, contractSize: sheet.contractSize,
            tierUnit: sheet.tierUnit, tierRule: sheet.tierRule, asOf: sheet.asOf,
            source: sheet.source, isComplete: true, tiers: [only])
        return VenueSheet(
            venue: venue, fees: fees, symbols: symbols.map { $0.symbol == symbol ? kept : $0 },
            instruments: instruments, collateral: collateral, sources: sources, notes: notes)
    }
}
