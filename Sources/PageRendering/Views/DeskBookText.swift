import MarginModel
package import MarginRules

/// The sentences and tables of a book.
package struct DeskBookText: Sendable {
    package var title: String { words(.bookTitle) }
    package let book: DeskBook
    package let frame: DeskBookFrame
    private let words: Words
    private let numbers: NumberFormat

    package init(_ book: DeskBook, _ frame: DeskBookFrame, words: Words) {
        self.words = words
        numbers = words.numbers
        self.book = book
        self.frame = frame
    }

    /// Rows of the sheet; the lists behind it hold more.
    private static let rows = 10
    private static let shareRows = 6
    /// Moves in percent whose points stand on the sheet.
    private static let moves: [Decimal] = [1, 2, 5, 10, 20, 100].map { Decimal($0) }

    // MARK: Sentences

    package var asOf: String {
        guard let range = book.asOf else { return words(.bookNoAccount) }
        return range.lowerBound == range.upperBound
            ? words.instant(range.lowerBound)
            : words(
                .formatMinutesRange, words.instant(range.lowerBound),
                words.instant(range.upperBound))
    }

    var sheetNames: String {
        let names = Dictionary(grouping: book.sheets.sorted.map(\.key), by: \.venue)
            .sorted { $0.key.rawValue < $1.key.rawValue }.map { venue, sheets in
                words(
                    .bookSheetsOf, venue.displayName,
                    words.joined(sheets.map { words.date($0.asOf) }.uniqued(), by: .formatAnd))
            }
        return names.isEmpty ? words(.moveNone) : words.joined(names, by: .formatSemicolon)
    }

    /// `2 of 8`.
    package var part: String? {
        frame.part.map { words(.bookPartOf, numbers.whole($0.number), numbers.whole($0.count)) }
    }

    var worst: StateView {
        StateView(book.states.keys.max { $0.alarm < $1.alarm } ?? .incomplete)
    }

    var verdict: String {
        let count = book.accountCount
        guard count > 0 else { return words.sentences([words(.bookNoneReported)] + gaps) }
        let past = book.past.count
        let accounts = words(.countAccounts, .count(count))
        var sentences = [
            past == 0
                ? words(.bookNonePast, .count(count))
                : deficits.isEmpty
                    ? words(.bookPast, .count(past), .text(accounts))
                    : words(.bookPastMissing, .count(past), .text(accounts), .text(deficits))
        ]
        if let calls = book.states[.call] {
            sentences.append(words(.bookCalls, .count(calls)))
        }
        if let next = book.nearest.first.first?.account, let move = next.nearestMove {
            sentences.append(words(.bookNext, next.id, numbers.clause(move)))
        }
        return words.sentences(sentences + gaps)
    }

    private var deficits: String {
        words.joined(
            book.money.sorted.filter { $0.value.deficit.isPositive }
                .map { numbers.money($0.value.deficit, $0.key) }, by: .formatAnd)
    }

    private var gaps: [String] {
        said(.bookFailed, book.failed.count) + said(.bookMissing, book.missing.count)
    }

    /// Nothing of none.
    private func said(_ phrase: Phrase, _ count: Int) -> [String] {
        count == 0 ? [] : [words(phrase, .count(count))]
    }

    private func columns(_ texts: [Phrase], numbers: [Phrase] = [], sign: String = "#") -> [String]
    {
        texts.map { words($0) } + numbers.map { sign + words($0) }
    }

    // MARK: The sheet

    var totals: [ReportSection] { [states, money] }

    private var states: ReportSection {
        func count(_ isCounted: (DeskTransition) -> Bool) -> Int {
            book.transitions.filter { isCounted($0.key) }.values.reduce(0, +)
        }
        let rows = AccountState.allCases.map { state -> [String] in
            [
                numbers.state(state), "\(book.states[state] ?? 0)",
                "\(count { $0.to == state && $0.from != state })",
                "\(count { $0.from == state && $0.to != state })",
            ]
        }
        return ReportSection(
            id: "states", title: words(.bookStates),
            tables: [
                ReportTable(
                    id: "states-table",
                    caption: words(.bookStatesCaption, .count(book.firstCount)),
                    columns: columns(
                        [.columnState], numbers: [.bookAccounts, .bookCame, .bookWent], sign: "+"),
                    rows: rows,
                    foot: [
                        [
                            words(.bookAll), "\(book.accountCount)",
                            "\(count { $0.from != $0.to })",
                            "\(count { $0.from != $0.to })",
                        ]
                    ])
            ])
    }

    private var money: ReportSection {
        let rows = book.money.sorted
        return ReportSection(
            id: "money", title: words(.bookMoney),
            paragraphs: rows.isEmpty ? [words(.bookNoMoney)] : [],
            tables: [
                ReportTable(
                    id: "money-table",
                    caption: words(.bookMoneyCaption),
                    columns: columns(
                        [.columnCoin],
                        numbers: [.figureDeficit, .bookPools, .figureExcess, .bookPools]),
                    rows: rows.prefix(Self.rows).map { coin, money in
                        [
                            coin, numbers.amount(money.deficit, coin), "\(money.short)",
                            numbers.amount(money.excess, coin), "\(money.over)",
                        ]
                    })
            ],
            items: said(.bookPoolsUnknown, book.unknownPools)
                + said(.bookMoreCoins, max(0, rows.count - Self.rows)))
    }

    var nearest: ReportSection {
        let few = book.nearest.first.prefix(Self.rows)
        return ReportSection(
            id: "nearest", title: words(.bookNearest),
            paragraphs: few.isEmpty ? [words(.bookNoNearest)] : [],
            tables: [
                table(
                    few.map(\.account), id: "nearest-table",
                    caption: few.count < book.nearest.count
                        ? words(
                            .bookNearestFirst, numbers.whole(few.count),
                            numbers.whole(book.nearest.count))
                        : words(.bookNearestAll))
            ])
    }

    private func table(_ accounts: [DeskAccount], id: String, caption: String) -> ReportTable {
        ReportTable(
            id: id, caption: caption,
            columns: columns(
                [.columnAccount, .columnVenue, .columnState],
                numbers: [.figureMarginUse, .columnMove])
                + columns([.bookWhatMoves], numbers: [.figureExcess]),
            rows: accounts.map { account in
                [
                    account.id, account.venue.displayName,
                    numbers.state(account.level, by: account.cause),
                    numbers.marginUse(
                        account.ratio.map { Exact($0) },
                        of: account.level == .bankrupt ? .zero : nil),
                    account.move.map { numbers.move(Exact($0), signed: true) } ?? "",
                    account.move == nil ? "" : account.symbol ?? words(.bookAllPrices),
                    excess(account),
                ]
            }, links: accounts.map(\.report))
    }

    private func excess(_ account: DeskAccount) -> String {
        guard let deficit = account.deficit, let asset = account.asset else {
            return numbers.withheld
        }
        return numbers.money(Exact(deficit.negated), asset)
    }

    var risks: [ReportSection] { [curve, concentration] }

    private var curve: ReportSection {
        let sides = [book.down, book.up].map(\.points)
        let rows = zip(sides[0], sides[1]).filter { Self.moves.contains($0.0.move) }
            .map { down, up in
                [
                    numbers.percent(of: numbers.decimal(down.move)), "\(down.fallen)",
                    "\(up.fallen)",
                ]
            }
        return ReportSection(
            id: "curve", title: words(.bookCurve),
            tables: [
                ReportTable(
                    id: "curve-table",
                    caption: words(.bookCurveCaption, numbers.whole(book.down.past)),
                    columns: columns(
                        [.columnMove], numbers: [.bookPricesFall, .bookPricesRise]), rows: rows,
                    chartSVG: FallCurve(
                        id: "curve-chart", title: words(.bookCurveChart),
                        down: book.down, up: book.up, numbers: numbers
                    ).svg())
            ],
            items: uncounted.map { [$0] } ?? [])
    }

    /// Accounts that are on no side of the curve.
    private var uncounted: String? {
        let parts = [
            (Phrase.bookNotKnown, book.down.unknown, book.up.unknown),
            (.bookNoSuchMove, book.down.safe, book.up.safe),
        ].filter { $0.1 + $0.2 > 0 }.map { words($0.0, numbers.whole($0.1), numbers.whole($0.2)) }
        return parts.isEmpty
            ? nil : words(.bookUncounted, words.joined(parts, by: .formatSemicolon))
    }

    private var concentration: ReportSection {
        ReportSection(
            id: "concentration", title: words(.bookConcentration),
            paragraphs: book.notionals.sums.isEmpty ? [words(.bookNoPosition)] : [],
            tables: [
                shares(book.assetShares, (.columnAsset, .bookByAsset), "assets", Self.shareRows),
                shares(book.venueShares, (.columnVenue, .bookByVenue), "venues", Self.shareRows),
            ],
            items: said(.bookPositionsUnknown, book.unknownPositions))
    }

    private func shares(
        _ shares: [DeskShare], _ phrases: (column: Phrase, caption: Phrase), _ name: String,
        _ limit: Int?
    ) -> ReportTable {
        let shown = shares.prefix(limit ?? shares.count)
        let caption = words(phrases.caption)
        return ReportTable(
            id: "\(name)-\(limit == nil ? "list" : "table")",
            caption: shown.count < shares.count
                ? words(
                    .bookByFirst, caption, numbers.whole(shown.count), numbers.whole(shares.count))
                : caption,
            columns: columns([phrases.column], numbers: [.bookLong, .bookShort])
                + columns([.columnCoin], numbers: [.bookShare]),
            rows: shown.map { share in
                [
                    share.name ?? words(.bookOthers),
                    numbers.amount(share.notional.long, share.unit),
                    numbers.amount(share.notional.short, share.unit), share.unit,
                    share.share.map { numbers.ratioPercent($0) } ?? words(.moveNone),
                ]
            })
    }

    // MARK: The lists

    var lists: [ReportSection] {
        [past, nearestList, changes, curveList, sharesList, failures, missing, sheets]
            .compactMap(\.self)
    }

    private func caption(_ first: Int, of count: Int, _ rest: String) -> String {
        if first < count {
            return words(.bookListFirst, numbers.whole(first), numbers.whole(count), rest)
        }
        return count == 1
            ? words(.bookListOne, rest) : words(.bookListAll, numbers.whole(count), rest)
    }

    private var past: ReportSection? {
        let list = book.past
        guard list.count > 0 else { return nil }
        return ReportSection(
            id: "past", title: words(.bookPastTitle),
            tables: [
                table(
                    list.first.map(\.account), id: "past-table",
                    caption: caption(list.first.count, of: list.count, words(.bookWorstFirst)))
            ])
    }

    private var nearestList: ReportSection? {
        let list = book.nearest
        guard list.count > Self.rows else { return nil }
        return ReportSection(
            id: "nearest-list", title: words(.bookNearestMore),
            tables: [
                table(
                    list.first.map(\.account), id: "nearest-list-table",
                    caption: caption(list.first.count, of: list.count, words(.bookNearestOrder)))
            ])
    }

    private var changes: ReportSection {
        let list = book.changed
        return ReportSection(
            id: "changes", title: words(.bookChanges),
            paragraphs: list.count == 0 ? [words(.bookNoChange)] : [],
            tables: [
                ReportTable(
                    id: "changes-table",
                    caption: caption(
                        list.first.count, of: list.count,
                        words(.bookChangesOrder)),
                    columns: columns([.columnAccount, .columnBefore, .columnNow, .columnWhy]),
                    rows: list.first.map(\.account).map { account in
                        [
                            account.id, account.change.map { numbers.state($0.before) } ?? "",
                            numbers.state(account.level, by: account.cause), why(account),
                        ]
                    }, links: list.first.map(\.account.report))
            ])
    }

    /// Of an account that changed state.
    func why(_ account: DeskAccount) -> String {
        guard let change = account.change else { return "" }
        var parts: [String] = []
        if !change.reasons.isEmpty {
            let codes = change.reasons.prefix(3).map(\.rawValue)
            parts.append(words(.bookWhyWithheld, words.joined(codes)))
        }
        if account.cause == .distance, let move = account.nearestMove {
            parts.append(words(.bookWhyMove, numbers.clause(move)))
        }
        let asset = account.asset ?? ""
        func compare(_ still: Phrase, _ moved: Phrase, _ before: Decimal?, _ now: Decimal?) {
            guard let before, let now else { return }
            let sum = numbers.money(Exact(now), asset)
            parts.append(
                before == now
                    ? words(still, sum) : words(moved, numbers.amount(Exact(before), asset), sum))
        }
        compare(.bookWhyEquityStill, .bookWhyEquity, change.equityBefore, change.equity)
        compare(
            .bookWhyRequirementStill, .bookWhyRequirement, change.requirementBefore,
            change.requirement)
        if let effect = change.effect, let amount = change.amount {
            let sum = (amount.isPositive ? "+" : "") + numbers.money(Exact(amount), asset)
            let most =
                switch effect {
                case .price:
                    words(.bookMostByPrice, change.symbol ?? words(.bookAPosition), sum)
                case .funding: words(.bookMostByFunding, sum)
                case .deposits: words(.bookMostByDeposits, sum)
                case .rest: words(.bookMostByRest, sum)
                }
            parts.append(most)
        }
        return words(
            .bookWhySince,
            parts.isEmpty ? words(.bookPoolNew) : words.joined(parts, by: .formatSemicolon),
            words.instant(change.since))
    }

    /// The moves at which something changes.
    private var curveList: ReportSection? {
        let points = Array(zip(book.down.points, book.up.points))
        let now = book.down.past
        var last = (now, now)
        let rows = points.compactMap { down, up -> [String]? in
            defer { last = (down.fallen, up.fallen) }
            guard last != (down.fallen, up.fallen) else { return nil }
            return [
                numbers.percent(of: numbers.decimal(down.move)), "\(down.fallen)",
                next(down, sign: -1),
                "\(up.fallen)", next(up, sign: 1),
            ]
        }
        guard !rows.isEmpty else { return nil }
        return ReportSection(
            id: "curve-list", title: words(.bookSteps),
            tables: [
                ReportTable(
                    id: "curve-list-table",
                    caption: words(.bookStepsCaption),
                    columns: columns(
                        [.columnMove],
                        numbers: [.bookAfterFall, .bookNextAt, .bookAfterRise, .bookNextAt]),
                    rows: rows)
            ])
    }

    private func next(_ point: DeskCurve.Point, sign: Int) -> String {
        point.next.map { numbers.move(Exact($0) * Exact(sign), signed: true) }
            ?? words(.moveNone)
    }

    private var sharesList: ReportSection? {
        let assets = book.assetShares
        guard assets.count > Self.shareRows else { return nil }
        return ReportSection(
            id: "shares", title: words(.bookSharesMore),
            tables: [
                shares(
                    Array(assets.prefix(DeskBook.told)), (.columnAsset, .bookByAsset), "assets", nil
                )
            ])
    }

    private var failures: ReportSection {
        let list = book.failed
        return ReportSection(
            id: "failed", title: words(.bookFailures),
            paragraphs: list.count == 0 ? [words(.bookNoFailures)] : [],
            tables: [
                ReportTable(
                    id: "failed-table",
                    caption: caption(
                        list.first.count, of: list.count, words(.bookFailuresOrder)),
                    columns: columns([.bookPlace, .bookWrong, .columnCode]),
                    rows: list.first.map { ["\($0.place)", $0.message.asSentence, $0.code] })
            ])
    }

    private var missing: ReportSection {
        let list = book.missing
        let day = frame.before.map(words.day)
        return ReportSection(
            id: "missing", title: words(.bookMissingTitle),
            paragraphs: list.count > 0
                ? []
                : [
                    day.map { words(.bookNoneMissing, $0) } ?? words(.bookNothingBefore)
                ],
            tables: [
                ReportTable(
                    id: "missing-table",
                    caption: caption(
                        list.first.count, of: list.count,
                        words(.bookMissingOrder, day ?? words(.bookDayBefore))),
                    columns: columns([.columnAccount, .bookLastReport]),
                    rows: list.first.map { [$0, day ?? ""] })
            ])
    }

    private var sheets: ReportSection? {
        let rows = book.sheets.sorted
        guard !rows.isEmpty else { return nil }
        return ReportSection(
            id: "sheets", title: words(.bookSheets),
            tables: [
                ReportTable(
                    id: "sheets-table", caption: words(.bookSheetsCaption),
                    columns: columns(
                        [.columnVenue, .columnAsOf, .columnSource], numbers: [.bookAccounts]),
                    rows: rows.prefix(DeskBook.told).map { sheet, count in
                        [
                            sheet.venue.displayName, words.date(sheet.asOf), sheet.source,
                            "\(count)",
                        ]
                    })
            ])
    }
}
