import MarginModel

/// A direction in which prices move: how far each asset goes for one unit of the move.
///
/// An asset with weight w has its price multiplied by 1 + w × t. Dollar coins stand still: marks
/// are quoted in them, and what they lose against the dollar is no move of the market.
struct PriceMove: Sendable {
    enum Shape: Sendable {
        case joint
        case single(String)
        /// Weights by asset; an asset that is not there cannot be moved.
        case weighted([String: Exact])
    }

    let shape: Shape

    /// `nil` when the shape says nothing of the asset.
    func weight(of asset: String) -> Exact? {
        if DollarCoin.isOne(asset) { return .zero }
        switch shape {
        case .joint: return .one
        case .single(let moved): return asset == moved ? .one : .zero
        case .weighted(let weights): return weights[asset]
        }
    }

    func factor(of asset: String, at t: Exact) -> Exact? {
        weight(of: asset).map { 1 + $0 * t }
    }
}

/// An account whose prices can be moved, and what its pools then come to.
///
/// Every point is a whole re-assessment, so that each venue's rules hold as they stand, haircuts,
/// tiers and fees included.
struct MovableAccount: Sendable {
    /// The surplus of each pool, in an order that does not change with the move.
    struct Surplus: Sendable {
        let pool: String
        /// (equity − requirement) × the factor of the pool's coin: linear in t inside a tier.
        let value: Exact?
    }

    let assessment: Assessment
    let calculator: MarginCalculator

    private var account: Account { assessment.account }

    /// The coins of each position, in the account's order.
    var baseAssets: [String?] { assessment.positions.map(\.baseAsset) }

    /// The account with its marks and index prices moved. `nil` when a mark is missing, when the
    /// move says nothing of an asset, or when a price would not stay positive.
    func moved(by t: Exact, along move: PriceMove) -> Account? {
        var after = account
        for (index, asset) in baseAssets.enumerated() {
            guard let asset, let mark = account.positions[index].markPrice,
                let factor = move.factor(of: asset, at: t), factor.isPositive,
                let price = (Exact(mark) * factor).decimal
            else { return nil }
            after.positions[index].markPrice = price
        }
        for (index, balance) in account.collateral.enumerated() {
            guard let price = balance.indexPrice else { continue }
            guard let moved = Self.moved(price, of: balance.asset, by: t, move) else { return nil }
            after.collateral[index].indexPrice = moved
        }
        for (index, liability) in account.borrowed.enumerated() {
            guard let price = liability.indexPrice else { continue }
            guard let moved = Self.moved(price, of: liability.asset, by: t, move) else {
                return nil
            }
            after.borrowed[index].indexPrice = moved
        }
        return after
    }

    private static func moved(
        _ price: Decimal, of asset: String, by t: Exact, _ move: PriceMove
    ) -> Decimal? {
        guard let factor = move.factor(of: asset, at: t), factor.isPositive else { return nil }
        return (Exact(price) * factor).decimal
    }

    func assessed(at t: Exact, along move: PriceMove) -> Assessment? {
        moved(by: t, along: move).map { calculator.assess($0, solving: false) }
    }

    func surpluses(at t: Exact, along move: PriceMove) -> [Surplus]? {
        assessed(at: t, along: move)?.pools.map { pool in
            Surplus(
                pool: pool.id,
                value: pool.deficit.flatMap { deficit in
                    move.factor(of: pool.asset, at: t).map { -deficit * $0 }
                })
        }
    }
}
