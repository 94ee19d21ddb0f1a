/// Checks one document after another: its bytes, then one pass of the parser that every rule follows. One
/// for each worker; a call never waits.
package final class PageChecker {
    /// The most diagnostics of one document.
    package static let reportLimit = Findings.documentLimit

    private let parser = EventParser()
    private let names = NameTable()

    package init() {}

    /// - Parameter path: Relative to the site's folder, with `/`; it becomes the diagnostics' file.
    package func check(_ bytes: [UInt8], path: String, kind: DocumentKind) -> CheckedDocument {
        bytes.withUnsafeBufferPointer { check($0, path: path, kind: kind) }
    }

    package func check(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, kind: DocumentKind
    ) -> CheckedDocument {
        var findings = Findings()
        guard ByteCheck.check(bytes, kind: kind, into: &findings) else {
            return refused(findings, bytes, path, kind)
        }
        switch kind {
        case .page, .privateReport, .svg, .atom, .rss, .sitemap, .xml:
            return checkMarkup(bytes, path: path, kind: kind, findings: findings)
        default: break
        }
        guard ByteCheck.checkCharacters(bytes, into: &findings) else {
            return refused(findings, bytes, path, kind)
        }
        switch kind {
        case .jsonFeed: return JSONFeedRules.check(bytes, path: path, findings: findings)
        case .stylesheet: return ContrastRules.check(bytes, path: path, findings: findings)
        case .headers: return HeadersFile.check(bytes, path: path, findings: findings)
        default: return RedirectFile.check(bytes, path: path, findings: findings)
        }
    }

    private func checkMarkup(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, kind: DocumentKind, findings: Findings
    ) -> CheckedDocument {
        var findings = findings
        guard MarkupScan(bytes, kind: kind).run(into: &findings) else {
            return refused(findings, bytes, path, kind)
        }
        switch kind {
        case .page, .privateReport, .svg:
            names.adopt(dictionaryAge: parser.dictionaryAge)
            let auditor = PageAuditor(
                PageAudit(
                    bytes, path: path, kind: kind, names: names, findings: findings))
            parser.parse(bytes, tell: auditor)
            let (facts, findings) = auditor.finish()
            return CheckedDocument(
                facts: facts, diagnostics: findings.diagnostics(in: bytes, path: path))
        default:
            let audit = FeedAudit(bytes, path: path, kind: kind, findings: findings)
            parser.parse(bytes, tell: audit)
            if !audit.isBroken {
                checkGrammar(of: bytes, kind, audit.tagStarts, into: &audit.findings)
            }
            return CheckedDocument(
                facts: audit.facts, diagnostics: audit.findings.diagnostics(in: bytes, path: path))
        }
    }

    /// The verdict on a document that is too large to be read; `nil` when it may be.
    package static func refusal(
        byteCount: Int, path: String, kind: DocumentKind
    ) -> CheckedDocument? {
        guard byteCount > ByteCheck.sizeLimit(of: kind) else { return nil }
        var findings = Findings()
        ByteCheck.refuse(byteCount: byteCount, kind: kind, into: &findings)
        let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        return CheckedDocument(
            facts: PageFacts(path: path, kind: kind),
            diagnostics: findings.diagnostics(in: none, path: path))
    }

    /// Whether a page is HTML that was never meant to be XML: its root names no namespace.
    package static func isPlainHTML(_ bytes: [UInt8]) -> Bool {
        let start = String(decoding: bytes.prefix(plainStart), as: UTF8.self).lowercased()
        guard start.firstRange(of: "<!doctype html") != nil || start.firstRange(of: "<html") != nil
        else { return false }
        let root = start.firstRange(of: "<html").map {
            start[$0.upperBound...].prefix { $0 != ">" }
        }
        return root?.firstRange(of: "xmlns") == nil
    }

    /// How far the root of a page is looked for.
    private static let plainStart = 4096

    /// The version of libxml2 at run time, for the build report: `20914` is 2.9.14.
    package static var parserVersion: String { LibXML.runtimeVersion }

    private func refused(
        _ findings: Findings, _ bytes: UnsafeBufferPointer<UInt8>, _ path: String,
        _ kind: DocumentKind
    ) -> CheckedDocument {
        CheckedDocument(
            facts: PageFacts(path: path, kind: kind),
            diagnostics: findings.diagnostics(in: bytes, path: path))
    }

    private func checkGrammar(
        of bytes: UnsafeBufferPointer<UInt8>, _ kind: DocumentKind, _ tagStarts: [Int],
        into findings: inout Findings
    ) {
        let grammar: Grammar?
        switch kind {
        case .atom: grammar = FeedGrammars.atom
        case .rss: grammar = FeedGrammars.rss
        case .sitemap: grammar = FeedGrammars.sitemap
        default: return
        }
        guard let grammar else {
            findings.add(.feedGrammar, at: 0, "the grammar could not be compiled")
            return
        }
        for violation in grammar.violations(in: bytes) {
            let offset = violation.ordinal < tagStarts.count ? tagStarts[violation.ordinal] : 0
            findings.add(.feedGrammar, at: offset, violation.message)
        }
    }
}
