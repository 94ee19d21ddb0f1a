import MarginModel

extension Diagnostics {
    /// The same, each showing the line that it is about. Places count lines by line feeds.
    ///
    /// What is said of the whole file, at its first byte, shows nothing.
    func withExcerpts(from bytes: [UInt8]) -> Diagnostics {
        guard !all.isEmpty else { return self }
        var lineStarts = [0]
        for index in bytes.indices where bytes[index] == 0x0A { lineStarts.append(index + 1) }
        return Diagnostics(
            all.map { diagnostic in
                let place = diagnostic.location
                guard diagnostic.excerpt == nil, place.line <= lineStarts.count,
                    place.line > 1 || place.column > 1
                else { return diagnostic }
                return Diagnostic(
                    diagnostic.severity, id: diagnostic.id, kind: diagnostic.kind, at: place,
                    message: diagnostic.message, hint: diagnostic.hint,
                    excerpt: SourceExcerpt(
                        at: lineStarts[place.line - 1] + place.column - 1, in: bytes))
            })
    }
}
