import ContentIngest
import MarginModel
import PageRendering

/// The states of accounts between runs: `private/states.json`, for the operator alone.
struct AccountMemory: Sendable {
    private static let name = "states.json"

    let store: ReleaseStore

    /// What the run before remembered, and how many real accounts it had; nothing before the first
    /// run.
    func load() throws(Diagnostic) -> (accounts: [RememberedAccount], realCount: Int?) {
        let path = "\(store.path)/\(PrivateStore.folderName)/\(Self.name)"
        let files = FileReader()
        guard files.exists(path) else { return ([], nil) }
        let bytes = try files.read(path)
        do {
            return try RememberedAccountsReader().read(bytes, file: path)
        } catch {
            // Its messages could show an account's id.
            throw .unreadable(path)
        }
    }

    func save(_ accounts: [RememberedAccount], realCount: Int) throws(Diagnostic) {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("schema", RememberedAccountsReader.schema)
            if realCount > 0 { json.member("realAccounts", realCount) }
            json.list("accounts", accounts) { json, account in
                json.member("id", account.id)
                json.member("state", account.level.rawValue)
                json.member("seenAt", account.seenAt.description)
                json.optionalMember("told", account.told?.level.rawValue)
                json.optionalMember("toldAt", account.told?.at.description)
            }
        }
        try PrivateStore.replace(Self.name, with: json.bytes, in: store)
    }
}

extension Diagnostic {
    fileprivate static func unreadable(_ path: String) -> Diagnostic {
        Diagnostic(
            id: "states-unreadable", at: SourceLocation(file: path),
            message: "what the last run knew of accounts cannot be read, so all that are in a "
                + "margin call are told of again",
            hint: "This run writes the file anew; look for who changed it.")
    }
}
