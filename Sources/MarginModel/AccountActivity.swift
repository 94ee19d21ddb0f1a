/// An order that rests in the book.
package struct OpenOrder: Hashable, Sendable {
    package var symbol: String
    package var side: PositionSide
    package var quantity: Decimal
    package var price: Decimal?
    package var reduceOnly: Bool
    package var marginMode: MarginMode
    /// What the venue holds for it, in the settle coin.
    package var initialMargin: Decimal?
    /// What it adds to maintenance margin where the venue counts orders there (Bybit).
    package var maintenanceMargin: Decimal?
    /// What filling it at its price would lose against the mark, zero or more (Bybit).
    package var orderLoss: Decimal?
    /// What filling it would cost, as the venue holds it back (OKX).
    package var fee: Decimal?

    package init(
        symbol: String, side: PositionSide, quantity: Decimal, price: Decimal? = nil,
        reduceOnly: Bool = false, marginMode: MarginMode = .cross, initialMargin: Decimal? = nil,
        maintenanceMargin: Decimal? = nil, orderLoss: Decimal? = nil, fee: Decimal? = nil
    ) {
        self.symbol = symbol
        self.side = side
        self.quantity = quantity
        self.price = price
        self.reduceOnly = reduceOnly
        self.marginMode = marginMode
        self.initialMargin = initialMargin
        self.maintenanceMargin = maintenanceMargin
        self.orderLoss = orderLoss
        self.fee = fee
    }
}

package enum TriggerPriceType: String, Hashable, Sendable, CaseIterable {
    case mark, last, index
}

/// A stop order that protects the position on `side`.
package struct StopOrder: Hashable, Sendable {
    package var symbol: String
    package var side: PositionSide
    package var quantity: Decimal?
    package var triggerPrice: Decimal
    package var priceType: TriggerPriceType

    package init(
        symbol: String, side: PositionSide, quantity: Decimal? = nil, triggerPrice: Decimal,
        priceType: TriggerPriceType = .mark
    ) {
        self.symbol = symbol
        self.side = side
        self.quantity = quantity
        self.triggerPrice = triggerPrice
        self.priceType = priceType
    }
}

package struct TrailingStop: Hashable, Sendable {
    package struct Setting: Hashable, Sendable {
        package var at: Instant
        package var callbackPercent: Decimal

        package init(at: Instant, callbackPercent: Decimal) {
            self.at = at
            self.callbackPercent = callbackPercent
        }
    }

    package var symbol: String
    package var side: PositionSide
    package var callbackPercent: Decimal
    package var history: [Setting]

    package init(
        symbol: String, side: PositionSide, callbackPercent: Decimal, history: [Setting] = []
    ) {
        self.symbol = symbol
        self.side = side
        self.callbackPercent = callbackPercent
        self.history = history
    }
}

/// A liability in a multi-asset pool.
package struct Borrowing: Hashable, Sendable {
    package var asset: String
    package var amount: Decimal
    package var indexPrice: Decimal?
    /// The shares of the liability's value that the venue adds to the two margins.
    package var initialMarginRate: Decimal?
    package var maintenanceMarginRate: Decimal?

    package init(
        asset: String, amount: Decimal, indexPrice: Decimal? = nil,
        initialMarginRate: Decimal? = nil, maintenanceMarginRate: Decimal? = nil
    ) {
        self.asset = asset
        self.amount = amount
        self.indexPrice = indexPrice
        self.initialMarginRate = initialMarginRate
        self.maintenanceMarginRate = maintenanceMarginRate
    }
}

/// Funds that the owner could move into the account.
package struct AvailableFunds: Hashable, Sendable {
    package var asset: String
    package var amount: Decimal
    package var place: String
    package var route: String
    package var confirmationSeconds: Decimal?
    /// In units of `asset`.
    package var fee: Decimal?
    package var isVerified: Bool

    package init(
        asset: String, amount: Decimal, place: String, route: String,
        confirmationSeconds: Decimal? = nil, fee: Decimal? = nil, isVerified: Bool = false
    ) {
        self.asset = asset
        self.amount = amount
        self.place = place
        self.route = route
        self.confirmationSeconds = confirmationSeconds
        self.fee = fee
        self.isVerified = isVerified
    }
}

/// A transfer into the account. Only a confirmed one counts, and a confirmed one is already part
/// of the wallet balance.
package struct Deposit: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case confirmed, pending, failed
    }

    package var asset: String
    package var amount: Decimal
    package var sentAt: Instant?
    package var status: Status
    package var reference: String?

    package init(
        asset: String, amount: Decimal, sentAt: Instant? = nil, status: Status,
        reference: String? = nil
    ) {
        self.asset = asset
        self.amount = amount
        self.sentAt = sentAt
        self.status = status
        self.reference = reference
    }
}

package struct LiquidationEvent: Hashable, Sendable {
    package var symbol: String
    package var price: Decimal
    package var quantity: Decimal
    package var at: Instant

    package init(symbol: String, price: Decimal, quantity: Decimal, at: Instant) {
        self.symbol = symbol
        self.price = price
        self.quantity = quantity
        self.at = at
    }
}

/// A funding payment that the venue has booked.
package struct FundingPayment: Hashable, Sendable {
    package var symbol: String
    /// In units of `asset`; negative was paid, positive received.
    package var amount: Decimal
    package var asset: String
    package var at: Instant

    package init(symbol: String, amount: Decimal, asset: String, at: Instant) {
        self.symbol = symbol
        self.amount = amount
        self.asset = asset
        self.at = at
    }
}

/// By how much assets move when one of them, the driver, moves by one percent.
package struct BetaTable: Hashable, Sendable {
    /// `BTC`. Its own beta is 1.
    package var driver: String
    /// Asset to beta: 1.2 moves 1.2 % with each percent of the driver.
    package var values: [String: Decimal]

    package init(driver: String, values: [String: Decimal]) {
        self.driver = driver
        self.values = values
        self.values[driver] = .one
    }
}

package struct CreditLine: Hashable, Sendable {
    /// Percent a year.
    package var aprPercent: Decimal
    package var limit: Decimal

    package init(aprPercent: Decimal, limit: Decimal) {
        self.aprPercent = aprPercent
        self.limit = limit
    }
}

/// The two confirmations without which averaging down stays off.
package struct AveragingDownEvidence: Hashable, Sendable {
    package var onChainAccumulation: Bool
    package var multiTimeframeAlignment: Bool

    package init(onChainAccumulation: Bool, multiTimeframeAlignment: Bool) {
        self.onChainAccumulation = onChainAccumulation
        self.multiTimeframeAlignment = multiTimeframeAlignment
    }
}
