package import MarginModel

/// Reads accounts in the format `marginalia/account/1`.
package struct AccountReader: Sendable {
    package static let schema = "marginalia/account/1"

    package init() {}

    /// Reads the one account that `bytes` hold, which stand at `start` in the file.
    ///
    /// - Throws: Everything that is wrong with it, in the order of places.
    package func read(
        _ bytes: [UInt8], file: String, at start: SourceLocation? = nil
    ) throws(Diagnostics) -> (account: Account, warnings: [Diagnostic]) {
        let document = try JSONDocument(parsing: bytes, file: file, at: start)
        let result = try JSONRecord.read(document) { Self.account(&$0) }
        return (result.record, result.warnings)
    }

    /// Reads one account a line. A bad line is one bad result; the rest go on.
    package func readLines(_ bytes: [UInt8], file: String) -> [AccountLine] {
        var splitter = NDJSONSplitter()
        var lines = splitter.feed(bytes)
        if let last = splitter.finish() { lines.append(last) }
        return lines.map { read($0, file: file) }
    }

    /// Reads the account of one line, as the splitter of a stream gives it.
    package func read(_ line: NDJSONSplitter.Line, file: String) -> AccountLine {
        var document: JSONDocument?
        do {
            if let head = line.csv?.head {
                return try AccountCSVReader().read(line, under: head, file: file)
            }
            let place = line.place(in: file)
            let parsed = try JSONDocument(
                parsing: line.content(file: file), file: file, at: place)
            document = parsed
            let read = try JSONRecord.read(parsed) { Self.account(&$0) }
            return AccountLine(
                number: line.number, id: read.record.id, result: .success(read.record),
                warnings: read.warnings)
        } catch {
            return AccountLine(
                number: line.number, id: Self.id(of: line, document), result: .failure(error),
                warnings: [])
        }
    }

    /// The id of what is no account, where it has one.
    private static func id(of line: NDJSONSplitter.Line, _ document: JSONDocument?) -> String? {
        var id = line.csv?.account
        if let document, document.nodes[0].kind == .object {
            let object = JSONObjectReader(problems: JSONProblems(document), object: 0)
            id = object.members().first { $0.name == "id" }?.value.word
        }
        return id.flatMap { AccountID.isSafe($0) ? $0 : nil }
    }

    private static func account(_ object: inout JSONObjectReader) -> Account? {
        object.checkSchema(schema)
        let id = accountID(object.required("id"))
        let label = label(&object)
        let venue = object.required("venue")?.choice(of: Venue.self)
        let environment = object.choice("environment", of: Environment.self) ?? .mainnet
        let accountMode = accountMode(object.value("accountMode"), of: venue)
        let isModeUnknown = object.flag("accountModeUnknown") ?? false
        let positionMode = positionMode(&object)
        let asOf = object.required("asOf")?.instant()
        let isFictional = object.flag("fictional") ?? false
        let marginModel = object.choice("marginModel", of: MarginModelVersion.self)
        let takerFeeRate = object.decimal("takerFeeRate", .feeRate)
        let collateral = object.list("collateral", BalanceFields.collateral)
        let positions = PositionFields.positions(
            &object, mode: positionMode, isModeUnknown ? nil : accountMode, at: venue)
        let unmodelled = object.list("unmodelled", PositionFields.unmodelled)
        let openOrders = object.list("openOrders", OrderFields.openOrder)
        let stops = object.list("stops", OrderFields.stop)
        let trailingStops = object.list("trailingStops", OrderFields.trailingStop)
        let borrowed = object.list("borrowed", BalanceFields.borrowing)
        let funds = object.list("funds", BalanceFields.funds)
        let deposits = object.list("deposits", BalanceFields.deposit)
        let liquidations = object.list("liquidations", OrderFields.liquidation)
        let liquidating = object.texts("liquidating")
        let fundingPayments = object.list("fundingPayments", OrderFields.fundingPayment)
        let creditLine = object.object("creditLine", BalanceFields.creditLine)
        let averagingDown = object.object("averagingDown", PolicyFields.averagingDown)
        let betas = object.object("betas", PolicyFields.betas)
        let policy = object.object("policy", PolicyFields.overrides) ?? PolicyOverrides()
        let sections = object.object("report") { $0.choice("sections", of: ReportExtent.self) }
        let reported = object.object("reported", PositionFields.reported)

        guard let id, let venue, let accountMode, let positionMode, let asOf else { return nil }
        return Account(
            id: id, label: label, venue: venue, environment: environment,
            accountMode: accountMode, isModeKnown: !isModeUnknown, positionMode: positionMode,
            asOf: asOf,
            isFictional: isFictional, marginModel: marginModel, takerFeeRate: takerFeeRate,
            collateral: collateral, positions: positions, unmodelled: unmodelled,
            openOrders: openOrders, stops: stops, trailingStops: trailingStops, borrowed: borrowed,
            funds: funds, deposits: deposits,
            liquidations: liquidations, liquidating: liquidating,
            fundingPayments: fundingPayments, creditLine: creditLine,
            averagingDown: averagingDown, betas: betas, policy: policy, reportSections: sections,
            reported: reported)
    }

    static func accountID(_ value: JSONValue?) -> String? {
        guard let value, let id = value.text() else { return nil }
        if AccountID.isSafe(id) { return id }
        value.problems.report(
            id: "unsafe-id", at: value.offset,
            "\(value.key) is \(quoted(id)), which cannot name a report",
            hint: AccountID.hint)
        return nil
    }

    /// What people call the account. It is shown alone, so what cannot be shown in it, or would be taken
    /// for a formula by a spreadsheet, costs these characters and not the account.
    private static func label(_ object: inout JSONObjectReader) -> String? {
        guard let value = object.value("label") else { return nil }
        guard value.isText else { return value.text() }
        let given = value.word
        let shown = String(
            String.UnicodeScalarView(
                given.unicodeScalars.map { NameCheck.isShown($0) ? $0 : " " })
        ).split(separator: " ").joined(separator: " ")
        let label = String(shown.drop { "=+@-".contains($0) })
        if label != given {
            value.problems.report(
                .warning, id: "label-changed", kind: .form, at: value.offset,
                "label holds characters that are not shown, and is shown without them",
                hint:
                    "Write it without line ends and control characters, and begin it with a letter")
        }
        return label.isEmpty ? nil : label
    }

    /// `nil` when there is a mode that cannot be read: then nothing may be said of the sides.
    private static func positionMode(_ object: inout JSONObjectReader) -> PositionMode? {
        guard let value = object.value("positionMode") else { return .oneWay }
        return value.choice(of: PositionMode.self)
    }

    /// The venue's usual mode where none is given.
    static func accountMode(_ value: JSONValue?, of venue: Venue?) -> AccountMode? {
        guard let value else { return venue?.reading.standardMode }
        guard let mode = value.choice(of: AccountMode.self), let venue else { return nil }
        let offered = AccountMode.modes(of: venue)
        if offered.contains(mode) { return mode }
        value.problems.report(
            id: "account-mode-not-of-venue", at: value.offset,
            "accountMode is '\(mode.rawValue)', which \(venue.displayName) does not have",
            hint: "One of: " + offered.map(\.rawValue).joined(separator: ", "))
        return nil
    }
}

extension AccountMode {
    /// The margin mode of every position, where the account's mode settles it.
    func marginMode(at venue: Venue) -> MarginMode? {
        switch self {
        case .isolated: .isolated
        case .cross, .multiAsset: .cross
        case .singleAsset, .futures, .multiCurrency: nil
        case .portfolio: venue.reading.portfolioMarginMode
        }
    }
}
