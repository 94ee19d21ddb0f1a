import MarginModel

/// The positions of one account so far, to find those that cannot stand together.
struct PositionCrowd {
    /// No venue lets an account hold more symbols; what is beyond is not an account.
    static let limit = 1_000

    private let mode: PositionMode?
    /// Whether a cross and an isolated position of a contract are two.
    private let separatesMarginModes: Bool
    private var held: [(symbol: String, side: PositionSide, marginMode: MarginMode)] = []
    private var isOver = false

    init(mode: PositionMode?, at venue: Venue?) {
        self.mode = mode
        separatesMarginModes = venue?.holdsBothMarginModes ?? false
    }

    /// Reports `position` when another one excludes it.
    mutating func admit(_ position: Position, from object: JSONObjectReader) {
        guard held.count < Self.limit else {
            guard !isOver else { return }
            isOver = true
            object.problems.report(
                id: "too-many-positions", at: object.offset,
                "this is position \(Self.limit + 1), and \(Self.limit) is the limit",
                hint: "Split the account, or leave out what is closed")
            return
        }
        // Of so few, looking at each is faster than hashing.
        var first: PositionSide?
        var isTwice = false
        for other in held where other.symbol == position.symbol {
            if !separatesMarginModes || other.marginMode == position.marginMode {
                first = first ?? other.side
            }
            isTwice =
                isTwice
                || other.side == position.side && other.marginMode == position.marginMode
        }
        held.append((position.symbol, position.side, position.marginMode))
        if isTwice {
            object.problems.report(
                id: "duplicate-position", at: object.offset,
                "\(quoted(position.symbol)) \(position.side.rawValue) "
                    + "\(position.marginMode.rawValue) stands twice",
                hint: "Give each position once, with its whole quantity")
        }
        if mode == .oneWay, let first, first != position.side {
            object.problems.report(
                id: "both-sides-in-one-way-mode", at: object.offset,
                "\(quoted(position.symbol)) is held long and short in one-way mode",
                hint: "Write \"positionMode\": \"hedge\", or give the net position")
        }
    }
}
