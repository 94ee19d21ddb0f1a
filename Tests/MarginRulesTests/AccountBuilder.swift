import MarginModel
import Testing

@testable import MarginRules

/// Small accounts for tests, on the shipped sheets.
enum Sample {
    static func decimal(_ text: String) throws -> Decimal { try #require(Decimal(text), "\(text)") }

    static func position(
        _ symbol: String, _ side: PositionSide, _ quantity: String, entry: String, mark: String?,
        mode: MarginMode = .cross, leverage: String = "20", wallet: String? = nil,
        extra: String? = nil, contractType: ContractType = .linear
    ) throws -> Position {
        Position(
            symbol: symbol, contractType: contractType, side: side, marginMode: mode,
            quantity: try decimal(quantity), entryPrice: try decimal(entry),
            markPrice: try mark.map(decimal), leverage: try decimal(leverage),
            isolatedWallet: try wallet.map(decimal), extraMargin: try extra.map(decimal),
            fundingRate: try decimal("0.0001"), fundingIntervalHours: 8)
    }

    static func account(
        _ venue: Venue, balance: String, _ positions: [Position], mode: AccountMode? = nil,
        hedge: Bool = false
    ) throws -> Account {
        Account(
            id: "test", venue: venue,
            accountMode: mode
                ?? (venue == .binance ? .singleAsset : venue == .bybit ? .cross : .futures),
            positionMode: hedge ? .hedge : .oneWay, asOf: exampleInstant,
            collateral: [
                CollateralBalance(
                    asset: "USDT", walletBalance: try decimal(balance), collateralRate: 1,
                    indexPrice: 1)
            ], positions: positions)
    }

    static func calculator(_ venue: Venue, policy: Policy = .standard) throws -> MarginCalculator {
        MarginCalculator(.example(sheet: try shippedSheet(venue), policy: policy))
    }
}
