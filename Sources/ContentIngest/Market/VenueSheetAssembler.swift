package import MarginModel

/// Makes one sheet a venue of all files: our own sheets, and answers of venues over them. Of two that
/// say something of the same symbol, an answer beats a sheet and the later date an earlier one.
package enum VenueSheetAssembler {
    package static func assemble(
        _ parts: [VenueSheetPart]
    ) -> (sheets: [Venue: VenueSheet], problems: [Diagnostic]) {
        var problems: [Diagnostic] = []
        var sheets: [Venue: VenueSheet] = [:]
        for venue in Venue.allCases {
            let own = parts.filter { $0.venue == venue }
            if !own.isEmpty { sheets[venue] = sheet(of: venue, own, &problems) }
        }
        return (sheets, problems)
    }

    private static func sheet(
        of venue: Venue, _ parts: [VenueSheetPart], _ problems: inout [Diagnostic]
    ) -> VenueSheet {
        let bases = parts.filter { $0.sheet != nil }
        for second in bases.dropFirst() { problems.append(.secondSheet(of: venue, second.place)) }
        let base = bases.first?.sheet
        var symbols = Listing(base?.symbols ?? [], name: \.symbol)
        var instruments = Listing(base?.instruments ?? [], name: \.symbol)
        var collateral = Listing(base?.collateral ?? [], name: \.asset)
        for part in parts {
            part.instruments.forEach { instruments.put($0) }
            part.collateral.forEach { collateral.put($0) }
        }
        let contracts = parts.reduce(into: [String: ContractFacts]()) { all, part in
            all.merge(part.contracts) { _, later in later }
        }
        var sources = base?.sources ?? [:]
        let drafts = parts.flatMap(\.ladders).sorted {
            ($0.asOf.start ?? .distantPast) < ($1.asOf.start ?? .distantPast)
        }
        var taken: [String: TierDraft] = [:]
        for draft in drafts {
            guard !draft.tiers.isEmpty else {
                problems.append(.withoutTiers(draft))
                continue
            }
            if let other = taken.updateValue(draft, forKey: draft.symbol), other.asOf == draft.asOf,
                other.tiers != draft.tiers
            {
                problems.append(.otherTiers(draft, than: other))
            }
            guard
                let facts = contracts[draft.symbol] ?? symbols[draft.symbol]?.facts
                    ?? draft.facts(at: venue)
            else {
                problems.append(.unknownContract(draft))
                continue
            }
            sources[draft.source] = "the venue's own answer, read \(draft.asOf)"
            symbols.put(draft.sheet(facts))
        }
        return VenueSheet(
            venue: venue, fees: base?.fees ?? [], symbols: symbols.all,
            instruments: instruments.all, collateral: collateral.all, sources: sources,
            notes: base?.notes ?? [])
    }
}

/// Records in the order in which their names first came, each name once.
private struct Listing<Record> {
    private(set) var all: [Record]
    private let name: (Record) -> String
    private var indexOf: [String: Int]

    init(_ records: [Record], name: @escaping (Record) -> String) {
        all = records
        self.name = name
        indexOf = Dictionary(
            records.enumerated().map { (name($1), $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(_ wanted: String) -> Record? { indexOf[wanted].map { all[$0] } }

    /// Takes the place of the record of the same name.
    mutating func put(_ record: Record) {
        if let index = indexOf[name(record)] {
            all[index] = record
        } else {
            indexOf[name(record)] = all.count
            all.append(record)
        }
    }
}

extension SymbolSheet {
    fileprivate var facts: ContractFacts {
        ContractFacts(
            base: base, quote: quote, settle: settle, type: contractType, size: contractSize)
    }
}

extension TierDraft {
    /// What the symbol itself shows.
    fileprivate func facts(at venue: Venue) -> ContractFacts? {
        guard let pair = Product(symbol), let size = venue.reading.contractSize(pair.base, type)
        else { return nil }
        return ContractFacts(
            base: pair.base, quote: pair.quote, settle: type == .inverse ? pair.base : pair.quote,
            type: type, size: size)
    }

    fileprivate func sheet(_ facts: ContractFacts) -> SymbolSheet {
        SymbolSheet(
            symbol: symbol, base: facts.base, quote: facts.quote, settle: facts.settle,
            contractType: facts.type, contractSize: facts.size, tierUnit: unit, tierRule: rule,
            asOf: asOf, source: source, isComplete: true, tiers: tiers, contradiction: contradiction
        )
    }
}

extension Diagnostic {
    fileprivate static func secondSheet(of venue: Venue, _ place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "venue-duplicate-sheet", at: place,
            message: "another file holds a sheet of \(venue.displayName) already",
            hint: "Keep one sheet for each venue; move the older one away.")
    }

    fileprivate static func withoutTiers(_ draft: TierDraft) -> Diagnostic {
        Diagnostic(
            .warning, id: "tiers-absent", at: draft.place,
            message: "the answer has no tier of \(quoted(draft.symbol)), and is not used for it",
            hint: "Ask the venue again; a contract that is no longer traded may be left out")
    }

    fileprivate static func otherTiers(_ draft: TierDraft, than other: TierDraft) -> Diagnostic {
        Diagnostic(
            id: "duplicate-symbol", at: draft.place,
            message:
                "the tiers of \(quoted(draft.symbol)) are others at \(other.place), of the same day",
            hint: "Keep one of the two")
    }

    fileprivate static func unknownContract(_ draft: TierDraft) -> Diagnostic {
        Diagnostic(
            id: "contract-unknown", at: draft.place,
            message: "there are tiers of \(quoted(draft.symbol)), and nothing says what its "
                + "contract is",
            hint: "Put the venue's answer on instruments beside it")
    }
}
