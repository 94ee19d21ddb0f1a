import MarginModel

/// The body of a file as md4c is given it. md4c 0.4.8 knows no notes, wants three dashes in each column of a
/// table, makes tables of rows that GitHub takes for text, and lets a single `~` strike out.
///
/// Notes stand first, each a quote of its own. No other difference shows: all text is taken from the file, where
/// `fileRange` says.
struct MarkdownSource {
    struct Note {
        /// In lower case.
        let label: String
        /// The byte of the file that its definition begins at.
        let offset: Int
    }

    /// A text that is put together, and where its parts come from.
    struct Copy {
        private(set) var text: [UInt8] = []
        private(set) var places: [(text: Int, file: Int)] = []
        private var next = -1

        mutating func copy(_ range: Range<Int>, of bytes: [UInt8]) {
            guard !range.isEmpty else { return }
            if range.lowerBound != next { places.append((text.count, range.lowerBound)) }
            text += bytes[range]
            next = range.upperBound
        }

        /// Adds what the file has not, in front of byte `offset` of it.
        mutating func insert(_ byte: UInt8, for offset: Int) {
            places.append((text.count, offset))
            text.append(byte)
            next = -1
        }

        mutating func replaceLast(with byte: UInt8) { text[text.count - 1] = byte }
    }

    /// What md4c reads, and behind it the line feed that it may look at.
    private(set) var text: [UInt8]
    private(set) var notes: [Note] = []
    /// Which of them has a label.
    private(set) var noteIndexes: [String: Int] = [:]
    /// Definitions of labels that are defined above them; they are left out.
    private(set) var repeated: [Note] = []
    /// Rows of dashes that tables could have, as bytes of the file.
    private(set) var rules: Set<Int> = []
    /// Rows with more cells than the rule above them, if that rule makes a table.
    private(set) var longRows: [(offset: Int, rule: Int)] = []
    /// Whether `[^` stands anywhere.
    private(set) var mayMention = false
    /// Where in the file a byte of the text stands, and those behind it up to the next of these.
    private let places: [(text: Int, file: Int)]

    init(_ bytes: [UInt8], from offset: Int) {
        var caret = bytes.firstIndex(of: UInt8(ascii: "^"), from: offset)
        while let index = caret, !mayMention {
            mayMention = index > offset && bytes[index - 1] == UInt8(ascii: "[")
            caret = bytes.firstIndex(of: UInt8(ascii: "^"), from: index + 1)
        }
        guard
            mayMention || bytes.firstIndex(of: UInt8(ascii: "|"), from: offset) != nil
                || bytes.firstIndex(of: UInt8(ascii: "~"), from: offset) != nil
        else {
            text = bytes[offset...] + [0x0A]
            places = [(0, offset)]
            return
        }
        var scan = MarkdownScan(bytes)
        var start = offset
        while start < bytes.count {
            let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
            scan.read(start..<end)
            start = end + 1
        }
        notes = scan.notes
        repeated = scan.repeated
        noteIndexes = scan.noteIndexes
        rules = Set(scan.rules)
        longRows = scan.longRows
        var whole = scan.noteText
        if !notes.isEmpty { whole.insert(0x0A, for: offset) }
        let shift = whole.text.count
        text = whole.text + scan.body.text + [0x0A]
        places = whole.places + scan.body.places.map { ($0.text + shift, $0.file) }
    }

    /// The bytes of the file that a text stands for; all of it comes from one line.
    func fileRange(of range: Range<Int>) -> Range<Int> {
        let start = fileOffset(of: range.lowerBound)
        return start..<max(start, range.isEmpty ? start : fileOffset(of: range.upperBound - 1) + 1)
    }

    func fileOffset(of offset: Int) -> Int {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].text <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        return places[low - 1].file + offset - places[low - 1].text
    }

    /// Marks that md4c must not see, and the bytes, which no text in UTF-8 holds, that stand for them.
    static let standIns: [(mark: UInt8, standIn: UInt8)] = [
        (UInt8(ascii: "~"), 0xFD), (UInt8(ascii: ":"), 0xFE), (UInt8(ascii: "-"), 0xFF),
    ]

    /// An address or title as it stands in the file.
    static func restored(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0xFD }) else { return bytes }
        return bytes.map { byte in standIns.first { $0.standIn == byte }?.mark ?? byte }
    }

    /// Where the label of `[^label]` stands, which a text begins with.
    static func label<Text: Collection<UInt8>>(at text: Text) -> Range<Int>?
    where Text.Index == Int {
        guard text.starts(with: "[^".utf8) else { return nil }
        let start = text.startIndex + 2
        guard
            let end = text[start...].firstIndex(where: { $0 <= 0x20 || $0 == 0x5B || $0 == 0x5D }),
            end > start, text[end] == UInt8(ascii: "]")
        else { return nil }
        return start..<end
    }

    static func name(_ label: some Collection<UInt8>) -> String {
        String(decoding: label, as: UTF8.self).lowercased()
    }
}
