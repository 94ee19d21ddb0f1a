package import MarginModel
package import MarginRules

/// `marginalia/assessment/1`, with a `plan` and an `audit` member where there is one: the
/// shape that users' scripts rely on. Decimals are strings without exponent, exact where they end, else 24 significant
/// digits; `null` means none, and `reasons` says why.
package struct AssessmentJSON {
    let assessment: Assessment
    let plan: ActionPlan?
    let audit: AuditReport?
    /// What a report writes out for people, where this is the JSON form of one.
    let extent: ReportExtent?
    /// What was passed over while the account was read.
    let warnings: [Diagnostic]

    package init(
        _ assessment: Assessment, plan: ActionPlan? = nil, audit: AuditReport? = nil,
        extent: ReportExtent? = nil, warnings: [Diagnostic] = []
    ) {
        self.assessment = assessment
        self.warnings = warnings
        self.plan = plan
        self.audit = audit
        self.extent = extent
    }

    package func bytes(pretty: Bool) -> [UInt8] {
        var json = JSONWriter(
            pretty: pretty, capacity: 2_048 + 1_280 * assessment.positions.count)
        write(to: &json)
        return json.bytes
    }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("schema", "marginalia/assessment/1")
            json.member("id", assessment.account.id)
            json.member("venue", assessment.account.venue.rawValue)
            json.member("asOf", assessment.account.asOf)
            json.member("state", assessment.state.rawValue)
            json.member("by", assessment.cause?.rawValue)
            if let extent {
                json.member("report") { json in json.member("sections", extent.rawValue) }
            }
            writeUnderWay(&json)
            json.list("reasons", assessment.reasons) { json, reason in
                json.member("code", reason.code.rawValue)
                json.member("where", reason.place)
                json.member("message", reason.message)
            }
            json.listed("warnings", warnings) { json, warning in
                json.member("id", warning.id)
                json.member("line", warning.location.line)
                json.member("column", warning.location.column)
                json.member("message", warning.message)
                json.optionalMember("hint", warning.hint)
            }
            json.list("pools", assessment.pools) { write(&$0, pool: $1) }
            writeAccountFigures(&json)
            json.list("positions", assessment.positions) { write(&$0, position: $1) }
            json.list("reconciliation", assessment.reconciliation) { json, row in
                json.member("field", row.field)
                json.member("reported", row.reported)
                json.member("computed", row.computed)
                json.member("difference", row.difference)
                json.member("cause", row.cause.rawValue)
                json.member("explanation", row.explanation)
            }
            writeProvenance(&json)
            if let plan {
                json.key("plan")
                PlanJSON(plan).write(to: &json)
            }
            if let audit {
                json.key("audit")
                AuditJSON(audit).write(to: &json)
            }
        }
    }

    private func writeUnderWay(_ json: inout JSONWriter) {
        let found = LiquidationUnderWay(assessment)
        json.key("underWay")
        guard found.isUnderWay else {
            json.null()
            return
        }
        json.object { json in
            json.texts("pastTrigger", found.pastTrigger)
            json.flag("seen", found.isLikely)
            json.texts("venueSteps", found.next.steps)
            json.texts("worthDoing", found.worthDoing)
        }
    }

    private func write(_ json: inout JSONWriter, pool: PoolAssessment) {
        json.member("id", pool.id)
        json.member("asset", pool.asset)
        json.member("marginMode", pool.marginMode.rawValue)
        json.member("equity", pool.equity)
        json.member("walletBalance", pool.walletBalance)
        json.member("unrealizedPnl", pool.unrealizedPnl)
        json.member("initialMargin", pool.initialMargin)
        json.member("maintenanceMargin", pool.maintenanceMargin)
        json.member("requirement", pool.requirement)
        json.member("availableBalance", pool.availableBalance)
        json.member("ratio", pool.ratio)
        write(&json, "native", pool.native)
        json.member("state", pool.state.rawValue)
        json.member("by", pool.cause?.rawValue)
    }

    private func write(_ json: inout JSONWriter, _ key: StaticString, _ native: NativeRatio?) {
        json.key(key)
        guard let native else {
            json.null()
            return
        }
        json.object { json in
            json.member("value", native.value)
            json.member("name", native.name)
            json.member("threshold", native.threshold)
            json.member("direction", native.direction.rawValue)
        }
    }

    /// Money is filled only where the account has one pool; ratios are the worst pool's.
    private func writeAccountFigures(_ json: inout JSONWriter) {
        let pool = assessment.onlyPool
        json.member("equity", pool?.equity)
        json.member("walletBalance", pool?.walletBalance)
        json.member("unrealizedPnl", pool?.unrealizedPnl)
        json.member("initialMargin", pool?.initialMargin)
        json.member("maintenanceMargin", pool?.maintenanceMargin)
        write(&json, "marginRatio", assessment.worstPool?.native)
        json.member("ratio", assessment.worstPool?.ratio)
        json.key("distance")
        json.object { json in
            json.key("jointMovePercent")
            json.object { json in
                json.member("down", assessment.distance.jointMoveDownPercent)
                json.member("up", assessment.distance.jointMoveUpPercent)
            }
            json.member("deficit", assessment.distance.deficit)
        }
    }

    private func write(_ json: inout JSONWriter, position: PositionAssessment) {
        json.member("symbol", position.position.symbol)
        json.member("side", position.position.side.rawValue)
        json.member("pool", position.pool)
        json.member("marginMode", position.position.marginMode.rawValue)
        json.member("notional", position.notional)
        json.member("unrealizedPnl", position.unrealizedPnl)
        json.member("initialMargin", position.initialMargin)
        json.member("maintenanceMargin", position.maintenanceMargin)
        json.member("tier", position.tier?.number)
        json.member("maintenanceMarginRate", position.tier?.maintenanceMarginRate)
        json.member("maintenanceAmount", position.tier?.maintenanceAmount)
        json.member("feeToClose", position.feeToClose)
        json.member("isolatedMarginRatio", position.isolatedMarginRatio)
        json.member("liquidationPrice", position.liquidationPrice)
        json.member("liquidationPriceBelow", position.liquidationPriceBelow)
        json.member("liquidationPriceAbove", position.liquidationPriceAbove)
        json.member("tierAtLiquidation", position.tierAtLiquidation)
        json.member("bankruptcyPrice", position.bankruptcyPrice)
        json.member("breakEvenPrice", position.breakEvenPrice)
        json.key("distancePercent")
        json.object { json in
            json.member("down", position.distanceDownPercent)
            json.member("up", position.distanceUpPercent)
        }
        json.member("effectiveLeverage", position.effectiveLeverage)
        json.key("funding")
        json.object { json in
            json.member("next", position.funding.next)
            json.member("perDay", position.funding.perDay)
            json.member("hoursToBreach", position.funding.hoursToBreach)
        }
    }

    private func writeProvenance(_ json: inout JSONWriter) {
        let provenance = assessment.provenance
        json.key("provenance")
        json.object { json in
            json.member("rules", provenance.rules)
            json.key("sheet")
            writeOldestSheet(&json, provenance.sheets)
            json.list("sheets", provenance.sheets) { json, sheet in
                json.member("symbol", sheet.symbol)
                json.member("asOf", sheet.asOf)
                json.member("source", sheet.source)
            }
            json.list("prices", provenance.prices) { json, price in
                json.member("asset", price.symbol)
                json.member("kind", price.kind.rawValue)
                json.member("source", price.source)
                json.member("asOf", price.asOf)
            }
            json.member("clock", provenance.clock)
        }
    }

    /// One date for the whole sheet: its oldest symbol's, so that it never flatters.
    private func writeOldestSheet(_ json: inout JSONWriter, _ sheets: [Provenance.Sheet]) {
        let oldest = sheets.min { ($0.asOf, $0.symbol) < ($1.asOf, $1.symbol) }
        guard let oldest else {
            json.null()
            return
        }
        json.object { json in
            json.member("asOf", oldest.asOf)
            json.member("source", oldest.source)
        }
    }
}
