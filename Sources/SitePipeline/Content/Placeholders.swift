import MarginModel

/// Words that stand in a legal page until its publisher has said something: they would be read as if it had.
enum Placeholders {
    private static let phrases = [
        "to be completed", "to be written", "to be added", "lorem ipsum", "tbd", "todo", "fixme",
        "[your ",
        "your company", "noch zu ergänzen", "待补充",
    ].map { Array($0.utf8) }

    static func found(in bytes: [UInt8], of page: Article) -> [Diagnostic] {
        guard !page.isDraft else { return [] }
        return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .compactMap { number, line in
                let small = line.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
                guard let phrase = phrases.first(where: { isWord($0, in: small) }) else {
                    return nil
                }
                return Diagnostic(
                    .warning, id: "page-placeholder",
                    at: SourceLocation(file: page.location.file, line: number + 1),
                    message:
                        "'\(String(decoding: phrase, as: UTF8.self))' stands where readers expect "
                        + "what holds for them", hint: "Say it, or take the line out.")
            }
    }

    /// Not inside another word.
    private static func isWord(_ phrase: [UInt8], in line: [UInt8]) -> Bool {
        guard let range = line.firstRange(of: phrase) else { return false }
        func isLetter(_ index: Int) -> Bool {
            line.indices.contains(index) && (0x61...0x7A).contains(line[index])
        }
        return !isLetter(range.lowerBound - 1)
            && (!isLetter(range.upperBound) || phrase.last == 0x20)
    }
}
