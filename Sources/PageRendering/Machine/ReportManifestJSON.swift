package import MarginModel

/// Lines of `marginalia/report-manifest/1`, without their line feeds.
package enum ReportManifestJSON {
    package static func line(_ record: some MachineRecord) -> [UInt8] {
        var json = JSONWriter(pretty: false)
        write(record, to: &json)
        return json.bytes
    }

    private static func write<Record: MachineRecord>(
        _ record: Record, to json: inout JSONWriter
    ) {
        Record.write(record, to: &json)
    }
}

/// JSON Schema of a line of `report --manifest`.
var reportManifestSchema: String {
    Schema.document("A line of a manifest of reports: its head, an account, or its end") { book in
        [
            (
                "oneOf",
                .list([
                    ReportManifest.Head.schema(book), ReportManifest.Entry.schema(book),
                    ReportManifest.End.schema(book),
                ])
            )
        ]
    }
}

extension Schema {
    fileprivate static let digest = matching("^[0-9a-f]{64}$")
    fileprivate static let count = whole(from: 0)

    fileprivate static func whole(from minimum: Int) -> Schema {
        .object([("type", "integer"), ("minimum", .number(minimum))])
    }
}

extension ReportManifest.Head: MachineRecord {
    package static var definition: String? { "head" }

    package static func declare(_ out: inout some MemberSink<ReportManifest.Head>) {
        out.constant("record", "head")
        out.constant("schema", ReportManifest.schema)
        out.member("inputs", nil, schema: .digest) { $0.inputs }
        out.member("settings", nil, schema: .digest) { $0.settings }
        out.member("sheets", nil, schema: .digest) { $0.sheets }
        out.member("templates", nil, schema: .digest) { $0.templates }
        out.member("content", nil, schema: .digest) { $0.content }
        out.member("key", "Names the key without telling it.", schema: .matching("^[0-9a-f]{32}$"))
        { $0.key }
        out.member("program") { $0.program }
        out.member("clock") { $0.clock }
        out.member(
            "formats", nil,
            schema: .object([
                ("type", "array"),
                ("items", .choice(["html", "md", "json", "csv", "assessment", "plan"])),
            ])
        ) { $0.formats }
        out.member(
            "sections", "null: what the site and the accounts say.",
            schema: .choice(ReportExtent.allCases.map(\.rawValue), orNull: true)
        ) { $0.sections }
        out.member("pack") { $0.pack }
    }
}

extension ReportManifest.Status: MachineChoice {}
extension Diagnostic.Severity: MachineChoice {}

extension ReportManifest.Entry: MachineRecord {
    package static var definition: String? { "account" }

    package static func declare(_ out: inout some MemberSink<ReportManifest.Entry>) {
        out.constant("record", "account")
        out.member("version", nil, schema: .version) { _ in ReportManifest.version }
        out.member("line", nil, schema: .whole(from: 1)) { $0.line }
        out.member(
            "id", nil,
            schema: .object([
                ("type", .list(["string", "null"])), ("pattern", "^[A-Za-z0-9._-]{1,64}$"),
            ])
        ) { $0.id }
        out.member("status") { $0.status }
        out.member("reasons") { $0.reasons }
        out.member("state") { $0.state }
        out.member("ratio") { $0.ratio.map(WrittenFigure.init) }
        out.member("deficit") { $0.deficit.map(WrittenFigure.init) }
        out.member("asset") { $0.asset }
        out.member("asOf") { $0.asOf }
        out.member("reference") { $0.reference }
        out.member(
            "input", nil,
            schema: .object([("anyOf", .list([.digest, .object([("type", "null")])]))])
        ) { $0.input }
        out.member("meta", nil, schema: .object([])) { $0.meta.map(WrittenJSON.init) }
        out.member("files") { $0.files }
        out.member("next") { $0.next.map(WrittenStanding.init) }
        out.optional(
            "book", nil,
            schema: .object([("type", "string"), ("contentEncoding", "base64")])
        ) { $0.book }
    }
}

extension ReportManifest.Reason: MachineRecord {
    package static func declare(_ out: inout some MemberSink<ReportManifest.Reason>) {
        out.member("code") { $0.code }
        out.member("severity") { $0.severity }
        out.member("where") { $0.place }
        out.member("message") { $0.message }
    }
}

extension ReportManifest.File: MachineRecord {
    package static func declare(_ out: inout some MemberSink<ReportManifest.File>) {
        out.member("format", nil, schema: .choice(["html", "md", "json", "csv"])) { $0.format }
        out.member(
            "name", nil,
            schema: .matching(#"^[0-9a-f]{2}/[0-9a-f]{32}-[0-9TZ.-]+\.(html|md|json|csv)$"#)
        ) { $0.name }
        out.member("bytes", nil, schema: .whole(from: 1)) { $0.byteCount }
        out.member("sha256", nil, schema: .digest) { $0.sha256 }
        out.optional("offset", nil, schema: .count) { $0.offset }
        out.optional("pack") { $0.pack }
    }
}

extension ReportManifest.End: MachineRecord {
    package static var definition: String? { "end" }

    package static func declare(_ out: inout some MemberSink<ReportManifest.End>) {
        out.constant("record", "end")
        out.member("version", nil, schema: .version) { _ in ReportManifest.version }
        out.member("complete") { $0.isComplete }
        out.member("lines", nil, schema: .count) { $0.lineCount }
        out.member("status") { Counts(counts: $0.statuses) }
        out.member("state") { Counts(counts: $0.states) }
        out.member("root", nil, schema: .digest) { $0.root }
    }
}

extension Schema {
    fileprivate static let version = object([("const", .number(ReportManifest.version))])
}

/// How many there are of each, in the order of their list.
private struct Counts<Key: MachineChoice & Hashable>: MachineValue {
    let counts: [Key: Int]

    static func write(_ value: Counts, to json: inout JSONWriter) {
        json.object { json in
            for key in Key.allCases {
                json.key(key.rawValue)
                json.integer(value.counts[key] ?? 0)
            }
        }
    }

    static func schema(_ book: SchemaBook) -> Schema {
        .record(Key.allCases.map { ($0.rawValue, .count) })
    }
}

/// Digits that were written before.
private struct WrittenFigure: MachineValue {
    let text: String

    static func write(_ value: WrittenFigure, to json: inout JSONWriter) { json.string(value.text) }
    static func schema(_ book: SchemaBook) -> Schema { Decimal.schema(book) }
    static func optionalSchema(_ book: SchemaBook) -> Schema { Decimal.optionalSchema(book) }
}

/// JSON that was written before.
private struct WrittenJSON: MachineValue {
    let bytes: [UInt8]

    static func write(_ value: WrittenJSON, to json: inout JSONWriter) { json.raw(value.bytes) }
    static func schema(_ book: SchemaBook) -> Schema { .object([]) }
}

private struct WrittenStanding: MachineValue {
    let bytes: [UInt8]

    static func write(_ value: WrittenStanding, to json: inout JSONWriter) { json.raw(value.bytes) }
    static func schema(_ book: SchemaBook) -> Schema { Standing.schema(book) }
}
