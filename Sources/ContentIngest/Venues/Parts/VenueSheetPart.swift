package import MarginModel

/// What one file says of a venue's tiers and contracts: a whole sheet of our own format, or a response
/// of the venue, which needs others beside it.
package struct VenueSheetPart: Hashable, Sendable {
    package let venue: Venue
    /// What a summary calls it.
    package let title: String
    let place: SourceLocation
    /// Whether its day is one that was given beside it.
    package internal(set) var isDatedByOption = false
    var sheet: VenueSheet?
    var ladders: [TierDraft] = []
    var instruments: [Instrument] = []
    var collateral: [CollateralRate] = []
    /// What instruments say of contracts, by symbol.
    var contracts: [String: ContractFacts] = [:]

    init(_ venue: Venue, title: String, place: SourceLocation) {
        self.venue = venue
        self.title = title
        self.place = place
    }
}

/// What a contract is made of, as an instruments response says it.
struct ContractFacts: Hashable, Sendable {
    let base: String
    let quote: String
    let settle: String
    let type: ContractType
    let size: Decimal
}

/// The tiers of a symbol from a response that says little else.
struct TierDraft: Hashable, Sendable {
    let symbol: String
    let type: ContractType
    let unit: TierUnit
    let rule: TierRule
    let asOf: SheetDate
    let source: String
    let tiers: [MaintenanceTier]
    let contradiction: String?
    let place: SourceLocation
}

/// When a response on tiers or contracts was given, and what a page names as its source.
struct SheetSource {
    let asOf: SheetDate
    let source: String
}
