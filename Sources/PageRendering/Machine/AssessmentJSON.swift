package import MarginModel
package import MarginRules

/// `marginalia/assessment/1`, with a `plan` and an `audit` member where there is one: the
/// shape that users' scripts rely on. Decimals are strings without exponent, exact where they end, else 24 significant
/// digits; `null` means none, and `reasons` says why.
package final class AssessmentJSON {
    let assessment: Assessment
    let plan: ActionPlan?
    let audit: AuditReport?
    /// What a report writes out for people, where this is the JSON form of one.
    let extent: ReportExtent?
    /// What was passed over while the account was read.
    let warnings: [Diagnostic]
    private let onlyPool: PoolAssessment?
    private let worstPool: PoolAssessment?

    package init(
        _ assessment: Assessment, plan: ActionPlan? = nil, audit: AuditReport? = nil,
        extent: ReportExtent? = nil, warnings: [Diagnostic] = []
    ) {
        self.assessment = assessment
        self.warnings = warnings
        self.plan = plan
        self.audit = audit
        self.extent = extent
        onlyPool = assessment.onlyPool
        worstPool = assessment.worstPool
    }

    package func bytes(pretty: Bool) -> [UInt8] {
        var json = JSONWriter(
            pretty: pretty, capacity: 2_048 + 1_280 * assessment.positions.count)
        AssessmentJSON.write(self, to: &json)
        return json.bytes
    }
}

extension AssessmentJSON: MachineRecord {
    package static func declare(_ out: inout some MemberSink<AssessmentJSON>) {
        out.constant("schema", "marginalia/assessment/1")
        out.member("id") { $0.assessment.account.id }
        out.member("venue") { $0.assessment.account.venue }
        out.member("asOf") { $0.assessment.account.asOf }
        out.member("state") { $0.assessment.state }
        out.member("by") { $0.assessment.cause }
        out.optional(
            "report",
            "In a report's JSON form: what its forms for people write out. JSON holds everything."
        ) { $0.extent.map(ReportSections.init) }
        out.member(
            "underWay",
            "What the venue is doing already, and what is still worth doing. null: nothing is under way."
        ) { UnderWay($0.assessment) }
        out.member("reasons") { $0.assessment.reasons }
        out.listed("warnings", "What was passed over while the account was read.") { $0.warnings }
        out.member("pools") { $0.assessment.pools }
        // Money is filled only where the account has one pool; ratios are the worst pool's.
        out.member("equity") { $0.onlyPool?.equity }
        out.member("walletBalance") { $0.onlyPool?.walletBalance }
        out.member("unrealizedPnl") { $0.onlyPool?.unrealizedPnl }
        out.member("initialMargin") { $0.onlyPool?.initialMargin }
        out.member("maintenanceMargin") { $0.onlyPool?.maintenanceMargin }
        out.member("marginRatio") { $0.worstPool?.native }
        out.member("ratio") { $0.worstPool?.ratio }
        out.member("distance") { $0.assessment.distance }
        out.member("positions") { $0.assessment.positions }
        out.member("reconciliation") { $0.assessment.reconciliation }
        out.member("provenance") { $0.assessment.provenance }
        out.optional("plan") { $0.plan }
        out.optional("audit") { $0.audit }
    }
}

/// JSON Schema of `assess --json`.
var assessmentSchema: String {
    Schema.document(
        "An account assessed by its venue's margin rules", of: AssessmentJSON.self,
        without: ["report", "plan", "audit"])
}

/// JSON Schema of `plan --json`: an assessment with a plan and an audit.
var planSchema: String {
    Schema.document(
        "An account's assessment, its action plan and its audit", of: AssessmentJSON.self,
        requiring: ["plan", "audit"])
}

private struct ReportSections: MachineRecord {
    let extent: ReportExtent

    static func declare(_ out: inout some MemberSink<ReportSections>) {
        out.member("sections") { $0.extent }
    }
}

private struct UnderWay: MachineRecord {
    let found: LiquidationUnderWay

    init?(_ assessment: Assessment) {
        found = LiquidationUnderWay(assessment)
        guard found.isUnderWay else { return nil }
    }

    static func declare(_ out: inout some MemberSink<UnderWay>) {
        out.member("pastTrigger") { $0.found.pastTrigger }
        out.member("seen", "By the liquidation log or the owner's records.") { $0.found.isLikely }
        out.member("venueSteps") { $0.found.next.steps }
        out.member("worthDoing") { $0.found.worthDoing }
    }
}

extension StateCause: MachineChoice {
    package static func optionalSchema(_ book: SchemaBook) -> Schema {
        book.definition("cause") { _ in
            Schema.choice(allCases.map(\.rawValue), orNull: true).noted(
                "What made the state: requirement ÷ equity, or the nearest move of prices that "
                    + "liquidates. The state after a step is by the ratio alone until the last step "
                    + "that changes the account. null: incomplete.")
        }
    }
}

extension AssessmentReason: MachineRecord {
    package static func declare(_ out: inout some MemberSink<AssessmentReason>) {
        out.member("code") { $0.code }
        out.member("where") { $0.place }
        out.member("message") { $0.message }
    }
}

extension Diagnostic: MachineRecord {
    package static func declare(_ out: inout some MemberSink<Diagnostic>) {
        out.member("id") { $0.id }
        out.member("line") { $0.location.line }
        out.member("column") { $0.location.column }
        out.member("message") { $0.message }
        out.optional("hint") { $0.hint }
    }
}

extension PoolAssessment: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PoolAssessment>) {
        out.member("id") { $0.id }
        out.member("asset") { $0.asset }
        out.member("marginMode") { $0.marginMode }
        out.member("equity") { $0.equity }
        out.member("walletBalance") { $0.walletBalance }
        out.member("unrealizedPnl") { $0.unrealizedPnl }
        out.member("initialMargin") { $0.initialMargin }
        out.member("maintenanceMargin") { $0.maintenanceMargin }
        out.member("requirement") { $0.requirement }
        out.member("availableBalance") { $0.availableBalance }
        out.member("ratio") { $0.ratio }
        out.member("native") { $0.native }
        out.member("state") { $0.state }
        out.member("by") { $0.cause }
    }
}

extension NativeRatio.Direction: MachineChoice {}

extension NativeRatio: MachineRecord {
    package static var definition: String? { "native" }

    package static func declare(_ out: inout some MemberSink<NativeRatio>) {
        out.member("value") { $0.value }
        out.member("name") { $0.name }
        out.member("threshold") { $0.threshold }
        out.member("direction") { $0.direction }
    }
}

extension Distance: MachineRecord {
    package static func declare(_ out: inout some MemberSink<Distance>) {
        out.group("jointMovePercent") { out in
            out.member("down") { $0.jointMoveDownPercent }
            out.member("up") { $0.jointMoveUpPercent }
        }
        out.member("deficit") { $0.deficit }
    }
}

extension PositionAssessment: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PositionAssessment>) {
        out.member("symbol") { $0.position.symbol }
        out.member("side") { $0.position.side }
        out.member("pool") { $0.pool }
        out.member("marginMode") { $0.position.marginMode }
        out.member("notional") { $0.notional }
        out.member("unrealizedPnl") { $0.unrealizedPnl }
        out.member("initialMargin") { $0.initialMargin }
        out.member("maintenanceMargin") { $0.maintenanceMargin }
        out.member("tier") { $0.tier?.number }
        out.member("maintenanceMarginRate") { $0.tier?.maintenanceMarginRate }
        out.member("maintenanceAmount") { $0.tier?.maintenanceAmount }
        out.member("feeToClose") { $0.feeToClose }
        out.member("isolatedMarginRatio") { $0.isolatedMarginRatio }
        out.member("liquidationPrice") { $0.liquidationPrice }
        out.member("liquidationPriceBelow") { $0.liquidationPriceBelow }
        out.member("liquidationPriceAbove") { $0.liquidationPriceAbove }
        out.member("tierAtLiquidation") { $0.tierAtLiquidation }
        out.member("bankruptcyPrice") { $0.bankruptcyPrice }
        out.member("breakEvenPrice") { $0.breakEvenPrice }
        out.group("distancePercent") { out in
            out.member("down") { $0.distanceDownPercent }
            out.member("up") { $0.distanceUpPercent }
        }
        out.member("effectiveLeverage") { $0.effectiveLeverage }
        out.group("funding") { out in
            out.member("next") { $0.funding.next }
            out.member("perDay") { $0.funding.perDay }
            out.member("hoursToBreach") { $0.funding.hoursToBreach }
        }
    }
}

extension ReconciliationCause: MachineChoice {}

extension ReconciliationRow: MachineRecord {
    package static func declare(_ out: inout some MemberSink<ReconciliationRow>) {
        out.member("field") { $0.field }
        out.member("reported") { $0.reported }
        out.member("computed") { $0.computed }
        out.member("difference") { $0.difference }
        out.member("cause") { $0.cause }
        out.member("explanation") { $0.explanation }
    }
}

extension PriceKind: MachineChoice {}

extension Provenance: MachineRecord {
    package static func declare(_ out: inout some MemberSink<Provenance>) {
        out.member("rules") { $0.rules }
        out.member("sheet", "The oldest of them, so that one date never flatters.") {
            $0.sheets.min { ($0.asOf, $0.symbol) < ($1.asOf, $1.symbol) }.map(OldestSheet.init)
        }
        out.member("sheets") { $0.sheets }
        out.member("prices") { $0.prices }
        out.member("clock") { $0.clock }
    }

    private struct OldestSheet: MachineRecord {
        let sheet: Sheet

        static func declare(_ out: inout some MemberSink<OldestSheet>) {
            out.member("asOf") { $0.sheet.asOf }
            out.member("source") { $0.sheet.source }
        }
    }
}

extension Provenance.Sheet: MachineRecord {
    package static func declare(_ out: inout some MemberSink<Provenance.Sheet>) {
        out.member("symbol") { $0.symbol }
        out.member("asOf") { $0.asOf }
        out.member("source") { $0.source }
    }
}

extension Provenance.Price: MachineRecord {
    package static func declare(_ out: inout some MemberSink<Provenance.Price>) {
        out.member("asset") { $0.symbol }
        out.member("kind") { $0.kind }
        out.member("source") { $0.source }
        out.member("asOf") { $0.asOf }
    }
}
