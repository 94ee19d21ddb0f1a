package import MarginModel

/// Funding to come, at the present marks and rates (Audit 4).
///
/// A payment is notional at the mark × rate; at a positive rate longs pay shorts. Amounts are
/// signed as the account sees them: negative is paid. Leverage does not enter. Payments fall due at
/// settlement instants only: `nextFundingAt` + k × interval, each position by its own.
package struct FundingForecast: Sendable {
    package let positions: [PositionFunding]
    package let pools: [PoolForecast]

    /// The first pool that funding alone brings to its trigger.
    package var firstBreach: FundingBreach {
        pools.map(\.breach).min { $0.order < $1.order } ?? .never
    }
}

/// What one position pays or receives.
package struct PositionFunding: Sendable {
    package let symbol: String
    package let side: PositionSide
    package let pool: String
    package let asset: String
    /// A fraction of notional an interval.
    package let rate: Exact?
    package let intervalHours: Exact?
    /// The first settlement after the account's instant.
    package let nextAt: Instant?
    package let perInterval: Exact?
    /// perInterval × 24 ÷ interval.
    package let perDay: Exact?
    /// What falls due within the next 24 hours, counted in settlements.
    package let inNextDay: Exact?
}

/// What funding does to one pool.
package struct PoolForecast: Sendable {
    package let id: String
    package let asset: String
    /// After every payment of the pool's next settlement instant.
    package let afterNext: FundingEffect?
    /// After every payment within the next 24 hours.
    package let afterDay: FundingEffect?
    package let breach: FundingBreach
    /// Why effects or breach are not known.
    package let gap: String?
}

/// The pool after payments are booked, marks unchanged.
package struct FundingEffect: Sendable {
    package struct Price: Sendable {
        package let symbol: String
        package let side: PositionSide
        package let before: Exact?
        package let after: Exact?
    }

    package let at: Instant
    /// Net, in the pool's asset.
    package let amount: Exact
    package let equity: Exact?
    package let ratio: Exact?
    package let state: AccountState
    package let liquidationPrices: [Price]
}

/// When funding alone brings n to 1.
package enum FundingBreach: Sendable {
    /// n is 1 or more now.
    case already
    /// At the settlement that takes n to 1. `instant` is `nil` where it lies centuries ahead.
    case after(hours: Exact, settlement: Instant?)
    /// Funding is received, or payments never add up to the headroom.
    case never
    /// Why it cannot be told.
    case unknown(String)

    package var hours: Exact? {
        switch self {
        case .already: .zero
        case .after(let hours, _): hours
        case .never, .unknown: nil
        }
    }

    /// For finding the first: what is known to come before what is not.
    var order: Exact { hours ?? Exact(Int.max) }
}
