import MarginModel

/// Reads `_redirects`: from, to and perhaps a status on each line, as static hosts have it.
enum RedirectFile {
    private static let statuses: Set<String> = ["301", "302", "303", "307", "308"]
    /// What hosts let stand there besides: rewrites and pages for errors.
    private static let others: Set<String> = ["200", "404", "410", "451"]

    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, findings: Findings
    ) -> CheckedDocument {
        var findings = findings
        var facts = PageFacts(path: path, kind: .redirects)
        var start = 0
        var number = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
            number += 1
            let words = bytes[start..<end].split(whereSeparator: { $0.isMarkupSpace })
            let place = start
            start = end + 1
            guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
            guard words.count == 2 || words.count == 3, first.first == UInt8(ascii: "/") else {
                findings.add(.badRedirect, at: place, "a line that is not: /from /to 301")
                continue
            }
            let status = words.count == 3 ? String(decoding: words[2], as: UTF8.self) : "301"
            guard statuses.contains(status) else {
                // What is not sent on, or only under a pattern, leads to no page that can be named.
                if !others.contains(status) {
                    findings.add(.badRedirect, at: place, "'\(status)' is no status of a redirect")
                }
                continue
            }
            if first.contains(UInt8(ascii: "*")) || first.contains(UInt8(ascii: ":")) { continue }
            if let fault = AddressSyntax.fault(in: UnsafeBufferPointer(rebasing: words[1])) {
                findings.add(fault.rule, at: place, fault.message)
            }
            facts.redirects.append(
                PageFacts.Redirect(
                    from: String(decoding: first, as: UTF8.self),
                    to: String(decoding: words[1], as: UTF8.self), line: number))
        }
        return CheckedDocument(
            facts: facts, diagnostics: findings.diagnostics(in: bytes, path: path))
    }
}

/// Redirects of the host: each leads to a file of the site at once, and none hides a page.
struct RedirectRules {
    let base: SiteBase
    let index: SiteIndex
    /// From the path of an address to where the host sends it.
    let targets: [String: String]

    private let files: [PageFacts]

    init(_ facts: [PageFacts], base: SiteBase, index: SiteIndex) {
        self.base = base
        self.index = index
        files = facts.filter { $0.kind == .redirects }
        var targets: [String: String] = [:]
        for redirect in files.flatMap(\.redirects) {
            guard let from = Self.path(of: redirect.from, base), targets[from] == nil else {
                continue
            }
            targets[from] = redirect.to
        }
        self.targets = targets
    }

    /// Where the host sends a reader on; `nil` when he stays.
    func next(after target: SiteBase.Target) -> String? {
        guard !targets.isEmpty, case .inside(let path, _) = target else { return nil }
        return targets[path]
    }

    func check() -> [Diagnostic] {
        files.flatMap { file in
            var seen: Set<String> = []
            return file.redirects.flatMap { redirect in
                check(redirect, of: file.path, seen: &seen).map { message, hint in
                    Diagnostic(
                        .badRedirect, at: SourceLocation(file: file.path, line: redirect.line),
                        message, hint: hint)
                }
            }
        }
    }

    private func check(
        _ redirect: PageFacts.Redirect, of file: String, seen: inout Set<String>
    ) -> [(message: String, hint: String?)] {
        guard let from = Self.path(of: redirect.from, base) else { return [] }
        var found: [(String, String?)] = []
        if !seen.insert(from).inserted {
            found.append(("\(redirect.from) is redirected twice", "Keep one of the two lines."))
        }
        if let page = index.file(of: from) {
            found.append(
                ("\(redirect.from) is a page, \(page), which the redirect hides", "Remove one."))
        }
        guard case .inside(let path, let fragment) = base.resolve(redirect.to, from: file) else {
            return found
        }
        if let next = targets[path] {
            let end = end(of: path)
            found.append(
                end == nil
                    ? ("\(redirect.from) leads to \(redirect.to), and from there in a circle", nil)
                    : (
                        "\(redirect.from) leads to \(redirect.to), which leads on to \(next)",
                        end.map { "Lead to \($0) at once." }
                    ))
        } else if let fault = index.fault(of: path, fragment: fragment, from: file) {
            found.append(("'\(redirect.to)' \(fault.message)", fault.hint))
        }
        return found
    }

    /// Where a chain of redirects ends; `nil` when it does not.
    private func end(of path: String) -> String? {
        var path = path
        for _ in 0..<targets.count {
            guard let next = targets[path] else { break }
            guard case .inside(let inside, _) = base.resolve(next, from: "") else { return next }
            if targets[inside] == nil { return next }
            path = inside
        }
        return nil
    }

    private static func path(of address: String, _ base: SiteBase) -> String? {
        guard case .inside(let path, _) = base.resolve(address, from: "") else { return nil }
        return path
    }
}

extension Rule {
    static let badRedirect = Rule(
        "L011-bad-redirect",
        "A line of _redirects leads from an address without a page to a page, at once.",
        why: "A chain costs a request a link, a circle never ends, and a redirect hides its page.",
        cure: "Lead to the last address of the chain, or remove the line.",
        example: "/old/ /older/ 301 and /older/ /new/ 301")
}
