import MarginModel

extension MarkdownBuilder {
    /// Adds a text that stands at byte `start` of the file and is neither code nor an address, and tells of
    /// what its author may have meant otherwise than as text.
    mutating func addProse(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
        var written = 0
        var index = 0
        while index < text.count {
            defer { index += 1 }
            // md4c begins a new text behind a backslash that makes the next character one.
            if index == 0, start > 0, bytes[start - 1] == UInt8(ascii: "\\") { continue }
            switch text[index] {
            case UInt8(ascii: "[") where source.mayMention:
                guard let label = MarkdownSource.label(at: text[index...]) else { continue }
                addText(UnsafeBufferPointer(rebasing: text[written..<index]))
                let isMention = addMention(text[label], at: start + index)
                written = isMention ? label.upperBound + 1 : index
                index = label.upperBound
            case UInt8(ascii: "]"): lookForLink(text[(index + 1)...], from: start)
            case UInt8(ascii: "{"):
                guard index + 1 < text.count, "{%".utf8.contains(text[index + 1]) else { continue }
                if let end = endOfShortCode(in: text, from: index) {
                    let inside = String(decoding: text[(index + 2)..<(end - 2)], as: UTF8.self)
                    addText(UnsafeBufferPointer(rebasing: text[written..<index]))
                    written = index
                    if addShortCode(inside, at: (start + index)..<(start + end)) {
                        written = end
                        index = end - 1
                        continue
                    }
                }
                let code = String(decoding: text[index...].prefix(40), as: UTF8.self)
                warn({ .shortCode(code, at: $0) }, place: start + index)
                index += 1
            case UInt8(ascii: ":"):
                guard let end = endOfEmoji(in: text, from: index) else { continue }
                let code = String(decoding: text[index...end], as: UTF8.self)
                warn({ .shortCode(code, at: $0) }, place: start + index)
                index = end
            case UInt8(ascii: "$"):
                let place = start + index
                guard place >= mathEnd, let end = MarkdownMath.end(in: bytes, from: place) else {
                    continue
                }
                mathEnd = end
                let code = String(decoding: bytes[place..<end].prefix(40), as: UTF8.self)
                warn({ .mathematics(code, at: $0) }, place: place)
            default: break
            }
        }
        addText(UnsafeBufferPointer(rebasing: text[written...]))
    }

    /// Behind the `}}` of what begins with `{{` at `start`.
    private func endOfShortCode(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard text[start + 1] == UInt8(ascii: "{") else { return nil }
        let end = text[(start + 2)...].prefix(200).firstIndex(of: UInt8(ascii: "}"))
        guard let end, end + 1 < text.count, text[end + 1] == UInt8(ascii: "}") else { return nil }
        return end + 2
    }

    /// A row of dashes that comes as text has made no table.
    mutating func noteRule(_ text: UnsafeBufferPointer<UInt8>, from start: Int, isCode: Bool) {
        let rule = start + (text.firstIndex { $0 > 0x20 } ?? 0)
        guard source.rules.contains(rule), shownRules.insert(rule).inserted, !isCode, mayReport()
        else { return }
        document.diagnostics.append(.noTable(at: location(of: rule)))
    }

    /// What follows a closing bracket: `](` and `][name]` are text only where they are no link.
    private mutating func lookForLink(_ rest: Slice<UnsafeBufferPointer<UInt8>>, from start: Int) {
        let place = start + rest.startIndex
        let isAddress = rest.first == UInt8(ascii: "(")
        guard isAddress || rest.first == UInt8(ascii: "["), !shownLine.contains(place) else {
            return
        }
        let before = bytes[max(0, place - 1 - Self.longestLink)..<place - 1]
        guard let open = before.lastIndex(where: { $0 == UInt8(ascii: "[") || $0 == 0x0A }),
            bytes[open] != 0x0A, open == 0 || bytes[open - 1] != UInt8(ascii: "\\")
        else { return }
        if isAddress { return warn(Diagnostic.noAddress, place: place) }
        let name = rest.dropFirst().prefix(Self.longestLink)
        guard name.first != UInt8(ascii: "^"), let end = name.firstIndex(of: UInt8(ascii: "]"))
        else { return }
        let text = String(decoding: name[..<end], as: UTF8.self)
        warn({ .noReference(text, at: $0) }, place: place)
    }

    /// As far as the other end of a link is looked for, in bytes.
    private static let longestLink = 300

    /// The colon that ends `:smile:`, a word between colons that stands alone.
    private func endOfEmoji(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        func isFree(_ index: Int) -> Bool {
            !text.indices.contains(index) || text[index] <= 0x20
                || ".,;!?()\"'".utf8.contains(text[index])
        }
        let name = text[(start + 1)...].prefix(40).prefix(while: isWord)
        guard name.count > 1, name.contains(where: { $0 > UInt8(ascii: "9") }),
            name.endIndex < text.count, text[name.endIndex] == UInt8(ascii: ":"),
            isFree(start - 1), isFree(name.endIndex + 1)
        else { return nil }
        return name.endIndex
    }

    /// One warning a line.
    private mutating func warn(_ diagnostic: (SourceLocation) -> Diagnostic, place: Int) {
        guard !shownLine.contains(place), mayReport() else { return }
        let start = bytes[..<place].lastIndex(of: 0x0A) ?? 0
        shownLine = start..<(bytes.firstIndex(of: 0x0A, from: place) ?? bytes.count) + 1
        document.diagnostics.append(diagnostic(location(of: place)))
    }
}

extension Diagnostic {
    fileprivate static func shortCode(_ code: String, at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-short-code", at: location,
            message: "this is no short code of ours, and is shown as written: \(code)",
            hint: "Write the character or the text itself, code between backticks, or one of "
                + ShortCode.forms.map { "{{\($0)}}" }.joined(separator: " ") + ".")
    }

    fileprivate static func mathematics(_ code: String, at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-math", at: location,
            message: "mathematics is shown as written: \(code)",
            hint: "Write it in characters (x², ×, √), between backticks, or as a picture; put a "
                + "backslash before a $ that is meant as one.")
    }

    fileprivate static func noAddress(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-no-link", at: location,
            message: "no link or image is made here, and all of it is shown as written",
            hint:
                "An address has no space, or stands between < and >: ![A chart](<my chart.png>); links "
                + "hold no links. Put a backslash before [ to mean the text.")
    }

    fileprivate static func noReference(_ name: String, at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-no-link", at: location,
            message: "there is no address for [\(name)], so the link or image is shown as written",
            hint:
                "Write `[\(name)]: https://…` on a line of its own, or put a backslash before [ to mean the "
                + "text.")
    }

    fileprivate static func noTable(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-table", at: location,
            message: "this row of dashes makes no table, and all its lines are shown as written",
            hint:
                "Leave a line empty above the head, and give the row of dashes as many columns as the head."
        )
    }

    static func tooManyCells(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-table", at: location,
            message: "this row has more cells than its table: what is over is lost",
            hint: "Give every row as many cells as the head; a bar inside a cell is written \\|.")
    }
}
