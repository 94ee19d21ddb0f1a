import MarginModel

// How the records of a payload are read. Members that are not asked for are none of our business:
// venues add some every month.
extension JSONObjectReader {
    var place: SourceLocation { problems.document.location(of: offset) }

    /// Says what was computed because the venue does not give it.
    func note(_ id: String, _ message: String) {
        problems.report(
            .notice, id: id, at: offset, message, hint: "Compare it with the venue's page")
    }
}
