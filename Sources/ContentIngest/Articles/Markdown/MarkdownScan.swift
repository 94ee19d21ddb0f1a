/// Goes through the lines of a body and writes what md4c is to read: see `MarkdownSource`.
struct MarkdownScan {
    private struct Fence {
        let mark: UInt8
        let length: Int
        let isQuoted: Bool
    }

    private struct Edit {
        let offset: Int
        /// Dashes to put before that byte, or what stands in for it.
        var dashes = 0
        var standIn: UInt8?
    }

    private enum Sink { case body, note, nowhere }

    private let bytes: [UInt8]
    private(set) var body = MarkdownSource.Copy()
    private(set) var noteText = MarkdownSource.Copy()
    private(set) var notes: [MarkdownSource.Note] = []
    private(set) var noteIndexes: [String: Int] = [:]
    private(set) var repeated: [MarkdownSource.Note] = []
    private(set) var rules: [Int] = []
    private(set) var longRows: [(offset: Int, rule: Int)] = []

    /// Where lines go; anything but the body while a note is open.
    private var sink = Sink.body
    private var fence: Fence?
    private var commentIsOpen = false
    private var isAfterBlank = true
    /// The cells of the line above, and those of the table that goes on.
    private var above = 0
    private var width: Int?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Parameter line: Without its line feed.
    mutating func read(_ line: Range<Int>) {
        var start = line.lowerBound
        var columns = 0
        while start < line.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 {
            columns += bytes[start] == 0x20 ? 1 : 4 - columns % 4
            start += 1
        }
        let isBlank = bytes[start..<line.upperBound].allSatisfy { $0 == 0x0D }
        defer { isAfterBlank = isBlank }
        let definition =
            columns < 4 && fence?.isQuoted ?? true && !commentIsOpen
            ? definition(in: bytes[start..<line.upperBound]) : nil
        var content = line
        if sink != .body, !isBlank {
            if columns >= 4 {
                content = withoutIndent(line)
            } else if isAfterBlank || fence != nil || definition != nil
                || opensBlock(bytes[start..<line.upperBound])
            {
                sink = .body
                (fence, commentIsOpen) = (nil, false)
                (above, width) = (0, nil)
            }
        }
        if let definition {
            open(.init(label: definition.label, offset: start))
            content = definition.text
            body.copy(line.upperBound..<min(line.upperBound + 1, bytes.count), of: bytes)
        }
        write(content, isBlank: isBlank)
    }

    private mutating func open(_ note: MarkdownSource.Note) {
        (above, width) = (0, nil)
        guard noteIndexes[note.label] == nil else {
            sink = .nowhere
            repeated.append(note)
            return
        }
        if !notes.isEmpty { noteText.insert(0x0A, for: note.offset) }
        sink = .note
        noteIndexes[note.label] = notes.count
        notes.append(note)
    }

    private mutating func write(_ line: Range<Int>, isBlank: Bool) {
        let edits = isBlank ? [] : edits(in: line)
        if isBlank { (above, width) = (0, nil) }
        switch sink {
        case .body:
            copy(line, with: edits, to: &body)
            body.copy(line.upperBound..<min(line.upperBound + 1, bytes.count), of: bytes)
        case .note:
            noteText.insert(UInt8(ascii: ">"), for: line.lowerBound)
            noteText.insert(0x20, for: line.lowerBound)
            copy(line, with: edits, to: &noteText)
            noteText.insert(0x0A, for: line.upperBound)
        case .nowhere: break
        }
    }

    private func copy(_ line: Range<Int>, with edits: [Edit], to copy: inout MarkdownSource.Copy) {
        var start = line.lowerBound
        for edit in edits.sorted(by: { $0.offset < $1.offset }) {
            copy.copy(start..<edit.offset, of: bytes)
            for _ in 0..<edit.dashes { copy.insert(UInt8(ascii: "-"), for: edit.offset) }
            copy.copy(edit.offset..<edit.offset + 1, of: bytes)
            if let standIn = edit.standIn { copy.replaceLast(with: standIn) }
            start = edit.offset + 1
        }
        copy.copy(start..<line.upperBound, of: bytes)
    }

    /// What md4c is to read otherwise than it stands in a line.
    private mutating func edits(in line: Range<Int>) -> [Edit] {
        let row = bytes[line].drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
        let text = withoutMarkers(row)
        if isCode(
            text, isQuoted: bytes[line.lowerBound..<row.startIndex].contains(UInt8(ascii: ">")))
        {
            (above, width) = (0, nil)
            return []
        }
        if commentIsOpen || row.starts(with: "<!--".utf8) {
            commentIsOpen = row.firstRange(of: "-->".utf8) == nil
            return []
        }
        var edits = tableEdits(in: text.startIndex > row.startIndex ? text : row)
        if let label = MarkdownSource.label(at: text),
            text[label.upperBound...].starts(with: "]:".utf8)
        {
            edits.append(standIn(for: label.upperBound + 1))
        }
        let tilde = UInt8(ascii: "~")
        for index in row.indices where bytes[index] == tilde {
            let before = index > row.startIndex ? bytes[index - 1] : 0
            let after = index + 1 < row.endIndex ? bytes[index + 1] : 0
            if before != tilde, before != UInt8(ascii: "\\"), after != tilde {
                edits.append(standIn(for: index))
            }
        }
        return edits
    }

    private func standIn(for offset: Int) -> Edit {
        let mark = bytes[offset]
        return Edit(
            offset: offset,
            standIn: MarkdownSource.standIns.first { $0.mark == mark }?.standIn)
    }

    /// Whether the line belongs to code between fences.
    private mutating func isCode(_ text: ArraySlice<UInt8>, isQuoted: Bool) -> Bool {
        let mark = text.first ?? 0
        let length = text.prefix { $0 == mark }.count
        let rest = text.dropFirst(length)
        if let open = fence, !open.isQuoted || isQuoted {
            let isEnd =
                mark == open.mark && length >= open.length && rest.allSatisfy { $0 <= 0x20 }
            if isEnd { fence = nil }
            return true
        }
        fence = nil
        guard length >= 3, mark == UInt8(ascii: "~") || mark == UInt8(ascii: "`"),
            mark == UInt8(ascii: "~") || !rest.contains(mark)
        else { return false }
        fence = Fence(mark: mark, length: length, isQuoted: isQuoted)
        return true
    }

    /// Gives each column of a rule its three dashes, or hides a rule of another width than its head.
    private mutating func tableEdits(in row: ArraySlice<UInt8>) -> [Edit] {
        let cells = cells(of: row)
        defer { above = max(1, cells) }
        if above > 0, width == nil, let columns = ruleColumns(of: row) {
            rules.append(row.startIndex)
            guard above == columns.count else {
                return [standIn(for: row.firstIndex(of: UInt8(ascii: "-")) ?? row.startIndex)]
            }
            width = cells
            return columns.filter { $0.count < 3 }.map { column in
                let dash = column.first { bytes[$0] == UInt8(ascii: "-") } ?? column.lowerBound
                return Edit(offset: dash, dashes: 3 - column.count)
            }
        }
        if cells == 0 { width = nil }
        if let width, cells > width, let rule = rules.last {
            longRows.append((row.startIndex, rule))
        }
        return []
    }

    /// `|:--|---|`: where the marks of its columns stand; `nil` where this is no row of dashes.
    private func ruleColumns(of row: ArraySlice<UInt8>) -> [Range<Int>]? {
        guard row.contains(UInt8(ascii: "|")), row.allSatisfy({ "|-: \t\r".utf8.contains($0) })
        else { return nil }
        var columns: [Range<Int>] = []
        for cell in row.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
            guard let first = cell.firstIndex(where: { $0 > 0x20 }),
                let last = cell.lastIndex(where: { $0 > 0x20 })
            else {
                let isOutside = cell.startIndex == row.startIndex || cell.endIndex == row.endIndex
                guard isOutside else { return nil }
                continue
            }
            let dashes = cell[first...last].split(
                separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            let isRule =
                dashes.count <= 3 && dashes.count { !$0.isEmpty } == 1
                && dashes.allSatisfy { $0.allSatisfy { $0 == UInt8(ascii: "-") } }
                && (dashes.count < 3 || dashes[0].isEmpty && dashes[2].isEmpty)
            guard isRule else { return nil }
            columns.append(first..<last + 1)
        }
        return columns.isEmpty ? nil : columns
    }

    /// Cells between bars; 0 where the line has no bar.
    private func cells(of row: ArraySlice<UInt8>) -> Int {
        var bars = 0
        var isEscaped = false
        var isOpen = false
        var isOpenAtStart = false
        for byte in row {
            if byte == UInt8(ascii: "|"), !isEscaped {
                if bars == 0 { isOpenAtStart = isOpen }
                bars += 1
                isOpen = false
            } else if byte > 0x20 {
                isOpen = true
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        guard bars > 0 else { return 0 }
        return bars - 1 + (isOpen ? 1 : 0) + (isOpenAtStart ? 1 : 0)
    }

    /// `[^1]: The note.`: its label and where its text stands.
    private func definition(
        in line: ArraySlice<UInt8>
    ) -> (label: String, text: Range<Int>)? {
        guard let label = MarkdownSource.label(at: line),
            line[label.upperBound...].starts(with: "]:".utf8),
            let start = line[(label.upperBound + 2)...].firstIndex(where: { $0 > 0x20 })
        else { return nil }
        return (MarkdownSource.name(line[label]), start..<line.endIndex)
    }

    private func withoutIndent(_ line: Range<Int>) -> Range<Int> {
        var start = line.lowerBound
        var columns = 0
        while columns < 4 {
            columns += bytes[start] == 0x09 ? 4 : 1
            start += 1
        }
        return start..<line.upperBound
    }

    /// Whether a line ends the paragraph above it, so that it does not go on with a note.
    private func opensBlock(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return true }
        let run = line.prefix { $0 == first }.count
        let after = line.dropFirst(run).first ?? 0x20
        switch first {
        case UInt8(ascii: ">"): return true
        case UInt8(ascii: "#"): return run <= 6 && after <= 0x20
        case UInt8(ascii: "`"), UInt8(ascii: "~"): return run >= 3
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"):
            if line.allSatisfy({ $0 == first || $0 <= 0x20 }), line.count >= 3 { return true }
        default: break
        }
        return withoutMarkers(line).startIndex > line.startIndex
    }

    /// A line behind quotes and the markers of items.
    private func withoutMarkers(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = line
        while true {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
            var marker = rest.prefix { (0x30...0x39).contains($0) }.count
            let marks = marker == 0 ? "-+*" : ".)"
            guard marker < 10, let mark = rest.dropFirst(marker).first, marks.utf8.contains(mark)
            else { return rest }
            marker += 1
            guard let space = rest.dropFirst(marker).first, space == 0x20 || space == 0x09
            else { return rest }
            rest = rest.dropFirst(marker)
        }
    }
}
