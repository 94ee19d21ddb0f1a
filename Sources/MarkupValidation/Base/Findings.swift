import MarginModel

/// What the passes over one document found, by byte offset until the end.
struct Findings {
    private struct Finding {
        let rule: Rule
        let offset: Int
        let severity: Diagnostic.Severity
        let message: String
        let hint: String?
    }

    /// The most findings of one document that are kept: the first ones usually cause the rest.
    static let documentLimit = 100

    let limit: Int
    private var kept: [Finding] = []
    private var dropped = 0

    init(limit: Int = documentLimit) { self.limit = limit }

    /// Whether further findings would only be counted.
    var isFull: Bool { kept.count >= limit }

    /// - Parameters:
    ///   - message: Not asked for when the finding is only counted, and neither is the hint: to search
    ///     the nearest name for each of a million wrong ones would take minutes.
    ///   - hint: The rule's own cure when `nil`.
    mutating func add(
        _ rule: Rule, at offset: Int, _ message: @autoclosure () -> String,
        hint: @autoclosure () -> String? = nil, severity: Diagnostic.Severity = .error
    ) {
        guard !isFull else {
            dropped += 1
            return
        }
        kept.append(
            Finding(
                rule: rule, offset: offset, severity: severity, message: message(), hint: hint()))
    }

    /// The diagnostics by place, each with line and column.
    func diagnostics(in bytes: UnsafeBufferPointer<UInt8>, path: String) -> [Diagnostic] {
        var lines = LineCounter(bytes)
        var result: [Diagnostic] = []
        for finding in kept.sorted(by: {
            ($0.offset, $0.rule.id) < ($1.offset, $1.rule.id)
        }) {
            let place = lines.place(of: finding.offset)
            let diagnostic = Diagnostic(
                finding.severity, id: finding.rule.id,
                at: SourceLocation(file: path, line: place.line, column: place.column),
                message: finding.message, hint: finding.hint ?? finding.rule.cure)
            if result.last != diagnostic { result.append(diagnostic) }
        }
        if dropped > 0 {
            result.append(
                Diagnostic(
                    id: Rule.tooManyProblems.id, at: SourceLocation(file: path),
                    message: "\(dropped) more problems are not listed",
                    hint: Rule.tooManyProblems.cure))
        }
        return result
    }
}

/// Lines and columns of growing offsets, each byte counted once. Columns count bytes.
struct LineCounter {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var line = 1
    private var lineStart = 0
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func place(of offset: Int) -> (line: Int, column: Int) {
        let end = min(max(offset, 0), bytes.count)
        if end < position {
            line = 1
            lineStart = 0
            position = 0
        }
        while let feed = bytes.firstIndex(of: 0x0A, from: position), feed < end {
            line += 1
            lineStart = feed + 1
            position = lineStart
        }
        position = max(position, min(end, bytes.count))
        return (line, end - lineStart + 1)
    }
}

extension Rule {
    static let tooManyProblems = Rule(
        "H022-too-many-problems", "A document has few enough problems to list.",
        why: "The first ones usually cause the rest.", cure: "Mend those listed and check again.",
        example: "A page of more than 100 problems")
}
