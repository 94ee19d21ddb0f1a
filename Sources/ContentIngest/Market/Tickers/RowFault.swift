import MarginModel

/// Why a row of a ticker, or its price, is not taken. It costs the row, never the file.
struct RowFault: Error {
    /// The same for all rows that have the fault.
    let id: String
    let text: String
    /// What a price that is absent because of it says.
    let reason: ReasonCode
    let severity: Diagnostic.Severity
    let hint: String
    /// `nil`: the row's own place.
    let offset: Int?

    init(
        _ id: String, _ text: String, reason: ReasonCode = .unparsable,
        severity: Diagnostic.Severity = .warning,
        hint: String = "It is left out; check the source", at offset: Int? = nil
    ) {
        (self.id, self.text, self.hint, self.offset) = (id, text, hint, offset)
        (self.reason, self.severity) = (reason, severity)
    }
}

/// The faults of a file's rows: those of one kind are one message, at the first row that has it.
struct RowFaults {
    private var found: [(fault: RowFault, place: Int, symbols: [String], count: Int)] = []

    /// So many messages of one id differ; what comes after them is counted with the last one.
    private static let variants = 5

    mutating func add(_ fault: RowFault, of symbol: String, at place: Int) {
        let same = found.indices.filter { found[$0].fault.id == fault.id }
        var index = same.first { found[$0].fault.text == fault.text }
        if index == nil, same.count == Self.variants { index = same.last }
        if index == nil { found.append((fault, fault.offset ?? place, [], 0)) }
        let last = index ?? found.count - 1
        found[last].count += 1
        if found[last].symbols.count < 5 { found[last].symbols.append(quoted(symbol)) }
    }

    /// - Parameter report: Severity, id, offset, message, hint.
    func tell(_ report: (Diagnostic.Severity, String, Int, String, String) -> Void) {
        for (fault, place, symbols, count) in found {
            report(
                fault.severity, fault.id, place,
                "\(count) \(count == 1 ? "row" : "rows"), " + symbols.joined(separator: ", ")
                    + (count > symbols.count ? ", …" : "") + ": " + fault.text, fault.hint)
        }
    }
}

extension RowFault {
    static let notAPrice = RowFault(
        "not-a-price",
        "options, dated, quanto and pre-market contracts and symbols of no known form are no prices "
            + "of an asset", hint: "Spot prices and perpetual contracts are read")
    static let otherCurrency = RowFault(
        "other-currency", "the price is in something that this ticker has no dollar price of",
        severity: .notice, hint: "They are left out: prices on pages are dollar prices")
    static let converted = RowFault(
        "unit-converted",
        "the symbol counts thousands or millions of a coin, and its price is divided by them",
        severity: .notice,
        hint: "An asset of that very ticker in Content/assets.json is taken as it is")
    static let second = RowFault(
        "duplicate-asset", "another row gives the price of the asset", severity: .notice,
        hint: "Dollars go before dollar coins and these before other currencies, spot before "
            + "perpetuals, then the newest goes first, then the first")
    static let notMapped = RowFault(
        "not-mapped", "it is in no table of assets",
        hint: "Add it to Content/assets.json, or leave it: it is shown without a ticker")
    static let noReason = RowFault(
        "no-reason", "it has neither a price nor a reason why not",
        hint: "Add the price, or \"reason\": \"unparsable\"")
    static let changeUnclear = RowFault(
        "change-unclear",
        "the change over 24 hours fits the prices neither as percent nor as a fraction")

    static func missing(_ member: StaticString) -> RowFault {
        RowFault("missing-key", "\(member) is missing", reason: .absent)
    }

    static func unreadable(
        _ member: String, _ text: String, _ wanted: String, id: String, at offset: Int
    ) -> RowFault {
        RowFault(id, "\(member) is \(quoted(text)), which is \(wanted)", at: offset)
    }

    static func notPositive(_ price: Decimal, at offset: Int) -> RowFault {
        RowFault(
            "not-positive", "the price is \(price), which is none", reason: .notPositive,
            at: offset)
    }

    static func implausible(_ what: String) -> RowFault {
        RowFault("price-implausible", what, reason: .implausible)
    }

    static func stale(_ at: Instant, in ticker: Instant) -> RowFault {
        RowFault(
            "quote-stale", "the price is of \(at), and the ticker is of \(ticker)",
            reason: .stale, hint: "It is left out; it comes back with a newer one")
    }

    static func noRate(_ currency: String) -> RowFault {
        RowFault(
            "not-in-dollars",
            "the price is in \(currency), and what one \(currency) is worth is not known",
            reason: .noRate,
            hint: "Give its asset a \"dollarValue\" in Content/assets.json; it is not taken for 1")
    }

    static func contradicts(_ what: String) -> RowFault {
        RowFault(
            "ticker-contradicts", what,
            hint: "The row is left out; correct its \"asset\" or \"ticker\"")
    }
}
