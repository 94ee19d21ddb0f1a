package import MarginModel

/// What the rules say of one position. Money is in the settle coin, prices in the quote coin.
///
/// A class because it is large and never changes: copies share it.
package final class PositionAssessment: Sendable {
    package let position: Position
    package let pool: String
    /// The coin that money of this position is counted in.
    package let settleAsset: String?
    /// The coin that sizes count: `BTC`.
    package let baseAsset: String?
    /// Whether the quantity is in contracts, not in coins.
    package let isInContracts: Bool
    /// The quantity in base coins; `nil` for inverse contracts, and where a contract's size is not known.
    package let coins: Exact?
    package let notional: Exact?
    package let unrealizedPnl: Exact?
    package let initialMargin: Exact?
    package let maintenanceMargin: Exact?
    package let tier: MaintenanceTier?
    /// Taker fee at the bankruptcy price, part of both margins at Bybit; at OKX the liquidation fee
    /// on mark. `nil` where the venue counts none.
    package let feeToClose: Exact?
    /// n of an isolated position; `nil` in cross.
    package let isolatedMarginRatio: Exact?
    /// The nearer of the two triggers, this symbol's mark moving alone.
    package let liquidationPrice: Exact?
    package let liquidationPriceBelow: Exact?
    package let liquidationPriceAbove: Exact?
    package let tierAtLiquidation: Int?
    package let bankruptcyPrice: Exact?
    /// With what the position has paid and received, where that is given.
    package let breakEvenPrice: Exact?
    /// Percent from mark to the triggers: `down` is negative, `up` positive. `nil` past the trigger,
    /// where a liquidation price is the way back.
    package let distanceDownPercent: Exact?
    package let distanceUpPercent: Exact?
    /// The way to the nearer of them.
    package var nearestDistancePercent: Exact? {
        [distanceDownPercent, distanceUpPercent].compactMap(\.self)
            .min { $0.magnitude < $1.magnitude }
    }
    /// Whether its liquidation price is the way back.
    package var isPastTrigger: Bool {
        liquidationPrice != nil && distanceDownPercent == nil && distanceUpPercent == nil
    }
    /// Notional ÷ pool equity.
    package let effectiveLeverage: Exact?
    package let funding: FundingExposure

    package init(
        position: Position, pool: String, settleAsset: String?, baseAsset: String?,
        isInContracts: Bool, coins: Exact?, notional: Exact?, unrealizedPnl: Exact?,
        initialMargin: Exact?, maintenanceMargin: Exact?,
        tier: MaintenanceTier?, feeToClose: Exact?, isolatedMarginRatio: Exact?,
        liquidationPrice: Exact?, liquidationPriceBelow: Exact?, liquidationPriceAbove: Exact?,
        tierAtLiquidation: Int?, bankruptcyPrice: Exact?, breakEvenPrice: Exact?,
        distanceDownPercent: Exact?, distanceUpPercent: Exact?, effectiveLeverage: Exact?,
        funding: FundingExposure
    ) {
        self.position = position
        self.pool = pool
        self.settleAsset = settleAsset
        self.baseAsset = baseAsset
        self.isInContracts = isInContracts
        self.coins = coins
        self.notional = notional
        self.unrealizedPnl = unrealizedPnl
        self.initialMargin = initialMargin
        self.maintenanceMargin = maintenanceMargin
        self.tier = tier
        self.feeToClose = feeToClose
        self.isolatedMarginRatio = isolatedMarginRatio
        self.liquidationPrice = liquidationPrice
        self.liquidationPriceBelow = liquidationPriceBelow
        self.liquidationPriceAbove = liquidationPriceAbove
        self.tierAtLiquidation = tierAtLiquidation
        self.bankruptcyPrice = bankruptcyPrice
        self.breakEvenPrice = breakEvenPrice
        self.distanceDownPercent = distanceDownPercent
        self.distanceUpPercent = distanceUpPercent
        self.effectiveLeverage = effectiveLeverage
        self.funding = funding
    }
}

/// Funding cash flows as the account sees them: negative is paid, positive received.
package struct FundingExposure: Sendable {
    package let next: Exact?
    package let perDay: Exact?
    /// Hours until funding alone, at this rate and mark, brings the pool to its trigger.
    package let hoursToBreach: Exact?

    package init(next: Exact?, perDay: Exact?, hoursToBreach: Exact?) {
        self.next = next
        self.perDay = perDay
        self.hoursToBreach = hoursToBreach
    }

    package static let unknown = FundingExposure(next: nil, perDay: nil, hoursToBreach: nil)
}
