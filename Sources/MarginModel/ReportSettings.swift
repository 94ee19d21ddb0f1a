/// How much a report writes out for people; JSON and CSV always hold everything.
public enum ReportExtent: String, Hashable, Sendable, CaseIterable {
    /// How the account stands, what to do, positions, collateral and sources: two sheets.
    case statement
    /// The statement, and as its annex what prices would do, the whole plan and the audit.
    case full
}

/// What `site.yml` says below `report`.
public struct ReportSettings: Hashable, Sendable {
    public var sections = ReportExtent.statement
    /// Who prepares reports; the publisher unless given.
    public var preparedBy: String?
    /// Whether a report is a notice of whoever prepares it.
    public var isNotice = false

    public init() {}
}
