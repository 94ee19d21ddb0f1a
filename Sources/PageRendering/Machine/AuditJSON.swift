import MarginModel
import MarginRules

/// The `audit` member of `plan --json`: one member a row, each an object with `value` or `why`.
struct AuditJSON {
    let audit: AuditReport

    init(_ audit: AuditReport) { self.audit = audit }

    func write(to json: inout JSONWriter) {
        json.object { json in
            AuditResponseJSON(audit).write(to: &json)
            AuditAdjustJSON(audit).write(to: &json)
            AuditRiskJSON(audit).write(to: &json)
            json.key("stress")
            StressJSON(audit.stress).write(to: &json)
            json.list("claims", audit.claims) { json, check in
                json.member("claim", check.claim.rawValue)
                json.member("step", check.step)
                json.member("verdict", check.verdict.rawValue)
                json.member("finding", check.finding)
                json.list("figures", check.figures) { json, figure in
                    json.member("name", figure.name)
                    json.member("value", figure.value)
                    json.member("unit", figure.unit.name)
                }
            }
        }
    }
}

extension ClaimCheck.Unit {
    /// The asset's name for money, else the unit in a word.
    fileprivate var name: String {
        switch self {
        case .money(let asset): asset
        case .percent, .move: "percent"
        case .ratio: "n"
        case .seconds: "seconds"
        case .hours, .evenHours: "hours"
        case .times: "times"
        case .count: "count"
        case .price: "price"
        }
    }
}

extension JSONWriter {
    /// `{"value": …, "why": null}` where something was found, else `{"value": null, "why": "…"}`.
    mutating func row<Finding>(
        _ key: StaticString, _ row: AuditRow<Finding>, _ body: (inout JSONWriter, Finding) -> Void
    ) {
        self.key(key)
        object { json in
            json.key("value")
            if let finding = row.finding { body(&json, finding) } else { json.null() }
            json.member("why", row.gap)
        }
    }

    mutating func row<Finding>(
        _ key: StaticString, _ row: AuditRow<[Finding]>,
        each body: (inout JSONWriter, Finding) -> Void
    ) {
        self.row(key, row) { json, findings in
            json.array { json in
                for finding in findings { json.object { body(&$0, finding) } }
            }
        }
    }

    mutating func flag(_ key: StaticString, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    mutating func member(_ key: StaticString, instant: Instant?) {
        member(key, instant)
    }
}
