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
        let columns = CSVColumns(of: table, required: Self.required, optional: Self.optional)
        guard !Diagnostics(table.problems.found).hasErrors else {
            throw Diagnostics(Diagnostics(table.problems.found).sorted())
        }
        var order: [String] = []
        var books: [String: Account] = [:]
        for row in table.rows {
            let record = CSVRecord(row, columns)
            guard let id = Self.id(record) else { continue }
            if books[id] == nil {
                guard let account = Self.account(id, record) else { continue }
                order.append(id)
                books[id] = account
            }
            books[id].map { Self.checkSame($0, record) }
            if let balance = Self.balance(record) { books[id]?.collateral.append(balance) }
            guard record.text("symbol") != nil, let position = Self.position(record) else {
                continue
            }
            if books[id]?.accountMode != .isolated { Self.checkIsolated(position, record) }
            admit(position, to: &books[id], from: record)
        }
        let warnings = try table.problems.warningsOrThrow()
        return (order.compactMap { books[$0] }, warnings)
    }

    private func admit(_ position: Position, to book: inout Account?, from record: CSVRecord) {
        let count = book?.positions.count ?? 0
        guard count < PositionCrowd.limit else {
            record.columns.problems.report(
                id: "too-many-positions", at: record.offset,
                "this is position \(count + 1) of the account, and \(PositionCrowd.limit) is the limit",
                hint: "Split the account, or leave out what is closed")
            return
        }
        if book?.positions.contains(where: { $0.clashes(with: position) }) == true {
            record.columns.problems.report(
                id: "duplicate-position", at: record.offset,
                "\(quoted(position.symbol)) \(position.side.rawValue) stands twice",
                hint: "Give each position once, with its whole quantity")
        }
        book?.positions.append(position)
    }

    private static func id(_ record: CSVRecord) -> String? {
        guard let id = record.required("account", record.text) else { return nil }
        if AccountID.isSafe(id) { return id }
        record.columns.problems.report(
            id: "unsafe-id", at: record.offset,
            "account is \(quoted(id)), which cannot name a report",
            hint: AccountID.hint)
        return nil
    }

    private static func account(_ id: String, _ record: CSVRecord) -> Account? {
        let venue = record.required("venue") { record.choice($0, of: Venue.self) }
        let asOf = record.required("asOf", record.instant)
        let mode = record.choice("accountMode", of: AccountMode.self)
        let positionMode = record.choice("positionMode", of: PositionMode.self) ?? .oneWay
        guard let venue, let asOf else { return nil }
        if let mode, !AccountMode.modes(of: venue).contains(mode) {
            record.columns.problems.report(
                id: "account-mode-not-of-venue", at: record.offset,
                "accountMode is '\(mode.rawValue)', which \(venue.displayName) does not have",
                hint: "One of: "
                    + AccountMode.modes(of: venue).map(\.rawValue).joined(separator: ", "))
        }
        return Account(
            id: id, venue: venue, accountMode: mode ?? .standard(of: venue),
            positionMode: positionMode, asOf: asOf)
    }

    /// A later row may leave out what the first one says, not say something else.
    private static func checkSame(_ account: Account, _ record: CSVRecord) {
        let said: [(column: String, value: String?, own: String)] = [
            ("venue", record.text("venue"), account.venue.rawValue),
            ("asOf", record.instant("asOf")?.description, account.asOf.description),
            ("accountMode", record.text("accountMode"), account.accountMode.rawValue),
            ("positionMode", record.text("positionMode"), account.positionMode.rawValue),
        ]
        for (column, value, own) in said {
            guard let value, value.lowercased() != own.lowercased() else { continue }
            record.columns.problems.report(
                id: "csv-account-disagrees", at: record.offset,
                "\(column) is \(quoted(value)), and an earlier row of the account says '\(own)'",
                hint: "Give it in the account's first row alone, or the same in each")
        }
    }

    /// Money of an isolated position must not be passed over because the row does not say that it is
    /// isolated.
    private static func checkIsolated(_ position: Position, _ record: CSVRecord) {
        guard position.marginMode == .cross else { return }
        let says = record.text("marginMode") != nil
        for (column, value) in [
            ("isolatedWallet", position.isolatedWallet), ("extraMargin", position.extraMargin),
        ] {
            guard let value, !value.isZero || !says && column == "isolatedWallet" else { continue }
            record.columns.problems.report(
                id: says ? "csv-not-isolated" : "csv-margin-mode-missing",
                at: record.cell(column)?.offset ?? record.offset,
                "\(column) is \(value), and the row "
                    + (says ? "says that the position is cross" : "does not say its marginMode"),
                hint: "Write isolated as its marginMode, or leave \(column) empty")
        }
    }

    private static func balance(_ record: CSVRecord) -> CollateralBalance? {
        guard let asset = record.name("walletAsset") else { return nil }
        return CollateralBalance(asset: asset, walletBalance: record.decimal("walletBalance"))
    }

    private static func position(_ record: CSVRecord) -> Position? {
        let symbol = record.name("symbol")
        let side = record.required("side") { record.choice($0, of: PositionSide.self) }
        let quantity = record.required("quantity") { record.decimal($0, .positive) }
        let contractType = record.choice("contractType", of: ContractType.self) ?? .linear
        let marginMode = record.choice("marginMode", of: MarginMode.self) ?? .cross
        guard let symbol, let side, let quantity else { return nil }
        return Position(
            symbol: symbol, contractType: contractType, side: side, marginMode: marginMode,
            quantity: quantity, contractSize: record.decimal("contractSize", .positive),
            entryPrice: record.decimal("entryPrice", .positive),
            markPrice: record.decimal("markPrice", .positive),
            leverage: record.decimal("leverage", .positive),
            isolatedWallet: record.decimal("isolatedWallet"),
            extraMargin: record.decimal("extraMargin", .notNegative),
            fundingRate: record.decimal("fundingRate", .signedFraction),
            fundingIntervalHours: record.decimal("fundingIntervalHours", .fundingInterval))
    }
}

extension Position {
    fileprivate func clashes(with other: Position) -> Bool {
        symbol == other.symbol && side == other.side && marginMode == other.marginMode
    }
}
