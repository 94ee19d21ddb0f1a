import MarginModel

/// What each file of a release was made from: `releases/<id>/ledger`.
///
/// The next build compares it with what it would make each file from now. A file that would be made
/// from the same is linked instead of being rendered and checked again.
struct Ledger: Hashable, Sendable {
    let entries: [String: LedgerEntry]
    /// A hash of what the checks of the files were made with, besides the files.
    let checks: String

    static let fileName = "ledger"

    init(_ entries: [LedgerEntry], checks: String) {
        self.checks = checks
        self.entries = Dictionary(
            entries.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func entry(of path: String) -> LedgerEntry? { entries[path] }

    var count: Int { entries.count }

    /// `nil` where the files were checked with something else: what was found then says nothing now.
    func holding(for checks: String) -> Ledger? { checks == self.checks ? self : nil }

    /// The ledger of a release. `nil` where it is missing or damaged, or where another program wrote
    /// it: then everything is rendered.
    ///
    /// - Parameters:
    ///   - program: Who must have written it; `nil`: whoever did.
    ///   - queue: Does the reading.
    init?(
        recordedBy program: String? = ToolVersion.fingerprint, ofRelease folder: String,
        on queue: WorkQueue
    ) async {
        guard let bytes = try? FileReader().read(SiteFolders.join(folder, Ledger.fileName)),
            let ledger = try? await LedgerDecoder.ledger(from: bytes, of: program, on: queue)
        else { return nil }
        self = ledger
    }

    /// The form on the disk. The same entries give the same bytes.
    ///
    /// - Parameter queue: Does the writing.
    static func bytes(
        of entries: [LedgerEntry], checks: String, on queue: WorkQueue
    ) async -> [UInt8] {
        await LedgerEncoder.bytes(
            of: entries.sorted { $0.path < $1.path }, checks: checks, by: ToolVersion.fingerprint,
            on: queue)
    }
}
