import MarginModel
import MarginRules

/// The audit's rows of "Response" and "Fund".
struct AuditResponseJSON {
    let audit: AuditReport

    init(_ audit: AuditReport) { self.audit = audit }

    func write(to json: inout JSONWriter) {
        writeBreach(&json)
        json.list("positions", audit.positions) { json, row in
            json.member("symbol", row.symbol)
            json.member("side", row.side.rawValue)
            json.member("quantity", row.quantity)
            json.member("unit", row.unit)
            json.member("entryPrice", row.entryPrice)
            json.member("leverage", row.leverage)
            json.member("markPrice", row.markPrice)
            json.member("priceKind", row.priceKind?.rawValue)
            json.member("priceSource", row.priceSource)
            json.member("priceAsOf", instant: row.priceAsOf)
        }
        writeLiquidation(&json)
        json.list("automaticFeatures", audit.automaticFeatures) { json, feature in
            json.member("kind", feature.kind.rawValue)
            json.member("symbol", feature.symbol)
            json.member("side", feature.side.rawValue)
            json.member("quantity", feature.quantity)
            json.member("price", feature.price)
            json.member("callbackPercent", feature.callbackPercent)
            json.member("effect", feature.effect)
            json.member("leaveOnWhen", feature.leaveOnWhen)
        }
        json.list("deposits", audit.deposits) { json, total in
            json.member("asset", total.asset)
            json.member("confirmed", total.confirmed)
            json.member("confirmedCount", total.confirmedCount)
            json.member("pending", total.pending)
            json.member("pendingCount", total.pendingCount)
            json.member("failed", total.failed)
            json.member("failedCount", total.failedCount)
        }
        writeSources(&json)
    }

    private func writeBreach(_ json: inout JSONWriter) {
        json.row("breach", audit.breach) { json, breach in
            json.object { json in
                json.list("pools", breach.pools) { json, pool in
                    json.member("pool", pool.id)
                    json.member("asset", pool.asset)
                    json.member("nativeName", pool.native.name)
                    json.member("nativeValue", pool.native.value)
                    json.member("nativeThreshold", pool.native.threshold)
                    json.member("ratio", pool.ratio)
                    json.member("state", pool.state.rawValue)
                    json.flag("isCalled", pool.isCalled)
                    json.flag("isPastTrigger", pool.isPastTrigger)
                    json.member("deficit", pool.deficit)
                }
                json.member("moveDownPercent", breach.moveDownPercent)
                json.member("moveUpPercent", breach.moveUpPercent)
                json.fundingBreach("fundingBreach", breach.fundingBreach)
            }
        }
    }

    private func writeLiquidation(_ json: inout JSONWriter) {
        let finding = audit.liquidationUnderWay
        json.key("liquidationUnderWay")
        json.object { json in
            json.flag("isLikely", finding.isLikely)
            json.member("windowSeconds", Int(finding.windowSeconds))
            json.list("recentEntries", finding.recentEntries) { json, entry in
                json.member("symbol", entry.symbol)
                json.member("price", Exact(entry.price))
                json.member("quantity", Exact(entry.quantity))
                json.member("at", instant: entry.at)
            }
            json.list("shrunkPositions", finding.shrunkPositions) { json, position in
                json.member("symbol", position.symbol)
                json.member("side", position.side.rawValue)
                json.member("expected", position.expected)
                json.member("actual", position.actual)
                json.member("missing", position.missing)
            }
            json.member("uncheckedPositions", finding.uncheckedPositions)
            json.list("reduceOrders", finding.reduceOrders) { json, order in
                json.member("symbol", order.symbol)
                json.member("side", order.side.rawValue)
                json.member("quantity", Exact(order.quantity))
                json.member("price", order.price.map { Exact($0) })
            }
            json.texts("venueSteps", finding.next.steps)
            json.member("venueStepsSource", finding.next.source)
        }
    }

    private func writeSources(_ json: inout JSONWriter) {
        json.row("sources", audit.sources) { json, sources in
            json.object { json in
                json.flag("isSingleSource", sources.isSingleSource)
                json.list("used", sources.used) { json, use in
                    json.member("order", use.order)
                    json.member("asset", use.asset)
                    json.member("amount", use.amount)
                    json.member("fee", use.fee)
                    json.member("reason", use.reason)
                }
                json.list("refused", sources.refused) { json, refusal in
                    json.member("why", refusal.why)
                    json.member("source", refusal.source)
                }
            }
        }
    }
}

extension JSONWriter {
    mutating func fundingBreach(_ key: StaticString, _ breach: FundingBreach) {
        self.key(key)
        object { json in
            switch breach {
            case .already: json.member("kind", "already")
            case .after: json.member("kind", "after")
            case .never: json.member("kind", "never")
            case .unknown: json.member("kind", "unknown")
            }
            json.member("hours", breach.hours)
            if case .after(_, let settlement) = breach {
                json.member("settlement", instant: settlement)
            } else {
                json.member("settlement", instant: nil)
            }
            if case .unknown(let why) = breach {
                json.member("why", why)
            } else {
                json.key("why")
                json.null()
            }
        }
    }
}
