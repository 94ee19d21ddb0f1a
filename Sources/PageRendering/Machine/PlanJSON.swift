import MarginModel
import MarginRules

/// The `plan` member of `marginalia/plan/1`.
struct PlanJSON {
    let plan: ActionPlan

    init(_ plan: ActionPlan) { self.plan = plan }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("target", plan.targetRatio)
            json.list("steps", plan.steps, write(_:step:))
            json.key("verified")
            json.bool(plan.isVerified)
            json.member("cost", plan.cost)
            json.list("alternatives", plan.alternatives) { json, alternative in
                json.member("name", alternative.name)
                json.list("steps", alternative.steps, write(_:step:))
                json.member("cost", alternative.cost)
                json.key("verified")
                json.bool(alternative.isVerified)
                json.member("saving", alternative.saving)
                json.member("lowerBound", alternative.lowerBound)
                json.key("exact")
                json.bool(alternative.isExact)
                json.member("ratioAfter", alternative.ratioAfter)
                json.member("jointMoveSurvivedPercent", alternative.jointMoveSurvivedPercent)
            }
            json.list("skipped", plan.skipped) { json, skipped in
                json.member("kind", skipped.kind.rawValue)
                json.member("why", skipped.why)
                json.member("source", skipped.source)
            }
            json.list("targets", plan.targets) { json, target in
                json.member("name", target.name.rawValue)
                json.member("amount", target.amount)
                json.member("ratioAfter", target.ratioAfter)
                json.member("nativeAfter", target.nativeAfter)
                json.member("jointMoveSurvivedPercent", target.jointMoveSurvivedPercent)
                json.member("fundingHoursSurvived", target.fundingHoursSurvived)
                json.key("cures")
                json.bool(target.cures)
            }
            json.key("shortfall")
            write(&json, shortfall: plan.shortfall)
        }
    }

    private func write(_ json: inout JSONWriter, shortfall: PlanShortfall?) {
        guard let shortfall else {
            json.null()
            return
        }
        json.object { json in
            json.member("pool", shortfall.pool)
            json.member("asset", shortfall.asset)
            json.member("bestRatio", shortfall.bestRatio)
            json.member("missing", shortfall.missing)
        }
    }

    private func write(_ json: inout JSONWriter, step: PlanStep) {
        json.member("kind", step.kind.rawValue)
        json.member("symbol", step.symbol)
        json.member("side", step.side?.rawValue)
        json.member("quantity", step.quantity)
        json.member("amount", step.amount)
        json.member("asset", step.asset)
        json.member("price", step.price)
        json.member("cost", step.cost)
        json.member("reason", step.reason)
        json.member("rule", step.rule)
        json.key("after")
        json.object { json in
            json.member("equity", step.after.equity)
            json.member("requirement", step.after.requirement)
            json.member("ratio", step.after.ratio)
            json.member("native", step.after.native)
            json.member("state", step.after.state.rawValue)
            json.member("by", step.after.cause?.rawValue)
        }
    }
}
