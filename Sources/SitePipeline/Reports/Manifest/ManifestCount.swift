import MarginModel

/// What the lines of a manifest come to, as they go by.
struct ManifestCount {
    private(set) var lineCount = 0
    private(set) var statuses: [ReportManifest.Status: Int] = [:]
    private(set) var states: [AccountState: Int] = [:]
    private var root = DigestSum()

    var reportCount: Int {
        statuses.reduce(0) { $0 + ($1.key.hasReport ? $1.value : 0) }
    }
    /// Lines but for those whose account has one already.
    var accountCount: Int { lineCount - (statuses[.duplicate] ?? 0) }

    mutating func add(_ entry: ReportManifest.Entry) {
        lineCount += 1
        statuses[entry.status, default: 0] += 1
        if entry.status.hasReport, let state = entry.state { states[state, default: 0] += 1 }
        // The account has its line.
        guard entry.status != .duplicate else { return }
        root.add(digestOf: entry.identity)
    }

    func end(isComplete: Bool) -> ReportManifest.End {
        ReportManifest.End(
            isComplete: isComplete, lineCount: lineCount, statuses: statuses, states: states,
            root: root.description)
    }
}

extension ReportManifest.Entry {
    /// What stands for the account and its files in sums: the id, then the hash of each file.
    var identity: [UInt8] {
        var bytes = Array((id ?? "").utf8)
        for file in files { bytes += Fingerprint.bytes(hexadecimal: file.sha256) ?? [] }
        return bytes
    }
}
