import MarginModel

/// The printed figures of one position.
///
/// Functions, because a pool's assessment is large: handed over it is not copied, kept it is.
enum PositionFigures {
    /// - Parameter isAlone: Whether only what holds whatever the pool's money is computed.
    static func assessment(
        of measured: MeasuredPosition, in pool: PoolAssessment, _ rules: any VenueRules,
        _ triggers: Triggers?, isAlone: Bool = false
    ) -> PositionAssessment {
        let member = measured.terms
        let isPastTrigger = pool.isPastTrigger
        return PositionAssessment(
            position: member.position, pool: pool.id, settleAsset: member.names.settle,
            baseAsset: member.names.base,
            isInContracts: rules.countsContracts || member.isInverse
                || member.position.contractSize != nil,
            coins: member.isInverse ? nil : member.size, notional: member.value,
            unrealizedPnl: measured.unrealizedPnl, initialMargin: measured.initialMargin,
            maintenanceMargin: measured.maintenanceMargin, tier: member.tier,
            feeToClose: rules.feeToClose(member),
            isolatedMarginRatio: isAlone || pool.marginMode == .cross ? nil : pool.ratio,
            liquidationPrice: triggers?.nearest, liquidationPriceBelow: triggers?.below,
            liquidationPriceAbove: triggers?.above,
            tierAtLiquidation: tierAtLiquidation(member, triggers),
            bankruptcyPrice: triggers?.bankruptcy, breakEvenPrice: rules.breakEven(member),
            // Past the trigger a root is the way back.
            distanceDownPercent: isPastTrigger ? nil : triggers?.belowPercent,
            distanceUpPercent: isPastTrigger ? nil : triggers?.abovePercent,
            effectiveLeverage: isAlone ? nil : effectiveLeverage(measured, pool),
            funding: funding(measured, isAlone ? nil : pool))
    }

    private static func tierAtLiquidation(_ member: PositionTerms, _ triggers: Triggers?) -> Int? {
        guard let triggers, triggers.nearest != nil else { return nil }
        guard let index = triggers.tierAtNearest else { return member.tier?.number }
        return member.symbolSheet?.tiers[index].number
    }

    private static func effectiveLeverage(
        _ measured: MeasuredPosition, _ pool: PoolAssessment
    ) -> Exact? {
        guard let value = measured.counted(measured.terms.value), let equity = pool.equity,
            equity.isPositive
        else { return nil }
        return value.divided(by: equity)
    }

    /// Value × rate, paid by longs when the rate is positive. Hours to breach: the pool's headroom
    /// over what this position alone pays an hour, at this mark and rate.
    private static func funding(
        _ measured: MeasuredPosition, _ pool: PoolAssessment?
    ) -> FundingExposure {
        let member = measured.terms
        guard let rate = member.position.fundingRate, let value = member.value else {
            return .unknown
        }
        let flow = value * Exact(rate)
        let next = member.isLong ? -flow : flow
        guard let interval = member.position.fundingIntervalHours, interval.isPositive else {
            return FundingExposure(next: next, perDay: nil, hoursToBreach: nil)
        }
        let hours = Exact(interval)
        var hoursToBreach: Exact?
        if next.isNegative, let weight = measured.weight, let deficit = pool?.deficit {
            hoursToBreach = (max(.zero, -deficit) * hours).divided(by: -(next * weight))
        }
        return FundingExposure(
            next: next, perDay: (next * 24).divided(by: hours), hoursToBreach: hoursToBreach)
    }
}
