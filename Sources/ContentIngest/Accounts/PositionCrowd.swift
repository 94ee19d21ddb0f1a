import MarginModel

/// The positions of one account so far, to find those that cannot stand together.
struct PositionCrowd {
    private struct Identity: Hashable {
        let symbol: String
        let side: PositionSide
        let marginMode: MarginMode
    }

    /// No venue lets an account hold more symbols; what is beyond is not an account.
    static let limit = 1_000

    private let mode: PositionMode?
    private var count = 0
    private var identities: Set<Identity> = []
    private var sideOfSymbol: [String: PositionSide] = [:]

    init(mode: PositionMode?) { self.mode = mode }

    /// Reports `position` when another one excludes it.
    mutating func admit(_ position: Position, from object: JSONObjectReader) {
        count += 1
        if count == Self.limit + 1 {
            object.problems.report(
                id: "too-many-positions", at: object.offset,
                "this is position \(count), and \(Self.limit) is the limit",
                hint: "Split the account, or leave out what is closed")
        }
        let identity = Identity(
            symbol: position.symbol, side: position.side, marginMode: position.marginMode)
        if !identities.insert(identity).inserted {
            object.problems.report(
                id: "duplicate-position", at: object.offset,
                "\(quoted(position.symbol)) \(position.side.rawValue) "
                    + "\(position.marginMode.rawValue) stands twice",
                hint: "Give each position once, with its whole quantity")
        }
        guard mode == .oneWay else { return }
        let side = sideOfSymbol[position.symbol]
        sideOfSymbol[position.symbol] = side ?? position.side
        if let side, side != position.side {
            object.problems.report(
                id: "both-sides-in-one-way-mode", at: object.offset,
                "\(quoted(position.symbol)) is held long and short in one-way mode",
                hint: "Write \"positionMode\": \"hedge\", or give the net position")
        }
    }
}
