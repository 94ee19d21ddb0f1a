import MarginModel
package import MarginRules

// The `audit` member of `plan --json`: one member a row.

extension AuditReport: MachineRecord {
    package static func declare(_ out: inout some MemberSink<AuditReport>) {
        out.member("breach") { $0.breach }
        out.member("positions") { $0.positions }
        out.member("liquidationUnderWay") { $0.liquidationUnderWay }
        out.member("automaticFeatures") { $0.automaticFeatures }
        out.member("deposits") { $0.deposits }
        out.member("sources") { $0.sources }
        out.member("leverageCap") { $0.leverageCap }
        out.member("isolation") { $0.isolation }
        out.member("averagingDown") { $0.averagingDown }
        out.member("loan") { $0.loan }
        out.member("poolEffects") { $0.poolEffects }
        out.member("isTestNetwork") { $0.isTestNetwork }
        out.member("clusters") { $0.clusters }
        out.member("sizing") { $0.sizing }
        out.member("widenedStops") { $0.widenedStops }
        out.member("fundingPaid") { $0.fundingPaid }
        out.member("funding") { $0.funding }
        out.member("venues") { $0.venues }
        out.member("stress") { $0.stress }
        out.member("claims") { $0.claims }
    }
}

// MARK: Response and Fund

extension BreachFinding: MachineRecord {
    package static func declare(_ out: inout some MemberSink<BreachFinding>) {
        out.member("pools") { $0.pools }
        out.member("moveDownPercent") { $0.moveDownPercent }
        out.member("moveUpPercent") { $0.moveUpPercent }
        out.member("fundingBreach") { $0.fundingBreach }
    }
}

extension BreachFinding.Pool: MachineRecord {
    package static func declare(_ out: inout some MemberSink<BreachFinding.Pool>) {
        out.member("pool") { $0.id }
        out.member("asset") { $0.asset }
        out.member("nativeName") { $0.native.name }
        out.member("nativeValue") { $0.native.value }
        out.member("nativeThreshold") { $0.native.threshold }
        out.member("ratio") { $0.ratio }
        out.member("state") { $0.state }
        out.member("isCalled") { $0.isCalled }
        out.member("isPastTrigger") { $0.isPastTrigger }
        out.member("deficit") { $0.deficit }
    }
}

extension FundingBreach: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FundingBreach>) {
        out.member("kind", nil, schema: .choice(["already", "after", "never", "unknown"])) {
            switch $0 {
            case .already: "already"
            case .after: "after"
            case .never: "never"
            case .unknown: "unknown"
            }
        }
        out.member("hours") { $0.hours }
        out.member("settlement") { breach -> Instant? in
            if case .after(_, let settlement) = breach { settlement } else { nil }
        }
        out.member("why") { breach -> String? in
            if case .unknown(let why) = breach { why } else { nil }
        }
    }
}

extension PositionRow: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PositionRow>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("quantity") { $0.quantity }
        out.member("unit") { $0.unit }
        out.member("entryPrice") { $0.entryPrice }
        out.member("leverage") { $0.leverage }
        out.member("markPrice") { $0.markPrice }
        out.member("priceKind") { $0.priceKind }
        out.member("priceSource") { $0.priceSource }
        out.member("priceAsOf") { $0.priceAsOf }
    }
}

extension LiquidationUnderWay: MachineRecord {
    package static func declare(_ out: inout some MemberSink<LiquidationUnderWay>) {
        out.member("isLikely") { $0.isLikely }
        out.member("windowSeconds") { Int($0.windowSeconds) }
        out.member("recentEntries") { $0.recentEntries.map(RecentEntry.init) }
        out.member("shrunkPositions") { $0.shrunkPositions }
        out.member("uncheckedPositions") { $0.uncheckedPositions }
        out.member("reduceOrders") { $0.reduceOrders.map(ReduceOrder.init) }
        out.member("venueSteps") { $0.next.steps }
        out.member("venueStepsSource") { $0.next.source }
    }
}

private struct RecentEntry: MachineRecord {
    let event: LiquidationEvent

    static func declare(_ out: inout some MemberSink<RecentEntry>) {
        out.member("symbol") { $0.event.symbol }
        out.member("price") { $0.event.price }
        out.member("quantity") { $0.event.quantity }
        out.member("at") { $0.event.at }
    }
}

extension LiquidationUnderWay.Shrunk: MachineRecord {
    package static func declare(_ out: inout some MemberSink<LiquidationUnderWay.Shrunk>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("expected") { $0.expected }
        out.member("actual") { $0.actual }
        out.member("missing") { $0.missing }
    }
}

private struct ReduceOrder: MachineRecord {
    let order: OpenOrder

    static func declare(_ out: inout some MemberSink<ReduceOrder>) {
        out.member("symbol") { $0.order.symbol }
        out.member("side") { $0.order.side }
        out.member("quantity") { $0.order.quantity }
        out.member("price") { $0.order.price }
    }
}

extension AutomaticFeature.Kind: MachineChoice {}

extension AutomaticFeature: MachineRecord {
    package static func declare(_ out: inout some MemberSink<AutomaticFeature>) {
        out.member("kind") { $0.kind }
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("quantity") { $0.quantity }
        out.member("price") { $0.price }
        out.member("callbackPercent") { $0.callbackPercent }
        out.member("effect") { $0.effect }
        out.member("leaveOnWhen") { $0.leaveOnWhen }
    }
}

extension DepositTotal: MachineRecord {
    package static func declare(_ out: inout some MemberSink<DepositTotal>) {
        out.member("asset") { $0.asset }
        out.member("confirmed") { $0.confirmed }
        out.member("confirmedCount") { $0.confirmedCount }
        out.member("pending") { $0.pending }
        out.member("pendingCount") { $0.pendingCount }
        out.member("failed") { $0.failed }
        out.member("failedCount") { $0.failedCount }
    }
}

extension FundingSources: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FundingSources>) {
        out.member("isSingleSource") { $0.isSingleSource }
        out.member("used") { $0.used }
        out.member("refused") { $0.refused }
    }
}

extension FundingSources.Use: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FundingSources.Use>) {
        out.member("order") { $0.order }
        out.member("asset") { $0.asset }
        out.member("amount") { $0.amount }
        out.member("fee") { $0.fee }
        out.member("reason") { $0.reason }
    }
}

extension FundingSources.Refusal: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FundingSources.Refusal>) {
        out.member("why") { $0.why }
        out.member("source") { $0.source }
    }
}

/// Why a step is not taken, where it is clear which.
private struct Refusal: MachineRecord {
    let step: SkippedStep

    static func declare(_ out: inout some MemberSink<Refusal>) {
        out.member("why") { $0.step.why }
        out.member("source") { $0.step.source }
    }
}

// MARK: Adjust

extension LeverageCapResult: MachineRecord {
    package static func declare(_ out: inout some MemberSink<LeverageCapResult>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("asset") { $0.asset }
        out.member("setting") { $0.setting }
        out.member("cap") { $0.cap }
        out.member("initialMarginNow") { $0.initialMarginNow }
        out.member("initialMarginAtCap") { $0.initialMarginAtCap }
        out.member("maintenanceMarginNow") { $0.maintenanceMarginNow }
        out.member("maintenanceMarginAtCap") { $0.maintenanceMarginAtCap }
        out.member("liquidationPriceNow") { $0.liquidationPriceNow }
        out.member("liquidationPriceAtCap") { $0.liquidationPriceAtCap }
        out.member("effectiveLeverage") { $0.effectiveLeverage }
        out.member("quantityAtCap") { $0.quantityAtCap }
        out.member("refusal") { $0.refusal.map(Refusal.init) }
    }
}

extension IsolationFinding: MachineRecord {
    package static func declare(_ out: inout some MemberSink<IsolationFinding>) {
        out.member("refusal") { $0.refusal.map(Refusal.init) }
        out.member("legs") { $0.legs }
    }
}

extension IsolationFinding.Leg: MachineRecord {
    package static func declare(_ out: inout some MemberSink<IsolationFinding.Leg>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("asset") { $0.asset }
        out.member("isIsolated") { $0.isIsolated }
        out.member("boundInCross") { $0.boundInCross }
        out.member("boundIsolated") { $0.boundIsolated }
        out.member("contagionPrevented") { $0.contagionPrevented }
    }
}

extension AveragingDownGate: MachineRecord {
    package static func declare(_ out: inout some MemberSink<AveragingDownGate>) {
        out.member("isOpen") { $0.isOpen }
        out.member("onChainAccumulation") { $0.onChainAccumulation }
        out.member("multiTimeframeAlignment") { $0.multiTimeframeAlignment }
        out.member("losingSymbols") { $0.losingSymbols }
    }
}

extension LoanComparison: MachineRecord {
    package static func declare(_ out: inout some MemberSink<LoanComparison>) {
        out.member("aprPercent") { $0.aprPercent }
        out.member("isAboveThreshold") { $0.isAboveThreshold }
        out.member("thresholdPercent") { $0.thresholdPercent }
        out.member("limit") { $0.limit }
        out.member("amount") { $0.amount }
        out.member("asset") { $0.asset }
        out.member("hours") { $0.hours }
        out.member("interest") { $0.interest }
        out.member("coversAmount") { $0.coversAmount }
        out.member("costOfClosing") { $0.costOfClosing }
        out.member("breakEvenHours") { $0.breakEvenHours }
    }
}

extension PoolEffect: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PoolEffect>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("pool") { $0.pool }
        out.member("cost") { $0.cost }
        out.member("asset") { $0.asset }
        out.member("ratioBefore") { $0.ratioBefore }
        out.member("ratioAfter") { $0.ratioAfter }
        out.member("stateBefore") { $0.stateBefore }
        out.member("stateAfter") { $0.stateAfter }
        out.member("endsTheCall") { $0.endsTheCall }
    }
}

// MARK: Audit

extension LiquidationCluster: MachineRecord {
    package static func declare(_ out: inout some MemberSink<LiquidationCluster>) {
        out.member("symbol") { $0.symbol }
        out.member("low") { $0.low }
        out.member("high") { $0.high }
        out.member("count") { $0.count }
        out.member("quantity") { $0.quantity }
        out.member("first") { $0.first }
        out.member("last") { $0.last }
        out.member("distanceFromMarkPercent") { $0.distanceFromMarkPercent }
        out.member("fromMinuteOfDay") { $0.dailyWindow.fromMinute }
        out.member("toMinuteOfDay") { $0.dailyWindow.toMinute }
    }
}

extension PositionSizing: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PositionSizing>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("asset") { $0.asset }
        out.member("actualQuantity") { $0.actualQuantity }
        out.member("riskBudgetPercent") { $0.riskBudgetPercent }
        out.member("atrMultiple") { $0.atrMultiple }
        out.member("figures") { $0.figures }
    }
}

extension PositionSizing.Figures: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PositionSizing.Figures>) {
        out.member("averageTrueRange") { $0.averageTrueRange }
        out.member("periods") { $0.periods }
        out.member("lastCandleAt") { $0.lastCandleAt }
        out.member("budget") { $0.budget }
        out.member("coins") { $0.coins }
        out.member("quantity") { $0.quantity }
        out.member("stepIsKnown") { $0.stepIsKnown }
        out.member("rangesToLiquidation") { $0.rangesToLiquidation }
        out.member("timesAllowed") { $0.timesAllowed }
    }
}

extension TrailingStopWidening: MachineRecord {
    package static func declare(_ out: inout some MemberSink<TrailingStopWidening>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("fromPercent") { $0.fromPercent }
        out.member("toPercent") { $0.toPercent }
        out.member("at") { $0.at }
    }
}

extension FundingTotal: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FundingTotal>) {
        out.member("symbol") { $0.symbol }
        out.member("asset") { $0.asset }
        out.member("paid") { $0.paid }
        out.member("received") { $0.received }
        out.member("net") { $0.net }
        out.member("count") { $0.count }
        out.member("first") { $0.first }
        out.member("last") { $0.last }
    }
}

extension FundingForecast: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FundingForecast>) {
        out.member("positions") { $0.positions }
        out.member("pools") { $0.pools }
    }
}

extension PositionFunding: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PositionFunding>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("pool") { $0.pool }
        out.member("asset") { $0.asset }
        out.member("rate") { $0.rate }
        out.member("intervalHours") { $0.intervalHours }
        out.member("nextAt") { $0.nextAt }
        out.member("perInterval") { $0.perInterval }
        out.member("perDay") { $0.perDay }
        out.member("inNextDay") { $0.inNextDay }
    }
}

extension PoolForecast: MachineRecord {
    package static func declare(_ out: inout some MemberSink<PoolForecast>) {
        out.member("pool") { $0.id }
        out.member("asset") { $0.asset }
        out.member("afterNext") { $0.afterNext }
        out.member("afterDay") { $0.afterDay }
        out.member("breach") { $0.breach }
        out.member("why") { $0.gap }
    }
}

extension FundingEffect: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FundingEffect>) {
        out.member("at") { $0.at }
        out.member("amount") { $0.amount }
        out.member("equity") { $0.equity }
        out.member("ratio") { $0.ratio }
        out.member("state") { $0.state }
        out.member("liquidationPrices") { $0.liquidationPrices }
    }
}

extension FundingEffect.Price: MachineRecord {
    package static func declare(_ out: inout some MemberSink<FundingEffect.Price>) {
        out.member("symbol") { $0.symbol }
        out.member("side") { $0.side }
        out.member("before") { $0.before }
        out.member("after") { $0.after }
    }
}

extension VenueComparison: MachineRecord {
    package static func declare(_ out: inout some MemberSink<VenueComparison>) {
        out.member("venue") { $0.venue }
        out.member("isOwn") { $0.isOwn }
        out.member("figures") { $0.figures }
    }
}

extension VenueComparison.Figures: MachineRecord {
    package static func declare(_ out: inout some MemberSink<VenueComparison.Figures>) {
        out.member("rules") { $0.rules }
        out.member("asset") { $0.asset }
        out.member("equity") { $0.equity }
        out.member("requirement") { $0.requirement }
        out.member("ratio") { $0.ratio }
        out.member("nativeName") { $0.native.name }
        out.member("nativeValue") { $0.native.value }
        out.member("state") { $0.state }
        out.member("moveDownPercent") { $0.moveDownPercent }
        out.member("moveUpPercent") { $0.moveUpPercent }
        out.member("costToClose") { $0.costToClose }
        out.member("takerFeeRates") { $0.takerFeeRates }
        out.member("legs") { $0.legs }
    }
}

extension VenueComparison.Leg: MachineRecord {
    package static func declare(_ out: inout some MemberSink<VenueComparison.Leg>) {
        out.member("symbol") { $0.symbol }
        out.member("venueSymbol") { $0.venueSymbol }
        out.member("side") { $0.side }
        out.member("quantity") { $0.quantity }
        out.member("liquidationPrice") { $0.liquidationPrice }
    }
}

// MARK: Claims

extension ClaimCheck.Claim: MachineChoice {}
extension ClaimCheck.Verdict: MachineChoice {}

extension ClaimCheck: MachineRecord {
    package static func declare(_ out: inout some MemberSink<ClaimCheck>) {
        out.member("claim") { $0.claim }
        out.member("step") { $0.step }
        out.member("verdict") { $0.verdict }
        out.member("finding") { $0.finding }
        out.member("figures") { $0.figures }
    }
}

extension ClaimCheck.Figure: MachineRecord {
    package static func declare(_ out: inout some MemberSink<ClaimCheck.Figure>) {
        out.member("name") { $0.name }
        out.member("value") { $0.value }
        out.member("unit", "Of money the asset, else a word.") { $0.unit.name }
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
