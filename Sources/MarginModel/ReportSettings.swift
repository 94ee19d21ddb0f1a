/// How much a report writes out for people; JSON and CSV always hold everything.
package enum ReportExtent: String, Hashable, Sendable, CaseIterable {
    /// How the account stands, what to do, positions, collateral and sources: two sheets.
    case statement
    /// The statement, and as its annex what prices would do, the whole plan and the audit.
    case full
}

/// What `site.yml` says below `report`.
package struct ReportSettings: Hashable, Sendable {
    package var sections = ReportExtent.statement
    /// Who prepares reports; the publisher unless given.
    package var preparedBy: String?
    /// Whether a report is a notice of whoever prepares it.
    package var isNotice = false

    package init() {}
}
