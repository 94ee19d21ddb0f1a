import MarginModel

/// Where protective stops go: on the losing side of the mark, before liquidation, on the tick.
struct StopPlanner {
    let assessment: Assessment
    let policy: Policy
    let sheet: VenueSheet?

    enum Placement {
        case stop(price: Exact, percent: Decimal, tickIsKnown: Bool)
        case refused(String)
        /// The trigger price of the stop that protects the position already.
        case alreadyThere(Decimal)
    }

    /// The far bound when liquidation lies beyond it, else the near one, else refused (article:
    /// Adjust 4). A long's stop lies below the mark and is rounded up, toward it; a short's above
    /// and down.
    func placement(for figures: PositionAssessment) -> Placement {
        let position = figures.position
        guard let mark = position.markPrice.map({ Exact($0) }) else {
            return .refused("\(position.symbol) has no mark price")
        }
        if let state = assessment.pool(figures.pool)?.state, state >= .liquidation {
            return .refused(
                "\(position.symbol) is at its liquidation price already, so no stop comes before it"
            )
        }
        let sign: Exact = position.side == .long ? 1 : -1
        let tick = sheet?.instrument(position.symbol)?.tickSize
        let liquidation =
            position.side == .long
            ? figures.liquidationPriceBelow : figures.liquidationPriceAbove
        if let trigger = standingStop(position, mark: mark, sign: sign, liquidation: liquidation) {
            return .alreadyThere(trigger)
        }
        for percent in [policy.stopPercentFar, policy.stopPercentNear] {
            let exact =
                mark * (1 - sign * Exact(percent) * Exact(Decimal(significand: 1, scale: 2)))
            let price =
                tick.map {
                    exact.rounded(toMultipleOf: $0, position.side == .long ? .up : .down)
                } ?? exact
            if let liquidation, sign * (price - liquidation) <= 0 { continue }
            return .stop(price: price, percent: percent, tickIsKnown: tick != nil)
        }
        let digits = min(8, tick?.scale ?? max(2, position.markPrice?.scale ?? 2))
        let place = liquidation?.rounded(places: digits)?.description ?? "nearer"
        return .refused(
            "liquidation of \(position.symbol) at \(place) comes before a stop "
                + "\(policy.stopPercentNear)% from the mark")
    }

    /// The last trigger of the stops that together close the whole position, each on the losing
    /// side of the mark and before liquidation; a stop without a quantity closes all.
    private func standingStop(
        _ position: Position, mark: Exact, sign: Exact, liquidation: Exact?
    ) -> Decimal? {
        let stops = assessment.account.stops
            .filter { stop in
                let trigger = Exact(stop.triggerPrice)
                let isBeforeLiquidation = liquidation.map { sign * (trigger - $0) > 0 } ?? true
                return stop.symbol == position.symbol && stop.side == position.side
                    && sign * (mark - trigger) > 0 && isBeforeLiquidation
            }
            .sorted { sign * (Exact($0.triggerPrice) - Exact($1.triggerPrice)) > 0 }
        var covered = Exact.zero
        for stop in stops {
            covered += Exact(stop.quantity ?? position.quantity)
            if covered >= Exact(position.quantity) { return stop.triggerPrice }
        }
        return nil
    }
}
