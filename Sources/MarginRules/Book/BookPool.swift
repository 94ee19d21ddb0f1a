import Glibc
import MarginModel

/// One pool of a margin book: its legs, weighed coins and money as integers of one unit.
///
/// `value` counts notional in the pool's unit, `money` what a rate makes of it: one of `value` is
/// `rateOne` of `money`. Nothing here divides.
struct BookPool<N: Ring>: Sendable {
    struct Leg: Sendable {
        /// At the mark and at the entry, in `value`.
        let value: N
        let entryValue: N
        /// At the mark of the symbol's first leg: two legs of one symbol move by one price.
        let peerValue: N
        /// Whether profit is value − entry value, and not the reverse.
        let gainsWithValue: Bool
        /// What a rate takes of the value whatever the tier: a fee, or the rate where no tier is walked.
        let rate: N
        /// What is taken besides, in `money`, counted in the settle coin.
        let amount: N
        /// Of it, what an isolated position spends at its bankruptcy price.
        let fee: N
        let ladder: Ladder<N>.Use?
        let isInverse: Bool
        /// Places in `assets`; `nil` for what never moves: dollar coins.
        let base: Int?
        let coin: Int?
        /// Place in `weighed`, where a collateral rate weighs the PnL.
        let weighed: Int?
        /// The place of its symbol's first leg, which legs of one symbol share.
        var symbol: Int
        /// A bound on how much of the surplus, in `money`, a move of its mark takes for each whole of the mark
        /// that it goes; no end where it jumps, or is not known.
        private(set) var steepest = Double.infinity

        /// Finds `steepest`.
        mutating func measure(_ rateOne: N) {
            guard !isInverse, weighed == nil, ladder?.ladder.isConvex ?? true else { return }
            var largest = abs(rate.double)
            if let use = ladder {
                let rates = use.ladder.rates
                largest +=
                    max(abs(rates[0].double), abs(rates[use.ladder.last].double))
                    * use.rateFactor.double
            }
            steepest = abs(value.double) * (rateOne.double + largest)
        }
    }

    /// A coin whose balance and PnL a collateral rate weighs as one amount.
    struct Weighed: Sendable {
        let balance: N
        let ladder: Ladder<N>.Use
        let coin: Int?
    }

    /// Money that moves with one asset's price, in `money`.
    struct Fixed: Sendable {
        let asset: Int?
        let equity: N
        let need: N
    }

    let legs: [Leg]
    let weighed: [Weighed]
    /// Keeps the ladders that legs and coins use.
    let ladders: [Ladder<N>]
    let fixed: [Fixed]
    let assets: [MovingPrice]
    /// The coin that the pool is counted in, where it is one that moves.
    let coin: Int?
    let rateOne: N
    /// One of `money` is 1 ÷ (`moneyDivisor` × 10^`moneyPlaces`) of the pool's unit.
    let moneyDivisor: N
    let moneyPlaces: Int
    /// log2 of a bound on every magnitude.
    let bits: Double
    /// Whether two legs are of one symbol.
    let hasTwins: Bool

    /// Equity and surplus at the present, in `money`, and the amount of each weighed coin.
    private(set) var equity = N.zero
    private(set) var surplus = N.zero
    private(set) var amounts: [N] = []

    init(
        legs: [Leg], weighed: [Weighed], ladders: [Ladder<N>], fixed: [Fixed],
        assets: [MovingPrice],
        coin: Int?, rateOne: N, moneyDivisor: N, moneyPlaces: Int, bits: Double
    ) {
        self.legs = legs
        self.weighed = weighed
        self.ladders = ladders
        self.fixed = fixed
        self.assets = assets
        self.coin = coin
        self.rateOne = rateOne
        self.moneyDivisor = moneyDivisor
        self.moneyPlaces = moneyPlaces
        self.bits = bits
        hasTwins = legs.indices.contains { legs[$0].symbol != $0 }
        amounts = weighed.map(\.balance)
        var need = N.zero
        for part in fixed {
            equity += part.equity
            need += part.need
        }
        for leg in legs {
            if let coin = leg.weighed {
                amounts[coin] += leg.pnl
            } else {
                equity += leg.pnl * rateOne
            }
            need += leg.value * leg.rate + leg.amount
            if let use = leg.ladder { need += cost(use, leg.value) }
        }
        for (coin, amount) in zip(weighed, amounts) { equity -= cost(coin.ladder, amount) }
        surplus = equity - need
    }

    /// Whether the surplus is more than `move`, a fraction of a price, of the leg's mark can take: then its
    /// triggers lie farther.
    func outlasts(_ move: Double, ofSymbolAt index: Int) -> Bool {
        !hasTwins && surplus.double > legs[index].steepest * move * (1 + 1e-9)
    }

    /// What a ladder costs at the present.
    func cost(_ use: Ladder<N>.Use, _ measured: N) -> N {
        let ladder = use.ladder
        return ladder.rates[use.tier] * use.rateFactor * measured
            - ladder.amounts[use.tier] * use.perAmount
    }
}

extension BookPool.Leg {
    /// In `value`.
    var pnl: N { gainsWithValue ? value - entryValue : entryValue - value }
}

extension Ladder {
    /// A ladder as one leg or coin of a pool uses it.
    struct Use: Sendable {
        /// Held by the pool.
        unowned(unsafe) let ladder: Ladder<N>
        /// The tier at the present.
        let tier: Int
        let rateFactor: N
        /// One of a bound and of an amount in the pool's `value` and `money`.
        let unit: N
        let perAmount: N
    }
}

extension BookPool {
    /// How a direction moves this pool: a whole number for each asset, all in the same fraction.
    struct Direction: Sendable {
        let weights: [N]

        func weight(_ asset: Int?) -> N { asset.map { weights[$0] } ?? .zero }

        func moves(_ leg: Leg) -> Bool { !weight(leg.base).isZero || !weight(leg.coin).isZero }
    }

    /// The pool as straight lines and ladders along `direction`. What stands still costs what it does
    /// now, and brings no ladder. `nil` where a contract's value is no straight line: a linear one that
    /// settles in a coin which moves beside its base.
    func line(_ direction: Direction) -> BookLine<N>? {
        var line = BookLine<N>()
        line.equity.constant = equity
        line.need.constant = equity - surplus
        for part in fixed {
            let weight = direction.weight(part.asset)
            if weight.isZero { continue }
            line.equity.slope += part.equity * weight
            line.need.slope += part.need * weight
        }
        var slopes = weighed.map { $0.balance * direction.weight($0.coin) }
        for index in legs.indices where direction.moves(legs[index]) {
            let leg = legs[index]
            guard let (rise, coinRise) = rises(of: leg, direction) else { return nil }
            let valueSlope = leg.value * rise
            let entrySlope = leg.entryValue * coinRise
            let pnlSlope =
                leg.gainsWithValue ? valueSlope - entrySlope : entrySlope - valueSlope
            if let coin = leg.weighed {
                slopes[coin] += pnlSlope
            } else {
                line.equity.slope += pnlSlope * rateOne
            }
            line.need.slope += valueSlope * leg.rate + leg.amount * coinRise
            if let use = leg.ladder {
                line.need.constant -= cost(use, leg.value)
                line.terms.append(term(use, leg.value, slope: valueSlope, coinRise))
            }
        }
        for (index, coin) in weighed.enumerated() {
            let weight = direction.weight(coin.coin)
            if slopes[index].isZero, weight.isZero { continue }
            line.equity.constant += cost(coin.ladder, amounts[index])
            line.terms.append(
                term(
                    coin.ladder, amounts[index], slope: slopes[index], weight,
                    isCollateral: true))
        }
        return line
    }

    /// The mark of one symbol moving alone, all coins' prices standing still: x is the mark of a linear
    /// contract, 1 ÷ mark of an inverse one. Costs as much as the symbol has legs.
    ///
    /// - Returns: The surplus, and the equity less an isolated position's fee, both without the
    ///   ladders that move.
    func line(ofSymbolAt first: Int) -> (surplus: BookLine<N>, equity: BookLine<N>) {
        var line = BookLine<N>()
        line.equity.constant = surplus
        var equity = BookLine<N>()
        equity.equity.constant = self.equity
        var slope = N.zero
        let symbol = legs[first].symbol
        var amount = legs[first].weighed.map { amounts[$0] } ?? .zero
        let past = hasTwins ? legs.count : first + 1
        for index in first..<past where legs[index].symbol == symbol {
            let leg = legs[index]
            let value = leg.peerValue
            let rise = leg.gainsWithValue ? value : -value
            let step = leg.gainsWithValue ? value - leg.value : leg.value - value
            if leg.weighed == nil {
                line.equity.constant += step * rateOne
                line.equity.slope += rise * rateOne
                equity.equity.constant += step * rateOne
                equity.equity.slope += rise * rateOne
            } else {
                amount += step
                slope += rise
            }
            equity.equity.constant -= leg.fee
            line.need.constant += (value - leg.value) * leg.rate
            line.need.slope += value * leg.rate
            guard let use = leg.ladder else { continue }
            line.equity.constant += cost(use, leg.value)
            var term = term(use, value, slope: value, .zero)
            if value != leg.value { term.tier = term.tier(at: .present, from: use.tier) }
            line.terms.append(term)
        }
        if let coin = legs[first].weighed {
            let use = weighed[coin].ladder
            var term = term(use, amount, slope: slope, .zero, isCollateral: true)
            if amount != amounts[coin] { term.tier = term.tier(at: .present, from: use.tier) }
            let cost = cost(use, amounts[coin])
            line.equity.constant += cost
            line.terms.append(term)
            equity.equity.constant += cost
            equity.terms.append(term)
        }
        return (line, equity)
    }

    func term(
        _ use: Ladder<N>.Use, _ measured: N, slope: N, _ coinRise: N, isCollateral: Bool = false
    ) -> BookTerm<N> {
        BookTerm(
            use, isCollateral: isCollateral, base: measured, slope: slope,
            unitSlope: use.unit * coinRise, amountSlope: use.perAmount * coinRise)
    }

    /// How fast the value of a leg moves, and the price of its coin.
    private func rises(of leg: Leg, _ direction: Direction) -> (value: N, coin: N)? {
        let base = direction.weight(leg.base)
        let coin = direction.weight(leg.coin)
        if leg.isInverse {
            // The value in coins falls as the base rises; counted at the coin's price it stands still.
            if base == coin { return (.zero, coin) }
            return base.isZero ? (coin, coin) : nil
        }
        guard base.isZero || coin.isZero else { return nil }
        return (base + coin, coin)
    }
}
