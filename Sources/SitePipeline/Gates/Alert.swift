import MarginModel
import MarginRules
import PageRendering

/// One thing that the owner of an account, or its desk, is told. Private: it names the account.
struct Alert: Hashable, Sendable {
    enum Kind: String, Sendable {
        /// The account is in a state that is told of, and was not before.
        case crossed
        /// It is worse than what was last told.
        case worse
        /// It still is in such a state, and the time of silence is over.
        case still
        /// It left those states, and the time of silence is over.
        case recovered
    }

    let kind: Kind
    let accountID: String
    let isFictional: Bool
    /// In the run before; `nil` for an account that is new.
    let before: AccountState?
    let level: AccountState
    /// What made the state; `nil` where it is incomplete.
    let cause: StateCause?
    let token: String
    let clock: Instant

    /// One line of JSON, in the format `marginalia/alert/1`.
    var line: [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("schema", "marginalia/alert/1")
            json.member("kind", kind.rawValue)
            json.member("account", accountID)
            json.key("fictional")
            json.bool(isFictional)
            json.member("before", before?.rawValue)
            json.member("state", level.rawValue)
            json.member("by", cause?.rawValue)
            json.member("report", "private/\(clock.utc.date)/\(token).html")
            json.member("clock", clock.description)
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }
}
