import MarginModel

/// Numbers and texts into bytes, for files of our own and answers between processes.
///
/// Numbers are in base 128, the lowest digit first. Most texts occur many times, so each is written once
/// and then counted on: a text is its place among the texts so far, counted from 1, or 0 and then the text
/// itself.
struct Packer {
    private(set) var bytes: [UInt8] = []
    private var places: [String: Int] = [:]

    mutating func append(_ number: Int) { append(UInt64(number)) }

    mutating func append(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func append(_ text: String?) {
        append(text == nil ? 0 : 1)
        if let text { append(text) }
    }

    mutating func append(_ text: String) {
        if let place = places[text] { return append(place) }
        places[text] = places.count + 1
        append(0)
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// What another packer wrote, as it is.
    mutating func append(packed other: [UInt8]) { bytes += other }

    mutating func append(_ diagnostics: [Diagnostic]) {
        append(diagnostics.count)
        for diagnostic in diagnostics {
            append(diagnostic.severity.rawValue)
            append(diagnostic.id)
            append(diagnostic.kind.rawValue)
            append(diagnostic.location.file)
            append(diagnostic.location.line)
            append(diagnostic.location.column)
            append(diagnostic.message)
            append(diagnostic.hint)
            append(diagnostic.origins.count)
            for origin in diagnostic.origins {
                append(origin.file)
                append(origin.line)
                append(origin.column)
            }
        }
    }
}
