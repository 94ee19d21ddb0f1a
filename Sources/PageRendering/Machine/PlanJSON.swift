import MarginModel
package import MarginRules

// The `plan` member of `plan --json`.

extension ActionPlan: MachineRecord {
    package static func declare(_ out: inout some MemberSink<ActionPlan>) {
        out.member("target") { $0.targetRatio }
        out.member("steps") { $0.steps }
        out.member("verified") { $0.isVerified }
        out.member("cost") { $0.cost }
        out.member("alternatives") { $0.alternatives }
        out.member("skipped") { $0.skipped }
        out.member("targets") { $0.targets }
        out.group(
            "distance",
            "The policy's target distance, what still liquidates after the last step, and what would "
                + "have to be paid in beside the plan where that is nearer; such a plan is not verified."
        ) { out in
            out.member("targetPercent") { $0.targetDistancePercent }
            out.member("nearestMove") { $0.nearestMove }
            out.member("pool") { $0.distanceGap?.pool }
            out.member("asset") { $0.distanceGap?.asset }
            out.member("missing") { $0.distanceGap?.missing }
        }
        out.member(
            "pending",
            "Deposits on their way, which nothing else counts, and the account if each landed now."
        ) { $0.pending }
        out.member("shortfall") { $0.shortfall }
    }
}

extension PlanAlternative: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PlanAlternative>) {
        out.member("name") { $0.name }
        out.member("steps") { $0.steps }
        out.member("cost") { $0.cost }
        out.member("verified") { $0.isVerified }
        out.member("saving") { $0.saving }
        out.member("lowerBound") { $0.lowerBound }
        out.member("exact") { $0.isExact }
        out.member("ratioAfter") { $0.ratioAfter }
        out.member("jointMoveSurvivedPercent") { $0.jointMoveSurvivedPercent }
        out.member("nearestMove") { $0.nearestMove }
    }
}

extension StepKind: MachineChoice {}

extension SkippedStep: MachineRecord {
    package static func declare(_ out: inout some MemberSink<SkippedStep>) {
        out.member("kind") { $0.kind }
        out.member("why") { $0.why }
        out.member("source") { $0.source }
    }
}

extension TargetAmount.Name: MachineChoice {}

extension TargetAmount: MachineRecord {
    package static func declare(_ out: inout some MemberSink<TargetAmount>) {
        out.member("name") { $0.name }
        out.member("amount") { $0.amount }
        out.member("asset") { $0.asset }
        out.member("ratioAfter") { $0.ratioAfter }
        out.member("nativeAfter") { $0.nativeAfter }
        out.member("jointMoveSurvivedPercent") { $0.jointMoveSurvivedPercent }
        out.member("nearestMove") { $0.nearestMove }
        out.member("fundingHoursSurvived") { $0.fundingHoursSurvived }
        out.member("cures") { $0.cures }
    }
}

extension PendingDeposit: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PendingDeposit>) {
        out.member("asset") { $0.deposit.asset }
        out.member("amount") { $0.deposit.amount }
        out.member("sentAt") { $0.deposit.sentAt }
        out.member("reference") { $0.deposit.reference }
        out.member("after") { $0.after }
        out.member("nearestMove") { $0.nearestMove }
    }
}

extension PlanShortfall: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PlanShortfall>) {
        out.member("pool") { $0.pool }
        out.member("asset") { $0.asset }
        out.member("bestRatio") { $0.bestRatio }
        out.member("missing") { $0.missing }
    }
}

extension PlanStep: MachineRecord {
    package static var definition: String? { "step" }

    package static func declare(_ out: inout some MemberSink<PlanStep>) {
        out.member("kind") { $0.kind }
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("quantity") { $0.quantity }
        out.member(
            "order",
            "The order to place, where the step closes something; all of it is reduce-only."
        ) { $0.order }
        out.member("amount") { $0.amount }
        out.member("asset") { $0.asset }
        out.member("price") { $0.price }
        out.member("cost") { $0.cost }
        out.member("reason") { $0.reason }
        out.member("rule", nil, schema: .matching("^[a-z][a-z0-9-]*$")) { $0.rule }
        out.member("after") { $0.after }
    }
}

extension PlanOrder.Side: MachineChoice {}
extension PlanOrder.Kind: MachineChoice {}

extension PlanOrder: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PlanOrder>) {
        out.member("side") { $0.side }
        out.member("type") { $0.kind }
        out.member("triggeredBy", nil, schema: .choice(["mark"], orNull: true)) {
            $0.kind == .stopMarket ? "mark" : nil
        }
        out.member("reduceOnly", nil, schema: .object([("const", .flag(true))])) { _ in true }
        out.member("quantity") { $0.quantity }
        out.member("unit", "contracts, or the coin that sizes count.") { $0.unit }
        out.member("coins") { $0.coins }
        out.member(
            "parts",
            "The quantities to send one after the other: the venue's largest market order splits them."
        ) { $0.parts }
    }
}

extension PoolFigures: MachineRecord {
    package static var definition: String? { "after" }

    package static func declare(_ out: inout some MemberSink<PoolFigures>) {
        out.member("equity") { $0.equity }
        out.member("requirement") { $0.requirement }
        out.member("ratio") { $0.ratio }
        out.member("native") { $0.native }
        out.member("state") { $0.state }
        out.member("by") { $0.cause }
    }
}

extension AdverseMove: MachineRecord {
    package static func declare(_ out: inout some MemberSink<AdverseMove>) {
        out.member("percent") { $0.percent }
        out.member("symbol") { $0.symbol }
    }

    package static func optionalSchema(_ book: SchemaBook) -> Schema {
        book.definition("move") { book in
            Schema.object([("anyOf", .list([schema(book), .object([("type", "null")])]))]).noted(
                "The nearest move that liquidates: of all marks together, or of one symbol's alone. "
                    + "null: none, or not known.")
        }
    }
}
