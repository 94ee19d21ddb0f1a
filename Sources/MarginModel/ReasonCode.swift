/// Why a figure is withheld, or what a reader must know of it. One enumeration for all outputs.
public enum ReasonCode: String, Hashable, Sendable, CaseIterable {
    case absent
    case stale
    case unparsable
    case notPositive = "not-positive"
    case jumped
    case offPeg = "off-peg"
    case noRate = "no-rate"
    case notMapped = "not-mapped"
    case noTier = "no-tier"
    case beyondLastTier = "beyond-last-tier"
    case noFee = "no-fee"
    case noContractSize = "no-contract-size"
    case noCollateralRate = "no-collateral-rate"
    case noMarkPrice = "no-mark-price"
    case noEntryPrice = "no-entry-price"
    case noWallet = "no-wallet"
    case noLeverage = "no-leverage"
    case noOrderMargin = "no-order-margin"
    case invalidValue = "invalid-value"
    case duplicatePosition = "duplicate-position"
    case modeMismatch = "mode-mismatch"
    case modeUnknown = "mode-unknown"
    case portfolioMargin = "portfolio-margin"
    case notModelled = "not-modelled"
    case noLiquidation = "no-liquidation"
    case indicativePrice = "indicative-price"
    case sheetLaterThanAccount = "sheet-later-than-account"
    case sheetStale = "sheet-stale"
    case implausible
    case venueSaysWorse = "venue-says-worse"
    case stepUnknown = "step-unknown"
    case testnet
    case noPosition = "no-position"

    /// What the code means, in a sentence that a report can print.
    public var explanation: String {
        switch self {
        case .absent: "The input does not hold this value, and no default is used in its place."
        case .stale: "The value is older than the site's settings allow, or dated after the clock."
        case .unparsable: "The value was there but could not be read back exactly."
        case .notPositive: "The price is zero or less."
        case .jumped: "The price moved further since the ticker before than site.yml allows."
        case .offPeg: "The coin is meant to be worth a dollar, and the price is far from one."
        case .noRate: "What the currency of the price is worth in dollars is not known."
        case .notMapped: "The symbol or asset is in no table that the program was given."
        case .noTier:
            "The venue sheet holds no maintenance tiers for this contract, so its maintenance "
                + "margin cannot be computed."
        case .beyondLastTier:
            "The position is larger than the last tier that the venue sheet shows."
        case .noFee: "The venue sheet gives no fee for this contract type."
        case .noContractSize: "The size is in contracts, and the size of a contract is not known."
        case .noCollateralRate:
            "The share of this asset's value that the venue counts is not known."
        case .noMarkPrice: "The position has no mark price."
        case .noEntryPrice: "The position has no entry price."
        case .noWallet: "The balance that this position is held against is not known."
        case .noLeverage: "The leverage that initial margin is computed from is not known."
        case .noOrderMargin: "Orders are open and the margin that they hold is not known."
        case .invalidValue:
            "The value cannot be right: a quantity, price or leverage of zero or less."
        case .duplicatePosition: "The same position appears twice, or both sides in one-way mode."
        case .modeMismatch: "The venue does not offer this combination of modes."
        case .modeUnknown:
            "The account's figures fit several margin modes, and nothing says which it is in."
        case .portfolioMargin:
            "Portfolio margin is computed by the venue from its own stress grid; only what the "
                + "venue reports is shown."
        case .notModelled: "The program has no rule for this mode or product."
        case .noLiquidation: "No price of this contract alone brings the pool to liquidation."
        case .indicativePrice: "Computed from an indicative spot price, not from a mark price."
        case .sheetLaterThanAccount: "The venue sheet is dated after the account."
        case .sheetStale: "The venue sheet is older than the site's settings allow."
        case .implausible:
            "The value is outside of what the venue offers or the market shows."
        case .venueSaysWorse:
            "The venue's own figures are worse than what the account's positions and balances come to."
        case .stepUnknown: "The order step is not known, so the amount is not rounded to it."
        case .testnet: "The account is on a test network: prices are simulated and no money moves."
        case .noPosition: "The account holds no open position."
        }
    }
}
