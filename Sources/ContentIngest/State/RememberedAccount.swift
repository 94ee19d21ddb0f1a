package import MarginModel

/// What a nightly run remembers of an account: the state it found, and what it last told of it.
package struct RememberedAccount: Hashable, Sendable {
    package let id: String
    package var level: AccountState
    /// The clock of the run that found the state.
    package var seenAt: Instant
    /// What was last told, unless its end was told too.
    package var told: Told?

    package struct Told: Hashable, Sendable {
        package let level: AccountState
        package let at: Instant

        package init(level: AccountState, at: Instant) {
            self.level = level
            self.at = at
        }
    }

    package init(id: String, level: AccountState, seenAt: Instant, told: Told?) {
        self.id = id
        self.level = level
        self.seenAt = seenAt
        self.told = told
    }
}

/// Lines of the format `marginalia/account-states/2`: one for the run, then one for each account, in the
/// order of their ids.
extension RememberedAccount {
    package static let schema = "marginalia/account-states/2"

    /// How many real accounts came in, as the first line says; `nil` where the run did not say.
    package static func realCount(
        inFirst line: [UInt8], file: String
    ) throws(Diagnostics) -> Int? {
        let document = try JSONDocument(parsing: line, file: file)
        return try JSONRecord.read(document) { object in
            object.checkSchema(schema)
            return [object.value("realAccounts")?.wholeNumber()]
        }.record[0]
    }

    package init(line: [UInt8], file: String) throws(Diagnostics) {
        let document = try JSONDocument(parsing: line, file: file)
        self = try JSONRecord.read(document) { object in
            let id = object.required("id")?.text()
            let level = object.required("state")?.choice(of: AccountState.self)
            let seenAt = object.required("seenAt")?.instant()
            let told = object.choice("told", of: AccountState.self)
            let toldAt = object.instant("toldAt")
            guard let id, let level, let seenAt else { return nil }
            var past: Told?
            if let told, let toldAt { past = .init(level: told, at: toldAt) }
            return RememberedAccount(id: id, level: level, seenAt: seenAt, told: past)
        }.record
    }
}
