/// One page in fifty, chosen anew by each release: over time all of them.
struct PageSample: Sendable {
    let seed: String
    let oneIn: UInt64

    init(seed: String, oneIn: UInt64 = 50) {
        self.seed = seed
        self.oneIn = oneIn
    }

    func contains(_ path: String) -> Bool {
        Digest(of: Array("\(seed)\n\(path)".utf8)).words[0] % oneIn == 0
    }
}
