import MarginModel
import Testing

@testable import MarginRules

/// One engine in three widths: each is run by thousands of accounts, and all say the same.
@Suite struct BookWidthTests {
    /// All answers of one pool, as printed.
    private struct Answers: Equatable {
        var triggers: [[String?]] = []
        var sides: [String] = []
        var points: [String] = []
    }

    private func answers<N: Ring>(_ pool: BookPool<N>, _ marks: [Exact]) -> Answers {
        var answers = Answers()
        for index in pool.legs.indices {
            let (found, nearest) = pool.triggers(ofSymbolAt: index, mark: marks[index])
            let tier = nearest.flatMap { pool.tier(ofLegAt: index, at: $0) }
            answers.triggers.append(
                [
                    found.below, found.above, found.bankruptcy, found.belowPercent,
                    found.abovePercent,
                ]
                .map { $0?.description } + [tier.map(String.init)])
        }
        let direction = BookPool<N>.Direction(weights: pool.assets.map { _ in N(1) })
        guard let line = pool.line(direction) else { return answers }
        let sides = pool.sides(
            along: direction, denominator: N(1), edges: MoveDomain.joint.edges())
        answers.sides = [sides?.down, sides?.up].map { "\($0.map(described) ?? "not modelled")" }
        let levels = StateLevels(.standard, .binance)
        for percent in [-30, -5, 10] {
            let move = BookMove<N>(top: N(percent), bottom: N(100))
            let point = pool.figures(
                on: BookPiece(of: line, at: move), at: move, direction, levels)
            answers.points.append(
                "\(point.equity) \(point.requirement?.description ?? "") \(point.state)")
        }
        return answers
    }

    private func described(_ side: BookSide) -> String {
        switch side {
        case .percent(let percent): percent.description
        case .none: "none"
        case .beyondLastTier(let percent): "beyond \(percent)"
        }
    }

    /// Prices with as many digits as venues print and more; quantities with eight.
    private func lengthened(_ account: Account, _ random: inout SeededGenerator) -> Account {
        var account = account
        func longer(_ value: Decimal, _ digits: Int) -> Decimal {
            guard value.scale < digits, Exact(value).magnitude < 10_000_000 else { return value }
            let more = Int128(UInt128.powerOfTen(digits - value.scale))
            let rest = Int128(Int.random(in: 1..<1_000_000_000, using: &random)) % more
            return Decimal(significand: value.significand * more + rest, scale: digits)
        }
        let digits = Int.random(in: 12...20, using: &random)
        for index in account.positions.indices {
            let position = account.positions[index]
            account.positions[index].entryPrice = position.entryPrice.map { longer($0, digits) }
            account.positions[index].markPrice = position.markPrice.map { longer($0, 8) }
            account.positions[index].quantity = longer(position.quantity, 8)
        }
        return account
    }

    /// Every account in 128 bits where they suffice, one in four and all others in 256, one in ten in
    /// unbounded integers.
    @Test(arguments: UInt64(0)..<8) func allWidthsAgreeBitForBit(part: UInt64) throws {
        var calculators: [Venue: MarginCalculator] = [:]
        for venue in Venue.allCases { calculators[venue] = try Sample.calculator(venue) }
        var random = RandomAccount(seed: 41 + part, missing: 1)
        var digits = SeededGenerator(seed: 42 + part)
        var (narrow, wide, unbounded) = (0, 0, 0)
        for number in 0..<2_500 {
            var account = random.next()
            guard account.accountMode != .portfolio, let calculator = calculators[account.venue]
            else { continue }
            if number.isMultiple(of: 2) { account = lengthened(account, &digits) }
            for pool in calculator.pools(of: account) where !pool.members.isEmpty {
                let measured = pool.members.map { MeasuredPosition($0, in: pool, account.rules) }
                let marks = measured.map { $0.terms.markPrice ?? .zero }
                func compiled<N: TierRing>(_ width: N.Type) -> BookPool<N>? {
                    var compiler = BookCompiler<N>(pool, account.rules, measured)
                    return compiler.compile()
                }
                let short = compiled(Narrow.self)
                let long = short == nil || number % 8 < 2 ? compiled(Wide256.self) : nil
                let book = number % 20 < 2 ? compiled(BigInt.self) : nil
                let all = [
                    short.map { answers($0, marks) }, long.map { answers($0, marks) },
                    book.map { answers($0, marks) },
                ].compactMap(\.self)
                narrow += short == nil ? 0 : 1
                wide += long == nil ? 0 : 1
                unbounded += book == nil ? 0 : 1
                #expect(all.allSatisfy { $0 == all[0] }, "part \(part), \(number), \(pool.id)")
            }
        }
        #expect(narrow > 250 && wide > 200 && unbounded > 50, "\(narrow) \(wide) \(unbounded)")
    }

    /// Weights of many digits make whole numbers that 128 bits may not hold beside the pool's own: then
    /// a wider engine answers.
    @Test func aDirectionOfManyDigitsIsAnsweredByAWiderEngine() throws {
        let calculator = try Sample.calculator(.binance)
        var random = RandomAccount(seed: 5, missing: 0, absurd: 0)
        var digits = SeededGenerator(seed: 6)
        let small = Exact(Decimal(significand: 1, scale: 18))
        let move = PriceMove(shape: .weighted(["BTC": small, "ETH": small * 3]))
        let domain = try #require(MoveDomain(move, marksOn: ["BTC", "ETH"], coins: []))
        var (near, found) = (0, 0)
        for number in 0..<12_000 {
            let account = lengthened(random.next(), &digits)
            guard account.venue == .binance, account.accountMode != .portfolio else { continue }
            for pool in calculator.pools(of: account) where !pool.members.isEmpty {
                let measured = pool.members.map { MeasuredPosition($0, in: pool, account.rules) }
                var first = BookCompiler<Narrow>(pool, account.rules, measured)
                var whole = BookCompiler<BigInt>(pool, account.rules, measured)
                guard let short = first.compile(), let long = whole.compile(),
                    let direction = long.direction(move, domain),
                    let book = PoolBook(pool, account.rules, measured)
                else { continue }
                near += short.bits > 70 ? 1 : 0
                let expected = long.sides(
                    along: direction, denominator: BigInt(domain.denominator),
                    edges: domain.edges())
                let sides = book.sides(along: move, domain)
                let texts = [expected, sides].map { sides in
                    sides.map { [described($0.down), described($0.up)] }
                }
                #expect(texts[0] == texts[1], "account \(number), \(pool.id)")
                found += (texts[1] ?? []).count { $0 != "none" }
            }
        }
        #expect(near > 50 && found > 50, "\(near) \(found)")
    }
}
