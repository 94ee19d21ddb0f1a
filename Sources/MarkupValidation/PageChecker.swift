/// Checks one document after another: bytes, tags, then one pass of the parser that every rule
/// follows. One for each worker; a call never waits.
package final class PageChecker {
    /// The most diagnostics of one document.
    package static let reportLimit = Findings.documentLimit

    private let parser = EventParser()
    private var names = NameTable()

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
        case .jsonFeed: return JSONFeedRules.check(bytes, path: path, findings: findings)
        case .stylesheet: return ContrastRules.check(bytes, path: path, findings: findings)
        case .headers: return HeadersFile.check(bytes, path: path, findings: findings)
        case .redirects: return RedirectFile.check(bytes, path: path, findings: findings)
        case .page, .privateReport, .svg, .atom, .rss, .sitemap, .xml: break
        }
        var scan = TagScan(bytes, kind: kind)
        guard scan.run(into: &findings) else { return refused(findings, bytes, path, kind) }
        switch kind {
        case .page, .privateReport, .svg:
            names.adopt(dictionaryAge: parser.dictionaryAge)
            let auditor = PageAuditor(
                PageAudit(
                    bytes, path: path, kind: kind, tagStarts: scan.tagStarts,
                    hasTotals: scan.hasTotals, names: names, findings: findings))
            parser.parse(bytes, tell: auditor)
            let (facts, findings, names) = auditor.finish()
            self.names = names
            return CheckedDocument(
                facts: facts, diagnostics: findings.diagnostics(in: bytes, path: path))
        default:
            let audit = FeedAudit(
                bytes, path: path, kind: kind, tagStarts: scan.tagStarts, findings: findings)
            parser.parse(bytes, tell: audit)
            if !audit.isBroken {
                checkGrammar(of: bytes, kind, scan.tagStarts, into: &audit.findings)
            }
            return CheckedDocument(
                facts: audit.facts, diagnostics: audit.findings.diagnostics(in: bytes, path: path))
        }
    }

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
