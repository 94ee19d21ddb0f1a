import MarginModel
import MarginRules

/// The audit's rows of "Adjust" and of the questions about loans and pools.
struct AuditAdjustJSON {
    let audit: AuditReport

    init(_ audit: AuditReport) { self.audit = audit }

    func write(to json: inout JSONWriter) {
        json.list("leverageCap", audit.leverageCap) { json, cap in
            json.member("symbol", cap.symbol)
            json.member("side", cap.side.rawValue)
            json.member("asset", cap.asset)
            json.member("setting", cap.setting)
            json.member("cap", cap.cap)
            json.member("initialMarginNow", cap.initialMarginNow)
            json.member("initialMarginAtCap", cap.initialMarginAtCap)
            json.member("maintenanceMarginNow", cap.maintenanceMarginNow)
            json.member("maintenanceMarginAtCap", cap.maintenanceMarginAtCap)
            json.member("liquidationPriceNow", cap.liquidationPriceNow)
            json.member("liquidationPriceAtCap", cap.liquidationPriceAtCap)
            json.member("effectiveLeverage", cap.effectiveLeverage)
            json.member("quantityAtCap", cap.quantityAtCap)
            json.refusal(cap.refusal)
        }
        json.row("isolation", audit.isolation) { json, isolation in
            json.object { json in
                json.refusal(isolation.refusal)
                json.list("legs", isolation.legs) { json, leg in
                    json.member("symbol", leg.symbol)
                    json.member("side", leg.side.rawValue)
                    json.member("asset", leg.asset)
                    json.flag("isIsolated", leg.isIsolated)
                    json.member("boundInCross", leg.boundInCross)
                    json.member("boundIsolated", leg.boundIsolated)
                    json.member("contagionPrevented", leg.contagionPrevented)
                }
            }
        }
        writeAveragingDown(&json)
        writeLoan(&json)
        json.row("poolEffects", audit.poolEffects, each: write(_:effect:))
        json.flag("isTestNetwork", audit.isTestNetwork)
    }

    private func writeAveragingDown(_ json: inout JSONWriter) {
        let gate = audit.averagingDown
        json.key("averagingDown")
        json.object { json in
            json.flag("isOpen", gate.isOpen)
            json.optionalFlag("onChainAccumulation", gate.onChainAccumulation)
            json.optionalFlag("multiTimeframeAlignment", gate.multiTimeframeAlignment)
            json.key("losingSymbols")
            json.array { json in
                for symbol in gate.losingSymbols { json.string(symbol) }
            }
        }
    }

    private func writeLoan(_ json: inout JSONWriter) {
        json.row("loan", audit.loan) { json, loan in
            json.object { json in
                json.member("aprPercent", loan.aprPercent)
                json.flag("isAboveThreshold", loan.isAboveThreshold)
                json.member("thresholdPercent", loan.thresholdPercent)
                json.member("limit", loan.limit)
                json.member("amount", loan.amount)
                json.member("asset", loan.asset)
                json.member("hours", loan.hours)
                json.member("interest", loan.interest)
                json.flag("coversAmount", loan.coversAmount)
                json.member("costOfClosing", loan.costOfClosing)
                json.member("breakEvenHours", loan.breakEvenHours)
            }
        }
    }

    private func write(_ json: inout JSONWriter, effect: PoolEffect) {
        json.member("symbol", effect.symbol)
        json.member("side", effect.side.rawValue)
        json.member("pool", effect.pool)
        json.member("cost", effect.cost)
        json.member("asset", effect.asset)
        json.member("ratioBefore", effect.ratioBefore)
        json.member("ratioAfter", effect.ratioAfter)
        json.member("stateBefore", effect.stateBefore.rawValue)
        json.member("stateAfter", effect.stateAfter.rawValue)
        json.flag("endsTheCall", effect.endsTheCall)
    }
}

extension JSONWriter {
    fileprivate mutating func refusal(_ refusal: SkippedStep?) {
        key("refusal")
        guard let refusal else { return null() }
        object { json in
            json.member("why", refusal.why)
            json.member("source", refusal.source)
        }
    }

    fileprivate mutating func optionalFlag(_ name: String, _ value: Bool?) {
        key(name)
        if let value { bool(value) } else { null() }
    }
}
