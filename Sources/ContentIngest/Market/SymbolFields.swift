import MarginModel

/// The tiers of one symbol of a venue sheet.
enum SymbolFields {
    static func symbol(
        _ object: inout JSONObjectReader, of venue: Venue?, _ sources: [String: String]
    ) -> SymbolSheet? {
        checkVenue(&object, venue)
        let symbol = object.required("symbol")?.name()
        let base = object.required("base")?.text()
        let quote = object.required("quote")?.text()
        let settle = object.required("settle")?.text()
        let contractType = object.required("contractType")?.choice(of: ContractType.self)
        let contractSize = object.required("contractSize")?.decimal(.positive)
        let tierUnit = object.required("tierUnit")?.choice(of: TierUnitName.self)?.unit
        let tierRule = object.required("tierRule")?.choice(of: TierRuleName.self)?.rule
        let asOf = SheetFields.date(object.required("asOf"))
        let source = source(&object, sources)
        let isComplete = object.flag("complete") ?? true
        guard let tierUnit, let tierRule else {
            object.ignore("tiers")
            return nil
        }
        let (tiers, contradiction) = tiers(&object, unit: tierUnit, rule: tierRule)
        guard let symbol, let base, let quote, let settle, let contractType, let contractSize,
            let asOf, let source
        else { return nil }
        return SymbolSheet(
            symbol: symbol, base: base, quote: quote, settle: settle, contractType: contractType,
            contractSize: contractSize, tierUnit: tierUnit, tierRule: tierRule, asOf: asOf,
            source: source, isComplete: isComplete, tiers: tiers, contradiction: contradiction)
    }

    private static func checkVenue(_ object: inout JSONObjectReader, _ venue: Venue?) {
        guard let value = object.value("exchange"), let own = value.choice(of: Venue.self),
            let venue, own != venue
        else { return }
        object.problems.report(
            id: "wrong-venue", at: value.offset,
            "the symbol is of \(own.rawValue) in a sheet of \(venue.rawValue)",
            hint: "Keep one sheet for each venue")
    }

    private static func source(
        _ object: inout JSONObjectReader, _ sources: [String: String]
    ) -> String? {
        guard let value = object.required("source"), let source = value.text() else { return nil }
        if !sources.isEmpty, sources[source] == nil {
            object.problems.report(
                .warning, id: "unknown-source", at: value.offset,
                "\(quoted(source)) is not explained in generatedFrom",
                hint: "Add it to generatedFrom, with what it is and how it was read")
        }
        return source
    }

    private static func tiers(
        _ object: inout JSONObjectReader, unit: TierUnit, rule: TierRule
    ) -> ([MaintenanceTier], contradiction: String?) {
        var ladder = TierLadder(rule: rule)
        let tiers = object.requiredList("tiers") { row in
            let tier = tier(&row, unit: unit, rule: rule)
            ladder.add(tier, from: row)
            return tier
        }
        return (tiers, ladder.contradiction)
    }

    /// Bounds in contracts are sizes; the others are notionals, or sizes in base coins.
    private static func tier(
        _ object: inout JSONObjectReader, unit: TierUnit, rule: TierRule
    ) -> MaintenanceTier? {
        let number = object.required("tier")?.wholeNumber()
        let lowerBound: Decimal?
        let upperBound: Decimal?
        if unit == .contracts {
            lowerBound = object.required("minSize")?.decimal(.notNegative)
            upperBound = object.required("maxSize")?.decimal(.positive)
            object.ignore("minNotional")
            object.ignore("maxNotional")
        } else {
            lowerBound = object.required("minNotional")?.decimal(.notNegative)
            upperBound = object.required("maxNotional")?.decimal(.positive)
        }
        let rate = object.required("maintenanceMarginRate")?.decimal(.fraction)
        let amount =
            rule == .progressiveWithDeduction
            ? object.required("maintenanceAmount")?.decimal(.notNegative)
            : object.decimal("maintenanceAmount") ?? .zero
        let initialMarginRate = object.decimal("initialMarginRate", .fraction)
        let maxLeverage = object.decimal("maxLeverage", .positive)
        guard let number, let lowerBound, let upperBound, let rate, let amount else { return nil }
        return MaintenanceTier(
            number: number, lowerBound: lowerBound, upperBound: upperBound,
            maintenanceMarginRate: rate, maintenanceAmount: amount,
            initialMarginRate: initialMarginRate, maxLeverage: maxLeverage)
    }
}

private enum TierUnitName: String, CaseIterable {
    case quoteNotional = "quote-notional"
    case baseCoin = "base-coin"
    case contracts

    var unit: TierUnit {
        switch self {
        case .quoteNotional: .quoteNotional
        case .baseCoin: .baseCoin
        case .contracts: .contracts
        }
    }
}

private enum TierRuleName: String, CaseIterable {
    case progressiveWithDeduction = "progressive-with-deduction"
    case wholePositionRate = "whole-position-rate"

    var rule: TierRule {
        switch self {
        case .progressiveWithDeduction: .progressiveWithDeduction
        case .wholePositionRate: .wholePositionRate
        }
    }
}
