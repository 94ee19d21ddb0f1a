import MarginModel

/// An order that closes a position or a part of one, as it can be placed.
package struct PlanOrder: Sendable {
    package enum Side: String, Sendable, CaseIterable {
        case buy, sell
    }

    package enum Kind: String, Sendable, CaseIterable {
        case market
        /// A market order that the mark price triggers.
        case stopMarket = "stop-market"
    }

    package let side: Side
    package let kind: Kind
    /// As the position counts: see `unit`.
    package let quantity: Exact
    /// `contracts`, or the base coin: `BTC`.
    package let unit: String
    /// `quantity` in base coins; `nil` of inverse contracts, and where a contract's size is not known.
    package let coins: Exact?
    /// The quantities of the orders to send, one after the other: more than one where the venue takes
    /// no market order of that size.
    package let parts: [Exact]

    init(
        _ kind: Kind, closing quantity: Exact, of figures: PositionAssessment, _ facts: Instrument?
    ) {
        let position = figures.position
        self.kind = kind
        self.quantity = quantity
        side = position.side == .long ? .sell : .buy
        unit = figures.isInContracts ? "contracts" : figures.baseAsset ?? "coins"
        coins = figures.coins.flatMap { coins in
            (coins * quantity).divided(by: Exact(position.quantity))
        }
        parts = Self.parts(of: quantity, facts)
    }

    /// The largest orders first, the last two so that the last is none too small for the venue.
    private static func parts(of quantity: Exact, _ facts: Instrument?) -> [Exact] {
        guard let most = facts?.maxMarketQuantity.map({ Exact($0) }), most < quantity,
            let count = quantity.divided(by: most)?.wholeUp
        else { return [quantity] }
        var parts = Array(repeating: most, count: count - 1)
        var rest = quantity - Exact(count - 1) * most
        if let least = facts?.minQuantity.map({ Exact($0) }), rest < least, least < most {
            parts[count - 2] = most - (least - rest)
            rest = least
        }
        parts.append(rest)
        return parts
    }
}
