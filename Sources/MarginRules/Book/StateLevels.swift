import MarginModel

/// The states of a pool by n = requirement ÷ equity, multiplied out so that nothing is divided.
struct StateLevels: Sendable {
    /// A bound on n, as a fraction of whole numbers.
    private struct Level: Sendable {
        let top: Exact
        let bottom: Exact
        let whole: (top: Int, bottom: Int)?

        init(_ top: Decimal, _ bottom: Decimal = 1) {
            self.top = Exact(top)
            self.bottom = Exact(bottom)
            let places = max(top.scale, bottom.scale)
            func count(_ value: Decimal) -> Int? {
                guard places - value.scale <= 18 else { return nil }
                let power = Int128(UInt128.powerOfTen(places - value.scale))
                let (product, overflow) = value.significand.multipliedReportingOverflow(by: power)
                return overflow ? nil : Int(exactly: product)
            }
            if let top = count(top), let bottom = count(bottom) {
                whole = (top, bottom)
            } else {
                whole = nil
            }
        }

        /// Whether requirement ÷ equity is at or past the level.
        func isReached<N: Ring>(_ requirement: N, _ equity: N) -> Bool {
            guard let whole else {
                let (need, have) = (requirement.over(N(1), places: 0), equity.over(N(1), places: 0))
                return need * bottom >= top * have
            }
            return N.order(requirement, N(whole.bottom), equity, N(whole.top)) >= 0
        }

        func isReached(_ requirement: Exact, _ equity: Exact) -> Bool {
            requirement * bottom >= top * equity
        }
    }

    private let watch: Level
    private let call: Level

    init(_ bounds: StateBounds, _ venue: Venue) {
        call = Level(bounds.call)
        let warning = venue.rules.warning(bounds)
        watch = Level(warning.numerator, warning.denominator)
    }

    /// `requirement` and `equity` in one unit; `nil` where one is not known.
    func state<N: Ring>(requirement: N?, equity: N?, hasPositions: Bool) -> AccountState {
        state(requirement, equity, .zero, hasPositions: hasPositions) { $0.isReached($1, $2) }
    }

    func state(requirement: Exact?, equity: Exact?, hasPositions: Bool) -> AccountState {
        state(requirement, equity, .zero, hasPositions: hasPositions) { $0.isReached($1, $2) }
    }

    @inline(__always)
    private func state<Amount: Comparable>(
        _ requirement: Amount?, _ equity: Amount?, _ zero: Amount, hasPositions: Bool,
        _ isReached: (Level, Amount, Amount) -> Bool
    ) -> AccountState {
        guard let requirement, let equity else { return .incomplete }
        if !hasPositions, requirement == zero { return equity < zero ? .bankrupt : .healthy }
        guard equity > zero else { return .bankrupt }
        if requirement >= equity { return .liquidation }
        if isReached(call, requirement, equity) { return .call }
        return isReached(watch, requirement, equity) ? .watch : .healthy
    }
}
