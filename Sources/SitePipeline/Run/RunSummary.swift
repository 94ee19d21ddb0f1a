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
    }

    package let releaseID: String
    package let outcome: Outcome
    package let pageCount: Int
    package let reports: [WrittenReport]
    /// Accounts that were left out, and why.
    package let quarantined: [Diagnostic]
    package let warnings: [Diagnostic]
    package let changes: ReleaseChanges?
    package let purged: [String]
}
