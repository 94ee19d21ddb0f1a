import MarginModel

/// Positions, and what a venue reports of a position or an account.
enum PositionFields {
    /// The list under `positions`, checked for positions that cannot stand together.
    static func positions(
        _ account: inout JSONObjectReader, mode: PositionMode?
    ) -> [Position] {
        var crowd = PositionCrowd(mode: mode)
        return account.list("positions") { object in
            let position = position(&object)
            if let position { crowd.admit(position, from: object) }
            return position
        }
    }

    private static func position(_ object: inout JSONObjectReader) -> Position? {
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
        let isolatedWallet = object.decimal("isolatedWallet")
        let extraMargin = object.decimal("extraMargin", .notNegative)
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
            isolatedWallet: isolatedWallet,
            extraMargin: extraMargin, autoAddMargin: autoAddMargin, fundingRate: fundingRate,
            fundingIntervalHours: fundingIntervalHours, nextFundingAt: nextFundingAt,
            realized: realized, reported: reported)
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
