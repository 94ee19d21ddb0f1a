import MarginModel

/// Digests of all that reports are made from besides the accounts: what workers of one night must share.
struct ReportInputs {
    let head: ReportManifest.Head

    init(
        _ prepared: SiteBuild.Prepared, key: [UInt8], clock: Instant, formats: [ReportFormat],
        sections: ReportExtent?, pack: String?
    ) {
        func digest(_ isMeant: (String) -> Bool) -> String {
            let lines = prepared.inputs.filter { isMeant($0.path) }
                .map { "\($0.sha256) \($0.path)\n" }
            return Fingerprint.sha256(Array(lines.joined().utf8))
        }
        let isSheet = { (path: String) in path.hasPrefix("Content/venues/") }
        let isContent = { (path: String) in
            // Samples, pictures and files are in no report of a real account.
            path.hasPrefix("Content/") && !isSheet(path) && path != "Content/site.yml"
                && !["portfolios", "images", "static"].contains {
                    path.hasPrefix("Content/\($0)/")
                }
        }
        let sheets = digest(isSheet)
        let templates = digest { $0.hasPrefix("Templates/") }
        let content = digest(isContent)
        let mark = Fingerprint.privateName("key", key: key)
        let names = formats.map(\.rawValue)
        let inputs = [
            "settings \(prepared.configuration)", "sheets \(sheets)", "templates \(templates)",
            "content \(content)", "key \(mark)", "program \(ToolVersion.current)",
            "clock \(clock)", "formats \(names.joined(separator: ","))",
            "sections \(sections?.rawValue ?? "")",
        ]
        head = ReportManifest.Head(
            inputs: Fingerprint.sha256(Array(inputs.joined(separator: "\n").utf8)),
            settings: prepared.configuration, sheets: sheets, templates: templates,
            content: content, key: mark, program: ToolVersion.current, clock: clock,
            formats: names, sections: sections?.rawValue, pack: pack)
    }
}
