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

/// What the rules of a site need to know and cannot see in the bytes of its pages.
package struct SiteFacts: Sendable {
    package struct File: Sendable {
        package let path: String
        package let byteCount: Int
        /// The permission bits; `nil` when they are set by what writes the file.
        package let mode: UInt32?

        package init(path: String, byteCount: Int, mode: UInt32? = nil) {
            self.path = path
            self.byteCount = byteCount
            self.mode = mode
        }
    }

    package var files: [File]
    package var budgets: SizeBudgets
    /// Whether the files are reports for their owner alone.
    package var isPrivate: Bool
    /// The paths of pages that rights forbid to publish, with the file that says so.
    package var withheld: [String: String]

    package init(
        files: [File], budgets: SizeBudgets = SizeBudgets(), isPrivate: Bool = false,
        withheld: [String: String] = [:]
    ) {
        self.files = files
        self.budgets = budgets
        self.isPrivate = isPrivate
        self.withheld = withheld
    }
}

extension Rule {
    static let fileMode = Rule(
        "P006-file-mode",
        "Public files can be read by all and written by their owner alone; private ones are their "
            + "owner's.",
        why: "A page that the server may not read is an error page; a report that others may is a "
            + "leak.",
        cure: "chmod 0644 public files, 0600 private ones; folders 0755 and 0700.",
        example: "A report of mode 0644, a page of mode 0600")
    static let heavyPage = Rule(
        "B001-heavy-page", "Pages keep to their budget of bytes.",
        why: "Readers on slow lines leave.",
        cure: "Split the page, or raise check: kilobytes: page in site.yml.",
        example: "A page of 600 kilobytes")
    static let heavyAsset = Rule(
        "B002-heavy-asset", "Style sheets, scripts and pictures keep to their budget of bytes.",
        why: "Every page waits for them.",
        cure: "Make it smaller, or raise check: kilobytes: asset in site.yml.",
        example: "A picture of 300 kilobytes")
    static let heavyShard = Rule(
        "B003-heavy-data-file", "Data files and feeds keep to their budget of bytes.",
        why: "Programs fetch them again and again.",
        cure: "Split the file, or raise check: kilobytes: shard in site.yml.",
        example: "A feed of 5 megabytes")
    static let notPublishable = Rule(
        "R001-not-publishable", "Only texts are public whose rights allow it.",
        why: "Publishing somebody's text without permission is against the law.",
        cure: "Set rights to own or licensed when that is so; take the page down otherwise.",
        example: "A page of an article whose front matter says rights: unknown")
}
