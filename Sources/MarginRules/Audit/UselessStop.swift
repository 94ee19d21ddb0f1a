package import MarginModel

/// A stop that never fires, because liquidation comes first.
package struct UselessStop: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let trigger: Decimal
    /// The mark at which the venue takes the position over, all other marks still.
    package let liquidation: Exact

    /// In the order of the account's stops. Past its trigger a position has no stop that could help.
    package static func all(in assessment: Assessment) -> [UselessStop] {
        assessment.account.stops.compactMap { stop in
            let figures = assessment.positions.first {
                $0.position.symbol == stop.symbol && $0.position.side == stop.side
            }
            let isLong = stop.side == .long
            guard let figures, !figures.isPastTrigger,
                let price = isLong ? figures.liquidationPriceBelow : figures.liquidationPriceAbove,
                isLong ? Exact(stop.triggerPrice) <= price : Exact(stop.triggerPrice) >= price
            else { return nil }
            return UselessStop(
                symbol: stop.symbol, side: stop.side, trigger: stop.triggerPrice, liquidation: price
            )
        }
    }
}
