import MarginModel

/// What an account holds, owes, was sent, and could be sent.
enum BalanceFields {
    static func collateral(_ object: inout JSONObjectReader) -> CollateralBalance? {
        let asset = object.required("asset")?.name()
        // Of any sign: a multi-asset pool may owe the asset.
        let walletBalance = object.decimal("walletBalance")
        let collateralRate = object.decimal("collateralRate", .fraction)
        let indexPrice = object.decimal("indexPrice", .positive)
        guard let asset else { return nil }
        return CollateralBalance(
            asset: asset, walletBalance: walletBalance, collateralRate: collateralRate,
            indexPrice: indexPrice)
    }

    static func borrowing(_ object: inout JSONObjectReader) -> Borrowing? {
        let asset = object.required("asset")?.name()
        let amount = object.required("amount")?.decimal(.notNegative)
        let indexPrice = object.decimal("indexPrice", .positive)
        let initialMarginRate = object.decimal("initialMarginRate", .fraction)
        let maintenanceMarginRate = object.decimal("maintenanceMarginRate", .fraction)
        guard let asset, let amount else { return nil }
        return Borrowing(
            asset: asset, amount: amount, indexPrice: indexPrice,
            initialMarginRate: initialMarginRate, maintenanceMarginRate: maintenanceMarginRate)
    }

    static func funds(_ object: inout JSONObjectReader) -> AvailableFunds? {
        let asset = object.required("asset")?.name()
        let amount = object.required("amount")?.decimal(.notNegative)
        let place = object.required("where")?.text()
        let route = object.required("route")?.text()
        let confirmationSeconds = object.decimal("confirmationSeconds", .notNegative)
        let fee = object.decimal("fee", .notNegative)
        let isVerified = object.flag("verified") ?? false
        guard let asset, let amount, let place, let route else { return nil }
        return AvailableFunds(
            asset: asset, amount: amount, place: place, route: route,
            confirmationSeconds: confirmationSeconds, fee: fee, isVerified: isVerified)
    }

    static func deposit(_ object: inout JSONObjectReader) -> Deposit? {
        let asset = object.required("asset")?.name()
        let amount = object.required("amount")?.decimal(.positive)
        let sentAt = object.instant("sentAt")
        let status = object.required("status")?.choice(of: Deposit.Status.self)
        let reference = object.text("reference")
        guard let asset, let amount, let status else { return nil }
        return Deposit(
            asset: asset, amount: amount, sentAt: sentAt, status: status, reference: reference)
    }

    static func creditLine(_ object: inout JSONObjectReader) -> CreditLine? {
        let aprPercent = object.required("apr")?.decimal(.notNegative)
        let limit = object.required("limit")?.decimal(.notNegative)
        guard let aprPercent, let limit else { return nil }
        return CreditLine(aprPercent: aprPercent, limit: limit)
    }
}
