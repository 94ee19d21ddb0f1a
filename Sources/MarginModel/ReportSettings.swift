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

/// What becomes of reports once they are made: `reports` in `site.yml`.
public struct ReportKeeping: Hashable, Sendable {
    /// For how long the reports of a day stay.
    public enum Span: Hashable, Sendable {
        case days(Int)
        /// Days that have reports.
        case nights(Int)
    }

    /// The file of the key that signs manifests; `nil`: they are not signed.
    public var signingKeyFile: String?
    public var delivery = DeliverySettings()
    /// `nil`: as `nightly.keptReportDays` says.
    public var kept: Span?

    public init() {}
}

/// The program that takes reports to where they belong.
public struct DeliverySettings: Hashable, Sendable {
    /// A program with its arguments, started without a shell. Empty: none.
    public var command: [String] = []
    /// After this long it is ended, and what it did not answer goes out again.
    public var timeoutSeconds: Int64 = 3_600

    public init() {}
}
