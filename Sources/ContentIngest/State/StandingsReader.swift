package import MarginModel

/// Reads how an account stood in its earlier reports, in the format `marginalia/standings/1`.
package struct StandingsReader: Sendable {
    package static let schema = "marginalia/standings/1"

    package init() {}

    package func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> [Standing] {
        let document = try JSONDocument(parsing: bytes, file: file)
        return try JSONRecord.read(document) { object in
            object.checkSchema(Self.schema)
            return object.requiredList("standings", Self.standing)
        }.record
    }

    /// One standing, or a list of them, as it comes beside an account.
    static func standings(of value: JSONValue) -> [Standing] {
        if value.isList { return JSONObjectReader.records(of: value, standing) }
        guard var object = value.object() else { return [] }
        let standing = standing(&object)
        object.reportUnknownKeys()
        return standing.map { [$0] } ?? []
    }

    private static func standing(_ object: inout JSONObjectReader) -> Standing? {
        let asOf = object.required("asOf")?.instant()
        let level = object.required("state")?.choice(of: AccountState.self)
        let worstPool = object.text("worstPool")
        let pools = object.requiredList("pools", pool)
        let holdings = object.list("holdings", holding)
        let pending = object.list("pending", deposit)
        guard let asOf, let level else { return nil }
        return Standing(
            asOf: asOf, level: level, worstPool: worstPool, pools: pools, holdings: holdings,
            pendingDeposits: pending)
    }

    private static func pool(_ object: inout JSONObjectReader) -> Standing.Pool? {
        let id = object.required("id")?.text()
        let asset = object.required("asset")?.text()
        let equity = object.decimal("equity")
        let requirement = object.decimal("requirement")
        let ratio = object.decimal("ratio")
        let unrealizedPnl = object.decimal("unrealizedPnl")
        let availableBalance = object.decimal("availableBalance")
        guard let id, let asset else { return nil }
        return Standing.Pool(
            id: id, asset: asset, equity: equity, requirement: requirement, ratio: ratio,
            unrealizedPnl: unrealizedPnl, availableBalance: availableBalance)
    }

    private static func holding(_ object: inout JSONObjectReader) -> Standing.Holding? {
        let symbol = object.required("symbol")?.text()
        let side = object.required("side")?.choice(of: PositionSide.self)
        let pool = object.required("pool")?.text()
        let quantity = object.required("quantity")?.decimal()
        let markPrice = object.decimal("markPrice")
        guard let symbol, let side, let pool, let quantity else { return nil }
        return Standing.Holding(
            symbol: symbol, side: side, pool: pool, quantity: quantity, markPrice: markPrice)
    }

    private static func deposit(_ object: inout JSONObjectReader) -> Deposit? {
        let asset = object.required("asset")?.text()
        let amount = object.required("amount")?.decimal()
        let sentAt = object.instant("sentAt")
        let reference = object.text("reference")
        guard let asset, let amount else { return nil }
        return Deposit(
            asset: asset, amount: amount, sentAt: sentAt, status: .pending, reference: reference)
    }
}
