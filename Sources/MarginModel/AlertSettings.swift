/// Who is told that accounts crossed a state, and when not to.
public struct AlertSettings: Hashable, Sendable {
    /// The mildest state that is told of.
    public var from: AccountState
    /// For how long an account is not told of again, unless it is worse.
    public var repeatAfterSeconds: Int64
    /// A file that alerts are appended to, one JSON object a line, for its owner alone.
    public var file: String?
    /// A program with its arguments, started without a shell; it reads the alerts on its standard
    /// input. Empty: none.
    public var command: [String]
    /// After this long the program is ended and the alerts count as not sent.
    public var timeoutSeconds: Int64

    /// Whether alerts go anywhere beyond the private folder.
    public var namesSomeone: Bool { file != nil || !command.isEmpty }

    public init(
        from: AccountState = .incomplete, repeatAfterSeconds: Int64 = 12 * 3_600,
        file: String? = nil, command: [String] = [], timeoutSeconds: Int64 = 30
    ) {
        self.from = from
        self.repeatAfterSeconds = repeatAfterSeconds
        self.file = file
        self.command = command
        self.timeoutSeconds = timeoutSeconds
    }
}
