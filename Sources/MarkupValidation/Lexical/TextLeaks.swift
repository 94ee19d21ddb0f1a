/// Template syntax and debug values that reached a page.
enum TextLeaks {
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into findings: inout Findings
    ) {
        for index in range {
            let leak: StaticString
            switch bytes[index] {
            case 0x7B where bytes.holds("{{", at: index): leak = "{{"
            case 0x7D where bytes.holds("}}", at: index): leak = "}}"
            case 0x4F where bytes.holds("Optional(", at: index): leak = "Optional("
            case 0x4E where isWord("NaN", bytes, at: index): leak = "NaN"
            case 0x5B where bytes.holds("[object Object]", at: index): leak = "[object Object]"
            case 0xEF where bytes.holds("\u{FFFD}", at: index): leak = "\u{FFFD}"
            default: continue
            }
            findings.add(.placeholderLeak, at: index, "'\(leak)' shows on the page")
            return  // One is enough for a run of text: the others have the same cause.
        }
    }

    /// Words that are English in a sentence, and a missing value where they stand alone.
    static func checkWhole(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into findings: inout Findings
    ) {
        guard let start = range.first(where: { !bytes[$0].isMarkupSpace }),
            bytes[start] == UInt8(ascii: "n") || bytes[start] == UInt8(ascii: "u")
        else { return }
        let end = range.last { !bytes[$0].isMarkupSpace } ?? start
        let values: [StaticString] = ["nil", "null", "undefined"]
        for value in values
        where end - start + 1 == value.utf8CodeUnitCount && bytes.holds(value, at: start) {
            findings.add(.placeholderLeak, at: start, "'\(value)' shows on the page")
        }
    }

    private static func isWord(
        _ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> Bool {
        let end = index + word.utf8CodeUnitCount
        return bytes.holds(word, at: index) && (index == 0 || !bytes[index - 1].isWordByte)
            && (end == bytes.count || !bytes[end].isWordByte)
    }
}

/// Numeric character references that XML and HTML read differently, or that stand for no character.
enum CharacterReferences {
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into findings: inout Findings
    ) {
        let run = UnsafeBufferPointer(rebasing: bytes[range])
        var position = 0
        while let found = run.firstIndex(ofText: "&#", from: position) {
            position = found + 2
            let isHexadecimal = position < run.count && run[position] == 0x78
            let digits = run[(position + (isHexadecimal ? 1 : 0))...].prefix { $0.isWordByte }
            guard
                let value = UInt32(
                    String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10),
                ByteCheck.isRefused(value) || value == 0x0D
            else { continue }
            findings.add(
                .badBytes, at: range.lowerBound + found,
                "a reference to U+\(ByteCheck.hexadecimal(value)), which XML and HTML read differently"
            )
        }
    }
}

/// Asks for leaked values where a document may hold some: the places of the first two bytes of each are
/// looked up at once, and most pages have none or a few, so no run of text is read a second time.
struct TextWatch {
    private static let openings: [StaticString] = [
        "{{", "}}", "Op", "Na", "[o", "\u{FFFD}", "&#",
    ]

    private let bytes: UnsafeBufferPointer<UInt8>
    private let isWatched: Bool
    private let places: [Int]
    private var next = 0
    /// Where to look next: the place of what may be a leak, or the start when a text may be one whole.
    private var place: Int
    /// Behind the last tag.
    private var textStart = 0
    /// Behind the last tag or text: where the next tag begins, unless a comment stands between.
    private(set) var nextTag = 0

    /// - Parameter isWatched: Whether placeholders are faults here.
    init(_ bytes: UnsafeBufferPointer<UInt8>, isWatched: Bool) {
        self.bytes = bytes
        self.isWatched = isWatched
        var places: [Int] = []
        if isWatched {
            for opening in Self.openings {
                var position = 0
                while let found = bytes.firstIndex(ofText: opening, from: position) {
                    places.append(found)
                    position = found + 1
                }
            }
            places.sort()
        }
        self.places = places
        place = places.first ?? .max
    }

    /// Whether there is something to ask for before `end`.
    func isDue(before end: Int) -> Bool { place < end }

    /// A run of text begins with `byte`, white space aside.
    mutating func sawText(_ byte: UInt8) {
        guard byte == UInt8(ascii: "n") || byte == UInt8(ascii: "u"), isWatched else { return }
        place = min(place, textStart)
    }

    mutating func passedTag(endingAt end: Int) {
        textStart = end
        nextTag = end
    }

    mutating func passedText(endingAt end: Int) { nextTag = end }

    /// Asks for what stands between the last tag and this one, and in it.
    ///
    /// - Parameter tag: From its `<` to its `>`.
    mutating func check(upTo tag: Range<Int>, isVerbatim: Bool, into findings: inout Findings) {
        if !isVerbatim {
            var start = textStart
            while start < tag.lowerBound {
                let end =
                    bytes.firstIndex(of: 0x3C, from: start).map { min($0, tag.lowerBound) }
                    ?? tag.lowerBound
                TextLeaks.checkWhole(bytes, start..<end, into: &findings)
                checkSuspects(in: start..<end, into: &findings)
                start = end < tag.lowerBound ? endOfMarkup(at: end) : end
            }
            checkSuspects(in: tag, into: &findings)
        }
        while next < places.count, places[next] < tag.upperBound { next += 1 }
        place = next < places.count ? places[next] : .max
    }

    private mutating func checkSuspects(in range: Range<Int>, into findings: inout Findings) {
        while next < places.count, places[next] < range.lowerBound { next += 1 }
        guard next < places.count, places[next] < range.upperBound else { return }
        TextLeaks.check(bytes, range, into: &findings)
        CharacterReferences.check(bytes, range, into: &findings)
    }

    /// Of a comment, a section or an instruction between two tags.
    private func endOfMarkup(at start: Int) -> Int {
        let ending: StaticString =
            bytes.holds("<!--", at: start) ? "-->" : bytes.holds("<!", at: start) ? "]]>" : "?>"
        return bytes.firstIndex(ofText: ending, from: start)
            .map { $0 + ending.utf8CodeUnitCount } ?? bytes.count
    }
}

extension Rule {
    static let placeholderLeak = Rule(
        "H007-placeholder-leak", "No template syntax and no debug value shows.",
        why: "Readers see {{name}}, Optional(…), NaN or a replacement character instead of "
            + "content.",
        cure: "Mend the template or the value. Inside code and pre such text is allowed.",
        example: "<p>Price: {{price}}</p>")
}
