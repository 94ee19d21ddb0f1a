import MarginModel

/// A part of all notional that settles in one coin. Coins are not added up: no rate between them is at hand.
package struct DeskShare: Sendable {
    package let unit: String
    /// An asset or a venue; `nil`: all that are not told apart.
    package let name: String?
    package let notional: DeskNotional
    /// Of the coin's notional, long and short together; `nil` where there is none.
    package let share: Exact?
}

extension DeskBook {
    package var assetShares: [DeskShare] { shares { $0.asset } }
    package var venueShares: [DeskShare] { shares { $0.venue.displayName } }

    /// Coin by coin, the one of most positions first, and in it the largest share first.
    private func shares(by name: (DeskHolding) -> String) -> [DeskShare] {
        var parts: [String: [String: DeskNotional]] = [:]
        for (holding, notional) in holdings.sums {
            let name = name(holding)
            let sum = parts[holding.unit]?[name]
            parts[holding.unit, default: [:]][name] = sum.map { $0 + notional } ?? notional
        }
        return notionals.sorted.sorted { $0.value.positions > $1.value.positions }.flatMap {
            unit, total in
            let named = parts[unit] ?? [:]
            let rest = named.values.reduce(total) { $0 - $1 }
            let all =
                named.sorted { left, right in
                    left.value.gross == right.value.gross
                        ? left.key < right.key : left.value.gross > right.value.gross
                }.map { (name: String?($0.key), notional: $0.value) }
                + (rest.positions > 0 ? [(name: nil, notional: rest)] : [])
            return all.map { name, notional in
                DeskShare(
                    unit: unit, name: name, notional: notional,
                    share: total.gross.isZero ? nil : notional.gross.divided(by: total.gross))
            }
        }
    }
}
