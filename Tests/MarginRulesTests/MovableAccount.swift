import MarginModel
import Testing

@testable import MarginRules

/// An account whose prices are moved by hand and that is then assessed from the start: what the book's
/// answers are held against.
struct MovableAccount {
    let assessment: Assessment
    let calculator: MarginCalculator

    private var account: Account { assessment.account }

    /// What a book of the account says of a direction.
    func firstBreach(along move: PriceMove) throws -> FirstBreach {
        try #require(MarginBook(account, calculator)?.firstBreach(along: move))
    }

    /// The assessment after a move of t. `nil` when a mark is missing, when the move says nothing of an
    /// asset, or when a price would not stay positive.
    func assessed(at t: Exact, along move: PriceMove) -> Assessment? {
        var after = account
        func moved(_ price: Decimal, by weight: Exact?) -> Decimal? {
            guard let weight else { return nil }
            let factor = 1 + weight * t
            return factor.isPositive ? (Exact(price) * factor).decimal : nil
        }
        for (index, figures) in assessment.positions.enumerated() {
            guard let asset = figures.baseAsset, let mark = account.positions[index].markPrice,
                let price = moved(mark, by: move.weight(ofMarkOn: asset))
            else { return nil }
            after.positions[index].markPrice = price
        }
        for (index, balance) in account.collateral.enumerated() {
            guard let price = balance.indexPrice else { continue }
            guard let price = moved(price, by: move.weight(of: balance.asset)) else { return nil }
            after.collateral[index].indexPrice = price
        }
        for (index, liability) in account.borrowed.enumerated() {
            guard let price = liability.indexPrice else { continue }
            guard let price = moved(price, by: move.weight(of: liability.asset)) else { return nil }
            after.borrowed[index].indexPrice = price
        }
        return calculator.assess(after, solving: false)
    }
}
