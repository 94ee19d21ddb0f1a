import MarginModel

/// Reads a whole document as one record.
enum JSONRecord {
    /// What `read` makes of the outermost object, with the warnings; or everything that is wrong.
    static func read<Record>(
        _ document: JSONDocument, unknownKeys: Diagnostic.Severity = .warning,
        _ read: (inout JSONObjectReader) -> Record?
    ) throws(Diagnostics) -> (record: Record, warnings: [Diagnostic]) {
        try readValue(document, unknownKeys: unknownKeys) { value in
            guard var object = value.object() else { return nil }
            let record = read(&object)
            object.reportUnknownKeys()
            return record
        }
    }

    /// What `read` makes of the outermost value, whatever its type.
    static func readValue<Record>(
        _ document: JSONDocument, unknownKeys: Diagnostic.Severity = .warning,
        _ read: (JSONValue) -> Record?
    ) throws(Diagnostics) -> (record: Record, warnings: [Diagnostic]) {
        let problems = JSONProblems(document, unknownKeys: unknownKeys)
        let record = read(JSONValue(problems: problems, node: 0, keyNode: nil))
        let warnings = try problems.warningsOrThrow()
        guard let record else {
            preconditionFailure("A record is given up only after an error was reported")
        }
        return (record, warnings)
    }
}

extension JSONObjectReader {
    /// Reports the value under `schema` unless it is `name`.
    mutating func checkSchema(_ name: String) {
        guard let value = required("schema", hint: "Add \"schema\": \"\(name)\""),
            let text = value.text(), text != name
        else { return }
        problems.report(
            id: "wrong-schema", at: value.offset, "schema is \(quoted(text)), not '\(name)'",
            hint: "Write \"schema\": \"\(name)\"")
    }
}
