/// A venue's maintenance tiers and fees as data, with their dates and sources.
public struct VenueSheet: Hashable, Sendable {
    public let venue: Venue
    public let fees: [FeeSchedule]
    public let symbols: [SymbolSheet]
    public let instruments: [Instrument]
    public let collateral: [CollateralRate]
    /// What each `source` key of a symbol stands for.
    public let sources: [String: String]
    public let notes: [String]

    private let indexOfSymbol: [String: Int]
    private let indexOfInstrument: [String: Int]

    public init(
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

    public func symbol(_ name: String) -> SymbolSheet? {
        indexOfSymbol[name].map { symbols[$0] }
    }

    public func instrument(_ name: String) -> Instrument? {
        indexOfInstrument[name].map { instruments[$0] }
    }

    /// The base-tier fees of `contractType`. `nil` when the sheet gives none: never a default.
    public func fee(for contractType: ContractType) -> FeeSchedule? {
        fees.first { $0.contractTypes.contains(contractType) }
    }
}

/// What trading costs at the venue's lowest fee tier, as fractions of notional.
public struct FeeSchedule: Hashable, Sendable {
    public let contractTypes: Set<ContractType>
    public let tierName: String
    public let takerRate: Decimal
    public let makerRate: Decimal?
    public let asOf: SheetDate?
    public let source: String

    public init(
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
public enum TierUnit: String, Hashable, Sendable {
    /// Notional in the quote coin (Binance USD-M, Bybit linear).
    case quoteNotional = "quote-notional"
    /// Size in base coins (Binance COIN-M, Bybit inverse).
    case baseCoin = "base-coin"
    /// Number of contracts (OKX).
    case contracts
}

/// How the tier's rate becomes maintenance margin.
public enum TierRule: String, Hashable, Sendable {
    /// value × rate − amount: continuous across tiers (Binance, Bybit).
    case progressiveWithDeduction = "progressive-with-deduction"
    /// value × rate of the whole position's tier: jumps at a boundary (OKX).
    case wholePositionRate = "whole-position-rate"
}

/// The tiers of one symbol.
public struct SymbolSheet: Hashable, Sendable {
    public let symbol: String
    public let base: String
    public let quote: String
    public let settle: String
    public let contractType: ContractType
    /// Base coins (linear) or quote units (inverse) in one contract; 1 where sizes are in coins.
    public let contractSize: Decimal
    public let tierUnit: TierUnit
    public let tierRule: TierRule
    public let asOf: SheetDate
    public let source: String
    /// False where the source shows the ladder only up to some size.
    public let isComplete: Bool
    /// In rising order, each covering `lowerBound` < x ≤ `upperBound`; the first also covers 0.
    public let tiers: [MaintenanceTier]
    /// Why the tiers contradict each other, and where; none of them is used then.
    public let contradiction: String?

    public init(
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
public struct MaintenanceTier: Hashable, Sendable {
    public let number: Int
    public let lowerBound: Decimal
    public let upperBound: Decimal
    /// A fraction of value: 0.004 is 0.4 %.
    public let maintenanceMarginRate: Decimal
    /// What is taken off value × rate; zero under `wholePositionRate`.
    public let maintenanceAmount: Decimal
    public let initialMarginRate: Decimal?
    public let maxLeverage: Decimal?

    public init(
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
public struct Instrument: Hashable, Sendable {
    public let symbol: String
    public let tickSize: Decimal?
    /// Base coins (Binance, Bybit linear) or contracts (OKX, inverse).
    public let quantityStep: Decimal?
    public let minQuantity: Decimal?
    public let minNotional: Decimal?
    /// The largest market order, counted as `quantityStep` is.
    public let maxMarketQuantity: Decimal?
    public let contractSize: Decimal?
    public let fundingIntervalHours: Decimal?
    public let liquidationFeeRate: Decimal?
    public let asOf: SheetDate?
    public let source: String

    public init(
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
public struct CollateralRate: Hashable, Sendable {
    /// The rate of the part of an amount that lies above the tier before and up to `upperBound`.
    public struct Tier: Hashable, Sendable {
        /// In units of the asset; `nil` in the last tier, which has no end.
        public let upperBound: Decimal?
        public let rate: Decimal

        public init(upperBound: Decimal?, rate: Decimal) {
            self.upperBound = upperBound
            self.rate = rate
        }
    }

    public let asset: String
    /// In rising order of bounds. What lies above the last bound counts nothing.
    public let tiers: [Tier]
    public let asOf: SheetDate?
    public let source: String

    public init(asset: String, tiers: [Tier], asOf: SheetDate?, source: String) {
        self.asset = asset
        self.tiers = tiers
        self.asOf = asOf
        self.source = source
    }

    /// One rate, whatever the amount.
    public init(asset: String, rate: Decimal, asOf: SheetDate?, source: String) {
        self.init(
            asset: asset, tiers: [Tier(upperBound: nil, rate: rate)], asOf: asOf, source: source)
    }
}
