import MarginModel

/// Counts what stands in a cross pool beside its positions: orders that may add risk, and
/// borrowings. Reduce-only orders hold no margin at any of the venues.
struct ExtrasCounter {
    let account: Account
    let rules: any VenueRules
    let conditions: MarginConditions
    var valuer: CollateralValuer
    private(set) var reasons: [AssessmentReason] = []

    init(
        account: Account, rules: any VenueRules, conditions: MarginConditions,
        valuer: CollateralValuer
    ) {
        self.account = account
        self.rules = rules
        self.conditions = conditions
        self.valuer = valuer
    }

    mutating func extras(of pool: MarginPool) -> PoolExtras {
        var extras = PoolExtras()
        for (index, order) in account.openOrders.enumerated() where !order.reduceOnly {
            let coin = OrderCoin.of(order, account, conditions)
            if let coin, !rules.poolsAllCoins(account), coin != pool.asset { continue }
            let place = "openOrders[\(index)]"
            if coin == nil {
                add(
                    .notMapped, at: "\(place).symbol",
                    "\(order.symbol) is not a known contract, so its pool is not known")
            }
            count(order, weight: coin.flatMap { pool.weights[$0] }, coin ?? "", place, &extras)
        }
        guard rules.poolsAllCoins(account) else { return extras }
        for (index, borrowing) in account.borrowed.enumerated() {
            count(borrowing, "borrowed[\(index)]", &extras)
        }
        return extras
    }

    private mutating func count(
        _ order: OpenOrder, weight: Exact?, _ coin: String, _ place: String,
        _ extras: inout PoolExtras
    ) {
        let initial = amount(rules.orderInitialMargin(order), place)
        let requirement = amount(rules.orderMaintenanceMargin(order), place)
        let deduction = amount(rules.orderDeduction(order), place)
        extras.initialMargin = sum(extras.initialMargin, product(initial, weight))
        PoolExtras.add(product(deduction, weight), of: coin, to: &extras.deductionParts)
        PoolExtras.add(product(requirement, weight), of: coin, to: &extras.requirementParts)
    }

    private mutating func count(
        _ borrowing: Borrowing, _ place: String, _ extras: inout PoolExtras
    ) {
        let value = valuer.price(of: borrowing).map { Exact(borrowing.amount) * $0 }
        if borrowing.maintenanceMarginRate == nil {
            add(
                .absent, at: "\(place).maintenanceMarginRate",
                "\(account.venue.displayName) counts borrowed coins in maintenance margin, and "
                    + "the rate for \(borrowing.asset) is not given")
        }
        if borrowing.initialMarginRate == nil {
            add(
                .absent, at: "\(place).initialMarginRate",
                "the initial margin rate of borrowed \(borrowing.asset) is not given, so the "
                    + "available balance is withheld")
        }
        let initialRate = borrowing.initialMarginRate.map { Exact($0) }
        let maintenanceRate = borrowing.maintenanceMarginRate.map { Exact($0) }
        extras.initialMargin = sum(extras.initialMargin, product(value, initialRate))
        PoolExtras.add(
            product(value, maintenanceRate), of: borrowing.asset, to: &extras.requirementParts)
    }

    private mutating func amount(_ amount: OrderAmount, _ place: String) -> Exact? {
        switch amount {
        case .known(let value): return value
        case .missing(let member, let message):
            add(.noOrderMargin, at: "\(place).\(member)", message)
            return nil
        }
    }

    private func sum(_ left: Exact?, _ right: Exact?) -> Exact? {
        guard let left, let right else { return nil }
        return left + right
    }

    private func product(_ left: Exact?, _ right: Exact?) -> Exact? {
        if let left, left.isZero { return .zero }
        guard let left, let right else { return nil }
        return left * right
    }

    private mutating func add(_ code: ReasonCode, at place: String, _ message: String) {
        reasons.append(AssessmentReason(code, at: place, message))
    }
}

/// Which coin an order's money is counted in.
enum OrderCoin {
    static func of(
        _ order: OpenOrder, _ account: Account, _ conditions: MarginConditions
    ) -> String? {
        if let sheet = conditions.sheet?.symbol(order.symbol) { return sheet.settle }
        let twin = account.positions.first { $0.symbol == order.symbol }
        let names = ContractNames(
            symbol: order.symbol, venue: account.venue, contractType: twin?.contractType ?? .linear)
        guard let names else { return nil }
        // Contracts quoted in dollars proper are margined in their base coin.
        return twin == nil && names.quote == "USD" ? names.base : names.settle
    }
}

extension PoolExtras {
    static func add(_ value: Exact?, of coin: String, to parts: inout [MarginPool.Part]?) {
        guard let value else {
            parts = nil
            return
        }
        if !value.isZero { parts?.append(MarginPool.Part(coin: coin, value: value)) }
    }
}
