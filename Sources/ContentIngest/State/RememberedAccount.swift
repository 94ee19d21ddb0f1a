package import MarginModel

/// What a nightly run remembers of an account: the state it found, and what it last told of it.
package struct RememberedAccount: Hashable, Sendable {
    package let id: String
    package var level: AlertLevel
    /// The clock of the run that found the state.
    package var seenAt: Instant
    /// What was last told, unless its end was told too.
    package var told: Told?

    package struct Told: Hashable, Sendable {
        package let level: AlertLevel
        package let at: Instant

        package init(level: AlertLevel, at: Instant) {
            self.level = level
            self.at = at
        }
    }

    package init(id: String, level: AlertLevel, seenAt: Instant, told: Told?) {
        self.id = id
        self.level = level
        self.seenAt = seenAt
        self.told = told
    }
}

/// Reads remembered accounts in the format `marginalia/account-states/1`.
package struct RememberedAccountsReader: Sendable {
    package static let schema = "marginalia/account-states/1"

    package init() {}

    /// - Returns: The accounts, and how many real ones came in; `nil` where the run did not say.
    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (accounts: [RememberedAccount], realCount: Int?) {
        let document = try JSONDocument(parsing: bytes, file: file)
        return try JSONRecord.read(document) { object in
            object.checkSchema(Self.schema)
            let count = object.value("realAccounts")?.wholeNumber()
            return (object.requiredList("accounts", Self.account), count)
        }.record
    }

    private static func account(_ object: inout JSONObjectReader) -> RememberedAccount? {
        let id = object.required("id")?.text()
        let level = object.required("state")?.choice(of: AlertLevel.self)
        let seenAt = object.required("seenAt")?.instant()
        let told = object.choice("told", of: AlertLevel.self)
        let toldAt = object.instant("toldAt")
        guard let id, let level, let seenAt else { return nil }
        var past: RememberedAccount.Told?
        if let told, let toldAt { past = .init(level: told, at: toldAt) }
        return RememberedAccount(id: id, level: level, seenAt: seenAt, told: past)
    }
}
