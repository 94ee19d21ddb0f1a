import MarginModel

@testable import MarginRules

/// A small account near its trigger, in whole numbers, and the same as values of the model.
///
/// Marks and quantities are whole, rates per mille, the taker fee in tenths of that, so that the
/// brute force over it needs integers alone.
struct RandomCure: Sendable {
    struct Leg: Sendable {
        let symbol: Int
        let isLong: Bool
        let quantity: Int
        let entry: Int
        let mark: Int
        let leverage: Int
        let isIsolated: Bool
        /// An isolated position's own money, without profit.
        var wallet = 0
    }

    struct Tier: Sendable {
        /// Notional at Binance and Bybit, contracts at OKX.
        let upperBound: Int
        let perMille: Int
        /// Thousandths.
        let amount: Int
    }

    struct Fund: Sendable {
        let amount: Int
        let fee: Int
    }

    let venue: Venue
    let legs: [Leg]
    /// By symbol.
    let tiers: [[Tier]]
    let steps: [Int]
    let fewest: [Int]
    /// Taker fee in units of 10^-4.
    let fee: Int
    let funds: [Fund]
    /// The money that cross positions are held against, without profit; without any, what lies free
    /// in the account.
    let wallet: Int

    init(seed: UInt64) {
        var random = SplitMix(seed: seed)
        venue = [.binance, .bybit, .okx][random.below(3)]
        // All cross, one isolated, several isolated, or isolated beside cross.
        let shape = random.below(8)
        let count = shape == 0 ? 1 : shape < 3 ? 2 + random.below(2) : 1 + random.below(4)
        let isMixed = shape == 3 && venue != .bybit
        // What Bybit asks of both sides of a contract in one pool is not known.
        let hedges = random.below(2)
        let symbols = max(1, venue == .bybit && shape >= 3 ? count : count - hedges)
        let most = [24, 12, 6, 4][count - 1]
        let marks = (0..<symbols).map { _ in 20 + random.below(180) }
        var legs = (0..<count).map { index in
            let mark = marks[index % symbols]
            // A second leg of a symbol hedges the first.
            let isLong = index >= symbols ? false : symbols < count && index == 0 || random.flip()
            let move = random.below(mark / 5)
            return Leg(
                symbol: index % symbols, isLong: isLong, quantity: 1 + random.below(most),
                entry: isLong ? mark + move : max(1, mark - move), mark: mark,
                leverage: [4, 5, 10, 20, 25, 50][random.below(6)],
                isIsolated: shape < 3 || isMixed && index % 2 == 0)
        }
        let venue = venue
        tiers = (0..<symbols).map { symbol in
            let size = legs.filter { $0.symbol == symbol }.map(\.quantity).reduce(0, +)
            let reach = venue == .okx ? size : size * marks[symbol]
            return RandomCure.ladder(to: reach, jumps: venue == .okx, &random)
        }
        steps = (0..<symbols).map { _ in 1 + random.below(2) }
        fewest = (0..<symbols).map { _ in random.below(4) }
        fee = 2 + random.below(20)
        funds = (0..<random.below(4)).map { _ in
            Fund(amount: 1 + random.below(40), fee: random.below(3))
        }
        // Requirement × a random share is the equity; what profit does not bring is the wallet.
        var requirement = 0
        var profit = 0
        for (index, leg) in legs.enumerated() {
            let ladder = tiers[leg.symbol]
            let perMille = (ladder[0].perMille + ladder[ladder.count - 1].perMille) / 2
            let needed = leg.quantity * leg.mark * perMille / 1_000
            let gained = (leg.isLong ? 1 : -1) * leg.quantity * (leg.mark - leg.entry)
            guard leg.isIsolated else {
                requirement += needed
                profit += gained
                continue
            }
            let percent = RandomCure.percent(venue, &random)
            legs[index].wallet = max(1, needed * percent / 100 - gained)
        }
        wallet =
            legs.contains { !$0.isIsolated }
            ? max(1, requirement * RandomCure.percent(venue, &random) / 100 - profit)
            : random.below(20)
        self.legs = legs
    }

    private static func percent(_ venue: Venue, _ random: inout SplitMix) -> Int {
        venue == .okx ? 80 + random.below(200) : 60 + random.below(60)
    }

    private static func ladder(
        to reach: Int, jumps: Bool, _ random: inout SplitMix
    ) -> [Tier] {
        var tiers: [Tier] = []
        var (bound, rate, amount) = (0, 4 + random.below(20), 0)
        for _ in 0..<random.below(4) {
            let next = bound + 1 + random.below(max(1, reach / 2))
            guard next < reach else { break }
            tiers.append(Tier(upperBound: next, perMille: rate, amount: amount))
            let rise = 1 + random.below(15)
            if !jumps { amount += next * rise }
            (bound, rate) = (next, rate + rise)
        }
        return tiers + [Tier(upperBound: reach * 2, perMille: rate, amount: amount)]
    }
}

/// The random numbers of Steele, Lea and Flood's SplitMix64: the same on every machine.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(bound))
    }

    mutating func flip() -> Bool { below(2) == 0 }
}
