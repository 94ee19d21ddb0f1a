import MarginModel

/// Fees, instruments and collateral rates of a venue sheet.
enum SheetFields {
    static func fee(_ object: inout JSONObjectReader) -> FeeSchedule? {
        let contractTypes = object.required("contractType")?.choice(of: FeeScope.self)
        let tierName = object.required("tier")?.text()
        let takerRate = object.required("taker")?.decimal(.feeRate)
        let makerRate = object.decimal("maker", .signedFraction)
        let asOf = date(object.value("asOf"))
        let source = object.required("source")?.text()
        guard let contractTypes, let tierName, let takerRate, let source else { return nil }
        return FeeSchedule(
            contractTypes: contractTypes.contractTypes, tierName: tierName, takerRate: takerRate,
            makerRate: makerRate, asOf: asOf, source: source)
    }

    static func instrument(_ object: inout JSONObjectReader) -> Instrument? {
        let symbol = object.required("symbol")?.name()
        let tickSize = object.decimal("tickSize", .positive)
        let quantityStep = object.decimal("quantityStep", .positive)
        let minQuantity = object.decimal("minQuantity", .notNegative)
        let minNotional = object.decimal("minNotional", .notNegative)
        let maxMarketQuantity = object.decimal("maxMarketQuantity", .positive)
        let contractSize = object.decimal("contractSize", .positive)
        let fundingIntervalHours = object.decimal("fundingIntervalHours", .fundingInterval)
        let liquidationFeeRate = object.decimal("liquidationFeeRate", .fraction)
        let asOf = date(object.value("asOf"))
        let source = object.required("source")?.text()
        guard let symbol, let source else { return nil }
        return Instrument(
            symbol: symbol, tickSize: tickSize, quantityStep: quantityStep,
            minQuantity: minQuantity, minNotional: minNotional,
            maxMarketQuantity: maxMarketQuantity, contractSize: contractSize,
            fundingIntervalHours: fundingIntervalHours, liquidationFeeRate: liquidationFeeRate,
            asOf: asOf, source: source)
    }

    /// One rate for any amount, or tiers of amounts with a rate each.
    static func collateral(_ object: inout JSONObjectReader) -> CollateralRate? {
        let asset = object.required("asset")?.name()
        let list = object.value("tiers")
        let place = list?.offset
        let tiers = list.map { JSONObjectReader.records(of: $0, collateralTier) } ?? []
        let rate =
            place == nil
            ? object.required("collateralRate")?.decimal(.fraction)
            : object.decimal("collateralRate", .fraction)
        let asOf = date(object.value("asOf"))
        let source = object.required("source")?.text()
        guard let asset, let source else { return nil }
        guard let place else {
            return rate.map { CollateralRate(asset: asset, rate: $0, asOf: asOf, source: source) }
        }
        guard rate == nil, areInOrder(tiers) else {
            object.problems.report(
                id: "collateral-tiers", at: place,
                "the tiers of \(quoted(asset)) do not say what each amount counts",
                hint: "Write upTo in rising order, in all tiers but the last, with a rate no "
                    + "higher than the one before, and no collateralRate beside tiers")
            return nil
        }
        return CollateralRate(asset: asset, tiers: tiers, asOf: asOf, source: source)
    }

    private static func collateralTier(
        _ object: inout JSONObjectReader
    ) -> CollateralRate.Tier? {
        let upperBound = object.decimal("upTo", .positive)
        let rate = object.required("collateralRate")?.decimal(.fraction)
        return rate.map { CollateralRate.Tier(upperBound: upperBound, rate: $0) }
    }

    static func areInOrder(_ tiers: [CollateralRate.Tier]) -> Bool {
        guard !tiers.isEmpty else { return false }
        return zip(tiers, tiers.dropFirst()).allSatisfy { tier, next in
            guard let bound = tier.upperBound, next.rate <= tier.rate else { return false }
            return next.upperBound.map { $0 > bound } ?? true
        }
    }

    /// The day or month that `value` names.
    static func date(_ value: JSONValue?) -> SheetDate? {
        guard let value, let text = value.text() else { return nil }
        if let date = SheetDate(parsing: text) { return date }
        value.problems.report(
            id: "not-a-date", at: value.offset, "asOf is \(quoted(text)), which is not a date",
            hint: "Write it like 2026-09-29, or 2026-09 when the day is not known")
        return nil
    }
}

/// How sheets name the contracts that a fee is for.
private enum FeeScope: String, CaseIterable {
    case linear, inverse
    case both = "linear+inverse"
    case swap

    var contractTypes: Set<ContractType> {
        switch self {
        case .linear: [.linear]
        case .inverse: [.inverse]
        case .both, .swap: [.linear, .inverse]
        }
    }
}
