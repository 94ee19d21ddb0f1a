/// Puts the stylesheets together: one file for the site, and makes scripts small. `ReportStyle` makes
/// the element of a report.
package enum Stylesheets {
    /// The site's stylesheet: the foundation, then what only the site has.
    package static func site(foundation: [UInt8], site: [UInt8]) -> [UInt8] {
        compact(foundation + [UInt8(ascii: "\n")] + site)
    }

    /// Drops comments and what indents lines. Strings that hold a comment are not expected.
    static func compact(_ css: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(css.count)
        var index = 0
        while index < css.count {
            if css[index...].starts(with: "/*".utf8) {
                index = endOfComment(in: css, from: index + 2)
            } else if css[index] == UInt8(ascii: "\n") {
                index += 1
                while index < css.count, isSpace(css[index]) { index += 1 }
                if output.last.map({ $0 != UInt8(ascii: "\n") }) ?? false {
                    output.append(UInt8(ascii: "\n"))
                }
            } else {
                output.append(css[index])
                index += 1
            }
        }
        return output
    }

    /// A script without lines that are comments, and without what indents lines. One with a text over several
    /// lines stays as it is.
    package static func script(_ script: [UInt8]) -> [UInt8] {
        let lines = script.split(separator: UInt8(ascii: "\n"))
        let hasLongText = lines.contains { line in
            line.count { $0 == UInt8(ascii: "`") }.isMultiple(of: 2) == false
        }
        if hasLongText { return script }
        return lines.reduce(into: []) { output, line in
            let text = line.drop(while: isSpace)
            if !text.isEmpty, !text.starts(with: "//".utf8) { output += text + [0x0A] }
        }
    }

    private static func endOfComment(in css: [UInt8], from start: Int) -> Int {
        var index = start
        while index < css.count, !css[index...].starts(with: "*/".utf8) { index += 1 }
        return min(index + 2, css.count)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
    }
}
