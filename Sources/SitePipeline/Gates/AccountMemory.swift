import ContentIngest
import MarginModel
import PageRendering

/// The states of accounts between runs: `private/states.ndjson`, for the operator alone. It is read and
/// written account by account, and none of it is held.
struct AccountMemory: Sendable {
    private static let name = "states.ndjson"
    /// What versions before this one kept.
    private static let formerName = "states.json"

    /// Gives accounts in the order of their ids.
    typealias Accounts =
        ((RememberedAccount) throws(Diagnostic) -> Void) throws(Diagnostic) -> Void

    let store: ReleaseStore

    /// Gives what the run before remembered, in the order of ids; nothing before the first run.
    ///
    /// - Returns: How many real accounts it had; `nil` where that is not known.
    @discardableResult
    func each(
        _ body: (RememberedAccount) throws(Diagnostic) -> Void
    ) throws(Diagnostic) -> Int? {
        let path = "\(store.path)/\(PrivateStore.folderName)/\(Self.name)"
        guard FileReader().exists(path) else { return nil }
        var realCount: Int?
        var isFirst = true
        var last: String?
        try ReportIndex.lines(of: path) { (line) throws(Diagnostic) in
            let account: RememberedAccount
            do throws(Diagnostics) {
                if isFirst {
                    isFirst = false
                    realCount = try RememberedAccount.realCount(inFirst: line, file: path)
                    return
                }
                account = try RememberedAccount(line: line, file: path)
            } catch {
                // Its messages could show an account's id.
                throw .unreadable(path)
            }
            if let last, last >= account.id { throw .unreadable(path) }
            last = account.id
            try body(account)
        }
        return realCount
    }

    /// - Parameter accounts: Gives all that are to be remembered.
    func save(
        realCount: Int,
        _ accounts: @escaping Accounts
    ) throws(Diagnostic) {
        let folder = try PrivateStore.folder(in: store)
        try folder.replace(Self.name, mode: PrivateStore.fileMode) {
            (append: ([UInt8]) throws(Diagnostic) -> Void) throws(Diagnostic) in
            var json = JSONWriter(pretty: false)
            json.object { json in
                json.member("schema", RememberedAccount.schema)
                if realCount > 0 { json.member("realAccounts", realCount) }
            }
            try append(json.bytes)
            try accounts { (account) throws(Diagnostic) in try append(Self.line(account)) }
        }
        if try folder.status(of: Self.formerName) != nil { try folder.removeTree(Self.formerName) }
    }

    private static func line(_ account: RememberedAccount) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        json.object { json in
            json.member("id", account.id)
            json.member("state", account.level.rawValue)
            json.member("seenAt", account.seenAt.description)
            json.optionalMember("told", account.told?.level.rawValue)
            json.optionalMember("toldAt", account.told?.at.description)
        }
        return json.bytes
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
