package import MarginModel

/// Reads `Content/people.yml`: under each id, whose it is.
package struct PeopleReader: Sendable {
    private let files: SiteFiles

    /// - Parameter files: What pictures are looked up in.
    package init(files: SiteFiles) { self.files = files }

    package func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (people: [Author], warnings: [Diagnostic]) {
        let document: JSONDocument
        do throws(Diagnostic) {
            if let defect = SourceText.defect(in: bytes, file: file) { throw defect }
            document = try YAMLDocument.read(bytes, in: bytes.indices, file: file)
        } catch { throw Diagnostics([error]) }
        let read = try JSONRecord.readValue(document) { value in
            value.object()?.members().compactMap { id, value -> Author? in
                guard var fields = value.object() else { return nil }
                let author = author(id, &fields)
                fields.reportUnknownKeys()
                return author
            }
        }
        return (read.record, read.warnings)
    }

    private func author(_ id: String, _ fields: inout JSONObjectReader) -> Author {
        if !Slug.isSlug(id) {
            fields.problems.report(
                id: "people-id", at: fields.offset, "\(quoted(id)) cannot stand in an address",
                hint: "Write small letters, digits and hyphens.")
        }
        return Author(
            id: id, kind: fields.choice("kind", of: Author.Kind.self) ?? .person,
            name: fields.requiredText("name"), role: fields.text("role"),
            links: (fields.value("links")?.elements() ?? []).compactMap(link),
            picture: fields.value("picture").flatMap(picture),
            isFictional: fields.flag("fictional") ?? false)
    }

    private func link(_ value: JSONValue) -> String? {
        guard let text = value.line() else { return nil }
        if text.hasPrefix("https://"), LinkAddress.isAllowed(Array(text.utf8)) { return text }
        value.problems.report(
            id: "people-link", at: value.offset, "\(quoted(text)) is no address of a page",
            hint: "Write https:// and what follows.")
        return nil
    }

    private func picture(_ value: JSONValue) -> Picture? {
        let address = value.line() ?? ""
        return value.picture(in: files, for: "") { _, size in
            Picture(address: address, size: size, alternative: nil)
        }
    }
}

extension JSONValue {
    /// What `make` makes of the picture that a text names: its hash and its size. One that cannot be shown
    /// is reported.
    func picture<Made>(
        in files: SiteFiles, for article: String, _ make: (String, PictureSize) -> Made
    ) -> Made? {
        guard let address = line() else { return nil }
        do throws(ReferenceFault) {
            let (hash, size) = try files.picture(of: address, in: article)
            return make(hash, size)
        } catch {
            let (id, message, hint) = error.text(of: address)
            problems.report(id: id, at: offset, message, hint: hint)
            return nil
        }
    }
}
