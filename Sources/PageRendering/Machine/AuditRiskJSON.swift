import MarginModel
import MarginRules

/// The audit's rows of "Audit": clusters, sizes, stops, funding and venues.
struct AuditRiskJSON {
    let audit: AuditReport

    init(_ audit: AuditReport) { self.audit = audit }

    func write(to json: inout JSONWriter) {
        json.row("clusters", audit.clusters, each: write(_:cluster:))
        json.list("sizing", audit.sizing, write(_:sizing:))
        json.list("widenedStops", audit.widenedStops) { json, stop in
            json.member("symbol", stop.symbol)
            json.member("side", stop.side.rawValue)
            json.member("fromPercent", stop.fromPercent)
            json.member("toPercent", stop.toPercent)
            json.member("at", instant: stop.at)
        }
        json.row("fundingPaid", audit.fundingPaid, each: write(_:paid:))
        json.row("funding", audit.funding) { json, forecast in
            json.object { json in
                json.list("positions", forecast.positions, write(_:position:))
                json.list("pools", forecast.pools, write(_:pool:))
            }
        }
        json.list("venues", audit.venues) { json, comparison in
            json.member("venue", comparison.venue.rawValue)
            json.flag("isOwn", comparison.isOwn)
            json.row("figures", comparison.figures) { json, figures in
                json.object { write(&$0, venue: figures) }
            }
        }
    }

    private func write(_ json: inout JSONWriter, cluster: LiquidationCluster) {
        json.member("symbol", cluster.symbol)
        json.member("low", cluster.low)
        json.member("high", cluster.high)
        json.member("count", cluster.count)
        json.member("quantity", cluster.quantity)
        json.member("first", instant: cluster.first)
        json.member("last", instant: cluster.last)
        json.member("distanceFromMarkPercent", cluster.distanceFromMarkPercent)
        json.member("fromMinuteOfDay", cluster.dailyWindow.fromMinute)
        json.member("toMinuteOfDay", cluster.dailyWindow.toMinute)
    }

    private func write(_ json: inout JSONWriter, sizing: PositionSizing) {
        json.member("symbol", sizing.symbol)
        json.member("side", sizing.side.rawValue)
        json.member("asset", sizing.asset)
        json.member("actualQuantity", sizing.actualQuantity)
        json.member("riskBudgetPercent", sizing.riskBudgetPercent)
        json.member("atrMultiple", sizing.atrMultiple)
        json.row("figures", sizing.figures) { json, figures in
            json.object { json in
                json.member("averageTrueRange", figures.averageTrueRange)
                json.member("periods", figures.periods)
                json.member("lastCandleAt", instant: figures.lastCandleAt)
                json.member("budget", figures.budget)
                json.member("coins", figures.coins)
                json.member("quantity", figures.quantity)
                json.flag("stepIsKnown", figures.stepIsKnown)
                json.member("rangesToLiquidation", figures.rangesToLiquidation)
                json.member("timesAllowed", figures.timesAllowed)
            }
        }
    }

    private func write(_ json: inout JSONWriter, paid total: FundingTotal) {
        json.member("symbol", total.symbol)
        json.member("asset", total.asset)
        json.member("paid", total.paid)
        json.member("received", total.received)
        json.member("net", total.net)
        json.member("count", total.count)
        json.member("first", instant: total.first)
        json.member("last", instant: total.last)
    }

    private func write(_ json: inout JSONWriter, position: PositionFunding) {
        json.member("symbol", position.symbol)
        json.member("side", position.side.rawValue)
        json.member("pool", position.pool)
        json.member("asset", position.asset)
        json.member("rate", position.rate)
        json.member("intervalHours", position.intervalHours)
        json.member("nextAt", instant: position.nextAt)
        json.member("perInterval", position.perInterval)
        json.member("perDay", position.perDay)
        json.member("inNextDay", position.inNextDay)
    }

    private func write(_ json: inout JSONWriter, pool: PoolForecast) {
        json.member("pool", pool.id)
        json.member("asset", pool.asset)
        write(&json, "afterNext", pool.afterNext)
        write(&json, "afterDay", pool.afterDay)
        json.fundingBreach("breach", pool.breach)
        json.member("why", pool.gap)
    }

    private func write(_ json: inout JSONWriter, _ key: StaticString, _ effect: FundingEffect?) {
        json.key(key)
        guard let effect else { return json.null() }
        json.object { json in
            json.member("at", instant: effect.at)
            json.member("amount", effect.amount)
            json.member("equity", effect.equity)
            json.member("ratio", effect.ratio)
            json.member("state", effect.state.rawValue)
            json.list("liquidationPrices", effect.liquidationPrices) { json, price in
                json.member("symbol", price.symbol)
                json.member("side", price.side.rawValue)
                json.member("before", price.before)
                json.member("after", price.after)
            }
        }
    }

    private func write(_ json: inout JSONWriter, venue figures: VenueComparison.Figures) {
        json.member("rules", figures.rules)
        json.member("asset", figures.asset)
        json.member("equity", figures.equity)
        json.member("requirement", figures.requirement)
        json.member("ratio", figures.ratio)
        json.member("nativeName", figures.native.name)
        json.member("nativeValue", figures.native.value)
        json.member("state", figures.state.rawValue)
        json.member("moveDownPercent", figures.moveDownPercent)
        json.member("moveUpPercent", figures.moveUpPercent)
        json.member("costToClose", figures.costToClose)
        json.key("takerFeeRates")
        json.array { json in
            for rate in figures.takerFeeRates { json.string(rate.description) }
        }
        json.list("legs", figures.legs) { json, leg in
            json.member("symbol", leg.symbol)
            json.member("venueSymbol", leg.venueSymbol)
            json.member("side", leg.side.rawValue)
            json.member("quantity", leg.quantity)
            json.member("liquidationPrice", leg.liquidationPrice)
        }
    }
}
