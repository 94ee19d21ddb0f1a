import MarginModel
import MarginRules

/// Each account's own book goes with its line of the manifest: from the process that made its report to the
/// one that adds books up, and from the parts of a night to `merge`.
extension ReportManifest.Entry {
    /// - Parameter past: How the account stood in the report before.
    mutating func record(_ assessment: Assessment, since past: Standing?) {
        var packer = Packer()
        packer.append(DeskBook(assessment, since: past))
        book = Fingerprint.base64(packer.bytes)
    }

    /// What the account adds to a book in the folder of its report; `nil` where the line says nothing of it.
    var deskBook: DeskBook? {
        guard let bytes = book.flatMap({ Fingerprint.bytes(base64: $0) }) else { return nil }
        var unpacker = Unpacker(bytes)
        guard var book = try? unpacker.deskBook() else { return nil }
        // In a pack nothing can be opened.
        if let file = files.first, file.offset == nil { book.link(to: file.name) }
        return book
    }
}

extension Packer {
    mutating func append(_ book: DeskBook) {
        append(book.states.sorted { $0.key < $1.key }) { packer, count in
            packer.append(count.key.rawValue)
            packer.append(count.value)
        }
        append(book.transitions.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }) {
            packer, count in
            packer.append(count.key.from.rawValue)
            packer.append(count.key.to.rawValue)
            packer.append(count.value)
        }
        append(book.money) { packer, coin, money in
            packer.append(coin)
            packer.append(money.deficit)
            packer.append(money.excess)
            packer.append(money.short)
            packer.append(money.over)
        }
        append(book.unknownPools)
        for list in [book.nearest, book.past, book.changed] {
            append(list) { packer, listing in
                packer.append(listing.rank.description)
                packer.append(listing.account)
            }
        }
        for curve in [book.down, book.up] { append(curve) }
        append(book.holdings) { packer, holding, notional in
            packer.append(holding.unit)
            packer.append(holding.asset)
            packer.append(holding.venue.rawValue)
            packer.append(notional)
        }
        append(book.notionals) { packer, coin, notional in
            packer.append(coin)
            packer.append(notional)
        }
        append(book.unknownPositions)
        append(book.sheets) { packer, sheet, count in
            packer.append(sheet.venue.rawValue)
            packer.append(sheet.asOf.description)
            packer.append(sheet.source)
            packer.append(count)
        }
        append(book.asOf?.lowerBound.description)
        append(book.asOf?.upperBound.description)
    }

    private mutating func append<Element>(
        _ elements: [Element], _ body: (inout Packer, Element) -> Void
    ) {
        append(elements.count)
        for element in elements { body(&self, element) }
    }

    private mutating func append<Key, Value>(
        _ sums: BoundedSums<Key, Value>, _ body: (inout Packer, Key, Value) -> Void
    ) {
        append(sums.isCut ? 1 : 0)
        append(sums.sorted) { packer, sum in body(&packer, sum.key, sum.value) }
    }

    private mutating func append<Element>(
        _ list: Shortlist<Element>, _ body: (inout Packer, Element) -> Void
    ) {
        append(list.count)
        append(list.first, body)
    }

    private mutating func append(_ sum: Exact) { append(sum.description) }

    private mutating func append(_ figure: Decimal?) { append(figure?.description) }

    private mutating func append(_ notional: DeskNotional) {
        append(notional.long)
        append(notional.short)
        append(notional.positions)
    }

    private mutating func append(_ curve: DeskCurve) {
        append(curve.steps.sorted { $0.key < $1.key }) { packer, step in
            packer.append(step.key)
            packer.append(step.value.count)
            packer.append(step.value.first.description)
        }
        append(curve.past)
        append(curve.safe)
        append(curve.unknown)
    }

    private mutating func append(_ account: DeskAccount) {
        append(account.id)
        append(account.venue.rawValue)
        append(account.level.rawValue)
        append(account.cause?.rawValue)
        append(account.asOf.description)
        append(account.ratio)
        append(account.deficit)
        append(account.asset)
        append(account.move)
        append(account.symbol)
        append(account.change == nil ? 0 : 1)
        guard let change = account.change else { return }
        append(change.before.rawValue)
        append(change.since.description)
        append(change.equityBefore)
        append(change.equity)
        append(change.requirementBefore)
        append(change.requirement)
        append(change.effect?.rawValue)
        append(change.amount)
        append(change.symbol)
        append(change.reasons) { packer, reason in packer.append(reason.rawValue) }
    }
}

extension Unpacker {
    mutating func deskBook() throws(Fault) -> DeskBook {
        var book = DeskBook()
        for (level, count) in try list({ (unpacker) throws(Fault) in
            (try unpacker.choice(of: AccountState.self), try unpacker.integer())
        }) {
            book.states[level] = count
        }
        for (transition, count) in try list({ (unpacker) throws(Fault) in
            (
                DeskTransition(
                    from: try unpacker.choice(of: AccountState.self),
                    to: try unpacker.choice(of: AccountState.self)), try unpacker.integer()
            )
        }) {
            book.transitions[transition] = count
        }
        book.money = try sums { (unpacker) throws(Fault) in
            (
                try unpacker.text(),
                DeskMoney(
                    deficit: try unpacker.sum(), excess: try unpacker.sum(),
                    short: try unpacker.integer(), over: try unpacker.integer())
            )
        }
        book.unknownPools = try integer()
        book.nearest = try listings(limit: DeskBook.listed)
        book.past = try listings(limit: DeskBook.listed)
        book.changed = try listings(limit: DeskBook.told)
        book.down = try curve()
        book.up = try curve()
        book.holdings = try sums { (unpacker) throws(Fault) in
            (
                DeskHolding(
                    unit: try unpacker.text(), asset: try unpacker.text(),
                    venue: try unpacker.choice(of: Venue.self)), try unpacker.notional()
            )
        }
        book.notionals = try sums { (unpacker) throws(Fault) in
            (try unpacker.text(), try unpacker.notional())
        }
        book.unknownPositions = try integer()
        book.sheets = try sums { (unpacker) throws(Fault) in
            let venue = try unpacker.choice(of: Venue.self)
            guard let asOf = SheetDate(parsing: try unpacker.text()) else { throw .damaged }
            return (
                DeskSheet(venue: venue, asOf: asOf, source: try unpacker.text()),
                try unpacker.integer()
            )
        }
        if let first = try optionalInstant(), let last = try optionalInstant() {
            guard first <= last else { throw .damaged }
            book.asOf = first...last
        }
        return book
    }

    private mutating func choice<Choice: RawRepresentable<String>>(
        of type: Choice.Type
    ) throws(Fault) -> Choice {
        guard let choice = Choice(rawValue: try text()) else { throw .damaged }
        return choice
    }

    private mutating func optionalChoice<Choice: RawRepresentable<String>>(
        of type: Choice.Type
    ) throws(Fault) -> Choice? {
        try optional { (unpacker) throws(Fault) in try unpacker.choice(of: type) }
    }

    private mutating func figure() throws(Fault) -> Decimal {
        let text = try text()
        do {
            return try Decimal(parsing: text)
        } catch {
            throw .damaged
        }
    }

    private mutating func optionalFigure() throws(Fault) -> Decimal? {
        try optional { (unpacker) throws(Fault) in try unpacker.figure() }
    }

    private mutating func sum() throws(Fault) -> Exact { Exact(try figure()) }

    mutating func instant() throws(Fault) -> Instant {
        let text = try text()
        do {
            return try Instant(parsing: text)
        } catch {
            throw .damaged
        }
    }

    private mutating func optionalInstant() throws(Fault) -> Instant? {
        try optional { (unpacker) throws(Fault) in try unpacker.instant() }
    }

    private mutating func notional() throws(Fault) -> DeskNotional {
        DeskNotional(long: try sum(), short: try sum(), positions: try integer())
    }

    private mutating func sums<Key, Value>(
        _ pair: (inout Unpacker) throws(Fault) -> (Key, Value)
    ) throws(Fault) -> BoundedSums<Key, Value> {
        let isCut = try integer() == 1
        return BoundedSums(
            limit: DeskBook.apart,
            Dictionary(try list(pair), uniquingKeysWith: { first, _ in first }), isCut: isCut)
    }

    private mutating func listings(limit: Int) throws(Fault) -> Shortlist<DeskListing> {
        let count = try integer()
        return Shortlist(
            limit: limit,
            first: try list { (unpacker) throws(Fault) in
                DeskListing(rank: try unpacker.figure(), account: try unpacker.deskAccount())
            }, count: count)
    }

    private mutating func curve() throws(Fault) -> DeskCurve {
        var curve = DeskCurve()
        for (place, step) in try list({ (unpacker) throws(Fault) in
            (
                try unpacker.integer(),
                DeskCurve.Step(count: try unpacker.integer(), first: try unpacker.figure())
            )
        }) {
            curve.steps[place] = step
        }
        curve.past = try integer()
        curve.safe = try integer()
        curve.unknown = try integer()
        return curve
    }

    private mutating func deskAccount() throws(Fault) -> DeskAccount {
        DeskAccount(
            id: try text(), venue: try choice(of: Venue.self),
            level: try choice(of: AccountState.self),
            cause: try optionalChoice(of: StateCause.self),
            asOf: try instant(), ratio: try optionalFigure(),
            deficit: try optionalFigure(), asset: try optionalText(), move: try optionalFigure(),
            symbol: try optionalText(),
            change: try optional { (unpacker) throws(Fault) in
                DeskChange(
                    before: try unpacker.choice(of: AccountState.self),
                    since: try unpacker.instant(), equityBefore: try unpacker.optionalFigure(),
                    equity: try unpacker.optionalFigure(),
                    requirementBefore: try unpacker.optionalFigure(),
                    requirement: try unpacker.optionalFigure(),
                    effect: try unpacker.optionalChoice(of: DeskChange.Effect.self),
                    amount: try unpacker.optionalFigure(), symbol: try unpacker.optionalText(),
                    reasons: try unpacker.list { (unpacker) throws(Fault) in
                        try unpacker.choice(of: ReasonCode.self)
                    })
            })
    }
}
