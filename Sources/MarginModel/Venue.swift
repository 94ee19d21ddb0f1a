/// A venue whose margin rules are known.
public enum Venue: String, Hashable, Sendable, CaseIterable {
    case binance, bybit, okx

    /// The name as the venue writes it.
    public var displayName: String {
        switch self {
        case .binance: "Binance"
        case .bybit: "Bybit"
        case .okx: "OKX"
        }
    }

    /// Whether a contract may be held cross and isolated at once, each a position of its own.
    public var holdsBothMarginModes: Bool { self == .okx }
}

public enum ContractType: String, Hashable, Sendable, CaseIterable {
    /// Margined and settled in the quote coin.
    case linear
    /// Margined and settled in the base coin.
    case inverse
}

public enum PositionSide: String, Hashable, Sendable, CaseIterable {
    case long, short

    public var opposite: PositionSide { self == .long ? .short : .long }
}

public enum MarginMode: String, Hashable, Sendable, CaseIterable {
    /// One position against its own wallet.
    case isolated
    /// All positions of a pool against its balance.
    case cross
}

public enum PositionMode: String, Hashable, Sendable, CaseIterable {
    case oneWay = "one-way"
    case hedge
}

/// How a venue margins the whole account. Which cases exist depends on the venue.
public enum AccountMode: String, Hashable, Sendable, CaseIterable {
    case singleAsset = "single-asset"
    case multiAsset = "multi-asset"
    case isolated
    case cross
    case futures
    case multiCurrency = "multi-currency"
    case portfolio

    /// The modes that `venue` offers.
    public static func modes(of venue: Venue) -> [AccountMode] {
        switch venue {
        case .binance: [.singleAsset, .multiAsset, .portfolio]
        case .bybit: [.isolated, .cross, .portfolio]
        case .okx: [.futures, .multiCurrency, .portfolio]
        }
    }
}

public enum Environment: String, Hashable, Sendable, CaseIterable {
    case mainnet, testnet
}

/// Which generation of a venue's formulas applies to an account.
public enum MarginModelVersion: String, Hashable, Sendable, CaseIterable {
    /// Bybit before 2025: initial and maintenance margin on the entry value.
    case legacyEntryValue = "legacy-entry-value"
}
