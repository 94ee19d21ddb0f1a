package import MarginModel
import MarginRules

/// What is remembered of an account from report to report (`marginalia/standings/1`).
package struct StandingsJSON {
    let schema: String
    let standings: [Standing]

    package init(_ standings: [Standing], schema: String) {
        self.standings = standings
        self.schema = schema
    }

    package var bytes: [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("schema", schema)
            json.list("standings", standings, Self.write(_:standing:))
        }
        return json.bytes
    }

    /// One standing alone, as it may come beside an account.
    package static func bytes(of standing: Standing) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { Self.write(&$0, standing: standing) }
        return json.bytes
    }

    private static func write(_ json: inout JSONWriter, standing: Standing) {
        json.member("asOf", standing.asOf.description)
        json.member("state", standing.level.rawValue)
        json.member("worstPool", standing.worstPool)
        json.list("pools", standing.pools, Self.write(_:pool:))
        json.list("holdings", standing.holdings, Self.write(_:holding:))
        json.list("pending", standing.pendingDeposits, Self.write(_:pending:))
    }

    private static func write(_ json: inout JSONWriter, pool: Standing.Pool) {
        json.member("id", pool.id)
        json.member("asset", pool.asset)
        json.member("equity", pool.equity?.description)
        json.member("requirement", pool.requirement?.description)
        json.member("ratio", pool.ratio?.description)
        json.member("unrealizedPnl", pool.unrealizedPnl?.description)
        json.member("availableBalance", pool.availableBalance?.description)
    }

    private static func write(_ json: inout JSONWriter, holding: Standing.Holding) {
        json.member("symbol", holding.symbol)
        json.member("side", holding.side.rawValue)
        json.member("pool", holding.pool)
        json.member("quantity", holding.quantity.description)
        json.member("markPrice", holding.markPrice?.description)
    }

    private static func write(_ json: inout JSONWriter, pending deposit: Deposit) {
        json.member("asset", deposit.asset)
        json.member("amount", deposit.amount.description)
        json.member("sentAt", deposit.sentAt?.description)
        json.member("reference", deposit.reference)
    }
}
