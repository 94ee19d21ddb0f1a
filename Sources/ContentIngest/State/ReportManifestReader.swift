package import MarginModel

/// Reads lines of a manifest of reports, in the format `marginalia/report-manifest/1`.
package enum ReportManifestReader {
    package enum Record: Sendable {
        case head(ReportManifest.Head)
        case account(ReportManifest.Entry)
        case end(ReportManifest.End)
    }

    private enum Kind: String, CaseIterable { case head, account, end }

    /// - Parameter place: Where the line stands.
    package static func read(
        _ line: [UInt8], at place: SourceLocation
    ) throws(Diagnostics) -> Record {
        let document = try JSONDocument(parsing: line, file: place.file, at: place)
        return try JSONRecord.read(document) { object -> Record? in
            switch object.required("record")?.choice(of: Kind.self) {
            case .head: head(&object).map(Record.head)
            case .account: entry(&object).map(Record.account)
            case .end: end(&object).map(Record.end)
            case nil: nil
            }
        }.record
    }

    private static func head(_ object: inout JSONObjectReader) -> ReportManifest.Head? {
        object.checkSchema(ReportManifest.schema)
        let texts = [
            object.requiredText("inputs"), object.requiredText("settings"),
            object.requiredText("sheets"), object.requiredText("templates"),
            object.requiredText("content"), object.requiredText("key"),
            object.requiredText("program"),
        ]
        let clock = object.required("clock")?.instant()
        let formats = object.texts("formats")
        let sections = object.text("sections")
        let pack = object.text("pack")
        guard let clock else { return nil }
        return ReportManifest.Head(
            inputs: texts[0], settings: texts[1], sheets: texts[2], templates: texts[3],
            content: texts[4], key: texts[5], program: texts[6], clock: clock, formats: formats,
            sections: sections, pack: pack)
    }

    private static func entry(_ object: inout JSONObjectReader) -> ReportManifest.Entry? {
        checkVersion(&object)
        let line = object.required("line")?.wholeNumber()
        let id = object.text("id")
        let status = object.required("status")?.choice(of: ReportManifest.Status.self)
        let reasons = object.list("reasons", reason)
        let state = object.choice("state", of: AccountState.self)
        let figures = [object.text("ratio"), object.text("deficit"), object.text("asset")]
        let asOf = object.instant("asOf")
        let reference = object.text("reference")
        let input = object.text("input")
        let meta = object.value("meta")?.json
        let files = object.list("files", file)
        let next = object.value("next")?.json
        let book = object.text("book")
        guard let line, let status else { return nil }
        var entry = ReportManifest.Entry(line: line, id: id, status: status, input: input)
        (entry.reasons, entry.files) = (reasons, files)
        (entry.state, entry.asOf, entry.reference) = (state, asOf, reference)
        (entry.ratio, entry.deficit, entry.asset) = (figures[0], figures[1], figures[2])
        (entry.meta, entry.next, entry.book) = (meta, next, book)
        return entry
    }

    private static func reason(_ object: inout JSONObjectReader) -> ReportManifest.Reason? {
        let severity = object.required("severity")?.choice(of: Diagnostic.Severity.self)
        let code = object.requiredText("code")
        let place = object.text("where")
        let message = object.requiredText("message")
        guard let severity else { return nil }
        return ReportManifest.Reason(code: code, severity: severity, message: message, place: place)
    }

    private static func file(_ object: inout JSONObjectReader) -> ReportManifest.File? {
        let format = object.requiredText("format")
        let name = object.requiredText("name")
        let count = object.required("bytes")?.wholeNumber()
        let sha256 = object.requiredText("sha256")
        let offset = object.value("offset")?.count()
        let pack = object.text("pack")
        guard let count else { return nil }
        return ReportManifest.File(
            format: format, name: name, byteCount: count, sha256: sha256, offset: offset,
            pack: pack)
    }

    private static func end(_ object: inout JSONObjectReader) -> ReportManifest.End? {
        checkVersion(&object)
        let isComplete = object.required("complete")?.flag()
        let lines = object.required("lines")?.count()
        let statuses = counts(&object, "status", of: ReportManifest.Status.self)
        let states = counts(&object, "state", of: AccountState.self)
        let root = object.requiredText("root")
        guard let isComplete, let lines else { return nil }
        return ReportManifest.End(
            isComplete: isComplete, lineCount: lines, statuses: statuses, states: states,
            root: root)
    }

    private static func counts<Name>(
        _ object: inout JSONObjectReader, _ key: StaticString, of names: Name.Type
    ) -> [Name: Int] where Name: RawRepresentable<String> & CaseIterable & Hashable {
        object.object(key) { object in
            let found = object.values(of: Array(Name.allCases), named: \.rawValue)
            return Dictionary(
                found.compactMap { name, value in value.count().map { (name, $0) } },
                uniquingKeysWith: { first, _ in first }
            ).filter { $0.value > 0 }
        } ?? [:]
    }

    private static func checkVersion(_ object: inout JSONObjectReader) {
        guard let value = object.required("version"), let version = value.count(),
            version != ReportManifest.version
        else { return }
        value.problems.report(
            id: "wrong-version", at: value.offset, "version is \(version), which is not known",
            hint: "Read it with the program that wrote it, or a later one")
    }
}

extension JSONValue {
    /// A whole number, or zero.
    fileprivate func count() -> Int? {
        guard let value = decimal(.notNegative) else { return nil }
        if value == .zero { return 0 }
        return wholeNumber()
    }
}
