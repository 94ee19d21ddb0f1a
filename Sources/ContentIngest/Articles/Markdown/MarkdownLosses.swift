import MarginModel

/// Finds what md4c drops without a word, by a look at the lines of the source: footnotes, of which it takes
/// `[^1]: word` for the address of a link, and cells of a table past the number that its row of dashes has.
enum MarkdownLosses {
    enum Loss { case footnote, cells }

    /// Each with the byte that it begins at, in order; code between fences is left out.
    static func find(in bytes: [UInt8], from offset: Int) -> [(loss: Loss, place: Int)] {
        var losses: [(loss: Loss, place: Int)] = []
        var fence: UInt8?
        /// The cells of the line above, and those of the table that goes on, once its dashes were read.
        var above = 0
        var width: Int?
        var start = offset
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            defer { start = end + 1 }
            let line = bytes[start..<end].drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
            if let byte = line.first, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~"),
                line.prefix(while: { $0 == byte }).count >= 3
            {
                fence = fence == nil ? byte : fence == byte ? nil : fence
            }
            guard fence == nil else { continue }
            if isFootnote(line), line.startIndex - start < 4 {
                losses.append((.footnote, line.startIndex))
            }
            let isRule = isRule(line)
            let cells = cells(of: line, mayBeItem: !isRule)
            if isRule, above > 0, width == nil {
                width = cells
                if above != cells || isShort(line) { losses.append((.cells, line.startIndex)) }
            } else if let known = width, cells > known {
                losses.append((.cells, line.startIndex))
            }
            if cells == 0 { width = nil }
            above = cells
        }
        return losses
    }

    /// `[^1]: The note.`
    private static func isFootnote(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.starts(with: "[^".utf8), let close = line.firstIndex(of: UInt8(ascii: "]")),
            close > line.startIndex + 2, close + 1 < line.endIndex
        else { return false }
        return line[close + 1] == UInt8(ascii: ":")
    }

    /// `|:--|---|`
    private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
        line.contains(UInt8(ascii: "-")) && line.contains(UInt8(ascii: "|"))
            && line.allSatisfy { "|-: \t\r".utf8.contains($0) }
    }

    /// Whether a column has fewer than the three marks, colons included, that md4c asks for.
    private static func isShort(_ line: ArraySlice<UInt8>) -> Bool {
        line.split(separator: UInt8(ascii: "|")).contains { cell in
            (1..<3).contains(cell.count { $0 > 0x20 })
        }
    }

    /// Cells between bars; 0 where the line has no bar. A list marker before the first bar is no cell.
    private static func cells(of line: ArraySlice<UInt8>, mayBeItem: Bool) -> Int {
        var bars = 0
        var isEscaped = false
        var isOpen = false
        var textBefore = 0
        for byte in line {
            if byte == UInt8(ascii: "|"), !isEscaped {
                bars += 1
                isOpen = false
            } else if byte > 0x20 {
                isOpen = true
                if bars == 0 { textBefore += 1 }
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        guard bars > 0 else { return 0 }
        let isMarker = mayBeItem && textBefore == 1 && "-*+".utf8.contains(line.first ?? 0)
        return bars - 1 + (isOpen ? 1 : 0) + (textBefore > 0 && !isMarker ? 1 : 0)
    }
}

extension Diagnostic {
    static func loss(_ loss: MarkdownLosses.Loss, at location: SourceLocation) -> Self {
        switch loss {
        case .footnote:
            Diagnostic(
                .warning, id: "markdown-footnote", at: location,
                message: "footnotes are not rendered: the note is lost, or shows as it is written",
                hint: "Put the note into the text, or into brackets.")
        case .cells:
            Diagnostic(
                .warning, id: "markdown-table", at: location,
                message:
                    "this row has another number of cells than its table: what is over is lost",
                hint:
                    "Give the head, the row of dashes and every row as many cells; a bar inside a "
                    + "cell is written \\|.")
        }
    }
}
