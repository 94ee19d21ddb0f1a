/// `1 report`, `2 reports`.
public func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension String {
    /// As a terminal may show it: a control character, or one that turns the direction of writing, could
    /// come from the name of a file and make lines say what they do not.
    ///
    /// - Parameter keepsLines: Whether line feeds and tabs stay what they are.
    public func printable(keepsLines: Bool) -> String {
        func isShown(_ scalar: Unicode.Scalar) -> Bool {
            keepsLines && (scalar == "\n" || scalar == "\t") || scalar.isPrintable
        }
        guard !unicodeScalars.allSatisfy(isShown) else { return self }
        return unicodeScalars.map {
            isShown($0) ? String($0) : "\\u{\(String($0.value, radix: 16))}"
        }.joined()
    }

    /// As one word of a command that is to be copied into a shell, on one line. What a terminal may not
    /// show stands as bash and zsh read it between `$'` and `'`.
    public var shellQuoted: String {
        let isPlain =
            !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "/._-+@:,%=".utf8.contains(byte)
                }
            }
        if isPlain { return self }
        if unicodeScalars.allSatisfy(\.isPrintable) {
            return "'" + replacing("'", with: "'\\''") + "'"
        }
        let escaped = unicodeScalars.map { scalar in
            if scalar == "'" || scalar == "\\" { return "\\\(scalar)" }
            if scalar.isPrintable { return String(scalar) }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "$'" + escaped.joined() + "'"
    }
}

extension Unicode.Scalar {
    /// Neither a control character nor one that turns the direction of writing.
    fileprivate var isPrintable: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
