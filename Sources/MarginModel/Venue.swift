/// A venue whose margin rules are known.
package enum Venue: String, Hashable, Sendable, CaseIterable {
    case binance, bybit, okx

    /// The name as the venue writes it.
    package var displayName: String {
        switch self {
        case .binance: "Binance"
        case .bybit: "Bybit"
        case .okx: "OKX"
        }
    }

    /// Whether a contract may be held cross and isolated at once, each a position of its own.
    package var holdsBothMarginModes: Bool { self == .okx }
}

package enum ContractType: String, Hashable, Sendable, CaseIterable {
    /// Margined and settled in the quote coin.
    case linear
    /// Margined and settled in the base coin.
    case inverse
}

package enum PositionSide: String, Hashable, Sendable, CaseIterable {
    case long, short

    package var opposite: PositionSide { self == .long ? .short : .long }
}

package enum MarginMode: String, Hashable, Sendable, CaseIterable {
    /// One position against its own wallet.
    case isolated
    /// All positions of a pool against its balance.
    case cross
}

package enum PositionMode: String, Hashable, Sendable, CaseIterable {
    case oneWay = "one-way"
    case hedge
}

/// How a venue margins the whole account. Which cases exist depends on the venue.
package enum AccountMode: String, Hashable, Sendable, CaseIterable {
    case singleAsset = "single-asset"
    case multiAsset = "multi-asset"
    case isolated
    case cross
    case futures
    case multiCurrency = "multi-currency"
    case portfolio

    /// The modes that `venue` offers.
    package static func modes(of venue: Venue) -> [AccountMode] {
        switch venue {
        case .binance: [.singleAsset, .multiAsset, .portfolio]
        case .bybit: [.isolated, .cross, .portfolio]
        case .okx: [.futures, .multiCurrency, .portfolio]
        }
    }
}

package enum Environment: String, Hashable, Sendable, CaseIterable {
    case mainnet, testnet
}

/// Which generation of a venue's formulas applies to an account.
package enum MarginModelVersion: String, Hashable, Sendable, CaseIterable {
    /// Bybit before 2025: initial and maintenance margin on the entry value.
    case legacyEntryValue = "legacy-entry-value"
}
