package import MarginModel

/// Reads accounts from CSV: one row a position.
///
/// Rows of one `account` belong together; what they say of the account (`venue`, `asOf`, the modes)
/// stands in its first row and may be left empty in the others. A row with a `walletAsset` adds a
/// balance, with the share of it that counts and its price where a pool weighs it; one without a `symbol`
/// is a balance alone.
package struct AccountCSVReader: Sendable {
    package static let required = ["account", "venue", "asOf", "symbol", "side", "quantity"]
    package static let optional = [
        "accountMode", "positionMode", "contractType", "marginMode", "contractSize", "entryPrice",
        "markPrice", "leverage", "isolatedWallet", "extraMargin", "fundingRate",
        "fundingIntervalHours", "realizedPnl", "realizedFees", "realizedFunding", "walletAsset",
        "walletBalance", "collateralRate", "indexPrice",
    ]
    package static var header: String { (required + optional).joined(separator: ",") }

    package init() {}

    /// The accounts, in the order of their first rows: what is wrong with rows costs theirs alone.
    ///
    /// - Returns: The accounts, and what there is to say of the file.
    /// - Throws: What is wrong with the whole file, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (lines: [AccountLine], warnings: [Diagnostic]) {
        try read(CSVTable(parsing: bytes, file: file))
    }

    /// The account of rows in a longer file. What there is to say of the columns has been said when the
    /// file was opened.
    func read(
        _ line: NDJSONSplitter.Line, under head: AccountCSVSplitter.Head, file: String
    ) throws(Diagnostics) -> AccountLine {
        let table = try CSVTable(
            parsing: head.bytes + line.content(file: file), file: file,
            line: line.number - head.lineCount)
        let read = try read(table).lines[0]
        return AccountLine(
            number: line.number, id: read.id, result: read.result, warnings: read.warnings)
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
    ) throws(Diagnostics) -> (lines: [AccountLine], warnings: [Diagnostic]) {
        let rows = table.allRows(required: Self.required, optional: Self.optional)
        let warnings = try table.problems.warningsOrThrow()
        var books: [AccountCSVBook] = []
        var places: [String: Int] = [:]
        var last: Int?
        // Rows that name no account: those on both sides may miss them.
        var unclear: [JSONObjectReader] = []
        for var row in rows {
            guard let name = row.value("account")?.word else {
                if let last { Self.lacksAccount(row, table, of: books[last].problems) }
                unclear.append(row)
                continue
            }
            let place = places[name] ?? books.count
            if place == books.count { books.append(AccountCSVBook(of: name, from: row)) }
            (places[name], last) = (place, place)
            for row in unclear { Self.lacksAccount(row, table, of: books[place].problems) }
            unclear = []
            let problems = books[place].problems
            if !table.reportsFault(of: row, to: problems) { books[place].add(row) }
        }
        if books.isEmpty, let first = unclear.first {
            books.append(AccountCSVBook(of: nil, from: first))
            for row in unclear { Self.lacksAccount(row, table, of: books[0].problems) }
        }
        return (books.map(\.line), warnings)
    }

    private static func lacksAccount(
        _ row: JSONObjectReader, _ table: CSVTable, of problems: JSONProblems
    ) {
        guard !table.reportsFault(of: row, to: problems) else { return }
        var row = JSONObjectReader(problems: problems, object: row.object)
        _ = row.required("account")
    }
}
