import ContentIngest
import Foundation
import MarginModel
import Testing

@testable import MarginRules

let exampleInstant = Instant(secondsSinceEpoch: 1_769_963_100)

extension MarginConditions {
    static func example(sheet: VenueSheet?, policy: Policy = .standard) -> MarginConditions {
        MarginConditions(
            sheet: sheet, policy: policy, clock: exampleInstant,
            maximumAges: MaximumAges(
                markPriceSeconds: 300, tickerSeconds: 86_400, sheetSeconds: 4_000 * 86_400))
    }
}

/// A sheet of one symbol with the given tiers and the venue's usual taker fee.
func exampleSheet(
    _ venue: Venue, symbol: String, tiers: [MaintenanceTier], contractType: ContractType = .linear,
    contractSize: Decimal = 1, others: [SymbolSheet] = []
) -> VenueSheet {
    let unit: TierUnit =
        venue == .okx ? .contracts : contractType == .inverse ? .baseCoin : .quoteNotional
    let day = SheetDate(parsing: "2026-01-01") ?? exampleDate
    let sheet = SymbolSheet(
        symbol: symbol, base: "X", quote: contractType == .inverse ? "USD" : "USDT",
        settle: contractType == .inverse ? "X" : "USDT", contractType: contractType,
        contractSize: contractSize, tierUnit: unit,
        tierRule: venue == .okx ? .wholePositionRate : .progressiveWithDeduction, asOf: day,
        source: "example", isComplete: true, tiers: tiers)
    return VenueSheet(
        venue: venue,
        fees: [
            FeeSchedule(
                contractTypes: [.linear, .inverse], tierName: "base",
                takerRate: venue == .bybit
                    ? Decimal(significand: 55, scale: 5) : Decimal(significand: 5, scale: 4),
                makerRate: nil, asOf: day, source: "example")
        ], symbols: [sheet] + others)
}

private var exampleDate: SheetDate {
    guard let date = SheetDate(parsing: "2026-01-01") else { preconditionFailure("a valid date") }
    return date
}

/// The sheet that ships.
func shippedSheet(_ venue: Venue) throws -> VenueSheet {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Content/venues/\(venue.rawValue).json")
    let bytes = [UInt8](try Data(contentsOf: file))
    return try VenueSheetReader().read(bytes, file: file.path()).sheet
}

extension PublishedExample {
    func assessment() throws -> Assessment {
        let calculator = MarginCalculator(.example(sheet: try sheet()))
        return calculator.assess(try account())
    }

    private var positionInputs: [ExampleInputs] {
        let listed =
            inputs.nested("position") + inputs.nested("otherPositions")
            + inputs.nested("positions")
        return listed.isEmpty ? [inputs] : listed
    }

    private func account() throws -> Account {
        var positions: [Position] = []
        for entry in positionInputs { positions.append(try position(entry)) }
        let wallet = inputs.decimal("walletBalance") ?? 1_000_000
        let coin = isInverse ? "X" : "USDT"
        return Account(
            id: "example", venue: venue,
            accountMode: venue == .bybit
                ? (marginMode == .isolated ? .isolated : .cross)
                : venue == .okx ? .futures : .singleAsset,
            asOf: exampleInstant, takerFeeRate: feeRate,
            collateral: [
                CollateralBalance(
                    asset: coin, walletBalance: wallet, collateralRate: 1, indexPrice: 1)
            ], positions: positions)
    }

    private var feeRate: Decimal? {
        inputs.decimal("takerFeeRate") ?? inputs.decimal("liquidationFeeRate")
    }

    private func position(_ entry: ExampleInputs) throws -> Position {
        // Examples that give a value alone are one unit at that price.
        let value = entry.decimal("notional") ?? entry.decimal("positionValue")
        let quantity =
            entry.decimal("quantity") ?? entry.decimal("contracts")
            ?? entry.decimal("quoteQuantity") ?? 1
        let entryPrice =
            entry.decimal("entryPrice") ?? value ?? entry.decimal("markPrice") ?? 10_000
        return Position(
            symbol: entry.symbol ?? "X", contractType: isInverse ? .inverse : .linear,
            side: entry.side ?? side, marginMode: marginMode, quantity: quantity,
            contractSize: entry.decimal("contractSize") ?? (isInverse ? 1 : nil),
            entryPrice: entryPrice, markPrice: entry.decimal("markPrice") ?? value ?? entryPrice,
            // A stated fee to close is that of the 50x example it comes from.
            leverage: entry.decimal("leverage")
                ?? (entry.decimal("feeToClose") == nil ? 1 : 50),
            isolatedWallet: inputs.decimal("isolatedWallet") ?? inputs.decimal("margin") ?? 0,
            extraMargin: entry.decimal("extraMargin") ?? 0,
            fundingRate: entry.decimal("fundingRate"), fundingIntervalHours: 8)
    }

    /// The tiers that the example states, or the shipped sheet where it names a symbol alone.
    private func sheet() throws -> VenueSheet {
        let first = positionInputs[0]
        let stated = first.nested("tiers").map { tier in
            MaintenanceTier(
                number: (tier.values["tier"] as? Int) ?? 1,
                lowerBound: tier.decimal("minNotional") ?? 0,
                upperBound: tier.decimal("maxNotional") ?? 0,
                maintenanceMarginRate: tier.decimal("maintenanceMarginRate") ?? 0,
                maintenanceAmount: tier.decimal("maintenanceAmount") ?? 0)
        }
        if !stated.isEmpty { return exampleSheet(venue, symbol: "X", tiers: stated) }
        if inputs.decimal("maintenanceMarginRate") == nil,
            first.decimal("maintenanceMarginRate") == nil, inputs.symbol != nil
        {
            return try shippedSheet(venue)
        }
        var symbols: [SymbolSheet] = []
        for entry in positionInputs {
            let tier = MaintenanceTier(
                number: 1, lowerBound: 0, upperBound: 1_000_000_000_000,
                maintenanceMarginRate: entry.decimal("maintenanceMarginRate") ?? 0,
                maintenanceAmount: entry.decimal("maintenanceAmount")
                    ?? entry.decimal("mmDeduction") ?? 0)
            symbols +=
                exampleSheet(
                    venue, symbol: entry.symbol ?? "X", tiers: [tier],
                    contractType: isInverse ? .inverse : .linear,
                    contractSize: entry.decimal("contractSize") ?? 1
                ).symbols
        }
        return VenueSheet(
            venue: venue,
            fees: exampleSheet(venue, symbol: "X", tiers: []).fees, symbols: symbols)
    }
}
