import MarginModel

/// Puts the parts of one account together, and says where they do not fit.
struct PayloadAssembler {
    let options: PayloadReader.Options
    /// The file that problems of the whole are reported at.
    let first: String
    private(set) var problems = Diagnostics()

    init(options: PayloadReader.Options, first: String) {
        self.options = options
        self.first = first
    }

    private var place: SourceLocation { SourceLocation(file: first) }

    mutating func assemble(_ parts: [PayloadPart]) -> Account? {
        guard let venue = venue(of: parts), let asOf = asOf(of: parts),
            let id = checkedID(at: venue), let (mode, isKnown) = accountMode(of: parts, at: venue)
        else { return nil }
        var crowd = PayloadPositions()
        for part in parts { crowd.add(part, to: &problems) }
        let isIsolated = mode == .isolated
        let marks = parts.reduce(into: [String: MarkQuote]()) { marks, part in
            marks.merge(part.marks) { $0.filled(from: $1) }
        }
        let settings = parts.reduce(into: [String: SymbolSettings]()) {
            $0.merge($1.symbolSettings) { first, _ in first }
        }
        let positions = crowd.all.map { held -> Position in
            var position = held.position
            if isKnown, !held.statesMarginMode, mode.marginMode(at: venue) == nil,
                settings[position.symbol]?.marginMode == nil
            {
                problems.append(.noMarginMode(held))
            }
            if !held.statesMarginMode, isIsolated { position.marginMode = .isolated }
            if let own = settings[position.symbol] {
                position.leverage = position.leverage ?? own.leverage
                position.autoAddMargin = position.autoAddMargin || own.autoAddMargin
                if !held.statesMarginMode, let mode = own.marginMode { position.marginMode = mode }
            }
            if position.marginMode == .cross || position.extraMargin != nil {
                position.isolatedWallet = nil
            }
            position.fill(from: marks[position.symbol])
            return position
        }
        let positionMode = positionMode(of: parts, crowd.all)
        let indexes = parts.reduce(into: [String: AssetIndex]()) {
            $0.merge($1.assetIndexes) { first, _ in first }
        }
        var balances = PayloadBalances()
        for part in parts { balances.add(part, to: &problems) }
        return Account(
            id: id, venue: venue, accountMode: mode, isModeKnown: isKnown,
            positionMode: positionMode, asOf: asOf,
            collateral: balances.collateral(positions, &problems).map { $0.filled(from: indexes) },
            positions: positions,
            unmodelled: unmodelled(in: parts) + absent(from: parts, mode),
            borrowed: parts.flatMap(\.borrowed),
            liquidations: parts.flatMap(\.liquidations),
            liquidating: Set(parts.flatMap(\.liquidating)).sorted(),
            fundingPayments: parts.flatMap(\.fundingPayments),
            reported: parts.lazy.compactMap(\.reported).first)
    }

    /// What the account's settings say; where positions stand on sides all the same, theirs.
    private mutating func positionMode(
        of parts: [PayloadPart], _ positions: [PayloadPosition]
    ) -> PositionMode {
        let said = parts.lazy.compactMap(\.positionMode).first
        guard let hedged = positions.first(where: \.isHedged) else { return said ?? .oneWay }
        if said == .oneWay {
            problems.append(
                Diagnostic(
                    .warning, id: "position-mode-disagrees", kind: .form, at: hedged.place,
                    message:
                        "\(quoted(hedged.position.symbol)) is of an account in hedge mode, and the "
                        + "account's settings say one-way mode",
                    hint: "The position is believed; fetch both again, together"))
        }
        return .hedge
    }

    /// Each once, though two files may hold it.
    private func unmodelled(in parts: [PayloadPart]) -> [UnmodelledHolding] {
        var seen: Set<UnmodelledHolding> = []
        return parts.flatMap(\.unmodelled).filter { held in
            var identity = held
            identity.place = nil
            return seen.insert(identity).inserted
        }
    }

    /// What an account has and these answers do not tell: nothing is said of what may be there.
    private func absent(from parts: [PayloadPart], _ mode: AccountMode) -> [UnmodelledHolding] {
        guard mode != .portfolio else { return [] }
        var absent: [String] = []
        let holdsSome = parts.contains { !$0.positions.isEmpty || !$0.unmodelled.isEmpty }
        if !holdsSome, !parts.contains(where: \.kind.listsPositions) {
            absent.append("positions")
        }
        if !holdsSome, parts.allSatisfy({ $0.balances.isEmpty && $0.reported == nil }) {
            absent.append("balances")
        }
        // A wallet's totals tell of positions on further pages; where it has none, nothing does.
        let hasTotals = parts.contains { $0.reported?.maintenanceMargin != nil }
        if parts.contains(where: \.hasMorePages), mode == .isolated || !hasTotals {
            absent.append("further pages")
        }
        return absent.map {
            UnmodelledHolding(symbol: $0, kind: UnmodelledHolding.notGiven, marginMode: .cross)
        }
    }

    private mutating func venue(of parts: [PayloadPart]) -> Venue? {
        var found = options.venue
        for part in parts {
            guard let venue = part.venue else { continue }
            if let found, found != venue {
                problems.append(
                    Diagnostic(
                        id: "files-of-two-venues", kind: .form, at: SourceLocation(file: part.file),
                        message: "this is \(part.kind.title), and the account is at "
                            + found.displayName,
                        hint: "Pass the files of one account at one venue, and its --venue"))
                return nil
            }
            found = venue
        }
        if found == nil {
            problems.append(
                Diagnostic(
                    id: "venue-not-shown", kind: .form, at: place,
                    message: "no file says which venue it is from",
                    hint: "Add --venue binance, bybit or okx"))
        }
        return found
    }

    /// `--as-of`; else the oldest time at which a venue answered; else, with a warning, the newest
    /// time at which anything changed: what is as of then may be taken for older, never for newer.
    private mutating func asOf(of parts: [PayloadPart]) -> Instant? {
        if let asOf = options.asOf {
            compare(asOf, with: parts)
            return asOf
        }
        let times = parts.flatMap(\.times)
        let responses = times.filter { $0.meaning == .response }
        if let oldest = responses.min(by: { $0.instant < $1.instant }),
            let newest = responses.max(by: { $0.instant < $1.instant })
        {
            let apart = newest.instant.seconds(since: oldest.instant)
            if apart > Self.togetherSeconds {
                problems.append(
                    Diagnostic(
                        .warning, id: "files-not-together", kind: .form, at: place,
                        message: "the files are up to \(apart) seconds apart; the account is as of "
                            + "the oldest, \(oldest.instant)",
                        hint: "Fetch them one right after the other, or pass --as-of INSTANT"))
            }
            problems.append(
                Diagnostic(
                    .notice, id: "as-of", at: place,
                    message: "as of \(oldest.instant), from \(oldest.member)"))
            return oldest.instant
        }
        guard let last = times.max(by: { $0.instant < $1.instant }) else {
            problems.append(
                Diagnostic(
                    id: "no-as-of", kind: .form, at: place,
                    message: "no file says when it was fetched",
                    hint: "Add --as-of INSTANT, the time of the mark prices: 2026-02-01T16:25:00Z"))
            return nil
        }
        problems.append(
            Diagnostic(
                .warning, id: "as-of-from-last-change", kind: .form, at: place,
                message: "as of \(last.instant), from \(last.member): when something last changed, "
                    + "which may be long before the prices",
                hint:
                    "Add --as-of INSTANT with the time at which the files were fetched, or an answer "
                    + "that tells its own: premiumIndex at Binance"))
        return last.instant
    }

    private mutating func checkedID(at venue: Venue) -> String? {
        let id = options.id ?? "\(venue.rawValue)-account"
        if AccountID.isSafe(id) { return id }
        problems.append(
            Diagnostic(
                id: "unsafe-id", at: place,
                message: "the id is \(quoted(id)), which cannot name a report",
                hint: AccountID.hint))
        return nil
    }

    /// Whether no file says another mode than the option or a file before it; reported where one does.
    private mutating func agreesOnMode(_ parts: [PayloadPart]) -> Bool {
        var said = options.accountMode.map { ($0, by: "--account-mode") }
        for part in parts {
            guard let mode = part.accountMode else { continue }
            guard let known = said, known.0 != mode else {
                said = said ?? (mode, by: part.file)
                continue
            }
            problems.append(
                Diagnostic(
                    id: "files-disagree", at: SourceLocation(file: part.file),
                    message: "this is of an account in mode \(mode.rawValue), and \(known.by) says "
                        + known.0.rawValue,
                    hint:
                        "Pass the files of one account, fetched together; leave --account-mode out where "
                        + "a file says it"))
            return false
        }
        return true
    }

    /// Tells of files that were answered at another time than the one that is given for them: old prices
    /// would be taken for those of now.
    private mutating func compare(_ asOf: Instant, with parts: [PayloadPart]) {
        for part in parts {
            for time in part.times where time.meaning == .response {
                let apart = abs(asOf.seconds(since: time.instant))
                guard apart > Self.togetherSeconds else { continue }
                problems.append(
                    Diagnostic(
                        .warning, id: "as-of-disagrees", kind: .form,
                        at: SourceLocation(file: part.file),
                        message:
                            "--as-of is \(asOf), and \(time.member) says that this was answered at "
                            + "\(time.instant), \(apart) seconds apart",
                        hint:
                            "Fetch the files again, or leave --as-of out: their own time is used then"
                    ))
                return
            }
        }
    }

    /// Answers that are no further apart are of one moment.
    private static let togetherSeconds: Int64 = 60

    /// The mode, and whether it is known; else the simplest that the venue has, which nothing is
    /// measured by.
    private mutating func accountMode(
        of parts: [PayloadPart], at venue: Venue
    ) -> (AccountMode, isKnown: Bool)? {
        let offered = AccountMode.modes(of: venue)
        guard agreesOnMode(parts) else { return nil }
        if let mode = options.accountMode ?? parts.lazy.compactMap(\.accountMode).first {
            guard offered.contains(mode) else {
                problems.append(
                    Diagnostic(
                        id: "account-mode-not-of-venue", at: place,
                        message: "the account mode is '\(mode.rawValue)', which "
                            + "\(venue.displayName) does not have",
                        hint: "One of: " + offered.map(\.rawValue).joined(separator: ", ")))
                return nil
            }
            return (mode, true)
        }
        let fitting = offered.filter { mode in
            parts.allSatisfy { $0.fittingModes?.contains(mode) ?? true }
        }
        if fitting.count == 1 { return (fitting[0], true) }
        let names = (fitting.isEmpty ? offered : fitting).map(\.rawValue)
        problems.append(
            Diagnostic(
                .warning, id: "mode-unknown", kind: .form, at: place,
                message: "these answers fit an account in mode "
                    + names.joined(separator: " or ") + ", and none says which",
                hint: "Add --account-mode \(names.joined(separator: "|")), or the answer of "
                    + venue.reading.modeAnswer))
        return (venue.reading.standardMode, false)
    }
}

extension Diagnostic {
    fileprivate static func noMarginMode(_ held: PayloadPosition) -> Diagnostic {
        Diagnostic(
            id: "margin-mode-unknown", at: held.place,
            message: "nothing says whether \(quoted(held.position.symbol)) is cross or isolated",
            hint: "Keep the marginMode of ccxt's positions, or pass the venue's own answer")
    }
}

extension MarkQuote {
    fileprivate func filled(from other: MarkQuote) -> MarkQuote {
        MarkQuote(
            markPrice: markPrice ?? other.markPrice, fundingRate: fundingRate ?? other.fundingRate,
            fundingIntervalHours: fundingIntervalHours ?? other.fundingIntervalHours,
            nextFundingAt: nextFundingAt ?? other.nextFundingAt)
    }
}

extension CollateralBalance {
    /// Takes what it lacks from the index of its asset; what it has stays.
    fileprivate func filled(from indexes: [String: AssetIndex]) -> CollateralBalance {
        guard let index = indexes[asset] else { return self }
        var filled = self
        filled.indexPrice = indexPrice ?? index.price
        filled.collateralRate = collateralRate ?? index.rate
        return filled
    }
}

extension Position {
    /// Takes what it lacks from `quote`; what it has stays.
    fileprivate mutating func fill(from quote: MarkQuote?) {
        guard let quote else { return }
        markPrice = markPrice ?? quote.markPrice
        fundingRate = fundingRate ?? quote.fundingRate
        fundingIntervalHours = fundingIntervalHours ?? quote.fundingIntervalHours
        nextFundingAt = nextFundingAt ?? quote.nextFundingAt
    }
}
