/// A venue's maintenance tiers and fees as data, with their dates and sources.
package struct VenueSheet: Hashable, Sendable {
    package let venue: Venue
    package let fees: [FeeSchedule]
    package let symbols: [SymbolSheet]
    package let instruments: [Instrument]
    package let collateral: [CollateralRate]
    /// What each `source` key of a symbol stands for.
    package let sources: [String: String]
    package let notes: [String]

    private let indexOfSymbol: [String: Int]
    private let indexOfInstrument: [String: Int]

    package init(
        venue: Venue, fees: [FeeSchedule], symbols: [SymbolSheet], instruments: [Instrument] = [],
        collateral: [CollateralRate] = [], sources: [String: String] = [:], notes: [String] = []
    ) {
        self.venue = venue
        self.fees = fees
        self.symbols = symbols
        self.instruments = instruments
        self.collateral = collateral
        self.sources = sources
        self.notes = notes
        indexOfSymbol = Dictionary(
            symbols.indices.map { (symbols[$0].symbol, $0) },
            uniquingKeysWith: { first, _ in first })
        indexOfInstrument = Dictionary(
            instruments.indices.map { (instruments[$0].symbol, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    package func symbol(_ name: String) -> SymbolSheet? {
        indexOfSymbol[name].map { symbols[$0] }
    }

    package func instrument(_ name: String) -> Instrument? {
        indexOfInstrument[name].map { instruments[$0] }
    }

    /// The base-tier fees of `contractType`. `nil` when the sheet gives none: never a default.
    package func fee(for contractType: ContractType) -> FeeSchedule? {
        fees.first { $0.contractTypes.contains(contractType) }
    }
}

/// What trading costs at the venue's lowest fee tier, as fractions of notional.
package struct FeeSchedule: Hashable, Sendable {
    package let contractTypes: Set<ContractType>
    package let tierName: String
    package let takerRate: Decimal
    package let makerRate: Decimal?
    package let asOf: SheetDate?
    package let source: String

    package init(
        contractTypes: Set<ContractType>, tierName: String, takerRate: Decimal,
        makerRate: Decimal?, asOf: SheetDate?, source: String
    ) {
        self.contractTypes = contractTypes
        self.tierName = tierName
        self.takerRate = takerRate
        self.makerRate = makerRate
        self.asOf = asOf
        self.source = source
    }
}

/// What a venue measures a position by when it looks up the tier.
package enum TierUnit: String, Hashable, Sendable {
    /// Notional in the quote coin (Binance USD-M, Bybit linear).
    case quoteNotional = "quote-notional"
    /// Size in base coins (Binance COIN-M, Bybit inverse).
    case baseCoin = "base-coin"
    /// Number of contracts (OKX).
    case contracts
}

/// How the tier's rate becomes maintenance margin.
package enum TierRule: String, Hashable, Sendable {
    /// value × rate − amount: continuous across tiers (Binance, Bybit).
    case progressiveWithDeduction = "progressive-with-deduction"
    /// value × rate of the whole position's tier: jumps at a boundary (OKX).
    case wholePositionRate = "whole-position-rate"
}

/// The tiers of one symbol.
package struct SymbolSheet: Hashable, Sendable {
    package let symbol: String
    package let base: String
    package let quote: String
    package let settle: String
    package let contractType: ContractType
    /// Base coins (linear) or quote units (inverse) in one contract; 1 where sizes are in coins.
    package let contractSize: Decimal
    package let tierUnit: TierUnit
    package let tierRule: TierRule
    package let asOf: SheetDate
    package let source: String
    /// False where the source shows the ladder only up to some size.
    package let isComplete: Bool
    /// In rising order, each covering `lowerBound` < x ≤ `upperBound`; the first also covers 0.
    package let tiers: [MaintenanceTier]
    /// Why the tiers contradict each other, and where; none of them is used then.
    package let contradiction: String?

    package init(
        symbol: String, base: String, quote: String, settle: String, contractType: ContractType,
        contractSize: Decimal, tierUnit: TierUnit, tierRule: TierRule, asOf: SheetDate,
        source: String, isComplete: Bool, tiers: [MaintenanceTier], contradiction: String? = nil
    ) {
        self.symbol = symbol
        self.base = base
        self.quote = quote
        self.settle = settle
        self.contractType = contractType
        self.contractSize = contractSize
        self.tierUnit = tierUnit
        self.tierRule = tierRule
        self.asOf = asOf
        self.source = source
        self.isComplete = isComplete
        self.tiers = tiers
        self.contradiction = contradiction
    }
}

/// One maintenance tier. Bounds are in the symbol's `tierUnit`.
package struct MaintenanceTier: Hashable, Sendable {
    package let number: Int
    package let lowerBound: Decimal
    package let upperBound: Decimal
    /// A fraction of value: 0.004 is 0.4 %.
    package let maintenanceMarginRate: Decimal
    /// What is taken off value × rate; zero under `wholePositionRate`.
    package let maintenanceAmount: Decimal
    package let initialMarginRate: Decimal?
    package let maxLeverage: Decimal?

    package init(
        number: Int, lowerBound: Decimal, upperBound: Decimal, maintenanceMarginRate: Decimal,
        maintenanceAmount: Decimal, initialMarginRate: Decimal? = nil, maxLeverage: Decimal? = nil
    ) {
        self.number = number
        self.lowerBound = lowerBound
        self.upperBound = upperBound
        self.maintenanceMarginRate = maintenanceMarginRate
        self.maintenanceAmount = maintenanceAmount
        self.initialMarginRate = initialMarginRate
        self.maxLeverage = maxLeverage
    }
}

/// Order steps and contract facts of one symbol. What the source did not show is `nil`.
package struct Instrument: Hashable, Sendable {
    package let symbol: String
    package let tickSize: Decimal?
    /// Base coins (Binance, Bybit linear) or contracts (OKX, inverse).
    package let quantityStep: Decimal?
    package let minQuantity: Decimal?
    package let minNotional: Decimal?
    /// The largest market order, counted as `quantityStep` is.
    package let maxMarketQuantity: Decimal?
    package let contractSize: Decimal?
    package let fundingIntervalHours: Decimal?
    package let liquidationFeeRate: Decimal?
    package let asOf: SheetDate?
    package let source: String

    package init(
        symbol: String, tickSize: Decimal?, quantityStep: Decimal?, minQuantity: Decimal?,
        minNotional: Decimal?, maxMarketQuantity: Decimal? = nil, contractSize: Decimal? = nil,
        fundingIntervalHours: Decimal? = nil, liquidationFeeRate: Decimal? = nil, asOf: SheetDate?,
        source: String
    ) {
        self.symbol = symbol
        self.tickSize = tickSize
        self.quantityStep = quantityStep
        self.minQuantity = minQuantity
        self.minNotional = minNotional
        self.maxMarketQuantity = maxMarketQuantity
        self.contractSize = contractSize
        self.fundingIntervalHours = fundingIntervalHours
        self.liquidationFeeRate = liquidationFeeRate
        self.asOf = asOf
        self.source = source
    }
}

/// The share of a collateral asset's value that a venue counts: 0.95 is a haircut of 5 %.
package struct CollateralRate: Hashable, Sendable {
    /// The rate of the part of an amount that lies above the tier before and up to `upperBound`.
    package struct Tier: Hashable, Sendable {
        /// In units of the asset; `nil` in the last tier, which has no end.
        package let upperBound: Decimal?
        package let rate: Decimal

        package init(upperBound: Decimal?, rate: Decimal) {
            self.upperBound = upperBound
            self.rate = rate
        }
    }

    package let asset: String
    /// In rising order of bounds. What lies above the last bound counts nothing.
    package let tiers: [Tier]
    package let asOf: SheetDate?
    package let source: String

    package init(asset: String, tiers: [Tier], asOf: SheetDate?, source: String) {
        self.asset = asset
        self.tiers = tiers
        self.asOf = asOf
        self.source = source
    }

    /// One rate, whatever the amount.
    package init(asset: String, rate: Decimal, asOf: SheetDate?, source: String) {
        self.init(
            asset: asset, tiers: [Tier(upperBound: nil, rate: rate)], asOf: asOf, source: source)
    }
}
