/// What a run of reports says of itself, one line of JSON each: a head, a line for each account that
/// came in, and an end (`marginalia/report-manifest/1`). It is private, as the reports are.
public enum ReportManifest {
    public static let schema = "marginalia/report-manifest/1"
    /// Of the lines below the head.
    public static let version = 1

    /// What all lines of a manifest were made with.
    public struct Head: Hashable, Sendable {
        /// A digest of all inputs besides the accounts. Manifests of one night have the same.
        public var inputs: String
        /// Digests of its parts, to see which one differs.
        public var settings: String
        public var sheets: String
        public var templates: String
        public var content: String
        /// Names the key without telling it.
        public var key: String
        /// The program's version.
        public var program: String
        public var clock: Instant
        public var formats: [String]
        /// The sections that were asked for; `nil`: what the site and the accounts say.
        public var sections: String?
        /// The file that holds all files, beside the manifest or in the reports' folder; `nil`: each has
        /// its own.
        public var pack: String?

        public init(
            inputs: String, settings: String, sheets: String, templates: String, content: String,
            key: String, program: String, clock: Instant, formats: [String], sections: String?,
            pack: String?
        ) {
            self.inputs = inputs
            self.settings = settings
            self.sheets = sheets
            self.templates = templates
            self.content = content
            self.key = key
            self.program = program
            self.clock = clock
            self.formats = formats
            self.sections = sections
            self.pack = pack
        }
    }

    public enum Status: String, Hashable, Sendable, CaseIterable {
        case ok
        /// There is no report, and the reasons say why.
        case failed
        /// The report of an earlier run stands, of the same account and inputs.
        case skipped
        /// An account before it has the same id.
        case duplicate

        /// Whether the line has a report.
        public var hasReport: Bool { self == .ok || self == .skipped }
    }

    /// Why an account has no report, or what its report says of it.
    public struct Reason: Hashable, Sendable {
        public var code: String
        public var severity: Diagnostic.Severity
        public var message: String
        /// Where it is: a part of the account, or a place in the input.
        public var place: String?

        public init(
            code: String, severity: Diagnostic.Severity, message: String, place: String?
        ) {
            self.code = code
            self.severity = severity
            self.message = message
            self.place = place
        }
    }

    public struct File: Hashable, Sendable {
        public var format: String
        /// Below the reports' folder, or in the pack.
        public var name: String
        public var byteCount: Int
        /// In hexadecimal.
        public var sha256: String
        /// Where its bytes begin in the pack.
        public var offset: Int?
        /// Which pack, where a manifest has several.
        public var pack: String?

        public init(
            format: String, name: String, byteCount: Int, sha256: String, offset: Int?,
            pack: String? = nil
        ) {
            self.format = format
            self.name = name
            self.byteCount = byteCount
            self.sha256 = sha256
            self.offset = offset
            self.pack = pack
        }
    }

    /// What became of one account.
    public struct Entry: Hashable, Sendable {
        /// In the run's input, from 1.
        public var line: Int
        /// `nil` where it cannot be read.
        public var id: String?
        public var status: Status
        public var reasons: [Reason] = []
        public var state: AccountState?
        /// Of the worst pool, with the asset that it counts in.
        public var ratio: String?
        public var deficit: String?
        public var asset: String?
        public var asOf: Instant?
        /// As the report shows it.
        public var reference: String?
        /// SHA-256 of what the account was read from, in hexadecimal; `nil` of a line that is too long.
        public var input: String?
        /// JSON that came with the account and goes on untouched.
        public var meta: [UInt8]?
        public var files: [File] = []
        /// JSON: what the account's next report is compared with.
        public var next: [UInt8]?
        /// What the account adds to the desk's book; for `merge`, which adds up the books of a night.
        public var book: String?

        public init(line: Int, id: String?, status: Status, input: String?) {
            self.line = line
            self.id = id
            self.status = status
            self.input = input
        }
    }

    /// What a manifest's lines come to. Those of parts of a night add up.
    public struct End: Hashable, Sendable {
        /// `false`: the run was stopped before the end of its input.
        public var isComplete: Bool
        public var lineCount: Int
        public var statuses: [Status: Int]
        /// Of reports.
        public var states: [AccountState: Int]
        /// The sum of SHA-256 over each line's id and the hashes of its files, modulo 2^256, in hexadecimal.
        public var root: String

        public init(
            isComplete: Bool, lineCount: Int, statuses: [Status: Int], states: [AccountState: Int],
            root: String
        ) {
            self.isComplete = isComplete
            self.lineCount = lineCount
            self.statuses = statuses
            self.states = states
            self.root = root
        }
    }
}
