import MarginModel

/// What a payload is, and the records in it.
struct DetectedPayload {
    let kind: PayloadKind
    /// The records: positions, coins, rows. The object itself where there is one alone.
    let rows: [JSONValue]
    /// When the venue answered, where its envelope says so, and by which member.
    var time: PayloadTime?
    /// Bybit's `linear` or `inverse`, where the envelope has it.
    var category: String?
}

/// Decides by members what a payload is. A venue's own error message is reported as such.
struct PayloadDetector {
    let problems: JSONProblems

    /// `nil` after a problem was reported.
    func detect(_ root: JSONValue) -> DetectedPayload? {
        if VenueRefusal.isReported(root) { return nil }
        let keys = keys(of: root)
        if keys.contains("retCode") || keys.contains("topic") { return bybit(root, keys) }
        if keys.contains("data"), keys.contains("code") || keys.contains("arg") {
            return okx(root)
        }
        let isList = problems.document.nodes[root.node].kind == .array
        let rows = isList ? root.elements() ?? [] : [root]
        guard let first = rows.first else {
            return unknown(root, "Pass the answers that have something in them")
        }
        guard let kind = Self.plainKind(self.keys(of: first), first) else {
            return unknown(root, hint)
        }
        return DetectedPayload(kind: kind, rows: rows)
    }

    private var hint: String { "marginalia doctor lists what is accepted" }

    /// Kinds that have no envelope: Binance's and ccxt's.
    private static func plainKind(_ keys: Set<String>, _ first: JSONValue) -> PayloadKind? {
        func has(_ names: String...) -> Bool { names.allSatisfy(keys.contains) }
        if has("symbol", "contracts", "side") { return .ccxtPositions }
        if has("free", "used", "total") { return .ccxtBalance }
        if has("positionAmt", "symbol") {
            if has("maxQty") || has("notionalValue") {
                return has("isolatedMargin") || has("marginType")
                    ? .binanceCoinPositionRisk : .binancePortfolioCoinPositions
            }
            if has("marginType") { return .binancePositionRiskV2 }
            return has("isolatedMargin") || has("isolatedWallet")
                ? .binancePositionRiskV3 : .binancePortfolioPositions
        }
        if has("assets", "positions") {
            if has("totalWalletBalance") {
                return has("multiAssetsMargin") || has("feeTier")
                    ? .binanceAccountV2 : .binanceAccountV3
            }
            return .binanceCoinAccount
        }
        if has("uniMMR", "accountEquity") { return .binancePortfolioAccount }
        if has("asset", "balance", "crossWalletBalance") { return .binanceBalance }
        if has("symbol", "markPrice", "lastFundingRate") { return .binancePremiumIndex }
        if has("incomeType", "income") { return .binanceIncome }
        if has("clientOrderId", "executedQty", "avgPrice") { return .binanceForceOrders }
        return nil
    }

    private func bybit(_ root: JSONValue, _ keys: Set<String>) -> DetectedPayload? {
        guard var object = root.object() else { return nil }
        if let topic = object.value("topic")?.word {
            let time = PayloadTime(object.milliseconds("creationTime"), "creationTime", .response)
            let rows = object.value("data")?.elements() ?? []
            let kind: PayloadKind? =
                topic.hasPrefix("position")
                ? .bybitPositionStream : topic.hasPrefix("wallet") ? .bybitWalletStream : nil
            guard let kind else { return unknown(root, hint) }
            return DetectedPayload(kind: kind, rows: rows, time: time)
        }
        let time = PayloadTime(object.milliseconds("time"), "time", .response)
        guard let value = object.required("result"), var result = value.object() else { return nil }
        let category = result.value("category")?.word
        if let cursor = result.value("nextPageCursor") { reportMorePages(cursor) }
        if result.has("marginMode") {
            return DetectedPayload(kind: .bybitAccountInfo, rows: [value], time: time)
        }
        let rows = result.value("list")?.elements() ?? []
        let first = rows.first.map(self.keys) ?? []
        guard let kind = Self.bybitKind(first, category) else { return unknown(root, hint) }
        return DetectedPayload(kind: kind, rows: rows, time: time, category: category)
    }

    private static func bybitKind(_ keys: Set<String>, _ category: String?) -> PayloadKind? {
        if keys.contains("positionIdx") { return .bybitPositions }
        if keys.contains("coin"), keys.contains("totalEquity") { return .bybitWallet }
        if keys.contains("execType") { return .bybitExecutions }
        if keys.contains("lastPrice"), keys.contains("markPrice") { return .bybitTickers }
        if keys.contains("transactionTime") { return .bybitTransactions }
        // A list without a position in it.
        return keys.isEmpty && category != nil ? .bybitPositions : nil
    }

    /// The rest of a long answer lies on further pages: a sum over the first is no sum.
    private func reportMorePages(_ cursor: JSONValue) {
        problems.report(
            .warning, id: "payload-has-more-pages", at: cursor.offset,
            "the answer goes on: nextPageCursor is not empty",
            hint: "Fetch the other pages and pass all files together")
    }

    private func okx(_ root: JSONValue) -> DetectedPayload? {
        guard var object = root.object() else { return nil }
        guard let rows = object.required("data")?.elements() else { return nil }
        guard let first = rows.first else {
            return unknown(root, "Pass the answers that have something in them")
        }
        let keys = keys(of: first)
        let kind: PayloadKind? =
            if keys.isSuperset(of: ["instId", "pos", "mgnMode"]) {
                .okxPositions
            } else if keys.contains("details") {
                .okxBalance
            } else if keys.contains("acctLv") {
                .okxAccountConfig
            } else if keys.contains("fundingRate") {
                .okxFundingRates
            } else if keys.contains("markPx") {
                .okxMarkPrices
            } else if keys.isSuperset(of: ["billId", "balChg"]) {
                .okxBills
            } else {
                nil
            }
        guard let kind else { return unknown(root, hint) }
        return DetectedPayload(kind: kind, rows: rows)
    }

    private func unknown(_ root: JSONValue, _ hint: String) -> DetectedPayload? {
        let members = keys(of: root).sorted().prefix(6).map(quoted)
        problems.report(
            id: "payload-unknown", at: root.offset,
            "this is no payload that is known"
                + (members.isEmpty ? "" : "; it has \(members.joined(separator: ", "))"),
            hint: hint)
        return nil
    }

    private func keys(of value: JSONValue) -> Set<String> {
        guard problems.document.nodes[value.node].kind == .object else { return [] }
        return Set(JSONObjectReader(problems: problems, object: value.node).members().map(\.name))
    }
}
