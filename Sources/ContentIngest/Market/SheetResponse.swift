import MarginModel

/// Reads a venue's own answers on tiers and instruments.
///
/// An answer that does not say when it was given is wrapped with its date:
/// `{"asOf": "2026-11-20", "source": "leverageBracket", "response": …}`.
enum SheetResponse {
    /// `nil` after a problem was reported.
    ///
    /// - Parameter given: When it was given, for an answer that does not say it.
    static func read(_ root: JSONValue, given: Instant?) -> VenueSheetPart? {
        guard root.isObject, var wrapper = root.object(), wrapper.has("response") else {
            return read(root, asOf: nil, given: given, source: nil)
        }
        let asOf = SheetFields.date(wrapper.required("asOf"))
        let source = wrapper.text("source")
        let response = wrapper.value("response")
        wrapper.reportUnknownKeys()
        guard let asOf, let response else { return nil }
        return read(response, asOf: asOf, given: nil, source: source)
    }

    private static func read(
        _ root: JSONValue, asOf: SheetDate?, given: Instant?, source: String?
    ) -> VenueSheetPart? {
        guard var answer = VenueAnswer.open(root) else { return nil }
        guard let kind = answer.kind(SheetKind.shapes) else {
            root.problems.report(
                id: "sheet-unknown", at: root.offset,
                "this is neither a venue sheet nor a venue's answer on tiers or instruments",
                hint: "marginalia doctor lists what is accepted")
            return nil
        }
        if kind == .binanceExchangeInfo, let symbols = answer.opened("symbols", at: "serverTime") {
            answer = symbols
        }
        let stated = asOf ?? (answer.time?.instant).map(SheetDate.init)
        guard let asOf = stated ?? given.map(SheetDate.init) else {
            root.problems.report(
                id: "sheet-without-date", at: root.offset,
                "nothing says when \(kind.title) was read",
                hint:
                    "Wrap it: {\"asOf\": \"2026-11-20\", \"source\": \"…\", \"response\": …}; or let "
                    + "`marginalia convert FILE --to sheet --as-of INSTANT` write a sheet of it")
            return nil
        }
        let place = root.problems.document.location(of: root.offset)
        var part = VenueSheetPart(kind.venue, title: kind.title, place: place)
        part.isDatedByOption = stated == nil
        let response = SheetSource(asOf: asOf, source: source ?? kind.title)
        switch kind {
        case .binanceBrackets: response.addBrackets(answer.rows, to: &part)
        case .binanceExchangeInfo: response.addBinanceInstruments(answer.rows, to: &part)
        case .bybitRiskLimits:
            response.addRiskLimits(answer.rows, isInverse: answer.category == "inverse", to: &part)
        case .bybitInstruments: response.addBybitInstruments(answer.rows, to: &part)
        case .okxTiers: response.addPositionTiers(answer.rows, to: &part)
        case .okxInstruments: response.addOKXInstruments(answer.rows, to: &part)
        case .bybitCollateral: response.addCollateralRatios(answer.rows, to: &part)
        case .okxDiscounts: response.addDiscountRates(answer.rows, to: &part)
        }
        return part
    }
}

/// The answers that are read.
package enum SheetKind: String, Hashable, Sendable, CaseIterable {
    case binanceBrackets, binanceExchangeInfo, bybitRiskLimits, bybitInstruments, okxTiers
    case okxInstruments, bybitCollateral, okxDiscounts

    package var title: String {
        switch self {
        case .binanceBrackets: "Binance leverageBracket"
        case .binanceExchangeInfo: "Binance exchangeInfo"
        case .bybitRiskLimits: "Bybit risk-limit"
        case .bybitInstruments: "Bybit instruments-info"
        case .okxTiers: "OKX position-tiers"
        case .okxInstruments: "OKX instruments"
        case .bybitCollateral: "Bybit spot-margin-trade/collateral"
        case .okxDiscounts: "OKX discount-rate-interest-free-quota"
        }
    }

    /// What tells each kind from the others.
    static let shapes: [AnswerShape<SheetKind>] = [
        AnswerShape(.binanceBrackets, .bare, "brackets"),
        AnswerShape(.binanceExchangeInfo, .bare, "exchangeFilters|serverTime"),
        AnswerShape(.bybitRiskLimits, .bybit, "riskLimitValue"),
        AnswerShape(.bybitInstruments, .bybit, "lotSizeFilter"),
        AnswerShape(.okxTiers, .okx, "mmr", "maxSz"),
        AnswerShape(.okxInstruments, .okx, "ctVal"),
        AnswerShape(.bybitCollateral, .bybit, "collateralRatioList"),
        AnswerShape(
            .okxDiscounts, .okx, "details|discountInfo", "ccy", "amt|discountLv|minDiscountRate"),
    ]

    var venue: Venue {
        switch self {
        case .binanceBrackets, .binanceExchangeInfo: .binance
        case .bybitRiskLimits, .bybitInstruments, .bybitCollateral: .bybit
        case .okxTiers, .okxInstruments, .okxDiscounts: .okx
        }
    }
}

/// What share of an asset counts, by amounts: Bybit's tiered collateral ratio and OKX's discount rate,
/// both bounded in coins, "" for no bound.
extension SheetSource {
    func addCollateralRatios(_ rows: [JSONValue], to part: inout VenueSheetPart) {
        add(rows, asset: "currency", tiers: ["collateralRatioList"], to: &part) { tier in
            (
                tier.decimal("minQty", .notNegative), tier.decimal("maxQty", .positive),
                tier.required("collateralRatio")?.decimal(.fraction)
            )
        }
    }

    /// Older answers have the tiers in `discountInfo`.
    func addDiscountRates(_ rows: [JSONValue], to part: inout VenueSheetPart) {
        add(rows, asset: "ccy", tiers: ["details", "discountInfo"], to: &part) { tier in
            (
                tier.decimal("minAmt", .notNegative), tier.decimal("maxAmt", .positive),
                tier.required("discountRate")?.decimal(.fraction)
            )
        }
    }

    /// Tiers that leave a gap, overlap or count more of a larger amount are refused with their asset.
    private func add(
        _ rows: [JSONValue], asset: StaticString, tiers: [StaticString],
        to part: inout VenueSheetPart,
        _ bounds: (inout JSONObjectReader) -> (from: Decimal?, upTo: Decimal?, rate: Decimal?)
    ) {
        for element in rows {
            guard var row = element.object(), let name = row.required(asset)?.name(),
                let list = row.required(tiers.first(where: row.has) ?? tiers[0])
            else { continue }
            var floor = Decimal.zero
            var isGapless = true
            let found = (list.elements() ?? []).compactMap { element -> CollateralRate.Tier? in
                guard var tier = element.object() else { return nil }
                let (from, upTo, rate) = bounds(&tier)
                isGapless = isGapless && from ?? .zero == floor
                if let upTo { floor = upTo }
                return rate.map { CollateralRate.Tier(upperBound: upTo, rate: $0) }
            }
            guard isGapless, SheetFields.areInOrder(found) else {
                row.problems.report(
                    id: "collateral-tiers", at: list.offset,
                    "the tiers of \(quoted(name)) do not say what each amount counts",
                    hint: "Fetch the answer again, all tiers of an asset together")
                continue
            }
            part.collateral.append(
                CollateralRate(asset: name, tiers: found, asOf: asOf, source: source))
        }
    }
}
