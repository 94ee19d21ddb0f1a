import MarginModel

extension String {
    /// As a terminal may show it: a control character, or one that turns the direction of writing, could
    /// come from the name of a file and make lines say what they do not.
    ///
    /// - Parameter keepsLines: Whether line feeds and tabs stay what they are.
    func printable(keepsLines: Bool) -> String {
        func isSafe(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0x09, 0x0A: keepsLines
            case 0..<0x20, 0x7F...0x9F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
        guard !unicodeScalars.allSatisfy(isSafe) else { return self }
        return unicodeScalars.map {
            isSafe($0) ? String($0) : "\\u{\(String($0.value, radix: 16))}"
        }.joined()
    }
}

extension Diagnostic {
    /// The same with every text as a terminal may show it.
    var printable: Diagnostic {
        let place = SourceLocation(
            file: location.file.printable(keepsLines: false), line: location.line,
            column: location.column)
        return Diagnostic(
            severity, id: id, kind: kind, at: place, message: message.printable(keepsLines: false),
            hint: hint?.printable(keepsLines: true), excerpt: excerpt, origins: origins)
    }
}
