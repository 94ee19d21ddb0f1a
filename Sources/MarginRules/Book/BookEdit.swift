import Glibc
import MarginModel

/// What a pool's figures are counted in, and a bound on every magnitude.
struct BookUnits<N: CompilingRing>: Sendable {
    let value: BookUnit<N>
    let rate: BookUnit<N>
    let money: BookUnit<N>
    let bound: Double
}

extension BookPool<Narrow> {
    /// The same pool after an edit of money and of some positions, at the cost of what was changed.
    ///
    /// - Parameters:
    ///   - units: Those of this book.
    ///   - before: Its positions.
    ///   - measured: The positions after the edit, those that were not touched the same objects.
    /// - Returns: `nil` where the units are too coarse for what is new, or the edit brought in more than
    ///   they know.
    func edited(
        _ units: BookUnits<Narrow>, _ pool: MarginPool, _ rules: any VenueRules,
        from before: [MeasuredPosition], to measured: [MeasuredPosition]
    ) -> (book: BookPool, units: BookUnits<Narrow>)? {
        guard weighed.isEmpty, pool.weighed.isEmpty,
            !hasTwins || legs.allSatisfy({ $0.peerValue == $0.value }),
            let equityParts = pool.equityParts, let needParts = pool.extras.requirementParts
        else { return nil }
        var bound = units.bound
        var legs: [Leg] = []
        legs.reserveCapacity(measured.count)
        var next = 0
        for (index, position) in measured.enumerated() {
            var leg: Leg
            if let place = before[next...].firstIndex(where: { $0 === position }) {
                leg = self.legs[place]
                next = place + 1
            } else {
                guard
                    let place = before.firstIndex(where: {
                        $0.terms.table === position.terms.table && $0.weight == position.weight
                    }),
                    let changed = self.leg(
                        like: self.legs[place], position, isIsolated: pool.marginMode == .isolated,
                        rules, units, &bound)
                else { return nil }
                leg = changed
            }
            leg.symbol = index
            if hasTwins,
                let first = measured[..<index].firstIndex(where: {
                    $0.terms.table === position.terms.table
                })
            {
                leg.symbol = first
            }
            legs.append(leg)
        }
        var fixed: [Fixed] = []
        fixed.reserveCapacity(equityParts.count + needParts.count)
        for (parts, isNeed) in [(equityParts, false), (needParts, true)] {
            for part in parts where isNeed || !part.value.isZero {
                let isDollar = DollarCoin.isOne(part.coin)
                let asset =
                    isDollar
                    ? nil : assets.firstIndex(of: MovingPrice(name: part.coin, isMark: false))
                guard isDollar || asset != nil, units.money.divides(part.value),
                    let count = units.money.count(part.value)
                else { return nil }
                bound += abs(count.double)
                fixed.append(
                    Fixed(
                        asset: asset, equity: isNeed ? .zero : count, need: isNeed ? count : .zero))
            }
        }
        let bits = log2(bound)
        guard bits < Narrow.bits else { return nil }
        let book = BookPool(
            legs: legs, weighed: [], ladders: ladders, fixed: fixed, assets: assets, coin: coin,
            rateOne: rateOne, moneyDivisor: moneyDivisor, moneyPlaces: moneyPlaces, bits: bits)
        return (
            book,
            BookUnits(value: units.value, rate: units.rate, money: units.money, bound: bound)
        )
    }

    /// A position of the same contract as `other` is a leg of.
    private func leg(
        like other: Leg, _ position: MeasuredPosition, isIsolated: Bool, _ rules: any VenueRules,
        _ units: BookUnits<Narrow>, _ bound: inout Double
    ) -> Leg? {
        guard let figures = position.bookFigures(isIsolated: isIsolated, rules),
            figures.isWalked == (other.ladder != nil), units.value.divides(figures.value),
            units.value.divides(figures.entryValue), units.rate.divides(figures.rate),
            units.money.divides(figures.amount), units.money.divides(figures.fee),
            let value = units.value.count(figures.value),
            let entryValue = units.value.count(figures.entryValue),
            let rate = units.rate.count(figures.rate),
            let amount = units.money.count(figures.amount),
            let fee = units.money.count(figures.fee)
        else { return nil }
        let size = abs(value.double)
        bound += (2 * size + abs(entryValue.double)) * rateOne.double
        bound += size * rate.double + abs(amount.double)
        let terms = position.terms
        let ladder = other.ladder.map { use in
            Ladder<Narrow>.Use(
                ladder: use.ladder, tier: terms.tierIndex ?? 0, rateFactor: use.rateFactor,
                unit: use.unit, perAmount: use.perAmount)
        }
        if let ladder {
            let largest = ladder.ladder.rates.reduce(0) { max($0, abs($1.double)) }
            bound += size * largest * ladder.rateFactor.double
        }
        var leg = Leg(
            value: value, entryValue: entryValue, peerValue: value,
            gainsWithValue: terms.isInverse != terms.isLong, rate: rate, amount: amount, fee: fee,
            ladder: ladder, isInverse: other.isInverse, base: other.base, coin: other.coin,
            weighed: nil, symbol: other.symbol)
        leg.measure(rateOne)
        return leg
    }
}
