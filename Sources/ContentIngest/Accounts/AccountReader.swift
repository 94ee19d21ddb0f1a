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
        let result = try JSONRecord.read(document) { Self.record(&$0) }
        return (result.record.account, result.warnings)
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
            let (record, warnings) = try JSONRecord.read(parsed) { Self.record(&$0) }
            return AccountLine(
                number: line.number, id: record.account.id, result: .success(record.account),
                warnings: warnings, meta: record.meta, previous: record.previous)
        } catch {
            return AccountLine(
                number: line.number, id: Self.id(of: line, document), result: .failure(error),
                warnings: [], meta: Self.meta(of: document))
        }
    }

    /// The id of a line that has not been read yet, where it has one.
    package static func id(of line: NDJSONSplitter.Line) -> String? {
        // What is wrong with it is told when it is read.
        guard line.csv == nil, let bytes = try? line.content(file: "") else {
            return id(of: line, nil)
        }
        return id(of: line, try? JSONDocument(parsing: bytes, file: ""))
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

    /// What is delivered with a report is so also where the report fails.
    private static func meta(of document: JSONDocument?) -> [UInt8]? {
        guard let document, document.nodes[0].kind == .object else { return nil }
        var object = JSONObjectReader(problems: JSONProblems(document), object: 0)
        return object.value("meta")?.json
    }

    /// An account, and what may come beside it.
    private struct Record {
        let account: Account
        let meta: [UInt8]?
        let previous: [Standing]
    }

    private static func record(_ object: inout JSONObjectReader) -> Record? {
        let meta = object.value("meta")?.json
        let previous = object.value("previous").map(StandingsReader.standings(of:)) ?? []
        return account(&object).map { Record(account: $0, meta: meta, previous: previous) }
    }

    private static func account(_ object: inout JSONObjectReader) -> Account? {
        object.checkSchema(schema)
        let id = accountID(object.required("id"))
        let label = label(&object)
        let venue = object.required("venue")?.choice(of: Venue.self)
        let environment = object.choice("environment", of: Environment.self) ?? .mainnet
        let stated = object.value("accountMode")
        let accountMode = accountMode(stated, of: venue)
        let isModeUnknown = object.flag("accountModeUnknown") ?? false
        let isModeStated = stated != nil && !isModeUnknown
        let positionMode = positionMode(&object)
        let asOf = object.required("asOf")?.instant()
        let isFictional = object.flag("fictional") ?? false
        let marginModel = object.choice("marginModel", of: MarginModelVersion.self)
        let takerFeeRate = object.decimal("takerFeeRate", .feeRate)
        let collateral = object.list("collateral", BalanceFields.collateral)
        let positions = PositionFields.positions(
            &object, mode: positionMode, isModeStated ? accountMode : nil, at: venue)
        var unmodelled = object.list("unmodelled", PositionFields.unmodelled)
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
        let language = object.value("language").flatMap { $0.text() }
        let reported = object.object("reported", PositionFields.reported)
        // Under a key that is not known may stand what the account holds.
        if !object.has("positions"), object.hasUnknownKeys, accountMode != .portfolio {
            unmodelled.append(
                UnmodelledHolding(
                    symbol: "positions", kind: UnmodelledHolding.notGiven, marginMode: .cross))
        }

        guard let id, let venue, let accountMode, let positionMode, let asOf else { return nil }
        var account = Account(
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
            language: language, reported: reported)
        if stated == nil, !isModeUnknown { account.settleMode(object.problems, at: object.offset) }
        return account
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
        if isPlain(given) { return given }
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

    /// Whether a label is words of ASCII letters, digits and signs with one space between: what nearly
    /// all are, and needs no look at each character's kind.
    private static func isPlain(_ label: String) -> Bool {
        var before = UInt8(ascii: " ")
        for byte in label.utf8 {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || before != 0x20 else { return false }
            before = byte
        }
        return before != 0x20 && !"=+@-".utf8.contains(label.utf8.first ?? before)
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

extension Account {
    /// Gives an account that says no mode the one that its rows fit. Where they fit several, which it is in
    /// is not known: nothing is measured by the simplest.
    mutating func settleMode(_ problems: JSONProblems, at offset: Int) {
        let offered = AccountMode.modes(of: venue)
        let account = self
        let fitting = offered.filter { account.fits($0) }
        if fitting.count == 1 {
            guard accountMode != fitting[0] else { return }
            accountMode = fitting[0]
            problems.report(
                .notice, id: "mode-derived", at: offset,
                "accountMode is not given, and only \(accountMode.rawValue) fits this account",
                hint: "Add it, so that it stays so")
            return
        }
        // Of isolated positions the mode says nothing.
        guard positions.contains(where: { $0.marginMode == .cross }) else { return }
        isModeKnown = false
        // What is wrong with it may be what its mode shows by.
        guard !problems.found.hasErrors else { return }
        let names = (fitting.isEmpty ? offered : fitting).map(\.rawValue)
        problems.report(
            .warning, id: "mode-unknown", kind: .form, at: offset,
            "accountMode is not given, and the account fits \(names.joined(separator: " and "))",
            hint: problems.document.notation == .csv
                ? "Add a column accountMode with \(names.joined(separator: ", ")) in the account's first row"
                : "Add \"accountMode\": one of \(names.joined(separator: ", "))")
    }

    /// Whether an account of these rows can be in `mode`.
    private func fits(_ mode: AccountMode) -> Bool {
        let settled = mode.marginMode(at: venue)
        let isPortfolio = mode == .portfolio
        // Only what is pooled has a weight.
        if [.singleAsset, .futures].contains(mode),
            collateral.contains(where: { $0.collateralRate != nil })
        {
            return false
        }
        if reported?.uniMMR != nil, !isPortfolio { return false }
        return positions.allSatisfy { position in
            if let settled, position.marginMode != settled { return false }
            if mode == .multiAsset, position.contractType == .inverse { return false }
            return !isPortfolio || position.marginMode == .isolated || position.leverage == nil
                || venue.reading.portfolioHasLeverage
        }
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
