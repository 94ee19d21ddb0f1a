import MarginModel

/// A direction in which prices move: how far each asset goes for one unit of the move.
///
/// An asset with weight w has its price multiplied by 1 + w × t. Dollar coins stand still as money:
/// marks are quoted in them, and what they lose against the dollar is no move of the market. The mark
/// of a contract on one moves as any mark.
package struct PriceMove: Sendable {
    package enum Shape: Sendable {
        case joint
        case single(String)
        /// Weights by asset; an asset that is not there cannot be moved.
        case weighted([String: Exact])
    }

    let shape: Shape

    package init(shape: Shape) { self.shape = shape }

    package static let joint = PriceMove(shape: .joint)

    /// How far the price of a coin goes. `nil` when the shape says nothing of it.
    func weight(of asset: String) -> Exact? {
        DollarCoin.isOne(asset) ? .zero : weight(ofMarkOn: asset)
    }

    /// How far the marks of contracts on a coin go.
    func weight(ofMarkOn asset: String) -> Exact? {
        switch shape {
        case .joint: .one
        case .single(let moved): asset == moved ? .one : .zero
        case .weighted(let weights):
            weights[asset] ?? (DollarCoin.isOne(asset) ? .zero : nil)
        }
    }
}

/// What a direction moves: the price of a coin, or the marks of contracts on it.
struct MovingPrice: Hashable, Sendable {
    let name: String
    /// The marks of contracts on a dollar coin, whose own price stands still.
    let isMark: Bool
}

/// How far a direction can go before a price reaches zero, its weights as whole numbers.
struct MoveDomain: Sendable {
    /// What the whole weights are divided by.
    let denominator: Int128
    /// Bits that the weights, or what they are divided by, add to a magnitude.
    let bits: Int
    private let places: Int
    private let greatest: Int128
    private let least: Int128

    /// All coins move alike.
    static let joint = MoveDomain(denominator: 1, bits: 0, places: 0, greatest: 1, least: 0)

    private init(denominator: Int128, bits: Int, places: Int, greatest: Int128, least: Int128) {
        self.denominator = denominator
        self.bits = bits
        self.places = places
        self.greatest = greatest
        self.least = least
    }

    /// `nil` when the move says nothing of one of `assets`, or in more than 18 digits.
    init?(_ move: PriceMove, marksOn bases: [String], coins: [String]) {
        switch move.shape {
        case .joint:
            self = .whole(moving: !bases.isEmpty || !coins.allSatisfy(DollarCoin.isOne))
            return
        case .single(let asset):
            let isHeld = coins.contains(asset) && !DollarCoin.isOne(asset)
            self = .whole(moving: isHeld || bases.contains(asset))
            return
        case .weighted: break
        }
        var weights: [Exact] = []
        let all =
            bases.lazy.map { move.weight(ofMarkOn: $0) } + coins.lazy.map { move.weight(of: $0) }
        for weight in all {
            guard let weight, weight.wide == nil,
                weight.denominator == 1, weight.scale <= 18
            else { return nil }
            weights.append(weight)
        }
        places = weights.map(\.scale).max() ?? 0
        var (greatest, least) = (Int128(0), Int128(0))
        for weight in weights {
            guard let whole = Self.whole(weight, places), whole.magnitude < 1 << 60 else {
                return nil
            }
            (greatest, least) = (max(greatest, whole), min(least, whole))
        }
        self.greatest = greatest
        self.least = least
        denominator = Int128(UInt128.powerOfTen(places))
        let largest = max(greatest.magnitude, least.magnitude, denominator.magnitude)
        bits = 128 - largest.leadingZeroBitCount
    }

    /// Every weight is 0 or, where anything moves, 1.
    private static func whole(moving: Bool) -> MoveDomain {
        MoveDomain(denominator: 1, bits: 1, places: 0, greatest: moving ? 1 : 0, least: 0)
    }

    private static func whole(_ weight: Exact, _ places: Int) -> Int128? {
        Exact.raised(weight.numerator, by: places - weight.scale)
    }

    func weight(of asset: MovingPrice, along move: PriceMove) -> Int128? {
        // A coin that has a place in a book is no dollar.
        switch move.shape {
        case .joint: 1
        case .single(let moved): asset.name == moved ? 1 : 0
        case .weighted: move.weight(ofMarkOn: asset.name).flatMap { Self.whole($0, places) }
        }
    }

    /// Where the first price reaches zero, on both sides counted from the present outward.
    func edges<N: Ring>() -> (down: BookMove<N>, up: BookMove<N>) {
        (
            greatest > 0 ? BookMove(top: N(1), bottom: N(greatest)) : .endless,
            least < 0 ? BookMove(top: N(1), bottom: N(-least)) : .endless
        )
    }

    /// Whether every price stays positive after a move of `t`.
    func holds(_ t: Exact) -> Bool {
        if t.wide == nil, t.denominator == 1, t.scale <= 18, t.numerator.magnitude < 1 << 62 {
            let one = denominator &* Int128(UInt128.powerOfTen(t.scale))
            return one &+ t.numerator &* greatest > 0 && one &+ t.numerator &* least > 0
        }
        let scale = Exact(narrow: denominator, scale: 0)
        return (scale + t * Exact(narrow: greatest, scale: 0)).isPositive
            && (scale + t * Exact(narrow: least, scale: 0)).isPositive
    }
}
