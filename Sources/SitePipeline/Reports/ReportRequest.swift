package import MarginModel

/// Which reports are wanted.
package struct ReportRequest: Sendable {
    /// Real accounts from outside `Content/`, besides or instead of the samples.
    package let accountsPath: String?
    package let includesSamples: Bool
    /// Ids; empty means all.
    package let ids: [String]
    package let formats: [ReportFormat]
    /// How much each report writes out, whatever the site and the accounts say.
    package let sections: ReportExtent?
    /// The part of the accounts that this run is for; `nil`: all.
    package let shard: ReportShard?
    /// Whether an account that cannot be read stops the run.
    package let stopsAtProblems: Bool
    /// Whether `report` may find no account at all; a nightly run has a gate for that.
    package let allowsEmpty: Bool
    /// Whether reports may be made with another key than those that are there.
    package let acceptsNewKey: Bool
    /// Whether `report` hands the reports to the program that delivers them; a nightly run always does.
    package var delivers = false
    /// Whether each account is worked on in a process of its own, as where no other thread is at work.
    package let isIsolated: Bool

    package init(
        accountsPath: String?, includesSamples: Bool, ids: [String] = [],
        formats: [ReportFormat] = ReportFormat.usual, sections: ReportExtent? = nil,
        shard: ReportShard? = nil,
        stopsAtProblems: Bool = false, allowsEmpty: Bool = false, acceptsNewKey: Bool = false,
        isIsolated: Bool = false
    ) {
        self.accountsPath = accountsPath
        self.includesSamples = includesSamples
        self.ids = ids
        self.formats = formats
        self.sections = sections
        self.shard = shard
        self.stopsAtProblems = stopsAtProblems
        self.allowsEmpty = allowsEmpty
        self.acceptsNewKey = acceptsNewKey
        self.isIsolated = isIsolated
    }
}
