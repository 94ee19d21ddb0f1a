import Glibc
import MarginModel

/// Counts a pool's figures in integers.
///
/// The units are the coarsest in which every figure is whole: the digits of the pool's own prices and
/// quantities decide, so that 128 bits are seldom too few.
struct BookCompiler<N: TierRing> {
    let pool: MarginPool
    let rules: any VenueRules
    let measured: [MeasuredPosition]
    private var value = BookUnit<N>()
    private var rate = BookUnit<N>()
    private var money = BookUnit<N>()
    private var assets: [MovingPrice] = []
    private var ladders: [ScaledLadder<N>] = []
    private var bound = 0.0
    /// Digits of money beyond those of the figures, for what edits bring.
    var spareDigits = 0

    /// After compiling: the units of its integers, and the bound on all of them.
    var units: BookUnits<N> { BookUnits(value: value, rate: rate, money: money, bound: bound) }

    init(_ pool: MarginPool, _ rules: any VenueRules, _ measured: [MeasuredPosition]) {
        self.pool = pool
        self.rules = rules
        self.measured = measured
    }

    /// The exact figures of a leg, and what it uses.
    private struct Source {
        let figures: MeasuredPosition.BookFigures
        /// The value at the mark of the symbol's first leg, where that is another.
        let peerValue: Exact?
        let terms: PositionTerms
        let ladder: Int?
        let symbol: Int
    }

    /// `nil` where a figure is missing, or where the width does not hold all that may be asked.
    mutating func compile() -> BookPool<N>? {
        guard let equityParts = pool.equityParts, let needParts = pool.extras.requirementParts,
            let sources = sources(), let weighed = weighedLadders(),
            refineUnits(sources, equityParts + needParts, weighed)
        else { return nil }
        guard let rateOne = rate.count(.one) else { return nil }
        var legs: [BookPool<N>.Leg] = []
        legs.reserveCapacity(sources.count)
        for source in sources {
            guard let leg = leg(source, weighed, rateOne) else { return nil }
            legs.append(leg)
        }
        var coins: [BookPool<N>.Weighed] = []
        for coin in weighed {
            guard let coin = self.coin(coin) else { return nil }
            coins.append(coin)
        }
        guard let fixed = fixed(equityParts, needParts, weighed) else { return nil }
        for part in fixed { bound += abs(part.equity.double) + abs(part.need.double) }
        let bits = log2(bound)
        guard bits < N.bits else { return nil }
        return BookPool(
            legs: legs, weighed: coins, ladders: ladders.map(\.ladder), fixed: fixed,
            assets: assets, coin: asset(pool.asset), rateOne: rateOne,
            moneyDivisor: money.divisor, moneyPlaces: money.places, bits: bits)
    }

    // MARK: What is counted

    private mutating func sources() -> [Source]? {
        var sources: [Source] = []
        sources.reserveCapacity(measured.count)
        for position in measured {
            let terms = position.terms
            guard
                let figures = position.bookFigures(
                    isIsolated: pool.marginMode == .isolated, rules)
            else { return nil }
            let table = figures.table
            // One symbol has one table.
            let first = sources.firstIndex { $0.figures.table === table }
            var ladder = first.flatMap { sources[$0].ladder }
            if figures.isWalked, first == nil {
                guard let made = N.ladder(of: table) else { return nil }
                ladder = ladders.count
                ladders.append(made)
            }
            var peerValue: Exact?
            if let first, let mark = sources[first].terms.mark, mark != terms.mark {
                peerValue = terms.size.map { $0 * mark * figures.weight }
            }
            sources.append(
                Source(
                    figures: figures, peerValue: peerValue, terms: terms, ladder: ladder,
                    symbol: first ?? sources.count))
        }
        return sources
    }

    private struct WeighedLadder {
        let coin: String
        let held: MarginPool.WeighedCoin
        let ladder: Int
        let tier: Int
    }

    private mutating func weighedLadders() -> [WeighedLadder]? {
        var found: [WeighedLadder] = []
        for (coin, held) in pool.weighed.sorted(by: { $0.key < $1.key }) {
            let slabs = held.valuation.slabs
            let rates = slabs.map { -$0.rate }
            guard
                let ladder = ScaledLadder<N>(
                    bounds: slabs.compactMap(\.upper), rates: rates, amounts: slabs.map(\.offset),
                    isConvex: zip(rates, rates.dropFirst()).allSatisfy { $0 <= $1 })
            else { return nil }
            ladders.append(ladder)
            let pnl = pool.members.filter { $0.names.settle == coin }
                .compactMap(\.unrealizedPnl).sum()
            let amount = held.balance + pnl
            found.append(
                WeighedLadder(
                    coin: coin, held: held, ladder: ladders.count - 1,
                    tier: slabs.firstIndex { $0.contains(amount) } ?? slabs.count - 1))
        }
        return found
    }

    // MARK: Units

    private mutating func refineUnits(
        _ sources: [Source], _ parts: [MarginPool.Part], _ weighed: [WeighedLadder]
    ) -> Bool {
        for ladder in ladders where !rate.refine(for: ladder.rateUnit) { return false }
        for source in sources {
            let figures = source.figures
            guard rate.refine(for: figures.rate), value.refine(for: figures.value),
                value.refine(for: figures.entryValue), money.refine(for: figures.amount),
                money.refine(for: figures.fee),
                source.peerValue.map({ value.refine(for: $0) }) ?? true
            else { return false }
            guard let index = source.ladder else { continue }
            guard refine(for: ladders[index], at: figures.weight) else { return false }
        }
        for coin in weighed {
            guard value.refine(for: coin.held.balance * coin.held.valuation.price),
                refine(for: ladders[coin.ladder], at: coin.held.valuation.price),
                money.refine(for: value(of: coin.held))
            else { return false }
        }
        for part in parts where !money.refine(for: part.value) { return false }
        money.refine(by: spareDigits)
        // Value times rate is money.
        guard value.refine(for: money, less: rate.places), let product = value.product(rate) else {
            return false
        }
        money = product
        return true
    }

    private mutating func refine(for ladder: ScaledLadder<N>, at weight: Exact) -> Bool {
        if weight.isOne {
            return value.refine(for: ladder.boundUnit) && money.refine(for: ladder.amountUnit)
        }
        var unit = BookUnit<N>()
        guard unit.refine(for: weight), let bound = ladder.boundUnit.product(unit),
            let amount = ladder.amountUnit.product(unit)
        else { return false }
        return value.refine(for: bound) && money.refine(for: amount)
    }

    // MARK: Counting

    private mutating func leg(
        _ source: Source, _ weighed: [WeighedLadder], _ rateOne: N
    ) -> BookPool<N>.Leg? {
        let (terms, figures) = (source.terms, source.figures)
        guard let value = self.value.count(figures.value),
            let entryValue = self.value.count(figures.entryValue),
            let peerValue = source.peerValue.map({ self.value.count($0) }) ?? value,
            let amount = money.count(figures.amount), let fee = money.count(figures.fee),
            let rate = rate.count(figures.rate)
        else { return nil }
        let largest = max(abs(value.double), abs(peerValue.double))
        bound += (2 * largest + abs(entryValue.double)) * rateOne.double
        bound += largest * rate.double + abs(amount.double)
        var use: Ladder<N>.Use?
        if let index = source.ladder {
            guard let made = self.use(of: index, tier: terms.tierIndex ?? 0, at: figures.weight)
            else { return nil }
            use = made
            bound += largest * ladders[index].largest.rate * made.rateFactor.double
        }
        var leg = BookPool<N>.Leg(
            value: value, entryValue: entryValue, peerValue: peerValue,
            gainsWithValue: terms.isInverse != terms.isLong, rate: rate, amount: amount,
            fee: fee, ladder: use, isInverse: terms.isInverse,
            base: asset(terms.names.base, isDollar: terms.names.baseIsDollar, isMark: true),
            coin: asset(
                terms.names.settle, isDollar: terms.names.settlesInDollars, isMark: false),
            weighed: weighed.firstIndex { $0.coin == terms.names.settle }, symbol: source.symbol)
        leg.measure(rateOne)
        return leg
    }

    private mutating func coin(_ coin: WeighedLadder) -> BookPool<N>.Weighed? {
        let price = coin.held.valuation.price
        guard let balance = value.count(coin.held.balance * price),
            let use = use(of: coin.ladder, tier: coin.tier, at: price)
        else { return nil }
        bound += abs(balance.double) * ladders[coin.ladder].largest.rate * use.rateFactor.double
        return BookPool<N>.Weighed(balance: balance, ladder: use, coin: asset(coin.coin))
    }

    private mutating func use(of index: Int, tier: Int, at weight: Exact) -> Ladder<N>.Use? {
        let ladder = ladders[index]
        var count = N(1)
        var (boundUnit, amountUnit) = (ladder.boundUnit, ladder.amountUnit)
        if !weight.isOne {
            var unit = BookUnit<N>()
            guard unit.refine(for: weight), let counted = unit.count(weight),
                let perBound = boundUnit.product(unit), let perAmount = amountUnit.product(unit)
            else { return nil }
            (count, boundUnit, amountUnit) = (counted, perBound, perAmount)
        }
        guard let rateFactor = rate.count(of: ladder.rateUnit), let rateOne = rate.count(.one),
            let perBound = value.count(of: boundUnit), let perAmount = money.count(of: amountUnit),
            let bound = N.product(count, perBound), let amount = N.product(count, perAmount)
        else { return nil }
        self.bound += ladder.largest.bound * bound.double * rateOne.double
        self.bound += ladder.largest.amount * amount.double
        return Ladder<N>.Use(
            ladder: ladder.ladder, tier: tier, rateFactor: rateFactor, unit: bound,
            perAmount: amount)
    }

    /// The pool's money by the asset that it moves with. A weighed coin's balance counts in its ladder
    /// instead.
    private mutating func fixed(
        _ equity: [MarginPool.Part], _ need: [MarginPool.Part], _ weighed: [WeighedLadder]
    ) -> [BookPool<N>.Fixed]? {
        var all: [BookPool<N>.Fixed] = []
        for part in equity where !part.value.isZero {
            guard let count = money.count(part.value) else { return nil }
            all.append(BookPool<N>.Fixed(asset: asset(part.coin), equity: count, need: .zero))
        }
        for part in need {
            guard let count = money.count(part.value) else { return nil }
            all.append(BookPool<N>.Fixed(asset: asset(part.coin), equity: .zero, need: count))
        }
        for coin in weighed {
            guard let count = money.count(value(of: coin.held)) else { return nil }
            all.append(
                BookPool<N>.Fixed(asset: asset(coin.coin), equity: -count, need: .zero))
        }
        return all
    }

    private func value(of held: MarginPool.WeighedCoin) -> Exact {
        held.valuation.value(of: held.balance)
    }

    private mutating func asset(_ name: String) -> Int? {
        asset(name, isDollar: DollarCoin.isOne(name), isMark: false)
    }

    /// The asset's place; `nil` for a dollar coin as money, which no move of the market moves.
    private mutating func asset(_ name: String, isDollar: Bool, isMark: Bool) -> Int? {
        guard isMark || !isDollar else { return nil }
        let asset = MovingPrice(name: name, isMark: isDollar)
        if let place = assets.firstIndex(of: asset) { return place }
        assets.append(asset)
        return assets.count - 1
    }
}
