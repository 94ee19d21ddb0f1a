/// One of several parts that accounts are divided into, so that machines can share the work.
///
/// An account is in the same part in every run, whatever other accounts there are.
package struct ReportShard: Hashable, Sendable {
    /// From 1.
    package let number: Int
    package let count: Int

    /// `2/8`; `nil` when it is no such thing.
    package init?(parsing text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1,
            number <= count
        else { return nil }
        self.number = number
        self.count = count
    }

    /// What names of a part's files have beside those of all accounts.
    var suffix: String { "-\(number)-\(count)" }

    package func contains(_ id: String) -> Bool {
        Int(Self.hash(id) % UInt64(count)) == number - 1
    }

    /// FNV-1a: the same on every machine, which Swift's own hash is not.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
