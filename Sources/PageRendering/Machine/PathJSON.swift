package import MarginRules

/// `marginalia/path/1`: what `plan --path --json` prints.
package struct PathJSON {
    let accountID: String
    let path: AuditRow<PathReport>

    package init(accountID: String, _ path: AuditRow<PathReport>) {
        self.accountID = accountID
        self.path = path
    }

    package func bytes(pretty: Bool) -> [UInt8] {
        var json = JSONWriter(pretty: pretty)
        json.object { json in
            json.member("schema", "marginalia/path/1")
            json.member("id", accountID)
            json.row("path", path) { json, report in json.object { write(&$0, report) } }
        }
        return json.bytes
    }

    private func write(_ json: inout JSONWriter, _ report: PathReport) {
        json.member("callAt", instant: report.callAt)
        json.member("cureAt", instant: report.cureAt)
        json.member("liquidationAt", instant: report.liquidationAt)
        json.member("maximumPriceAgeSeconds", Int(report.maximumPriceAgeSeconds))
        json.list("steps", report.steps) { json, step in
            json.member("at", instant: step.at)
            json.member("state", step.state.rawValue)
            json.member("equity", step.equity)
            json.member("requirement", step.requirement)
            json.member("ratio", step.ratio)
            json.list("events", step.events, write(_:event:))
            json.key("missing")
            json.array { json in
                for name in step.missing { json.string(name) }
            }
        }
    }

    private func write(_ json: inout JSONWriter, event: PathReport.Event) {
        switch event {
        case .credited(let asset, let amount):
            json.member("kind", "credited")
            json.member("symbol", nil as String?)
            json.member("asset", asset)
            json.member("amount", amount)
        case .funding(let symbol, let asset, let amount):
            json.member("kind", "funding")
            json.member("symbol", symbol)
            json.member("asset", asset)
            json.member("amount", amount)
        case .fundingUnknown(let symbol):
            json.member("kind", "funding-unknown")
            json.member("symbol", symbol)
            json.member("asset", nil as String?)
            json.member("amount", nil as Exact?)
        }
    }
}
