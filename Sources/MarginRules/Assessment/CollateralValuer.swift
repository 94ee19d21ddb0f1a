import MarginModel

/// Values the coins of a pool that takes all collateral together.
///
/// - A balance above zero counts at index price × collateral rate, slab by slab; a negative one at
///   the full index price. Binance FAQ c983a9268cfa4e70a4916c276bb3b7bc (official page: equity =
///   Σ min(equity × bid rate, equity × ask rate); our rate stands for the bid side, and the index
///   price, without the ask buffer, for the ask side), Bybit help centre (see `CoinValuation`), OKX
///   discounted equity (secondary copies).
/// - What is borrowed counts against the pool at its full index price, also where the borrowed coin
///   still lies in the wallet: Bybit glossary, official page of 2026-03-13, margin balance =
///   wallet balance + unrealized PnL − spot borrow.
struct CollateralValuer {
    let account: Account
    let conditions: MarginConditions
    /// Whether the pool's unit is the dollar, so that prices are needed.
    var isCountedInDollars = true
    private(set) var reasons: [AssessmentReason] = []

    init(account: Account, conditions: MarginConditions) {
        self.account = account
        self.conditions = conditions
    }

    /// `nil` as soon as one coin's value is not known: never a partial sum.
    mutating func walletParts() -> [MarginPool.Part]? {
        var parts: [MarginPool.Part]? = []
        for balance in account.collateral {
            guard let value = value(of: balance) else {
                parts = nil
                continue
            }
            parts?.append(MarginPool.Part(coin: balance.asset, value: value))
        }
        for borrowing in account.borrowed {
            guard let price = price(of: borrowing) else {
                parts = nil
                continue
            }
            let value = -(Exact(borrowing.amount) * price)
            parts?.append(MarginPool.Part(coin: borrowing.asset, value: value))
        }
        return parts
    }

    /// How unrealized PnL in a settle coin counts where it is valued together with the balance.
    enum PnlWeighing {
        case inFull
        case withBalance(MarginPool.WeighedCoin)
        case unknown
    }

    mutating func pnlWeighing(of coin: String) -> PnlWeighing {
        let held = account.collateral.first { $0.asset == coin }
        let balance = held ?? CollateralBalance(asset: coin, walletBalance: .zero)
        guard let price = price(of: coin), let amount = balance.walletBalance,
            let tiers = tiers(of: balance)
        else { return .unknown }
        let valuation = CoinValuation(price: price, tiers: tiers)
        guard valuation.slabs.count > 1 else { return .inFull }
        return .withBalance(
            MarginPool.WeighedCoin(balance: Exact(amount), valuation: valuation))
    }

    /// The pool's units for one coin that counts in full.
    mutating func price(of coin: String) -> Exact? {
        if let price = knownPrice(of: coin) { return price }
        add(
            .absent, at: "collateral[\(coin)].indexPrice",
            "\(coin) stands in a pool of several coins and its dollar price is not given")
        return nil
    }

    private func knownPrice(of coin: String) -> Exact? {
        guard isCountedInDollars else { return .one }
        let held = account.collateral.first { $0.asset == coin }?.indexPrice
        let borrowed = account.borrowed.first { $0.asset == coin }?.indexPrice
        guard let price = held ?? borrowed, price.isPositive else { return nil }
        return Exact(price)
    }

    mutating func price(of borrowing: Borrowing) -> Exact? {
        if isCountedInDollars, let own = borrowing.indexPrice, own.isPositive { return Exact(own) }
        return price(of: borrowing.asset)
    }

    private mutating func value(of balance: CollateralBalance) -> Exact? {
        guard let amount = balance.walletBalance else {
            add(
                .noWallet, at: "collateral[\(balance.asset)].walletBalance",
                "the \(balance.asset) balance is not given")
            return nil
        }
        if amount.isZero { return .zero }
        guard let price = price(of: balance.asset) else { return nil }
        guard amount.isPositive else { return Exact(amount) * price }
        return tiers(of: balance).map {
            CoinValuation(price: price, tiers: $0).value(of: Exact(amount))
        }
    }

    /// The account's own rate, or the sheet's.
    private mutating func tiers(of balance: CollateralBalance) -> [CollateralRate.Tier]? {
        let place = "collateral[\(balance.asset)].collateralRate"
        if let rate = balance.collateralRate {
            guard !rate.isNegative, rate <= .one else {
                add(.invalidValue, at: place, "\(rate) is not between 0 and 1")
                return nil
            }
            return [CollateralRate.Tier(upperBound: nil, rate: rate)]
        }
        if let sheet = conditions.sheet?.collateral.first(where: { $0.asset == balance.asset }) {
            return sheet.tiers
        }
        add(
            .noCollateralRate, at: place,
            "the share of \(balance.asset) that \(account.venue.displayName) counts is not given")
        return nil
    }

    private mutating func add(_ code: ReasonCode, at place: String, _ message: String) {
        let reason = AssessmentReason(code, at: place, message)
        if !reasons.contains(reason) { reasons.append(reason) }
    }
}
