import MarginModel

/// The printed figures of one position.
struct PositionFigures {
    let measured: MeasuredPosition
    let pool: PoolAssessment
    let rules: any VenueRules
    let triggers: Triggers?

    private var member: PositionTerms { measured.terms }
    private var weight: Exact? { measured.weight }

    var assessment: PositionAssessment {
        PositionAssessment(
            position: member.position, pool: pool.id, settleAsset: member.names.settle,
            baseAsset: member.names.base,
            isInContracts: rules.countsContracts || member.isInverse
                || member.position.contractSize != nil,
            coins: member.isInverse ? nil : member.size, notional: member.value,
            unrealizedPnl: measured.unrealizedPnl, initialMargin: measured.initialMargin,
            maintenanceMargin: measured.maintenanceMargin, tier: member.tier,
            feeToClose: rules.feeToClose(member),
            isolatedMarginRatio: pool.marginMode == .isolated ? pool.ratio : nil,
            liquidationPrice: triggers?.nearest, liquidationPriceBelow: triggers?.below,
            liquidationPriceAbove: triggers?.above, tierAtLiquidation: tierAtLiquidation,
            bankruptcyPrice: triggers?.bankruptcy, breakEvenPrice: rules.breakEven(member),
            // Past the trigger a root is the way back.
            distanceDownPercent: pool.isPastTrigger ? nil : triggers?.belowPercent,
            distanceUpPercent: pool.isPastTrigger ? nil : triggers?.abovePercent,
            effectiveLeverage: effectiveLeverage, funding: funding)
    }

    private var tierAtLiquidation: Int? {
        guard let triggers, triggers.nearest != nil else { return nil }
        guard let index = triggers.tierAtNearest else { return member.tier?.number }
        return member.symbolSheet?.tiers[index].number
    }

    private var effectiveLeverage: Exact? {
        guard let value = member.value, let weight, let equity = pool.equity, equity.isPositive
        else { return nil }
        return (value * weight).divided(by: equity)
    }

    /// Value × rate, paid by longs when the rate is positive. Hours to breach: the pool's headroom
    /// over what this position alone pays an hour, at this mark and rate.
    private var funding: FundingExposure {
        guard let rate = member.position.fundingRate, let value = member.value else {
            return .unknown
        }
        let next = -(member.sign * value * Exact(rate))
        guard let hours = member.position.fundingIntervalHours, hours.isPositive,
            let perHour = next.divided(by: Exact(hours))
        else { return FundingExposure(next: next, perDay: nil, hoursToBreach: nil) }
        var hoursToBreach: Exact?
        if perHour.isNegative, let weight, let deficit = pool.deficit {
            hoursToBreach = max(.zero, -deficit).divided(by: -(perHour * weight))
        }
        return FundingExposure(next: next, perDay: perHour * 24, hoursToBreach: hoursToBreach)
    }
}
