import MarginModel
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
        Self.write(self, to: &json)
        return json.bytes
    }
}

/// JSON Schema of `plan --path --json`.
var pathSchema: String {
    Schema.document("An account along a path of prices", of: PathJSON.self)
}

extension PathJSON: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PathJSON>) {
        out.constant("schema", "marginalia/path/1")
        out.member("id") { $0.accountID }
        out.member("path") { $0.path }
    }
}

extension PathReport: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PathReport>) {
        out.member("callAt") { $0.callAt }
        out.member("cureAt") { $0.cureAt }
        out.member("liquidationAt") { $0.liquidationAt }
        out.member("maximumPriceAgeSeconds") { Int($0.maximumPriceAgeSeconds) }
        out.member("steps") { $0.steps }
    }
}

extension PathReport.Step: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PathReport.Step>) {
        out.member("at") { $0.at }
        out.member("state") { $0.state }
        out.member("equity") { $0.equity }
        out.member("requirement") { $0.requirement }
        out.member("ratio") { $0.ratio }
        out.member("events") { $0.events }
        out.member("missing") { $0.missing }
    }
}

extension PathReport.Event: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PathReport.Event>) {
        out.member("kind", nil, schema: .choice(["credited", "funding", "funding-unknown"])) {
            switch $0 {
            case .credited: "credited"
            case .funding: "funding"
            case .fundingUnknown: "funding-unknown"
            }
        }
        out.member("symbol") { event -> String? in
            switch event {
            case .credited: nil
            case .funding(let symbol, _, _), .fundingUnknown(let symbol): symbol
            }
        }
        out.member("asset") { event -> String? in
            switch event {
            case .credited(let asset, _), .funding(_, let asset, _): asset
            case .fundingUnknown: nil
            }
        }
        out.member("amount") { event -> Exact? in
            switch event {
            case .credited(_, let amount), .funding(_, _, let amount): amount
            case .fundingUnknown: nil
            }
        }
    }
}
