import MarginModel

/// Positions, and what a venue reports of a position or an account.
enum PositionFields {
    /// The list under `positions`, checked for positions that cannot stand together.
    static func positions(
        _ account: inout JSONObjectReader, mode: PositionMode?, _ accountMode: AccountMode?,
        at venue: Venue?
    ) -> [Position] {
        var crowd = PositionCrowd(mode: mode, at: venue)
        let settled = venue.flatMap { accountMode?.marginMode(at: $0) }
        return account.list("positions") { object in
            let position = position(&object, settled, at: venue)
            if let position { crowd.admit(position, from: object) }
            return position
        }
    }

    /// - Parameter settled: The margin mode that every position of the account has, whatever it says.
    private static func position(
        _ object: inout JSONObjectReader, _ settled: MarginMode?, at venue: Venue?
    ) -> Position? {
        let symbol = object.required("symbol")?.name()
        let contractType = object.choice("contractType", of: ContractType.self) ?? .linear
        let side = object.required("side")?.choice(of: PositionSide.self)
        let marginMode = object.required("marginMode")?.choice(of: MarginMode.self)
        let quantity = object.required("quantity")?.decimal(.positive)
        let expectedQuantity = object.decimal("expectedQuantity", .notNegative)
        let contractSize = object.decimal("contractSize", .positive)
        let entryPrice = object.decimal("entryPrice", .positive)
        let markPrice = object.decimal("markPrice", .positive)
        let leverage = object.decimal("leverage", .positive)
        let margin = ownMargin(&object, settled ?? marginMode, at: venue, uncounted: .warning)
        let autoAddMargin = object.flag("autoAddMargin") ?? false
        let fundingRate = object.decimal("fundingRate", .signedFraction)
        let fundingIntervalHours = object.decimal("fundingIntervalHours", .fundingInterval)
        let nextFundingAt = object.instant("nextFundingAt")
        let realized = object.object("realized", realized)
        let reported = object.object("reported", reported)

        guard let symbol, let side, let marginMode, let quantity else { return nil }
        return Position(
            symbol: symbol, contractType: contractType, side: side, marginMode: marginMode,
            quantity: quantity, expectedQuantity: expectedQuantity, contractSize: contractSize,
            entryPrice: entryPrice, markPrice: markPrice, leverage: leverage,
            isolatedWallet: margin.wallet, extraMargin: margin.extra, autoAddMargin: autoAddMargin,
            fundingRate: fundingRate,
            fundingIntervalHours: fundingIntervalHours, nextFundingAt: nextFundingAt,
            realized: realized, reported: reported)
    }

    /// The margin that an isolated position stands against. At Bybit `extraMargin` is what there is beside
    /// what its leverage asks, and follows from the whole where it is not given; elsewhere the whole counts.
    ///
    /// - Parameter uncounted: How grave an amount is that nothing would count.
    static func ownMargin(
        _ object: inout JSONObjectReader, _ mode: MarginMode?, at venue: Venue?,
        uncounted: Diagnostic.Severity
    ) -> (wallet: Decimal?, extra: Decimal?) {
        let given = (object.value("isolatedWallet"), object.value("extraMargin"))
        let wallet = given.0?.decimal()
        let extra = given.1?.decimal(.notNegative)
        guard let mode, let venue else { return (wallet, extra) }
        let countsExtra = mode == .isolated && venue.reading.countsExtraMargin
        let problems = object.problems
        func report(
            _ name: String, _ value: JSONValue?, _ amount: Decimal?,
            _ severity: Diagnostic.Severity, _ why: String, _ hint: String
        ) {
            guard let value, let amount, !amount.isZero else { return }
            problems.report(
                severity, id: "margin-not-counted", at: value.offset,
                "\(name) is \(amount), and nothing counts it \(why)", hint: hint)
        }
        if mode == .cross {
            let hint = "Write isolated as its marginMode, or leave it empty"
            report(
                "isolatedWallet", given.0, wallet, uncounted, "on a position that is cross", hint)
            report("extraMargin", given.1, extra, uncounted, "on a position that is cross", hint)
        } else if !countsExtra {
            report(
                "extraMargin", given.1, extra, uncounted,
                "on this isolated position at \(venue.displayName)",
                "Give the position's own margin as isolatedWallet, or leave it empty")
        } else if extra != nil {
            report(
                "isolatedWallet", given.0, wallet, .warning, "beside extraMargin",
                "Give one of the two: extraMargin follows from isolatedWallet")
        }
        return (wallet, extra)
    }

    private static func realized(_ object: inout JSONObjectReader) -> RealizedFigures? {
        RealizedFigures(
            pnl: object.decimal("pnl"), fees: object.decimal("fees"),
            funding: object.decimal("funding"))
    }

    static func unmodelled(_ object: inout JSONObjectReader) -> UnmodelledHolding? {
        let symbol = object.required("symbol")?.name()
        let kind = object.required("kind")?.name()
        let marginMode = object.required("marginMode")?.choice(of: MarginMode.self)
        let settleAsset = object.name("settleAsset")
        let place = object.name("place")
        guard let symbol, let kind, let marginMode else { return nil }
        return UnmodelledHolding(
            symbol: symbol, kind: kind, marginMode: marginMode, settleAsset: settleAsset,
            place: place)
    }

    /// Figures as the venue gave them, of any sign: they are compared, never computed with.
    static func reported(_ object: inout JSONObjectReader) -> ReportedFigures? {
        ReportedFigures(
            notional: object.decimal("notional"),
            unrealizedPnl: object.decimal("unrealizedPnl"),
            initialMargin: object.decimal("initialMargin"),
            maintenanceMargin: object.decimal("maintenanceMargin"),
            marginRatio: object.decimal("marginRatio"), uniMMR: object.decimal("uniMMR"),
            liquidationPrice: object.decimal("liquidationPrice"), equity: object.decimal("equity"),
            walletBalance: object.decimal("walletBalance"),
            availableBalance: object.decimal("availableBalance"),
            breakEvenPrice: object.decimal("breakEvenPrice"),
            bankruptcyPrice: object.decimal("bankruptcyPrice"))
    }
}
