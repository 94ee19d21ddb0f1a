/// States in rising order of trouble, bounds inclusive, on requirement ÷ equity.
@frozen
public enum AccountState: String, Hashable, Sendable, CaseIterable, Comparable {
    case healthy, watch, call, liquidation, bankrupt
    /// Something that the state depends on is missing.
    case incomplete

    @inlinable
    public static func < (left: AccountState, right: AccountState) -> Bool {
        left.rank < right.rank
    }

    /// How bad it is to the person who is alerted. An account that cannot be assessed is worse than one
    /// that is close to a call, because it may be in one.
    public var alarm: Int { self < .call ? rank : self == .incomplete ? 2 : rank + 1 }

    /// An account's state by those of its pools: not known where one's is not, unless one is certain
    /// to be in liquidation.
    public static func worst(of pools: [AccountState]) -> AccountState {
        let known = pools.filter { $0 != .incomplete }.max()
        if let known, known >= .liquidation || !pools.contains(.incomplete) { return known }
        return .incomplete
    }

    @inlinable var rank: Int {
        switch self {
        case .healthy: 0
        case .watch: 1
        case .call: 2
        case .liquidation: 3
        case .bankrupt: 4
        case .incomplete: 5
        }
    }
}
