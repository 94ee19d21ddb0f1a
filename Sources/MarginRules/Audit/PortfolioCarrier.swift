import MarginModel

/// Writes an account's portfolio as another venue's account.
struct PortfolioCarrier {
    let assessment: Assessment
    let prepared: PreparedSheet
    let sheet: VenueSheet

    private var account: Account { assessment.account }
    private var rules: any VenueRules { sheet.venue.rules }

    func carry() -> AuditRow<Account> {
        guard account.accountMode != .portfolio else {
            return .notComputable("portfolio margin comes from each venue's own stress grid")
        }
        if let held = account.unmodelled.first {
            return .notComputable("\(held.symbol) (\(held.kind)) is not modelled")
        }
        let isolated = account.positions.map { account.isIsolated($0) }
        if rules.hasOneMarginMode, isolated.contains(true), isolated.contains(false) {
            return .notComputable(
                "at \(sheet.venue.displayName) the margin mode belongs to the whole account")
        }
        var unmapped: [String] = []
        var positions: [Position] = []
        for index in account.positions.indices {
            guard let position = carried(index) else {
                unmapped.append(account.positions[index].symbol)
                continue
            }
            positions.append(position)
        }
        guard unmapped.isEmpty else {
            return .notComputable(
                "the \(sheet.venue.displayName) sheet has no contract like "
                    + unmapped.joined(separator: ", "))
        }
        var after = account
        after.venue = sheet.venue
        after.accountMode = rules.accountMode(
            poolingCoins: [.multiAsset, .multiCurrency].contains(account.accountMode),
            isIsolated: !isolated.isEmpty && isolated.allSatisfy(\.self))
        after.positions = positions
        after.takerFeeRate = nil
        after.marginModel = nil
        after.openOrders = []
        after.reported = nil
        return rules.keepsExtraMargin ? settlingExtraMargin(after) : .found(after)
    }

    /// The same coins in the contract of the same base and quote.
    private func carried(_ index: Int) -> Position? {
        let figures = assessment.positions[index]
        var position = account.positions[index]
        guard let own = names(of: position),
            let target = prepared.contract(
                own.base, own.quote, position.contractType),
            let size = size(of: figures),
            let quantity = size.divided(by: Exact(countedSize(of: target)))?.decimal
        else { return nil }
        position.symbol = target.symbol
        position.quantity = quantity
        position.contractSize = nil
        position.expectedQuantity = nil
        position.reported = nil
        if account.isIsolated(position) {
            guard
                let margin = assessment.pool(figures.pool)?.walletBalance?.decimal
            else { return nil }
            position.marginMode = .isolated
            position.isolatedWallet = margin
            position.extraMargin = nil
        } else {
            position.marginMode = .cross
        }
        return position
    }

    private func names(of position: Position) -> ContractNames? {
        ContractNames(
            symbol: position.symbol, venue: account.venue, contractType: position.contractType)
    }

    /// Coins (linear) or quote units (inverse), from the value at the mark.
    private func size(of figures: PositionAssessment) -> Exact? {
        guard let notional = figures.notional, let mark = figures.position.markPrice else {
            return nil
        }
        return figures.position.contractType == .inverse
            ? notional * Exact(mark) : notional.divided(by: Exact(mark))
    }

    /// What one unit of quantity holds at the venue.
    private func countedSize(of target: SymbolSheet) -> Decimal {
        rules.countsContracts || target.contractType == .inverse ? target.contractSize : 1
    }

    /// Isolated margin follows from the leverage; what the position has beyond that is extra margin, which
    /// the trigger counts as X ÷ (1 ∓ fee).
    private func settlingExtraMargin(_ account: Account) -> AuditRow<Account> {
        guard account.accountMode == .isolated else { return .found(account) }
        var after = account
        for index in after.positions.indices { after.positions[index].extraMargin = .zero }
        var resolver = TermsResolver(
            account: after,
            conditions: MarginConditions(sheet: nil, clock: account.asOf).trading(by: prepared))
        for (index, terms) in resolver.resolve().enumerated() {
            guard let held = account.positions[index].isolatedWallet,
                let fee = terms.takerFeeRate,
                case .known(let least) = rules.isolatedMargin(terms)
            else {
                return .notComputable(
                    "\(sheet.venue.displayName)'s isolated margin needs leverage and entry price")
            }
            let spare = Exact(held) - least
            let side = terms.isInverse ? -terms.sign : terms.sign
            guard !spare.isNegative, let extra = (spare * (1 - side * fee)).decimal else {
                return .notComputable(
                    "at this leverage \(sheet.venue.displayName) would hold more margin than "
                        + "\(account.positions[index].symbol) has")
            }
            after.positions[index].extraMargin = extra
        }
        return .found(after)
    }
}
