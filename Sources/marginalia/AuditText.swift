import MarginModel
import MarginRules
import PageRendering

/// The audit for a terminal: a line a finding; the whole of it is in `plan --json`.
struct AuditText {
    let audit: AuditReport
    private let format = NumberFormat(.markdown)

    init(_ audit: AuditReport) { self.audit = audit }

    var lines: [String] {
        let found =
            response + [breachMoves] + funding + adjust + history + venues + questions
        return ["", "Audit"] + found.compactMap(\.self).map { "  " + $0 } + claims
    }

    // MARK: Response

    private var response: [String?] {
        let finding = audit.liquidationUnderWay
        let underWay =
            finding.isLikely
            ? "Liquidation looks under way. Log entries of the last hour: "
                + "\(finding.recentEntries.count); positions smaller than expected: "
                + "\(finding.shrunkPositions.count)."
            : nil
        let features = audit.automaticFeatures.map { feature in
            "\(feature.symbol) \(feature.side.rawValue), \(feature.kind.rawValue): "
                + "\(feature.effect) Leave it on when: \(feature.leaveOnWhen)"
        }
        let banner = audit.isTestNetwork ? "TEST NETWORK: prices are simulated." : nil
        return [banner, underWay] + features
    }

    // MARK: Stress and funding

    private var breachMoves: String? {
        switch audit.stress {
        case .notComputable(let why): return "Stress: not computed, \(why)."
        case .found(let stress):
            let tables =
                [("all", stress.joint)] + stress.singles.map { (name(of: $0.kind), $0) }
                + (stress.correlated.finding.map { [(name(of: $0.kind), $0)] } ?? [])
            let moves = tables.map { name, table in "\(name) \(move(table.breach))" }
            return "First breach: " + moves.joined(separator: "; ") + "."
        }
    }

    private func name(of kind: StressTable.Kind) -> String {
        switch kind {
        case .joint: "all"
        case .single(let asset): "\(asset) alone"
        case .beta(let driver): "\(driver) with betas"
        }
    }

    private func move(_ breach: FirstBreach) -> String {
        if breach.isPast { return "past it now" }
        let places = [breach.down, breach.up].compactMap(\.self)
        guard !places.isEmpty else { return breach.isWithheld ? "withheld" : "none" }
        return places.map { format.percent($0.movePercent, signed: true) }
            .joined(separator: " or ")
    }

    private var funding: [String?] {
        switch audit.funding {
        case .notComputable(let why): return ["Funding: not forecast, \(why)."]
        case .found(let forecast):
            return forecast.pools.map { pool in
                let day = pool.afterDay.map {
                    "\(format.money($0.amount, pool.asset)) in the next 24 hours, margin "
                        + "use \(MarginUse.text($0.ratio, $0.equity, format)) after it"
                }
                return "Funding of \(pool.id): \(day ?? "not known"); "
                    + "\(breach(pool.breach))."
            }
        }
    }

    private func breach(_ breach: FundingBreach) -> String {
        switch breach {
        case .already: "the trigger is reached now"
        case .never: "funding alone never reaches the trigger"
        case .unknown(let why): "whether it reaches the trigger is not known, \(why)"
        case .after(let hours, let settlement):
            "alone it reaches the trigger after \(format.hours(hours))"
                + (settlement.map { " (\($0))" } ?? "")
        }
    }

    // MARK: Adjust

    private var adjust: [String?] {
        let caps = audit.leverageCap.map { cap in
            "\(cap.symbol) \(cap.side.rawValue) is set to \(format.multiple(cap.setting)), above "
                + "\(format.multiple(cap.cap)); the account runs "
                + (cap.effectiveLeverage.map { format.multiple($0) } ?? "an unknown multiple")
                + (cap.refusal.map { ". Not now: \($0.why)" } ?? "") + "."
        }
        let isolation = audit.isolation.finding?.legs
            .filter { $0.contagionPrevented?.isPositive ?? false }
            .map { leg in
                "\(leg.symbol) \(leg.side.rawValue) can take "
                    + "\(money(leg.boundInCross, leg.asset)) in cross, "
                    + "\(money(leg.boundIsolated, leg.asset)) isolated."
            }
        let gate =
            audit.averagingDown.isOpen || audit.averagingDown.losingSymbols.isEmpty
            ? nil : "Averaging down stays off: both confirmations are not on record."
        return caps + (isolation ?? []) + [gate]
    }

    // MARK: History

    private var history: [String?] {
        let clusters = audit.clusters.finding?.filter { $0.count > 1 }.map { cluster in
            "\(cluster.symbol): \(cluster.count) liquidations between "
                + "\(format.price(cluster.low, tick: nil)) and "
                + "\(format.price(cluster.high, tick: nil)), "
                + "\(format.quantity(cluster.quantity)) in all, \(time(cluster.dailyWindow)) UTC."
        }
        let sizes = audit.sizing.map { sizing -> String in
            let name = "\(sizing.symbol) \(sizing.side.rawValue)"
            switch sizing.figures {
            case .notComputable(let why): return "\(name): no size by volatility, \(why)."
            case .found(let figures):
                return "\(name): \(format.quantity(sizing.actualQuantity)) held, "
                    + "\(format.quantity(figures.quantity)) for a risk of "
                    + "\(format.money(figures.budget, sizing.asset)) at ATR "
                    + "\(format.price(figures.averageTrueRange, tick: nil))."
            }
        }
        let stops = audit.widenedStops.map { stop in
            "The trailing stop of \(stop.symbol) \(stop.side.rawValue) was widened from "
                + "\(format.percent(stop.fromPercent)) to \(format.percent(stop.toPercent))"
                + (stop.at.map { " at \($0)" } ?? "") + "."
        }
        let paid = audit.fundingPaid.finding?.map { total in
            "\(total.symbol): funding of \(format.money(total.net, total.asset)) in "
                + "\(total.count) payments since \(total.first)."
        }
        return (clusters ?? []) + sizes + stops + (paid ?? [])
    }

    private func time(_ window: LiquidationCluster.DailyWindow) -> String {
        func clock(_ minute: Int) -> String {
            let rest = minute % 60
            return "\(minute / 60):\(rest < 10 ? "0" : "")\(rest)"
        }
        return window.minutes == 0
            ? "at \(clock(window.fromMinute))"
            : "between \(clock(window.fromMinute)) and \(clock(window.toMinute))"
    }

    // MARK: Venues and questions

    private var venues: [String?] {
        audit.venues.map { comparison in
            let name = comparison.venue.displayName
            switch comparison.figures {
            case .notComputable(let why): return "At \(name): not computed, \(why)."
            case .found(let figures):
                return "At \(name): \(figures.state.rawValue), margin use "
                    + "\(MarginUse.text(figures.ratio, figures.equity, format)), "
                    + "requirement \(money(figures.requirement, figures.asset)), cost to close "
                    + "\(money(figures.costToClose, figures.asset))."
            }
        }
    }

    private var questions: [String?] {
        let loan = audit.loan.finding.map { loan in
            "The credit line at \(format.percent(loan.aprPercent)) a year costs "
                + "\(format.required(loan.interest, loan.asset)) for \(format.hours(loan.hours)); "
                + "closing costs \(money(loan.costOfClosing, loan.asset))."
        }
        let ending = audit.poolEffects.finding?.filter(\.endsTheCall).map { effect in
            "Closing \(effect.symbol) \(effect.side.rawValue) alone ends the call, for "
                + "\(format.required(effect.cost, effect.asset)) in costs."
        }
        return [loan] + (ending ?? [])
    }

    private var claims: [String] {
        let checked = audit.claims.filter { $0.verdict != .cannotBeComputed }
        guard !checked.isEmpty else { return [] }
        return ["", "What the article claims, on this account"]
            + checked.map { check in
                "  \(check.claim.rawValue) [\(check.step)]: \(check.verdict.rawValue). "
                    + check.finding
            }
    }

    private func money(_ figure: Exact?, _ asset: String) -> String {
        figure.map { format.money($0, asset) } ?? "withheld"
    }

}
