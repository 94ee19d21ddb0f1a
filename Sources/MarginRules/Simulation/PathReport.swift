package import MarginModel

/// The account assessed along a path of prices, with deposits and funding as they land.
///
/// What the venue would do at the trigger is not simulated: after `liquidation` the later steps are
/// those of an untouched account.
package struct PathReport: Sendable {
    /// What happened between the step before and this one.
    package enum Event: Sendable {
        /// A deposit of the plan or a pending one was credited.
        case credited(asset: String, amount: Exact)
        case funding(symbol: String, asset: String, amount: Exact)
        /// A settlement whose mark or rate was not known: nothing could be booked.
        case fundingUnknown(symbol: String)
    }

    package struct Step: Sendable {
        package let at: Instant
        package let state: AccountState
        package let equity: Exact?
        package let requirement: Exact?
        package let ratio: Exact?
        package let events: [Event]
        /// Assets without a price young enough: the state is then `incomplete`.
        package let missing: [String]
    }

    package let steps: [Step]
    /// The first step in a margin call or worse.
    package let callAt: Instant?
    /// The first later step that is out of the call again.
    package let cureAt: Instant?
    /// The first step at or past the trigger.
    package let liquidationAt: Instant?
    /// How old a price may be before the step counts as incomplete.
    package let maximumPriceAgeSeconds: Int64
}
