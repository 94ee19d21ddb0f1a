package import MarginModel

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
            json.key("standings")
            [Standing].write(standings, to: &json)
        }
        return json.bytes
    }

    /// One standing alone, as it may come beside an account.
    package static func bytes(of standing: Standing) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        Standing.write(standing, to: &json)
        return json.bytes
    }
}

extension Standing: MachineRecord {
    package static var definition: String? { "standing" }

    package static func declare(_ out: inout some MemberSink<Standing>) {
        out.member("asOf") { $0.asOf }
        out.member("state") { $0.level }
        out.member("worstPool") { $0.worstPool }
        out.member("pools") { $0.pools }
        out.member("holdings") { $0.holdings }
        out.member("pending") { $0.pendingDeposits.map(PendingDepositForm.init) }
    }
}

extension Standing.Pool: MachineRecord {
    package static func declare(_ out: inout some MemberSink<Standing.Pool>) {
        out.member("id") { $0.id }
        out.member("asset") { $0.asset }
        out.member("equity") { $0.equity }
        out.member("requirement") { $0.requirement }
        out.member("ratio") { $0.ratio }
        out.member("unrealizedPnl") { $0.unrealizedPnl }
        out.member("availableBalance") { $0.availableBalance }
    }
}

extension Standing.Holding: MachineRecord {
    package static func declare(_ out: inout some MemberSink<Standing.Holding>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("pool") { $0.pool }
        out.member("quantity") { $0.quantity }
        out.member("markPrice") { $0.markPrice }
    }
}

private struct PendingDepositForm: MachineRecord {
    let deposit: Deposit

    static func declare(_ out: inout some MemberSink<PendingDepositForm>) {
        out.member("asset") { $0.deposit.asset }
        out.member("amount") { $0.deposit.amount }
        out.member("sentAt") { $0.deposit.sentAt }
        out.member("reference") { $0.deposit.reference }
    }
}
