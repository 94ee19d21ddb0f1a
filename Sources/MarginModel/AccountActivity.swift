/// An order that rests in the book.
public struct OpenOrder: Hashable, Sendable {
    public var symbol: String
    public var side: PositionSide
    public var quantity: Decimal
    public var price: Decimal?
    public var reduceOnly: Bool
    public var marginMode: MarginMode
    /// What the venue holds for it, in the settle coin.
    public var initialMargin: Decimal?
    /// What it adds to maintenance margin where the venue counts orders there (Bybit).
    public var maintenanceMargin: Decimal?
    /// What filling it at its price would lose against the mark, zero or more (Bybit).
    public var orderLoss: Decimal?
    /// What filling it would cost, as the venue holds it back (OKX).
    public var fee: Decimal?

    public init(
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

public enum TriggerPriceType: String, Hashable, Sendable, CaseIterable {
    case mark, last, index
}

/// A stop order that protects the position on `side`.
public struct StopOrder: Hashable, Sendable {
    public var symbol: String
    public var side: PositionSide
    public var quantity: Decimal?
    public var triggerPrice: Decimal
    public var priceType: TriggerPriceType

    public init(
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

public struct TrailingStop: Hashable, Sendable {
    public struct Setting: Hashable, Sendable {
        public var at: Instant
        public var callbackPercent: Decimal

        public init(at: Instant, callbackPercent: Decimal) {
            self.at = at
            self.callbackPercent = callbackPercent
        }
    }

    public var symbol: String
    public var side: PositionSide
    public var callbackPercent: Decimal
    public var history: [Setting]

    public init(
        symbol: String, side: PositionSide, callbackPercent: Decimal, history: [Setting] = []
    ) {
        self.symbol = symbol
        self.side = side
        self.callbackPercent = callbackPercent
        self.history = history
    }
}

/// A liability in a multi-asset pool.
public struct Borrowing: Hashable, Sendable {
    public var asset: String
    public var amount: Decimal
    public var indexPrice: Decimal?
    /// The shares of the liability's value that the venue adds to the two margins.
    public var initialMarginRate: Decimal?
    public var maintenanceMarginRate: Decimal?

    public init(
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
public struct AvailableFunds: Hashable, Sendable {
    public var asset: String
    public var amount: Decimal
    public var place: String
    public var route: String
    public var confirmationSeconds: Decimal?
    /// In units of `asset`.
    public var fee: Decimal?
    public var isVerified: Bool

    public init(
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
public struct Deposit: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case confirmed, pending, failed
    }

    public var asset: String
    public var amount: Decimal
    public var sentAt: Instant?
    public var status: Status
    public var reference: String?

    public init(
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

public struct LiquidationEvent: Hashable, Sendable {
    public var symbol: String
    public var price: Decimal
    public var quantity: Decimal
    public var at: Instant

    public init(symbol: String, price: Decimal, quantity: Decimal, at: Instant) {
        self.symbol = symbol
        self.price = price
        self.quantity = quantity
        self.at = at
    }
}

/// A funding payment that the venue has booked.
public struct FundingPayment: Hashable, Sendable {
    public var symbol: String
    /// In units of `asset`; negative was paid, positive received.
    public var amount: Decimal
    public var asset: String
    public var at: Instant

    public init(symbol: String, amount: Decimal, asset: String, at: Instant) {
        self.symbol = symbol
        self.amount = amount
        self.asset = asset
        self.at = at
    }
}

/// By how much assets move when one of them, the driver, moves by one percent.
public struct BetaTable: Hashable, Sendable {
    /// `BTC`. Its own beta is 1.
    public var driver: String
    /// Asset to beta: 1.2 moves 1.2 % with each percent of the driver.
    public var values: [String: Decimal]

    public init(driver: String, values: [String: Decimal]) {
        self.driver = driver
        self.values = values
        self.values[driver] = .one
    }
}

public struct CreditLine: Hashable, Sendable {
    /// Percent a year.
    public var aprPercent: Decimal
    public var limit: Decimal

    public init(aprPercent: Decimal, limit: Decimal) {
        self.aprPercent = aprPercent
        self.limit = limit
    }
}

/// The two confirmations without which averaging down stays off.
public struct AveragingDownEvidence: Hashable, Sendable {
    public var onChainAccumulation: Bool
    public var multiTimeframeAlignment: Bool

    public init(onChainAccumulation: Bool, multiTimeframeAlignment: Bool) {
        self.onChainAccumulation = onChainAccumulation
        self.multiTimeframeAlignment = multiTimeframeAlignment
    }
}
