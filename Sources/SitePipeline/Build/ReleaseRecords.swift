/// What a release says of itself, in the bytes of its files.
struct ReleaseRecords: Sendable {
    let manifest: [UInt8]
    /// `nil` for a release that has one already.
    let ledger: [UInt8]?

    /// - Parameters:
    ///   - checks: A hash of what the checks were made with, besides the pages.
    ///   - queue: Does the writing.
    init(_ manifest: Manifest, hasLedger: Bool, checks: String, on queue: WorkQueue) async {
        async let ledger =
            hasLedger
            ? Ledger.bytes(
                of: manifest.outputs.compactMap(\.ledgerEntry), checks: checks, on: queue)
            : nil
        self.manifest = manifest.bytes
        self.ledger = await ledger
    }
}
