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
                json.move("nearestMove", alternative.nearestMove)
            }
            json.list("skipped", plan.skipped) { json, skipped in
                json.member("kind", skipped.kind.rawValue)
                json.member("why", skipped.why)
                json.member("source", skipped.source)
            }
            json.list("targets", plan.targets) { json, target in
                json.member("name", target.name.rawValue)
                json.member("amount", target.amount)
                json.member("asset", target.asset)
                json.member("ratioAfter", target.ratioAfter)
                json.member("nativeAfter", target.nativeAfter)
                json.member("jointMoveSurvivedPercent", target.jointMoveSurvivedPercent)
                json.move("nearestMove", target.nearestMove)
                json.member("fundingHoursSurvived", target.fundingHoursSurvived)
                json.key("cures")
                json.bool(target.cures)
            }
            json.key("distance")
            json.object { json in
                json.member("targetPercent", plan.targetDistancePercent)
                json.move("nearestMove", plan.nearestMove)
                json.member("pool", plan.distanceGap?.pool)
                json.member("asset", plan.distanceGap?.asset)
                json.member("missing", plan.distanceGap?.missing)
            }
            json.list("pending", plan.pending) { json, pending in
                json.member("asset", pending.deposit.asset)
                json.member("amount", Exact(pending.deposit.amount))
                json.member("sentAt", instant: pending.deposit.sentAt)
                json.member("reference", pending.deposit.reference)
                write(&json, figures: pending.after)
                json.move("nearestMove", pending.nearestMove)
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

    private func write(_ json: inout JSONWriter, order: PlanOrder?) {
        guard let order else {
            json.null()
            return
        }
        json.object { json in
            json.member("side", order.side.rawValue)
            json.member("type", order.kind.rawValue)
            json.member("triggeredBy", order.kind == .stopMarket ? "mark" : nil)
            json.flag("reduceOnly", true)
            json.member("quantity", order.quantity)
            json.member("unit", order.unit)
            json.member("coins", order.coins)
            json.key("parts")
            json.array { json in
                for part in order.parts { json.value(part.description) }
            }
        }
    }

    private func write(_ json: inout JSONWriter, step: PlanStep) {
        json.member("kind", step.kind.rawValue)
        json.member("symbol", step.symbol)
        json.member("side", step.side?.rawValue)
        json.member("quantity", step.quantity)
        json.key("order")
        write(&json, order: step.order)
        json.member("amount", step.amount)
        json.member("asset", step.asset)
        json.member("price", step.price)
        json.member("cost", step.cost)
        json.member("reason", step.reason)
        json.member("rule", step.rule)
        write(&json, figures: step.after)
    }

    private func write(_ json: inout JSONWriter, figures after: PoolFigures) {
        json.key("after")
        json.object { json in
            json.member("equity", after.equity)
            json.member("requirement", after.requirement)
            json.member("ratio", after.ratio)
            json.member("native", after.native)
            json.member("state", after.state.rawValue)
            json.member("by", after.cause?.rawValue)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func move(_ key: String, _ move: AdverseMove?) {
        self.key(key)
        guard let move else {
            null()
            return
        }
        object { json in
            json.member("percent", move.percent)
            json.member("symbol", move.symbol)
        }
    }
}
