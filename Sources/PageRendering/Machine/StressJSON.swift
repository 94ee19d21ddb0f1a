import MarginModel
import MarginRules

/// The `stress` member of an audit.
struct StressJSON {
    let row: AuditRow<StressReport>

    init(_ row: AuditRow<StressReport>) { self.row = row }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("value")
            if let report = row.finding { write(&json, report) } else { json.null() }
            json.member("why", row.gap)
        }
    }

    private func write(_ json: inout JSONWriter, _ report: StressReport) {
        json.object { json in
            json.key("joint")
            json.object { write(&$0, table: report.joint) }
            json.list("singles", report.singles, write(_:table:))
            json.row("correlated", report.correlated) { json, table in
                json.object { write(&$0, table: table) }
            }
            json.row("volatility", report.volatility, each: write(_:shock:))
            json.row("volatilityJoint", report.volatilityJoint, each: write(_:point:))
        }
    }

    private func write(_ json: inout JSONWriter, table: StressTable) {
        switch table.kind {
        case .joint:
            json.member("kind", "joint")
            json.member("asset", nil as String?)
        case .single(let asset):
            json.member("kind", "single")
            json.member("asset", asset)
        case .beta(let driver):
            json.member("kind", "beta")
            json.member("asset", driver)
        }
        json.key("firstBreach")
        json.object { json in
            json.flag("isPast", table.breach.isPast)
            write(&json, "down", table.breach.down)
            write(&json, "up", table.breach.up)
        }
        json.list("points", table.points, write(_:point:))
    }

    private func write(_ json: inout JSONWriter, _ key: StaticString, _ place: FirstBreach.Place?) {
        json.key(key)
        guard let place else { return json.null() }
        json.object { json in
            json.member("movePercent", place.movePercent)
            json.member("pool", place.pool)
        }
    }

    private func write(_ json: inout JSONWriter, point: StressPoint) {
        json.member("movePercent", point.movePercent)
        json.member("state", point.state.rawValue)
        json.list("pools", point.pools) { json, pool in
            json.member("pool", pool.id)
            json.member("asset", pool.asset)
            json.member("equity", pool.equity)
            json.member("requirement", pool.requirement)
            json.member("ratio", pool.ratio)
            json.member("state", pool.state.rawValue)
        }
    }

    private func write(_ json: inout JSONWriter, shock: VolatilityShock) {
        json.member("asset", shock.asset)
        json.member("returns", shock.returns)
        json.member("dailyVolatilityPercent", shock.dailyVolatilityPercent)
        json.member("downPercent", shock.downPercent)
        json.member("upPercent", shock.upPercent)
        json.member("lastCandleAt", instant: shock.lastCandleAt)
        json.key("afterDown")
        json.object { write(&$0, point: shock.afterDown) }
        json.key("afterUp")
        json.object { write(&$0, point: shock.afterUp) }
    }
}
