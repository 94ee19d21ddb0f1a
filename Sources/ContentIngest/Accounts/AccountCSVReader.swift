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
        "fundingIntervalHours", "walletAsset", "walletBalance",
    ]
    package static var header: String { (required + optional).joined(separator: ",") }

    package init() {}

    /// The accounts, in the order of their first rows.
    ///
    /// - Throws: Everything that is wrong, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (accounts: [Account], warnings: [Diagnostic]) {
        let table = try CSVTable(parsing: bytes, file: file)
        let rows = table.rows(required: Self.required, optional: Self.optional)
        guard !table.problems.found.hasErrors else {
            throw Diagnostics(table.problems.found.sorted())
        }
        var order: [String] = []
        var books: [String: (account: Account, crowd: PositionCrowd)] = [:]
        for var row in rows {
            guard let id = Self.id(&row) else { continue }
            if let book = books[id] {
                Self.checkSame(book.account, &row)
            } else {
                guard let account = Self.account(id, &row) else { continue }
                order.append(id)
                books[id] = (account, PositionCrowd(mode: account.positionMode))
            }
            if let balance = Self.balance(&row) { books[id]?.account.collateral.append(balance) }
            guard let symbol = row.value("symbol"), let mode = books[id]?.account.accountMode,
                let position = Self.position(symbol, &row, in: mode)
            else { continue }
            books[id]?.crowd.admit(position, from: row)
            books[id]?.account.positions.append(position)
        }
        let warnings = try table.problems.warningsOrThrow()
        return (order.compactMap { books[$0]?.account }, warnings)
    }

    private static func id(_ row: inout JSONObjectReader) -> String? {
        guard let value = row.required("account"), let id = value.text() else { return nil }
        if AccountID.isSafe(id) { return id }
        row.problems.report(
            id: "unsafe-id", at: value.offset,
            "account is \(quoted(id)), which cannot name a report", hint: AccountID.hint)
        return nil
    }

    private static func account(_ id: String, _ row: inout JSONObjectReader) -> Account? {
        let venue = row.required("venue")?.choice(of: Venue.self)
        let asOf = row.required("asOf")?.instant()
        let mode = AccountReader.accountMode(&row, of: venue)
        let positionMode = row.choice("positionMode", of: PositionMode.self) ?? .oneWay
        guard let venue, let asOf, let mode else { return nil }
        return Account(
            id: id, venue: venue, accountMode: mode, positionMode: positionMode, asOf: asOf)
    }

    /// A later row may leave out what the first one says, not say something else.
    private static func checkSame(_ account: Account, _ row: inout JSONObjectReader) {
        let asOf = row.value("asOf")
        let said: [(column: String, value: JSONValue?, text: String?, own: String)] =
            [
                ("asOf", asOf, asOf?.instant()?.description, account.asOf.description)
            ]
            + ([
                ("venue", account.venue.rawValue), ("accountMode", account.accountMode.rawValue),
                ("positionMode", account.positionMode.rawValue),
            ] as [(StaticString, String)]).map { column, own in
                let value = row.value(column)
                return (column.description, value, value?.word, own)
            }
        for (column, value, text, own) in said {
            guard let value, let text, text.lowercased() != own.lowercased() else { continue }
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
        _ symbol: JSONValue, _ row: inout JSONObjectReader, in mode: AccountMode
    ) -> Position? {
        let symbol = symbol.name()
        let side = row.required("side")?.choice(of: PositionSide.self)
        let quantity = row.required("quantity")?.decimal(.positive)
        let contractType = row.choice("contractType", of: ContractType.self) ?? .linear
        let marginMode = marginMode(&row, in: mode)
        guard let symbol, let side, let quantity, let marginMode else { return nil }
        return Position(
            symbol: symbol, contractType: contractType, side: side, marginMode: marginMode.mode,
            quantity: quantity, contractSize: row.decimal("contractSize", .positive),
            entryPrice: row.decimal("entryPrice", .positive),
            markPrice: row.decimal("markPrice", .positive),
            leverage: row.decimal("leverage", .positive),
            isolatedWallet: marginMode.isolatedWallet, extraMargin: marginMode.extraMargin,
            fundingRate: row.decimal("fundingRate", .signedFraction),
            fundingIntervalHours: row.decimal("fundingIntervalHours", .fundingInterval))
    }

    /// The margin mode of a row, and what an isolated position alone has. Money must not be passed
    /// over because the row does not say that its position is isolated.
    private static func marginMode(
        _ row: inout JSONObjectReader, in account: AccountMode
    ) -> (mode: MarginMode, isolatedWallet: Decimal?, extraMargin: Decimal?)? {
        let said = row.value("marginMode")
        guard let mode = said == nil ? .cross : said?.choice(of: MarginMode.self) else {
            return nil
        }
        let wallet = row.value("isolatedWallet")
        let extra = row.value("extraMargin")
        let amounts = (wallet?.decimal(), extra?.decimal(.notNegative))
        guard mode == .cross, account != .isolated else { return (mode, amounts.0, amounts.1) }
        for (value, amount, column) in [
            (wallet, amounts.0, "isolatedWallet"), (extra, amounts.1, "extraMargin"),
        ] {
            guard let value, let amount,
                !amount.isZero || said == nil && column == "isolatedWallet"
            else { continue }
            row.problems.report(
                id: said == nil ? "csv-margin-mode-missing" : "csv-not-isolated", at: value.offset,
                "\(column) is \(amount), and the row "
                    + (said == nil
                        ? "does not say its marginMode" : "says that the position is cross"),
                hint: "Write isolated as its marginMode, or leave \(column) empty")
        }
        return (mode, amounts.0, amounts.1)
    }
}
