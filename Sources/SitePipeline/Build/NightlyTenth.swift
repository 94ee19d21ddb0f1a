import MarginModel

/// The tenth of the live release's files that a night reads, by their addresses: ten nights read all.
///
/// A disk may lose bytes without any other sign.
struct NightlyTenth: Sendable {
    let number: UInt64

    private static let count: UInt64 = 10
    private static let fileName = "tenth"

    func contains(_ path: String) -> Bool { Digest(of: path.utf8).words[0] % Self.count == number }

    // MARK: Whose turn it is, below `.state/`

    init(number: UInt64) { self.number = number }

    /// The first where nothing is written down, or nothing that can be read.
    init(readingBelow output: String) {
        let path = SiteFolders.join(output, "\(ReleaseStore.stateName)/\(Self.fileName)")
        let files = FileReader()
        let bytes = files.exists(path) ? (try? files.read(path)) ?? [] : []
        let text = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        number = (UInt64(text) ?? 0) % Self.count
    }

    /// The next night reads the next one. By the number of nights, not by the day: where every second
    /// day is a night, all tenths have their turn too.
    static func endTurn(in store: ReleaseStore) throws(Diagnostic) {
        let next = (NightlyTenth(readingBelow: store.path).number + 1) % count
        try store.state().replace(
            fileName, with: Array("\(next)\n".utf8), mode: PrivateStore.fileMode)
    }
}
