import MarginModel

/// What a night looks at of pages that are made from the same as in the release before: one in fifty is
/// rendered all the same, chosen anew by each release, and of a tenth the files are read. Ten nights read
/// all.
struct PageSample: Sendable {
    let seed: String
    let oneIn: UInt64
    /// Which tenth is read; `nil`: none.
    let tenth: UInt64?

    private static let tenthName = "tenth"
    private static let tenths: UInt64 = 10

    init(seed: String, oneIn: UInt64 = 50, tenth: UInt64? = nil) {
        self.seed = seed
        self.oneIn = oneIn
        self.tenth = tenth
    }

    /// Whether it is rendered.
    func contains(_ path: String) -> Bool {
        Digest(of: Array("\(seed)\n\(path)".utf8)).words[0] % oneIn == 0
    }

    /// Whether its file is read.
    func reads(_ path: String) -> Bool {
        Digest(of: Array(path.utf8)).words[0] % Self.tenths == tenth
    }

    // MARK: Whose turn it is, below `.state/`

    /// The first where nothing is written down, or nothing that can be read.
    static func tenth(readingBelow output: String) -> UInt64 {
        let path = SiteFolders.join(output, "\(ReleaseStore.stateName)/\(tenthName)")
        let files = FileReader()
        guard files.exists(path), let bytes = try? files.read(path) else { return 0 }
        return (UInt64(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)) ?? 0) % tenths
    }

    /// The next night reads the next one. By the number of nights, not by the day: where every second
    /// day is a night, all tenths have their turn too.
    static func endTurn(in store: ReleaseStore) throws(Diagnostic) {
        let next = (tenth(readingBelow: store.path) + 1) % tenths
        try store.state().replace(
            tenthName, with: Array("\(next)\n".utf8), mode: PrivateStore.fileMode)
    }
}
