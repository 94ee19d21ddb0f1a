import MarginModel
package import MarginRules

/// The sentences and tables of a book.
package struct DeskBookText: Sendable {
    package let title = "Book of the desk"
    package let book: DeskBook
    package let frame: DeskBookFrame
    private let numbers = NumberFormat.html

    package init(_ book: DeskBook, _ frame: DeskBookFrame) {
        self.book = book
        self.frame = frame
    }

    /// Rows of the sheet; the lists behind it hold more.
    private static let rows = 10
    private static let shareRows = 6
    /// Moves in percent whose points stand on the sheet.
    private static let moves: [Decimal] = [1, 2, 5, 10, 20, 100].map { Decimal($0) }

    static let note =
        "Amounts are rounded to twelve digits after the point before they are added up, and coins are "
        + "never added to each other: no rate between them is used. Each account counts as its own "
        + "report says; what liquidations would do to other accounts and to prices is not simulated."

    // MARK: Sentences

    package var asOf: String {
        guard let range = book.asOf else { return "no account" }
        return range.lowerBound == range.upperBound
            ? DateFormat.text(range.lowerBound)
            : "\(DateFormat.text(range.lowerBound)), to \(DateFormat.text(range.upperBound))"
    }

    var sheetNames: String {
        let names = Dictionary(grouping: book.sheets.sorted.map(\.key), by: \.venue)
            .sorted { $0.key.rawValue < $1.key.rawValue }.map { venue, sheets in
                "\(venue.displayName) \(sheets.map { DateFormat.text($0.asOf) }.uniqued().joined(separator: " and "))"
            }
        return names.isEmpty ? "none" : names.joined(separator: "; ")
    }

    var worst: StateView {
        StateView(book.states.keys.max { $0.alarm < $1.alarm } ?? .incomplete)
    }

    var verdict: String {
        let count = book.accountCount
        guard count > 0 else { return "No account has a report." + gaps }
        let past = book.past.count
        var sentences = [
            past == 0
                ? "None of \(counted(count, "account")) is past its trigger."
                : "\(past) of \(counted(count, "account")) \(past == 1 ? "is" : "are") past the trigger"
                    + (deficits.isEmpty ? "." : "; \(deficits) is missing.")
        ]
        if let calls = book.states[.call] {
            sentences.append("\(calls) more \(calls == 1 ? "is" : "are") in a margin call.")
        }
        if let next = book.nearest.first.first?.account, let move = next.nearestMove {
            sentences.append("The next to fall, \(next.id), does so when \(move.sentence).")
        }
        return sentences.joined(separator: " ") + gaps
    }

    private var deficits: String {
        book.money.sorted.filter { $0.value.deficit.isPositive }
            .map { numbers.money($0.value.deficit, $0.key) }.joined(separator: " and ")
    }

    private var gaps: String {
        let failed = book.failed.count
        let missing = book.missing.count
        return
            (failed == 0
            ? ""
            : " \(counted(failed, "account")) failed and \(failed == 1 ? "has" : "have") no report.")
            + (missing == 0
                ? ""
                : " \(counted(missing, "account")) of the run before \(missing == 1 ? "is" : "are") missing.")
    }

    private func word(_ level: AccountState) -> String { StateView(level).word }

    /// `Watch, by distance`.
    private func named(_ account: DeskAccount) -> String {
        let state = StateView(account.level, by: account.cause)
        return state.word + (state.cause.map { ", \($0)" } ?? "")
    }

    // MARK: The sheet

    var totals: [ReportSection] { [states, money] }

    private var states: ReportSection {
        func count(_ isCounted: (DeskTransition) -> Bool) -> Int {
            book.transitions.filter { isCounted($0.key) }.values.reduce(0, +)
        }
        let rows = AccountState.allCases.map { state -> [String] in
            [
                StateView(state).word, "\(book.states[state] ?? 0)",
                "\(count { $0.to == state && $0.from != state })",
                "\(count { $0.from == state && $0.to != state })",
            ]
        }
        return ReportSection(
            id: "states", title: "Accounts by state",
            tables: [
                ReportTable(
                    id: "states-table",
                    caption: "Came and went: against each account's report before; "
                        + "\(book.firstCount) \(book.firstCount == 1 ? "has" : "have") none",
                    columns: ["State", "+Accounts", "+Came", "+Went"], rows: rows,
                    foot: [
                        [
                            "All", "\(book.accountCount)", "\(count { $0.from != $0.to })",
                            "\(count { $0.from != $0.to })",
                        ]
                    ])
            ])
    }

    private var money: ReportSection {
        let rows = book.money.sorted
        let unknown =
            book.unknownPools == 0
            ? []
            : ["\(counted(book.unknownPools, "pool")) not counted: something of it is withheld."]
        return ReportSection(
            id: "money", title: "Deficit and excess",
            paragraphs: rows.isEmpty ? ["No account has money that is known."] : [],
            tables: [
                ReportTable(
                    id: "money-table",
                    caption: "What pools lack to their requirement, and what others have above it",
                    columns: ["Coin", "#Deficit", "#Pools", "#Excess", "#Pools"],
                    rows: rows.prefix(Self.rows).map { coin, money in
                        [
                            coin, numbers.amount(money.deficit, coin), "\(money.short)",
                            numbers.amount(money.excess, coin), "\(money.over)",
                        ]
                    })
            ], items: unknown + cut(rows.count, Self.rows, "coin"))
    }

    private func cut(_ count: Int, _ shown: Int, _ noun: String) -> [String] {
        count <= shown ? [] : ["\(counted(count - shown, "more \(noun)")) in the other forms."]
    }

    var nearest: ReportSection {
        let few = book.nearest.first.prefix(Self.rows)
        return ReportSection(
            id: "nearest", title: "Nearest to the trigger",
            paragraphs: few.isEmpty ? ["No account has a known move that liquidates it."] : [],
            tables: [
                table(
                    few.map(\.account), id: "nearest-table",
                    caption: few.count < book.nearest.count
                        ? "The first \(few.count) of \(book.nearest.count) above their trigger"
                        : "All that are above their trigger and that a move liquidates")
            ])
    }

    private func table(_ accounts: [DeskAccount], id: String, caption: String) -> ReportTable {
        ReportTable(
            id: id, caption: caption,
            columns: [
                "Account", "Venue", "State", "#Margin use", "#Move", "What moves", "#Excess",
            ],
            rows: accounts.map { account in
                [
                    account.id, account.venue.displayName,
                    named(account),
                    numbers.marginUse(
                        account.ratio.map { Exact($0) },
                        of: account.level == .bankrupt ? .zero : nil),
                    account.move.map { numbers.move(Exact($0), signed: true) } ?? "",
                    account.move == nil ? "" : account.symbol ?? "all prices",
                    excess(account),
                ]
            }, links: accounts.map(\.report))
    }

    private func excess(_ account: DeskAccount) -> String {
        guard let deficit = account.deficit, let asset = account.asset else {
            return Withholding.word
        }
        return numbers.money(Exact(deficit.negated), asset)
    }

    var risks: [ReportSection] { [curve, concentration] }

    private var curve: ReportSection {
        let sides = [book.down, book.up].map(\.points)
        let rows = zip(sides[0], sides[1]).filter { Self.moves.contains($0.0.move) }
            .map { down, up in
                [
                    numbers.decimal(down.move) + "%", "\(down.fallen)", "\(up.fallen)",
                ]
            }
        return ReportSection(
            id: "curve", title: "When they fall",
            tables: [
                ReportTable(
                    id: "curve-table",
                    caption: "Accounts past the trigger after a move of all prices by the same "
                        + "percentage; now \(book.down.past)",
                    columns: ["Move", "#Prices fall", "#Prices rise"], rows: rows,
                    chartSVG: FallCurve(
                        id: "curve-chart", title: "Accounts past their trigger by move of prices",
                        down: book.down, up: book.up, numbers: numbers
                    ).svg())
            ],
            items: uncounted.map { [$0] } ?? [])
    }

    /// Accounts that are on no side of the curve.
    private var uncounted: String? {
        let parts = [
            ("not known", book.down.unknown, book.up.unknown),
            ("no such move within reach", book.down.safe, book.up.safe),
        ].filter { $0.1 + $0.2 > 0 }.map { "\($0.0) \($0.1) and \($0.2)" }
        return parts.isEmpty
            ? nil : "For a fall and a rise: \(parts.joined(separator: "; "))."
    }

    private var concentration: ReportSection {
        ReportSection(
            id: "concentration", title: "Concentration",
            paragraphs: book.notionals.sums.isEmpty ? ["No account has a position."] : [],
            tables: [
                shares(book.assetShares, "asset", Self.shareRows),
                shares(book.venueShares, "venue", Self.shareRows),
            ],
            items: book.unknownPositions == 0
                ? []
                : [
                    "\(counted(book.unknownPositions, "position")) not counted: the notional is withheld."
                ])
    }

    private func shares(_ shares: [DeskShare], _ noun: String, _ limit: Int?) -> ReportTable {
        let shown = shares.prefix(limit ?? shares.count)
        return ReportTable(
            id: "\(noun)s-\(limit == nil ? "list" : "table")",
            caption: "Notional at the mark by \(noun), with its share of all in the same coin"
                + (shown.count < shares.count
                    ? "; the first \(shown.count) of \(shares.count)" : ""),
            columns: [noun.capitalised, "#Long", "#Short", "Coin", "#Share"],
            rows: shown.map { share in
                [
                    share.name ?? "others", numbers.amount(share.notional.long, share.unit),
                    numbers.amount(share.notional.short, share.unit), share.unit,
                    share.share.map { numbers.ratioPercent($0) } ?? "none",
                ]
            })
    }

    // MARK: The lists

    var lists: [ReportSection] {
        [past, nearestList, changes, curveList, sharesList, failures, missing, sheets]
            .compactMap(\.self)
    }

    private func caption(_ first: Int, of count: Int, _ rest: String) -> String {
        if first < count { return "The first \(first) of \(count), \(rest)" }
        return count == 1 ? "One, \(rest)" : "All \(count), \(rest)"
    }

    private var past: ReportSection? {
        let list = book.past
        guard list.count > 0 else { return nil }
        return ReportSection(
            id: "past", title: "Past the trigger",
            tables: [
                table(
                    list.first.map(\.account), id: "past-table",
                    caption: caption(list.first.count, of: list.count, "the worst first"))
            ])
    }

    private var nearestList: ReportSection? {
        let list = book.nearest
        guard list.count > Self.rows else { return nil }
        return ReportSection(
            id: "nearest-list", title: "Nearest to the trigger, further on",
            tables: [
                table(
                    list.first.map(\.account), id: "nearest-list-table",
                    caption: caption(list.first.count, of: list.count, "the nearest first"))
            ])
    }

    private var changes: ReportSection {
        let list = book.changed
        return ReportSection(
            id: "changes", title: "What changed state, and why",
            paragraphs: list.count == 0 ? ["No account is in another state than before."] : [],
            tables: [
                ReportTable(
                    id: "changes-table",
                    caption: caption(
                        list.first.count, of: list.count,
                        "what became worse first; figures are those of the pool that is worst now"),
                    columns: ["Account", "Before", "Now", "Why"],
                    rows: list.first.map(\.account).map { account in
                        [
                            account.id, account.change.map { word($0.before) } ?? "",
                            named(account), why(account),
                        ]
                    }, links: list.first.map(\.account.report))
            ])
    }

    /// Of an account that changed state.
    func why(_ account: DeskAccount) -> String {
        guard let change = account.change else { return "" }
        var parts: [String] = []
        if !change.reasons.isEmpty {
            parts.append(
                "withheld: " + change.reasons.prefix(3).map(\.rawValue).joined(separator: ", "))
        }
        if account.cause == .distance, let move = account.nearestMove {
            parts.append("liquidates when \(move.sentence)")
        }
        let asset = account.asset ?? ""
        for (name, before, now) in [
            ("equity", change.equityBefore, change.equity),
            ("requirement", change.requirementBefore, change.requirement),
        ] {
            guard let before, let now else { continue }
            parts.append(
                before == now
                    ? "\(name) still \(numbers.money(Exact(now), asset))"
                    : "\(name) \(numbers.amount(Exact(before), asset)) to "
                        + numbers.money(Exact(now), asset))
        }
        if let effect = change.effect, let amount = change.amount {
            let name =
                switch effect {
                case .price: "price of \(change.symbol ?? "a position")"
                case .funding: "funding"
                case .deposits: "deposits"
                case .rest: "trades, fees and the rest"
                }
            parts.append(
                "most by \(name), \(amount.isPositive ? "+" : "")\(numbers.money(Exact(amount), asset))"
            )
        }
        return (parts.isEmpty ? "the pool was not there before" : parts.joined(separator: "; "))
            + " (since \(DateFormat.text(change.since)))"
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
                numbers.decimal(down.move) + "%", "\(down.fallen)", next(down, sign: -1),
                "\(up.fallen)", next(up, sign: 1),
            ]
        }
        guard !rows.isEmpty else { return nil }
        return ReportSection(
            id: "curve-list", title: "When they fall, step by step",
            tables: [
                ReportTable(
                    id: "curve-list-table",
                    caption:
                        "The moves of the curve after which more accounts have fallen, and the "
                        + "move at which the next one does",
                    columns: [
                        "Move", "#After a fall", "#The next falls at", "#After a rise",
                        "#The next falls at",
                    ], rows: rows)
            ])
    }

    private func next(_ point: DeskCurve.Point, sign: Int) -> String {
        point.next.map { numbers.move(Exact($0) * Exact(sign), signed: true) } ?? "none"
    }

    private var sharesList: ReportSection? {
        let assets = book.assetShares
        guard assets.count > Self.shareRows else { return nil }
        return ReportSection(
            id: "shares", title: "Concentration, further on",
            tables: [shares(Array(assets.prefix(DeskBook.told)), "asset", nil)])
    }

    private var failures: ReportSection {
        let list = book.failed
        return ReportSection(
            id: "failed", title: "Without a report",
            paragraphs: list.count == 0 ? ["Every account that came in has its report."] : [],
            tables: [
                ReportTable(
                    id: "failed-table",
                    caption: caption(
                        list.first.count, of: list.count, "by their place in the input"),
                    columns: ["Place", "What is wrong", "Code"],
                    rows: list.first.map { ["\($0.place)", $0.message.asSentence, $0.code] })
            ])
    }

    private var missing: ReportSection {
        let list = book.missing
        let day = frame.before.map(DateFormat.day)
        return ReportSection(
            id: "missing", title: "Missing since the run before",
            paragraphs: list.count > 0
                ? []
                : [
                    day.map { "Every account with a report of \($0) has one now." }
                        ?? "There are no reports of an earlier day to compare with, or this run is a "
                        + "part of the accounts."
                ],
            tables: [
                ReportTable(
                    id: "missing-table",
                    caption: caption(
                        list.first.count, of: list.count,
                        "with a report of \(day ?? "the day before") and none now"),
                    columns: ["Account", "Last report"], rows: list.first.map { [$0, day ?? ""] })
            ])
    }

    private var sheets: ReportSection? {
        let rows = book.sheets.sorted
        guard !rows.isEmpty else { return nil }
        return ReportSection(
            id: "sheets", title: "Venue sheets",
            tables: [
                ReportTable(
                    id: "sheets-table", caption: "What tiers and rates were taken from",
                    columns: ["Venue", "As of", "Source", "#Accounts"],
                    rows: rows.prefix(DeskBook.told).map { sheet, count in
                        [
                            sheet.venue.displayName, DateFormat.text(sheet.asOf), sheet.source,
                            "\(count)",
                        ]
                    })
            ])
    }
}

extension StateView {
    /// The word with its cause.
    var named: String { [word, cause].compactMap(\.self).joined(separator: ", ") }
}
