/// What `site.yml` says below `check`: how grave each family of rules is, and which findings are
/// known and borne for a while.
public struct CheckSettings: Hashable, Sendable {
    /// A family's letter, and how grave its findings are. A family that is not named keeps the
    /// severity that each of its rules has.
    public var levels: [Family: Level] = [:]
    public var ignores: [Ignore] = []
    public var budgets = SizeBudgets()

    public init() {}

    /// The families of the check's rules, by the first letter of their ids.
    public enum Family: String, Hashable, Sendable, CaseIterable {
        case markup = "H"
        case links = "L"
        case accessibility = "A"
        case search = "S"
        case privacy = "P"
        case data = "D"
        case budgets = "B"
        case rights = "R"

        /// The key in `site.yml`.
        public var name: String {
            switch self {
            case .markup: "markup"
            case .links: "links"
            case .accessibility: "accessibility"
            case .search: "search"
            case .privacy: "privacy"
            case .data: "data"
            case .budgets: "budgets"
            case .rights: "rights"
            }
        }
    }

    public enum Level: String, Hashable, Sendable, CaseIterable { case error, warning, off }

    /// Findings that do not count until a day.
    public struct Ignore: Hashable, Sendable {
        /// A rule's id or its code: `A013`.
        public let rule: String
        /// Which pages: `*` stands for any part of a name, `**` for folders as well.
        public let path: String
        public let reason: String
        /// The last day it holds.
        public let until: CivilDate
        /// Where it is written.
        public let location: SourceLocation

        public init(
            rule: String, path: String, reason: String, until: CivilDate, location: SourceLocation
        ) {
            self.rule = rule
            self.path = path
            self.reason = reason
            self.until = until
            self.location = location
        }
    }
}

/// The most bytes that files of the public site may have.
public struct SizeBudgets: Hashable, Sendable {
    public var page: Int
    /// Style sheets, scripts, pictures, fonts.
    public var asset: Int
    /// Files that programs read: JSON, CSV, feeds.
    public var shard: Int

    public init(page: Int = 512 << 10, asset: Int = 256 << 10, shard: Int = 4 << 20) {
        self.page = page
        self.asset = asset
        self.shard = shard
    }
}
