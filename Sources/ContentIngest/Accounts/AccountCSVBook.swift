import MarginModel

/// The rows of one account in CSV, as far as they have been read.
struct AccountCSVBook {
    /// What is wrong with its rows.
    let problems: JSONProblems
    private let name: String?
    private let number: Int
    private var isBegun = false
    /// `nil` where its first row is wrong.
    private var account: Account?
    private var crowd = PositionCrowd(mode: nil, at: nil)
    /// The margin mode of every position, where the rows say an account mode that settles it.
    private var settledMode: MarginMode?
    /// Where the account starts, when its first row says no mode.
    private var unstatedModeAt: Int?
    private var tellsOfNoColumn = true

    /// - Parameters:
    ///   - name: How the rows call the account; `nil` for rows that name none.
    ///   - row: Its first row, not yet added.
    init(of name: String?, from row: JSONObjectReader) {
        self.name = name
        number = row.place.line
        problems = JSONProblems(row.problems.document, isPart: true)
    }

    /// The account, or what is wrong with it.
    var line: AccountLine {
        let id = name.flatMap { AccountID.isSafe($0) ? $0 : nil }
        var account = self.account
        if let unstatedModeAt { account?.settleMode(problems, at: unstatedModeAt) }
        do throws(Diagnostics) {
            let warnings = try problems.warningsOrThrow()
            guard let account else {
                preconditionFailure("An account is given up only after an error was reported")
            }
            return AccountLine(
                number: number, id: id, result: .success(account), warnings: warnings)
        } catch {
            return AccountLine(number: number, id: id, result: .failure(error), warnings: [])
        }
    }

    mutating func add(_ row: JSONObjectReader) {
        var row = JSONObjectReader(problems: problems, object: row.object)
        if isBegun { checkSame(&row) } else { begin(&row) }
        isBegun = true
        guard let account else { return }
        let hasBalance = row.holdsAny(
            "walletAsset", "walletBalance", "collateralRate", "indexPrice")
        if hasBalance, let asset = row.required("walletAsset")?.name() {
            if account.collateral.contains(where: { $0.asset == asset }) {
                problems.report(
                    id: "duplicate-asset", at: row.offset,
                    "an earlier row of \(account.id) has a balance of \(asset) already",
                    hint:
                        "Give the balance of a coin in one row of its account, and leave walletAsset "
                        + "and walletBalance empty in the others")
            }
            self.account?.collateral.append(
                CollateralBalance(
                    asset: asset, walletBalance: row.decimal("walletBalance"),
                    collateralRate: row.decimal("collateralRate", .fraction),
                    indexPrice: row.decimal("indexPrice", .positive)))
        }
        guard row.holdsAny("symbol", "side", "quantity"),
            let position = position(&row, of: account)
        else { return }
        crowd.admit(position, from: row)
        self.account?.positions.append(position)
    }

    private mutating func begin(_ row: inout JSONObjectReader) {
        let id = AccountReader.accountID(row.required("account"))
        let venue = row.required("venue")?.choice(of: Venue.self)
        let asOf = row.required("asOf")?.instant()
        let stated = row.value("accountMode")
        let mode = AccountReader.accountMode(stated, of: venue)
        let positionMode = row.choice("positionMode", of: PositionMode.self) ?? .oneWay
        guard let id, let venue, let asOf, let mode else { return }
        account = Account(
            id: id, venue: venue, accountMode: mode, positionMode: positionMode, asOf: asOf)
        crowd = PositionCrowd(mode: positionMode, at: venue)
        settledMode = stated == nil ? nil : mode.marginMode(at: venue)
        unstatedModeAt = stated == nil ? row.offset : nil
    }

    /// A later row may leave out what the first one says, not say something else.
    private func checkSame(_ row: inout JSONObjectReader) {
        guard let account else { return }
        let said: [(StaticString, String)] = [
            ("venue", account.venue.rawValue), ("asOf", account.asOf.description),
            ("accountMode", unstatedModeAt == nil ? account.accountMode.rawValue : "nothing"),
            ("positionMode", account.positionMode.rawValue),
        ]
        for (column, own) in said {
            guard let value = row.value(column),
                let text = column.description == "asOf" ? value.instant()?.description : value.word,
                text.lowercased() != own.lowercased()
            else { continue }
            problems.report(
                id: "csv-account-disagrees", at: value.offset,
                "\(column) is \(quoted(text)), and an earlier row of the account says '\(own)'",
                hint: "Give it in the account's first row alone, or the same in each")
        }
    }

    private mutating func position(
        _ row: inout JSONObjectReader, of account: Account
    ) -> Position? {
        let symbol = row.required("symbol")?.name()
        let side = row.required("side")?.choice(of: PositionSide.self)
        let quantity = row.required("quantity")?.decimal(.positive)
        let contractType = row.choice("contractType", of: ContractType.self) ?? .linear
        let marginMode = marginMode(&row, of: account)
        let margin = PositionFields.ownMargin(
            &row, marginMode, at: account.venue, uncounted: .error)
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
            isolatedWallet: margin.wallet, extraMargin: margin.extra,
            fundingRate: row.decimal("fundingRate", .signedFraction),
            fundingIntervalHours: row.decimal("fundingIntervalHours", .fundingInterval),
            realized: realized == RealizedFigures() ? nil : realized)
    }

    /// The margin mode of a row's position. None is guessed: `nil` after a problem was reported.
    private mutating func marginMode(
        _ row: inout JSONObjectReader, of account: Account
    ) -> MarginMode? {
        if settledMode == nil, !row.has("marginMode") {
            if tellsOfNoColumn {
                problems.report(
                    id: "missing-key", kind: .form, at: row.offset,
                    "there is no column marginMode, and positions may be cross or isolated",
                    hint: "Add it, with cross or isolated for each; earlier versions took cross")
            }
            tellsOfNoColumn = false
            return nil
        }
        let said =
            settledMode == nil
            ? row.required(
                "marginMode", hint: "Write cross or isolated; earlier versions took cross")
            : row.value("marginMode")
        guard let said else { return settledMode }
        guard let mode = said.choice(of: MarginMode.self) else { return nil }
        guard unstatedModeAt == nil,
            let only = account.accountMode.marginMode(at: account.venue), only != mode
        else { return mode }
        problems.report(
            id: "margin-mode-not-of-account", at: said.offset,
            "marginMode is '\(mode.rawValue)', and every position of an account in mode "
                + "\(account.accountMode.rawValue) is \(only.rawValue)",
            hint: "Write \(only.rawValue), or give the account's accountMode")
        return nil
    }
}

extension JSONObjectReader {
    /// Whether a cell is filled in under any of these names.
    fileprivate func holdsAny(_ names: StaticString...) -> Bool {
        var row = JSONObjectReader(problems: problems, object: object)
        return names.contains { row.value($0) != nil }
    }
}
