import MarginModel

/// What the nightly run does with files of `Content/` that cannot be used, by the site's policies.
package struct ContentRescue: Sendable {
    private let policies: FailurePolicies
    private let content: String
    /// Copies of files as they were when last published.
    private let copies: String
    /// Files that read well, but whose pages failed their check, with the first complaint.
    private var rejected: [String: Diagnostic] = [:]

    init(_ policies: FailurePolicies, content: String, copies: String) {
        self.policies = policies
        self.content = content
        self.copies = copies
    }

    /// What happens to a file that cannot be used.
    func policy(for file: String) -> FailurePolicy {
        switch kind(of: file) {
        case "articles": policies.articles
        case "snapshots": policies.snapshots
        case "venues": policies.venues
        case "portfolios": policies.portfolios
        case .some(let name) where name.hasPrefix("news"): policies.news
        default: .fail
        }
    }

    /// Where the last good version of a file is, if there is one.
    func copy(of file: String) -> String {
        SiteFolders.join(copies, relativePath(of: file) ?? file)
    }

    func rejects(_ file: String) -> Bool { rejected[file] != nil }

    /// Why a file is set aside; `nil` when nothing speaks against it, or when its fault may not be
    /// passed over: a real account among the samples stops every build.
    func reason(toSetAside file: String, for problems: [Diagnostic]) -> Diagnostic? {
        if problems.contains(where: { $0.kind == .realAccount }) { return nil }
        return problems.first { $0.severity == .error } ?? rejected[file]
    }

    /// The same with more files rejected. `nil` when one of them may not be set aside or was
    /// rejected before.
    func rejecting(_ faults: [String: Diagnostic]) -> ContentRescue? {
        guard !faults.isEmpty else { return nil }
        var rescue = self
        for (file, problem) in faults {
            guard policy(for: file) != .fail, !rejects(file) else { return nil }
            rescue.rejected[file] = problem
        }
        return rescue
    }

    /// Whether last good versions of this file may be asked for.
    func keepsCopies(of file: String) -> Bool { policy(for: file) == .quarantine }

    private func relativePath(of file: String) -> String? {
        let prefix = SiteFolders.join(content, "")
        return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : nil
    }

    private func kind(of file: String) -> String? {
        relativePath(of: file)?.split(separator: "/").first.map(String.init)
    }
}

extension Diagnostic {
    static func quarantined(_ file: String, for reason: Diagnostic) -> Diagnostic {
        Diagnostic(
            .warning, id: "item-quarantined", kind: .setAside, at: SourceLocation(file: file),
            message: "its last good version is published instead, because of "
                + "\(reason.location): \(reason.message) [\(reason.id)]", hint: reason.hint)
    }

    static func dropped(_ file: String, for reason: Diagnostic) -> Diagnostic {
        Diagnostic(
            .warning, id: "item-dropped", kind: .setAside, at: SourceLocation(file: file),
            message: "it is left out, because of \(reason.location): \(reason.message) "
                + "[\(reason.id)]", hint: reason.hint)
    }
}
