import MarginModel

/// How the records of a payload are read. Members that are not asked for are none of our business:
/// venues add some every month.
extension JSONObjectReader {
    /// What `read` makes of each record under `name`.
    mutating func rows<Record>(
        _ name: StaticString, _ read: (inout JSONObjectReader) -> Record?
    ) -> [Record] {
        (value(name)?.elements() ?? []).compactMap { element in
            guard var object = element.object() else { return nil }
            return read(&object)
        }
    }

    var place: SourceLocation { problems.document.location(of: offset) }

    /// Says what was computed because the venue does not give it.
    func note(_ id: String, _ message: String) {
        problems.report(
            .notice, id: id, at: offset, message, hint: "Compare it with the venue's page")
    }
}
