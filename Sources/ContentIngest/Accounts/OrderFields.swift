import MarginModel

/// Orders that rest at the venue, and liquidations that happened.
enum OrderFields {
    static func openOrder(_ object: inout JSONObjectReader) -> OpenOrder? {
        let symbol = object.required("symbol")?.name()
        let side = object.required("side")?.choice(of: PositionSide.self)
        let quantity = object.required("quantity")?.decimal(.positive)
        let price = object.decimal("price", .positive)
        let reduceOnly = object.flag("reduceOnly") ?? false
        let marginMode = object.choice("marginMode", of: MarginMode.self) ?? .cross
        let initialMargin = object.decimal("initialMargin", .notNegative)
        let maintenanceMargin = object.decimal("maintenanceMargin", .notNegative)
        let orderLoss = object.decimal("orderLoss", .notNegative)
        let fee = object.decimal("fee", .notNegative)
        guard let symbol, let side, let quantity else { return nil }
        return OpenOrder(
            symbol: symbol, side: side, quantity: quantity, price: price, reduceOnly: reduceOnly,
            marginMode: marginMode, initialMargin: initialMargin,
            maintenanceMargin: maintenanceMargin, orderLoss: orderLoss, fee: fee)
    }

    static func stop(_ object: inout JSONObjectReader) -> StopOrder? {
        let symbol = object.required("symbol")?.name()
        let side = object.required("side")?.choice(of: PositionSide.self)
        let quantity = object.decimal("quantity", .positive)
        let triggerPrice = object.required("triggerPrice")?.decimal(.positive)
        let priceType = object.choice("priceType", of: TriggerPriceType.self) ?? .mark
        guard let symbol, let side, let triggerPrice else { return nil }
        return StopOrder(
            symbol: symbol, side: side, quantity: quantity, triggerPrice: triggerPrice,
            priceType: priceType)
    }

    static func trailingStop(_ object: inout JSONObjectReader) -> TrailingStop? {
        let symbol = object.required("symbol")?.name()
        let side = object.required("side")?.choice(of: PositionSide.self)
        let callbackPercent = object.required("callbackPercent")?.decimal(.positive)
        let history = object.list("history", setting)
        guard let symbol, let side, let callbackPercent else { return nil }
        return TrailingStop(
            symbol: symbol, side: side, callbackPercent: callbackPercent, history: history)
    }

    private static func setting(_ object: inout JSONObjectReader) -> TrailingStop.Setting? {
        let at = object.required("at")?.instant()
        let callbackPercent = object.required("callbackPercent")?.decimal(.positive)
        guard let at, let callbackPercent else { return nil }
        return TrailingStop.Setting(at: at, callbackPercent: callbackPercent)
    }

    static func liquidation(_ object: inout JSONObjectReader) -> LiquidationEvent? {
        let symbol = object.required("symbol")?.name()
        let price = object.required("price")?.decimal(.positive)
        let quantity = object.required("quantity")?.decimal(.positive)
        let at = object.required("at")?.instant()
        guard let symbol, let price, let quantity, let at else { return nil }
        return LiquidationEvent(symbol: symbol, price: price, quantity: quantity, at: at)
    }

    static func fundingPayment(_ object: inout JSONObjectReader) -> FundingPayment? {
        let symbol = object.required("symbol")?.name()
        let amount = object.required("amount")?.decimal()
        let asset = object.required("asset")?.name()
        let at = object.required("at")?.instant()
        guard let symbol, let amount, let asset, let at else { return nil }
        return FundingPayment(symbol: symbol, amount: amount, asset: asset, at: at)
    }
}
