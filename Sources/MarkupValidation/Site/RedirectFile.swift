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
