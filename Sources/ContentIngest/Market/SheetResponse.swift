import MarginModel

/// Reads a venue's own answers on tiers and instruments.
///
/// An answer that does not say when it was given is wrapped with its date:
/// `{"asOf": "2026-11-20", "source": "leverageBracket", "response": …}`.
enum SheetResponse {
    /// `nil` after a problem was reported.
    static func read(_ root: JSONValue) -> VenueSheetPart? {
        guard root.isObject, var wrapper = root.object(), wrapper.has("response") else {
            return read(root, asOf: nil, source: nil)
        }
        let asOf = SheetFields.date(wrapper.required("asOf"))
        let source = wrapper.text("source")
        let response = wrapper.value("response")
        wrapper.reportUnknownKeys()
        guard let asOf, let response else { return nil }
        return read(response, asOf: asOf, source: source)
    }

    private static func read(
        _ root: JSONValue, asOf: SheetDate?, source: String?
    ) -> VenueSheetPart? {
        if VenueRefusal.isReported(root) { return nil }
        guard let found = detect(root) else {
            root.problems.report(
                id: "sheet-unknown", at: root.offset,
                "this is neither a venue sheet nor a venue's answer on tiers or instruments",
                hint: "marginalia doctor lists what is accepted")
            return nil
        }
        guard let asOf = asOf ?? found.asOf.map(SheetDate.init) else {
            root.problems.report(
                id: "sheet-without-date", at: root.offset,
                "nothing says when \(found.kind.title) was read",
                hint: "Wrap it: {\"asOf\": \"2026-11-20\", \"source\": \"…\", \"response\": …}")
            return nil
        }
        let place = root.problems.document.location(of: root.offset)
        var part = VenueSheetPart(found.kind.venue, title: found.kind.title, place: place)
        let response = SheetSource(asOf: asOf, source: source ?? found.kind.title)
        switch found.kind {
        case .binanceBrackets: response.addBrackets(found.rows, to: &part)
        case .binanceExchangeInfo: response.addBinanceInstruments(found.rows, to: &part)
        case .bybitRiskLimits:
            response.addRiskLimits(found.rows, isInverse: found.isInverse, to: &part)
        case .bybitInstruments: response.addBybitInstruments(found.rows, to: &part)
        case .okxTiers: response.addPositionTiers(found.rows, to: &part)
        case .okxInstruments: response.addOKXInstruments(found.rows, to: &part)
        }
        return part
    }

    private struct Found {
        let kind: SheetKind
        let rows: [JSONValue]
        var asOf: Instant?
        var isInverse = false
    }

    private static func detect(_ root: JSONValue) -> Found? {
        guard root.isObject else {
            guard root.isList, let rows = root.elements(), rows.first?.has("brackets") == true
            else { return nil }
            return Found(kind: .binanceBrackets, rows: rows)
        }
        guard var object = root.object() else { return nil }
        if object.has("brackets") { return Found(kind: .binanceBrackets, rows: [root]) }
        if object.has("exchangeFilters") || object.has("serverTime") {
            let rows = object.value("symbols")?.elements() ?? []
            return Found(
                kind: .binanceExchangeInfo, rows: rows, asOf: object.milliseconds("serverTime"))
        }
        if object.has("retCode") {
            let asOf = object.milliseconds("time")
            guard var result = object.value("result")?.object(),
                let rows = result.value("list")?.elements(), let first = rows.first
            else { return nil }
            if let cursor = result.value("nextPageCursor") {
                cursor.problems.report(
                    .warning, id: "payload-has-more-pages", at: cursor.offset,
                    "the answer goes on: nextPageCursor is not empty",
                    hint: "Fetch the other pages and put them beside it")
            }
            let isInverse = result.value("category")?.word == "inverse"
            if first.has("riskLimitValue") {
                return Found(
                    kind: .bybitRiskLimits, rows: rows, asOf: asOf, isInverse: isInverse)
            }
            return first.has("lotSizeFilter")
                ? Found(kind: .bybitInstruments, rows: rows, asOf: asOf) : nil
        }
        guard object.has("code"), let rows = object.value("data")?.elements(),
            let first = rows.first
        else { return nil }
        if first.has("mmr"), first.has("maxSz") { return Found(kind: .okxTiers, rows: rows) }
        return first.has("ctVal") ? Found(kind: .okxInstruments, rows: rows) : nil
    }
}

/// The answers that are read.
package enum SheetKind: String, Hashable, Sendable, CaseIterable {
    case binanceBrackets, binanceExchangeInfo, bybitRiskLimits, bybitInstruments, okxTiers
    case okxInstruments

    package var title: String {
        switch self {
        case .binanceBrackets: "Binance leverageBracket"
        case .binanceExchangeInfo: "Binance exchangeInfo"
        case .bybitRiskLimits: "Bybit risk-limit"
        case .bybitInstruments: "Bybit instruments-info"
        case .okxTiers: "OKX position-tiers"
        case .okxInstruments: "OKX instruments"
        }
    }

    var venue: Venue {
        switch self {
        case .binanceBrackets, .binanceExchangeInfo: .binance
        case .bybitRiskLimits, .bybitInstruments: .bybit
        case .okxTiers, .okxInstruments: .okx
        }
    }
}

extension JSONValue {
    fileprivate func has(_ name: StaticString) -> Bool {
        isObject && JSONObjectReader(problems: problems, object: node).has(name)
    }
}
