package import MarginModel

/// Reads accounts from CSV: one row a position.
///
/// Rows of one `account` belong together; what they say of the account (`venue`, `asOf`, the modes)
/// stands in its first row and may be left empty in the others. A row with a `walletAsset` adds a
/// balance; one without a `symbol` is a balance alone.
package struct AccountCSVReader: Sendable {
    package static let required = ["account", "venue", "asOf", "symbol", "side", "quantity"]
    package static let optional = [
        "accountMode", "positionMode", "contractType", "marginMode", "contractSize", "entryPrice",
        "markPrice", "leverage", "isolatedWallet", "extraMargin", "fundingRate",
        "fundingIntervalHours", "realizedPnl", "realizedFees", "realizedFunding", "walletAsset",
        "walletBalance",
    ]
    package static var header: String { (required + optional).joined(separator: ",") }

    package init() {}

    /// The accounts, in the order of their first rows.
    ///
    /// - Throws: Everything that is wrong, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (accounts: [Account], warnings: [Diagnostic]) {
        try read(CSVTable(parsing: bytes, file: file))
    }

    /// The same of the rows of one account in a longer file.
    func read(
        _ line: NDJSONSplitter.Line, under head: AccountCSVSplitter.Head, file: String
    ) throws(Diagnostics) -> (accounts: [Account], warnings: [Diagnostic]) {
        // What there is to say of the columns has been said when the file was opened.
        let isOfRows = { (problem: Diagnostic) in problem.location.line >= line.number }
        do {
            let table = try CSVTable(
                parsing: head.bytes + line.content(file: file), file: file,
                line: line.number - head.lineCount)
            let read = try read(table)
            return (read.accounts, read.warnings.filter(isOfRows))
        } catch {
            throw Diagnostics(error.all.filter(isOfRows))
        }
    }

    /// What is to be said of the columns of a file, or what is wrong with them.
    func check(
        _ head: AccountCSVSplitter.Head, file: String
    ) throws(Diagnostic) -> [Diagnostic] {
        do {
            return try read(head.bytes, file: file).warnings
        } catch {
            throw error.all.first { $0.severity == .error } ?? error.all[0]
        }
    }

    private func read(
        _ table: CSVTable
    ) throws(Diagnostics) -> (accounts: [Account], warnings: [Diagnostic]) {
        let rows = table.rows(required: Self.required, optional: Self.optional)
        guard !table.problems.found.hasErrors else {
            throw Diagnostics(table.problems.found.sorted())
        }
        var order: [String] = []
        var books: [String: Book] = [:]
        var tellsOfNoColumn = true
        for var row in rows {
            guard let id = AccountReader.accountID(row.required("account")) else { continue }
            if let book = books[id] {
                Self.checkSame(book.account, &row)
            } else {
                guard let book = Self.book(id, &row) else { continue }
                order.append(id)
                books[id] = book
            }
            if let balance = Self.balance(&row) { books[id]?.account.collateral.append(balance) }
            guard let symbol = row.value("symbol"),
                let position = books[id].flatMap({
                    Self.position(symbol, &row, in: $0, &tellsOfNoColumn)
                })
            else { continue }
            books[id]?.crowd.admit(position, from: row)
            books[id]?.account.positions.append(position)
        }
        let warnings = try table.problems.warningsOrThrow()
        return (order.compactMap { books[$0]?.account }, warnings)
    }

    private struct Book {
        var account: Account
        var crowd: PositionCrowd
        /// The margin mode of every position, where the rows say an account mode that settles it.
        let settledMode: MarginMode?
    }

    private static func book(_ id: String, _ row: inout JSONObjectReader) -> Book? {
        let venue = row.required("venue")?.choice(of: Venue.self)
        let asOf = row.required("asOf")?.instant()
        let stated = row.value("accountMode")
        let mode = AccountReader.accountMode(stated, of: venue)
        let positionMode = row.choice("positionMode", of: PositionMode.self) ?? .oneWay
        guard let venue, let asOf, let mode else { return nil }
        return Book(
            account: Account(
                id: id, venue: venue, accountMode: mode, positionMode: positionMode, asOf: asOf),
            crowd: PositionCrowd(mode: positionMode),
            settledMode: stated == nil ? nil : mode.marginMode(at: venue))
    }

    /// A later row may leave out what the first one says, not say something else.
    private static func checkSame(_ account: Account, _ row: inout JSONObjectReader) {
        let said: [(StaticString, String)] = [
            ("venue", account.venue.rawValue), ("asOf", account.asOf.description),
            ("accountMode", account.accountMode.rawValue),
            ("positionMode", account.positionMode.rawValue),
        ]
        for (column, own) in said {
            guard let value = row.value(column),
                let text = column.description == "asOf" ? value.instant()?.description : value.word,
                text.lowercased() != own.lowercased()
            else { continue }
            row.problems.report(
                id: "csv-account-disagrees", at: value.offset,
                "\(column) is \(quoted(text)), and an earlier row of the account says '\(own)'",
                hint: "Give it in the account's first row alone, or the same in each")
        }
    }

    private static func balance(_ row: inout JSONObjectReader) -> CollateralBalance? {
        let balance = row.decimal("walletBalance")
        return row.name("walletAsset").map { CollateralBalance(asset: $0, walletBalance: balance) }
    }

    private static func position(
        _ symbol: JSONValue, _ row: inout JSONObjectReader, in book: Book,
        _ tellsOfNoColumn: inout Bool
    ) -> Position? {
        let symbol = symbol.name()
        let side = row.required("side")?.choice(of: PositionSide.self)
        let quantity = row.required("quantity")?.decimal(.positive)
        let contractType = row.choice("contractType", of: ContractType.self) ?? .linear
        let marginMode = marginMode(&row, in: book, &tellsOfNoColumn)
        let venue = book.account.venue
        let counted = venue.isolatedColumns
        let extra = amount("extraMargin", &row, marginMode, at: venue, counted)
        let wallet = amount(
            "isolatedWallet", &row, marginMode, at: venue, extra == nil ? counted : [counted[0]])
        let realized = RealizedFigures(
            pnl: row.decimal("realizedPnl"), fees: row.decimal("realizedFees"),
            funding: row.decimal("realizedFunding"))
        guard let symbol, let side, let quantity, let marginMode else { return nil }
        return Position(
            symbol: symbol, contractType: contractType, side: side, marginMode: marginMode,
            quantity: quantity, contractSize: row.decimal("contractSize", .positive),
            entryPrice: row.decimal("entryPrice", .positive),
            markPrice: row.decimal("markPrice", .positive),
            leverage: row.decimal("leverage", .positive),
            isolatedWallet: wallet, extraMargin: extra,
            fundingRate: row.decimal("fundingRate", .signedFraction),
            fundingIntervalHours: row.decimal("fundingIntervalHours", .fundingInterval),
            realized: realized == RealizedFigures() ? nil : realized)
    }

    /// The margin mode of a row's position. None is guessed: `nil` after a problem was reported.
    private static func marginMode(
        _ row: inout JSONObjectReader, in book: Book, _ tellsOfNoColumn: inout Bool
    ) -> MarginMode? {
        if book.settledMode == nil, !row.has("marginMode") {
            if tellsOfNoColumn {
                row.problems.report(
                    id: "missing-key", kind: .form, at: 0,
                    "there is no column marginMode, and positions may be cross or isolated",
                    hint: "Add it, with cross or isolated for each; earlier versions took cross")
            }
            tellsOfNoColumn = false
            return nil
        }
        let said =
            book.settledMode == nil
            ? row.required(
                "marginMode", hint: "Write cross or isolated; earlier versions took cross")
            : row.value("marginMode")
        guard let said else { return book.settledMode }
        guard let mode = said.choice(of: MarginMode.self) else { return nil }
        guard let only = book.account.accountMode.marginMode(at: book.account.venue), only != mode
        else { return mode }
        row.problems.report(
            id: "margin-mode-not-of-account", at: said.offset,
            "marginMode is '\(mode.rawValue)', and every position of an account in mode "
                + "\(book.account.accountMode.rawValue) is \(only.rawValue)",
            hint: "Write \(only.rawValue), or give the account's accountMode")
        return nil
    }

    /// An amount that isolated positions have in one of the columns `counted`. In any other place nothing
    /// would count it.
    private static func amount(
        _ column: StaticString, _ row: inout JSONObjectReader, _ mode: MarginMode?, at venue: Venue,
        _ counted: [String]
    ) -> Decimal? {
        guard let value = row.value(column),
            let amount = value.decimal(column.description == "extraMargin" ? .notNegative : .any),
            let mode
        else { return nil }
        if amount.isZero || mode == .isolated && counted.contains(column.description) {
            return amount
        }
        row.problems.report(
            id: "margin-not-counted", at: value.offset,
            "\(column) is \(amount), and nothing counts it on "
                + (mode == .cross
                    ? "a position that is cross"
                    : "this isolated position at \(venue.displayName)"),
            hint: mode == .cross
                ? "Write isolated as its marginMode, or leave \(column) empty"
                : "Give the position's own margin as \(counted[0]), or leave \(column) empty")
        return nil
    }
}

extension AccountMode {
    /// The margin mode of every position, where the account's mode settles it.
    fileprivate func marginMode(at venue: Venue) -> MarginMode? {
        switch self {
        case .isolated: .isolated
        case .cross, .multiAsset: .cross
        case .singleAsset, .futures, .multiCurrency: nil
        case .portfolio:
            switch venue {
            case .binance, .bybit: .cross
            case .okx: nil
            }
        }
    }
}

extension Venue {
    /// What an isolated position stands against: its whole margin, or what there is beside what its
    /// leverage asks, which at Bybit follows from the whole where it is not given.
    fileprivate var isolatedColumns: [String] {
        switch self {
        case .binance, .okx: ["isolatedWallet"]
        case .bybit: ["extraMargin", "isolatedWallet"]
        }
    }
}
