package import MarginModel

/// Reads `Templates/words/<language>.yml`: texts under keys, grouped as deep as is useful. A group whose
/// keys are plural forms, `other` among them, is one entry.
package struct WordsReader: Sendable {
    package init() {}

    package func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> [WordEntry] {
        let document: JSONDocument
        do throws(Diagnostic) {
            if let defect = SourceText.defect(in: bytes, file: file) { throw defect }
            document = try YAMLDocument.read(bytes, in: bytes.indices, file: file)
        } catch { throw Diagnostics([error]) }
        return try JSONRecord.readValue(document) { value in
            value.object().map { group in
                group.members().flatMap { entries(of: $0.value, key: $0.name) }
            }
        }.record
    }

    private func entries(of value: JSONValue, key: String) -> [WordEntry] {
        if value.isText || value.isAbsent { return entry(value, key: key).map { [$0] } ?? [] }
        guard let members = value.object()?.members() else { return [] }
        let forms = members.compactMap { PluralForm(rawValue: $0.name) }
        if forms.count == members.count, forms.contains(.other) {
            return zip(forms, members).compactMap { form, member in
                entry(member.value, key: key, form)
            }
        }
        return members.flatMap { member in
            let isName = member.name.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            guard isName, !member.name.isEmpty else {
                value.problems.report(
                    id: "words-key", at: member.value.offset,
                    "\(quoted(member.name)) is no key of words",
                    hint: "Write small letters, digits and hyphens: page-title")
                return [WordEntry]()
            }
            return entries(of: member.value, key: "\(key).\(member.name)")
        }
    }

    private func entry(
        _ value: JSONValue, key: String, _ form: PluralForm? = nil
    ) -> WordEntry? {
        guard !value.isAbsent else {
            value.problems.report(
                id: "words-empty", at: value.offset, "\(value.key) has no text",
                hint: "Write it, or remove the key: English then stands in its place")
            return nil
        }
        guard let text = value.text() else { return nil }
        // The text of a scalar in quotes begins behind them.
        let document = value.problems.document
        let isQuoted = [0x22, 0x27].contains(document.bytes[value.offset])
        return WordEntry(
            key: key, form: form, text: text,
            location: document.location(of: value.offset + (isQuoted ? 1 : 0)))
    }
}
