/// One derivatives account at one venue at one instant (format `marginalia/account/1`).
///
/// Absent is absent: `nil` means that the source gave nothing, never zero.
public struct Account: Hashable, Sendable {
    public var id: String
    public var label: String?
    public var venue: Venue
    public var environment: Environment
    public var accountMode: AccountMode
    /// Whether the source says the mode, or its figures leave one alone. Where neither, a pool that
    /// depends on it is not measured.
    public var isModeKnown: Bool
    public var positionMode: PositionMode
    public var asOf: Instant
    public var isFictional: Bool
    public var marginModel: MarginModelVersion?
    /// The account's own taker fee as a fraction of notional, where it differs from the sheet's.
    public var takerFeeRate: Decimal?
    public var collateral: [CollateralBalance]
    public var positions: [Position]
    public var unmodelled: [UnmodelledHolding]
    public var openOrders: [OpenOrder]
    public var stops: [StopOrder]
    public var trailingStops: [TrailingStop]
    public var borrowed: [Borrowing]
    public var funds: [AvailableFunds]
    public var deposits: [Deposit]
    public var liquidations: [LiquidationEvent]
    /// What the venue itself says is being liquidated at this instant: symbols, or `account`.
    public var liquidating: [String]
    public var fundingPayments: [FundingPayment]
    public var creditLine: CreditLine?
    public var averagingDown: AveragingDownEvidence?
    /// How the owner expects assets to move together. Absent: no correlated stress.
    public var betas: BetaTable?
    public var policy: PolicyOverrides
    /// How much its report writes out, where that is not left to the site.
    public var reportSections: ReportExtent?
    /// The language of its report, by the name of its words: `de`; the site's unless given.
    public var language: String?
    public var reported: ReportedFigures?

    public init(
        id: String, label: String? = nil, venue: Venue, environment: Environment = .mainnet,
        accountMode: AccountMode, isModeKnown: Bool = true,
        positionMode: PositionMode = .oneWay, asOf: Instant,
        isFictional: Bool = false, marginModel: MarginModelVersion? = nil,
        takerFeeRate: Decimal? = nil, collateral: [CollateralBalance] = [],
        positions: [Position] = [], unmodelled: [UnmodelledHolding] = [],
        openOrders: [OpenOrder] = [], stops: [StopOrder] = [], trailingStops: [TrailingStop] = [],
        borrowed: [Borrowing] = [],
        funds: [AvailableFunds] = [], deposits: [Deposit] = [],
        liquidations: [LiquidationEvent] = [], liquidating: [String] = [],
        fundingPayments: [FundingPayment] = [],
        creditLine: CreditLine? = nil, averagingDown: AveragingDownEvidence? = nil,
        betas: BetaTable? = nil, policy: PolicyOverrides = PolicyOverrides(),
        reportSections: ReportExtent? = nil, language: String? = nil,
        reported: ReportedFigures? = nil
    ) {
        self.id = id
        self.label = label
        self.venue = venue
        self.environment = environment
        self.accountMode = accountMode
        self.isModeKnown = isModeKnown
        self.positionMode = positionMode
        self.asOf = asOf
        self.isFictional = isFictional
        self.marginModel = marginModel
        self.takerFeeRate = takerFeeRate
        self.collateral = collateral
        self.positions = positions
        self.unmodelled = unmodelled
        self.openOrders = openOrders
        self.stops = stops
        self.trailingStops = trailingStops
        self.borrowed = borrowed
        self.funds = funds
        self.deposits = deposits
        self.liquidations = liquidations
        self.liquidating = liquidating
        self.fundingPayments = fundingPayments
        self.creditLine = creditLine
        self.averagingDown = averagingDown
        self.betas = betas
        self.policy = policy
        self.reportSections = reportSections
        self.language = language
        self.reported = reported
    }
}

/// A wallet balance. It excludes isolated wallets and unrealized PnL.
public struct CollateralBalance: Hashable, Sendable {
    public var asset: String
    /// In units of `asset`.
    public var walletBalance: Decimal?
    /// The share of its value that counts in a multi-asset pool.
    public var collateralRate: Decimal?
    /// US dollars for one unit.
    public var indexPrice: Decimal?

    public init(
        asset: String, walletBalance: Decimal?, collateralRate: Decimal? = nil,
        indexPrice: Decimal? = nil
    ) {
        self.asset = asset
        self.walletBalance = walletBalance
        self.collateralRate = collateralRate
        self.indexPrice = indexPrice
    }
}

/// One open position.
public struct Position: Hashable, Sendable {
    public var symbol: String
    public var contractType: ContractType
    public var side: PositionSide
    public var marginMode: MarginMode
    /// Positive. Base coins for linear; contracts where `contractSize` is given or the venue counts
    /// contracts (OKX, inverse).
    public var quantity: Decimal
    /// What the owner's own records say the quantity should be, in the same unit.
    public var expectedQuantity: Decimal?
    public var contractSize: Decimal?
    public var entryPrice: Decimal?
    public var markPrice: Decimal?
    public var leverage: Decimal?
    /// The isolated position's own wallet without unrealized PnL (Binance; OKX calls it margin).
    public var isolatedWallet: Decimal?
    /// Margin added on top of the initial margin (Bybit isolated).
    public var extraMargin: Decimal?
    public var autoAddMargin: Bool
    /// A fraction of notional per interval; positive means that longs pay shorts.
    public var fundingRate: Decimal?
    public var fundingIntervalHours: Decimal?
    public var nextFundingAt: Instant?
    public var realized: RealizedFigures?
    public var reported: ReportedFigures?

    /// The hours that can lie between two funding payments: 36 seconds to a year.
    public static let fundingIntervals = Decimal(significand: 1, scale: 2)...8_760

    public init(
        symbol: String, contractType: ContractType = .linear, side: PositionSide,
        marginMode: MarginMode, quantity: Decimal, expectedQuantity: Decimal? = nil,
        contractSize: Decimal? = nil, entryPrice: Decimal?, markPrice: Decimal?,
        leverage: Decimal? = nil,
        isolatedWallet: Decimal? = nil, extraMargin: Decimal? = nil, autoAddMargin: Bool = false,
        fundingRate: Decimal? = nil, fundingIntervalHours: Decimal? = nil,
        nextFundingAt: Instant? = nil, realized: RealizedFigures? = nil,
        reported: ReportedFigures? = nil
    ) {
        self.symbol = symbol
        self.contractType = contractType
        self.side = side
        self.marginMode = marginMode
        self.quantity = quantity
        self.expectedQuantity = expectedQuantity
        self.contractSize = contractSize
        self.entryPrice = entryPrice
        self.markPrice = markPrice
        self.leverage = leverage
        self.isolatedWallet = isolatedWallet
        self.extraMargin = extraMargin
        self.autoAddMargin = autoAddMargin
        self.fundingRate = fundingRate
        self.fundingIntervalHours = fundingIntervalHours
        self.nextFundingAt = nextFundingAt
        self.realized = realized
        self.reported = reported
    }
}

/// What an open position has brought and cost so far, in its settle coin: what was paid is negative.
///
/// A class because few positions have it, and each is copied often.
public final class RealizedFigures: Hashable, Sendable {
    /// Of the parts that were closed, without fees.
    public let pnl: Decimal?
    public let fees: Decimal?
    public let funding: Decimal?

    public init(pnl: Decimal? = nil, fees: Decimal? = nil, funding: Decimal? = nil) {
        self.pnl = pnl
        self.fees = fees
        self.funding = funding
    }

    private var all: [Decimal?] { [pnl, fees, funding] }

    public static func == (left: RealizedFigures, right: RealizedFigures) -> Bool {
        left === right || left.all == right.all
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(all) }
}

/// Something that the venue holds money against and no rule of ours covers: an option, a margin
/// loan. The pool that it stands in cannot be measured without it.
public struct UnmodelledHolding: Hashable, Sendable {
    public var symbol: String
    /// What the venue calls its kind: `OPTION`, `MARGIN`; or `notGiven`.
    public var kind: String
    public var marginMode: MarginMode
    /// The coin that it is margined in. `nil` where that is not known: it may be any.
    public var settleAsset: String?
    /// Where it was read: file, line and column.
    public var place: String?

    /// The kind of what belongs to an account and was not among what was read: its positions, its
    /// balances, the rest of a list.
    public static let notGiven = "not given"

    public init(
        symbol: String, kind: String, marginMode: MarginMode, settleAsset: String? = nil,
        place: String? = nil
    ) {
        self.symbol = symbol
        self.kind = kind
        self.marginMode = marginMode
        self.settleAsset = settleAsset
        self.place = place
    }
}

/// What the venue itself says of an account or a position, for reconciliation.
///
/// A class because it is large, and each position that has it is copied often.
public final class ReportedFigures: Hashable, Sendable {
    public let notional: Decimal?
    public let unrealizedPnl: Decimal?
    public let initialMargin: Decimal?
    public let maintenanceMargin: Decimal?
    public let marginRatio: Decimal?
    public let uniMMR: Decimal?
    public let liquidationPrice: Decimal?
    public let equity: Decimal?
    public let walletBalance: Decimal?
    public let availableBalance: Decimal?
    public let breakEvenPrice: Decimal?
    public let bankruptcyPrice: Decimal?

    public init(
        notional: Decimal? = nil, unrealizedPnl: Decimal? = nil, initialMargin: Decimal? = nil,
        maintenanceMargin: Decimal? = nil, marginRatio: Decimal? = nil, uniMMR: Decimal? = nil,
        liquidationPrice: Decimal? = nil, equity: Decimal? = nil, walletBalance: Decimal? = nil,
        availableBalance: Decimal? = nil, breakEvenPrice: Decimal? = nil,
        bankruptcyPrice: Decimal? = nil
    ) {
        self.notional = notional
        self.unrealizedPnl = unrealizedPnl
        self.initialMargin = initialMargin
        self.maintenanceMargin = maintenanceMargin
        self.marginRatio = marginRatio
        self.uniMMR = uniMMR
        self.liquidationPrice = liquidationPrice
        self.equity = equity
        self.walletBalance = walletBalance
        self.availableBalance = availableBalance
        self.breakEvenPrice = breakEvenPrice
        self.bankruptcyPrice = bankruptcyPrice
    }

    private var all: [Decimal?] {
        [
            notional, unrealizedPnl, initialMargin, maintenanceMargin, marginRatio, uniMMR,
            liquidationPrice, equity, walletBalance, availableBalance, breakEvenPrice,
            bankruptcyPrice,
        ]
    }

    public static func == (left: ReportedFigures, right: ReportedFigures) -> Bool {
        left === right || left.all == right.all
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(all) }
}
