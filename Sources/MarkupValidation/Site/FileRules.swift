package import MarginModel

/// Sizes, permissions and rights of the files of a site.
package struct FileRules: Sendable {
    private static let assets: Set<String> = [
        "css", "js", "mjs", "svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "ico", "woff",
        "woff2",
    ]

    package init() {}

    package func check(_ facts: SiteFacts) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for file in facts.files {
            let place = SourceLocation(file: file.path)
            let (rule, limit, what) = budget(of: file.path, facts.budgets)
            if !facts.isPrivate, file.byteCount > limit {
                found.append(
                    Diagnostic(
                        rule, at: place,
                        "\(what) of \(file.byteCount) bytes, more than \(limit)",
                        severity: .warning))
            }
            if let mode = file.mode, let fault = fault(of: mode, isPrivate: facts.isPrivate) {
                found.append(Diagnostic(.fileMode, at: place, fault))
            }
            if let source = facts.withheld[file.path] {
                found.append(
                    Diagnostic(
                        .notPublishable, at: place,
                        "the page is public, and the rights in \(source) do not allow it"))
            }
        }
        return found
    }

    private func budget(of path: String, _ budgets: SizeBudgets) -> (Rule, Int, String) {
        let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if ["html", "htm", "xhtml"].contains(ending) {
            return (.heavyPage, budgets.page, "a page")
        }
        if Self.assets.contains(ending) { return (.heavyAsset, budgets.asset, "an asset") }
        return (.heavyShard, budgets.shard, "a data file")
    }

    private func fault(of mode: UInt32, isPrivate: Bool) -> String? {
        let octal = String(mode, radix: 8)
        if isPrivate {
            return mode & 0o077 == 0 ? nil : "others may read a private file (mode \(octal))"
        }
        if mode & 0o044 != 0o044 { return "the web server may not read it (mode \(octal))" }
        return mode & 0o022 == 0 ? nil : "others may write it (mode \(octal))"
    }
}

extension Diagnostic {
    /// A finding of a rule that looks at more than one document.
    init(
        _ rule: Rule, at place: SourceLocation, _ message: String, hint: String? = nil,
        severity: Severity = .error
    ) {
        self.init(
            severity, id: rule.id, at: place, message: message,
            hint: hint ?? rule.cure)
    }
}
