import MarginModel

/// Decides what a payload is, and hands its records to the reader of their kind.
enum PayloadDetector {
    /// What the payload gives to an account; `nil` after a problem was reported.
    static func part(_ root: JSONValue, file: String, venue: Venue?) -> PayloadPart? {
        guard let (answer, kind) = recognise(root) else { return nil }
        var part = PayloadPart(kind, file: file)
        part.venue = part.venue ?? answer.envelope.venue
        fill(&part, from: answer, kind, venue)
        return part
    }

    private static func recognise(_ root: JSONValue) -> (VenueAnswer, PayloadKind)? {
        guard let answer = VenueAnswer.open(root) else { return nil }
        if let kind = kind(of: answer) { return (answer, kind) }
        let members = root.memberNames.sorted().prefix(6).map(quoted)
        root.problems.report(
            id: "payload-unknown", kind: .form, at: root.offset,
            "this is no payload that is known"
                + (members.isEmpty ? "" : "; it has \(members.joined(separator: ", "))"),
            hint: hint(root) ?? "marginalia doctor lists what is accepted")
        return nil
    }

    /// Whether a text is one answer that is read.
    static func isAnswer(_ document: JSONDocument) -> Bool {
        let root = JSONValue(
            problems: JSONProblems(document, isPart: true), node: 0, keyNode: nil)
        return VenueAnswer.open(root).flatMap(kind) != nil
    }

    /// How to get at what something of ours or the venue's was wrapped in.
    private static func hint(_ root: JSONValue) -> String? {
        guard root.isObject, let object = root.object() else { return nil }
        let file = root.problems.document.file
        for (name, value) in object.members() where name.allSatisfy({ $0.isLetter || $0 == "_" }) {
            let inner = JSONValue(
                problems: JSONProblems(root.problems.document, isPart: true), node: value.node,
                keyNode: nil)
            let first = inner.isList ? inner.elements()?.first : inner
            if let names = first?.memberNames, names.isSuperset(of: ["id", "venue"]) {
                return "Take the accounts out: jq -c '.\(name)\(inner.isList ? "[]" : "")' "
                    + "\(file) > accounts.ndjson"
            }
            guard inner.isObject || inner.isList, let answer = VenueAnswer.open(inner),
                !answer.rows.isEmpty, kind(of: answer) != nil
            else { continue }
            return "Take the answer out: jq '.\(name)' \(file) > \(name).json"
        }
        return nil
    }

    private static func fill(
        _ part: inout PayloadPart, from answer: VenueAnswer, _ kind: PayloadKind, _ venue: Venue?
    ) {
        if let time = answer.time { part.times.append(time) }
        part.hasMorePages = answer.hasMorePages && !kind.isHistory
        for element in answer.rows {
            guard var row = element.object() else { continue }
            add(&row, kind, answer.category, venue, to: &part)
        }
    }

    /// A list without a position in it is what a flat account answers.
    private static func kind(of answer: VenueAnswer) -> PayloadKind? {
        answer.rows.isEmpty ? .emptyList : answer.kind(PayloadKind.shapes)
    }

    private static func add(
        _ row: inout JSONObjectReader, _ kind: PayloadKind, _ category: String?, _ venue: Venue?,
        to part: inout PayloadPart
    ) {
        switch kind {
        case .binancePositionRiskV2, .binancePositionRiskV3, .binanceCoinPositionRisk:
            BinancePositions.add(&row, to: &part)
        case .binancePortfolioPositions, .binancePortfolioCoinPositions:
            part.accountMode = .portfolio
            BinancePositions.add(&row, to: &part)
        case .binanceAccountV2, .binanceAccountV3, .binanceCoinAccount:
            BinanceAccounts.add(&row, to: &part)
        case .binanceBalance: BinanceAccounts.addBalance(&row, to: &part)
        case .binanceAccountConfig: BinanceAccounts.addConfig(&row, to: &part)
        case .binanceAssetIndex: BinanceAccounts.addIndex(&row, to: &part)
        case .binanceSymbolConfig: BinancePositions.addConfig(&row, to: &part)
        case .binancePortfolioAccount: BinanceAccounts.addPortfolio(&row, to: &part)
        case .binancePortfolioBalance: BinanceAccounts.addPortfolioBalance(&row, to: &part)
        case .binancePortfolioFutures: BinanceAccounts.addPortfolioFutures(&row, to: &part)
        case .binancePremiumIndex: BinanceAccounts.addMark(&row, to: &part)
        case .binanceForceOrders: BinanceAccounts.addForceOrder(&row, to: &part)
        case .binanceIncome: BinanceAccounts.addIncome(&row, to: &part)
        case .bybitPositions, .bybitPositionStream:
            BybitPayload.addPosition(&row, category: category, to: &part)
        case .bybitWallet, .bybitWalletStream: BybitPayload.addWallet(&row, to: &part)
        case .bybitAccountInfo: BybitPayload.addInfo(&row, to: &part)
        case .bybitTickers: BybitPayload.addTicker(&row, to: &part)
        case .bybitExecutions: BybitPayload.addExecution(&row, to: &part)
        case .bybitTransactions: BybitPayload.addTransaction(&row, to: &part)
        case .okxPositions: OKXPayload.addPosition(&row, to: &part)
        case .okxBalance: OKXPayload.addBalance(&row, to: &part)
        case .okxPositionRisk: OKXPayload.addPositionRisk(&row, to: &part)
        case .okxAccountConfig: OKXPayload.addConfig(&row, to: &part)
        case .okxMarkPrices: OKXPayload.addMark(&row, to: &part)
        case .okxFundingRates: OKXPayload.addFundingRate(&row, to: &part)
        case .okxBills: OKXPayload.addBill(&row, to: &part)
        case .ccxtPositions: CCXTPayload.addPosition(&row, venue: venue, to: &part)
        case .ccxtBalance: addCCXTBalance(&row, to: &part)
        case .emptyList, .liquidationCSV, .fundingCSV, .binanceTransactionsCSV,
            .bybitTransactionsCSV, .okxTradesCSV, .closedPositionsCSV:
            break  // No JSON record is one.
        }
    }

    /// A balance of ccxt is read from the venue's own record alone: ccxt's `total` is a wallet balance
    /// at one venue and an equity at another.
    private static func addCCXTBalance(_ row: inout JSONObjectReader, to part: inout PayloadPart) {
        if let time = PayloadTime(row.milliseconds("timestamp"), "timestamp", .lastChange) {
            part.times.append(time)
        }
        guard let info = row.value("info") else {
            row.problems.report(
                id: "balance-without-info", at: row.offset,
                "this balance lacks info, and ccxt's total is not the same figure everywhere",
                hint: "Save what fetch_balance returns with its info member")
            return
        }
        guard let (answer, kind) = recognise(info) else { return }
        part.venue = kind.venue
        fill(&part, from: answer, kind, part.venue)
    }
}

extension VenueAnswer.Envelope {
    /// The venue that answers like this and no other.
    fileprivate var venue: Venue? {
        switch self {
        case .bybit, .bybitStream: .bybit
        case .okx: .okx
        case .coinMarketCap, .bare: nil
        }
    }
}
