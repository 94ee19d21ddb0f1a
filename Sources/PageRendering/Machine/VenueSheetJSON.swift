package import MarginModel

/// A venue sheet as its own reader takes it (schema version 1).
package struct VenueSheetJSON {
    private let sheet: VenueSheet

    package init(_ sheet: VenueSheet) { self.sheet = sheet }

    package var bytes: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { write(&$0) }
        return json.bytes
    }

    private func write(_ json: inout JSONWriter) {
        json.member("schemaVersion", 1)
        json.member("exchange", sheet.venue.rawValue)
        json.member("generatedFrom") { json in
            for (name, text) in sheet.sources.sorted(by: { $0.key < $1.key }) {
                json.key(name)
                json.string(text)
            }
        }
        if !sheet.notes.isEmpty {
            json.key("notes")
            json.array { json in for note in sheet.notes { json.string(note) } }
        }
        json.list("fees", sheet.fees) { json, fee in
            json.member("contractType", fee.contractTypes.scope)
            json.member("tier", fee.tierName)
            json.given("taker", fee.takerRate)
            json.given("maker", fee.makerRate)
            Self.write(&json, fee.asOf, fee.source)
        }
        json.list("symbols", sheet.symbols, Self.write(_:symbol:))
        json.listed("instruments", sheet.instruments) { json, instrument in
            json.member("symbol", instrument.symbol)
            json.given("tickSize", instrument.tickSize)
            json.given("quantityStep", instrument.quantityStep)
            json.given("minQuantity", instrument.minQuantity)
            json.given("minNotional", instrument.minNotional)
            json.given("maxMarketQuantity", instrument.maxMarketQuantity)
            json.given("contractSize", instrument.contractSize)
            json.given("fundingIntervalHours", instrument.fundingIntervalHours)
            json.given("liquidationFeeRate", instrument.liquidationFeeRate)
            Self.write(&json, instrument.asOf, instrument.source)
        }
        json.listed("collateral", sheet.collateral) { json, rate in
            json.member("asset", rate.asset)
            if rate.tiers.count == 1, rate.tiers[0].upperBound == nil {
                json.given("collateralRate", rate.tiers[0].rate)
            } else {
                json.list("tiers", rate.tiers) { json, tier in
                    json.given("upTo", tier.upperBound)
                    json.given("collateralRate", tier.rate)
                }
            }
            Self.write(&json, rate.asOf, rate.source)
        }
    }

    private static func write(_ json: inout JSONWriter, symbol: SymbolSheet) {
        json.member("symbol", symbol.symbol)
        json.member("base", symbol.base)
        json.member("quote", symbol.quote)
        json.member("settle", symbol.settle)
        json.member("contractType", symbol.contractType.rawValue)
        json.given("contractSize", symbol.contractSize)
        json.member("tierUnit", symbol.tierUnit.rawValue)
        json.member("tierRule", symbol.tierRule.rawValue)
        write(&json, symbol.asOf, symbol.source)
        if !symbol.isComplete { json.flag("complete", false) }
        let bounds: (StaticString, StaticString) =
            symbol.tierUnit == .contracts ? ("minSize", "maxSize") : ("minNotional", "maxNotional")
        json.list("tiers", symbol.tiers) { json, tier in
            json.member("tier", tier.number)
            json.given(bounds.0, tier.lowerBound)
            json.given(bounds.1, tier.upperBound)
            json.given("maintenanceMarginRate", tier.maintenanceMarginRate)
            json.given("maintenanceAmount", tier.maintenanceAmount)
            json.given("initialMarginRate", tier.initialMarginRate)
            json.given("maxLeverage", tier.maxLeverage)
        }
    }

    private static func write(_ json: inout JSONWriter, _ asOf: SheetDate?, _ source: String) {
        json.optionalMember("asOf", asOf?.description)
        json.member("source", source)
    }
}

extension Set<ContractType> {
    fileprivate var scope: String {
        ContractType.allCases.filter(contains).map(\.rawValue).joined(separator: "+")
    }
}
