package import MarginModel

/// What a run did.
package struct RunSummary: Sendable {
    package enum Outcome: Sendable {
        case published
        /// A release that is not live.
        case kept
        /// Nothing was written: a dry run.
        case tried
        /// The release was there already.
        case unchanged
        /// The release that an operator went back to stays live.
        case held
    }

    package let releaseID: String
    package internal(set) var outcome: Outcome
    package let pageCount: Int
    package let reports: [WrittenReport]
    /// Items that were left out or replaced, and accounts without a report, with the reasons.
    package internal(set) var quarantined: [Diagnostic]
    package internal(set) var warnings: [Diagnostic]
    /// How many texts are not on the site, by the reason.
    package let leftOut: [LeftOutReason: Int]
    package let clock: Instant
    /// Where the site pins its clock, when it does.
    package let clockPlace: SourceLocation?
    package internal(set) var changes: ReleaseDiff?
    package internal(set) var purged: [String] = []
    /// What went wrong when the release was live already, which stays so, or in the one before it.
    package internal(set) var afterSwap: [Diagnostic] = []
    /// In force when the run began.
    package internal(set) var hold: Journal.Hold?
    /// Whether it kept what was made from being published, or would have.
    package internal(set) var isHeld = false
    /// How many real accounts came in, those that cannot be read included.
    var realAccountCount = 0

    /// How many reports of real accounts say nothing of a state.
    package var incompleteCount: Int {
        reports.count { $0.state == .incomplete && !$0.isFictional }
    }

    /// How many items and accounts are not as they should be; notes about accounts do not count.
    var setAsideCount: Int {
        quarantined.count { $0.severity == .error || $0.kind == .setAside }
    }
}
