import MarginModel
import MarkupValidation

/// Entries into bytes. Most texts occur many times, so each is written once and then counted on.
///
/// The form: a digest of all that follows, the program's fingerprint, a hash of what the checks
/// were made with, the number of segments, the length of each, the segments. A segment is the number
/// of its entries and the entries, and can be written and read beside the others. Numbers are in base
/// 128, the lowest digit first; a text is its place among the texts of its segment so far, counted
/// from 1, or 0 and then the text itself.
struct LedgerEncoder {
    private var bytes: [UInt8] = []
    private var places: [String: Int] = [:]

    private static let segmentLength = 1_024

    /// - Parameter queue: Writes the segments.
    static func bytes(
        of entries: [LedgerEntry], checks: String, by program: String, on queue: WorkQueue
    ) async -> [UInt8] {
        let starts = Array(stride(from: 0, to: entries.count, by: segmentLength))
        let segments = await queue.map(starts) { start in
            var encoder = LedgerEncoder()
            let segment = entries[start..<min(start + segmentLength, entries.count)]
            encoder.append(segment.count)
            for entry in segment { encoder.append(entry) }
            return encoder.bytes
        }
        var encoder = LedgerEncoder()
        encoder.append(program)
        encoder.append(checks)
        encoder.append(segments.count)
        for segment in segments { encoder.append(segment.count) }
        for segment in segments { encoder.bytes += segment }
        var output: [UInt8] = []
        Digest(of: encoder.bytes).append(to: &output)
        return output + encoder.bytes
    }

    private mutating func append(_ entry: LedgerEntry) {
        append(entry.path)
        append(entry.reads.count)
        for read in entry.reads {
            append(read.name)
            read.digest.append(to: &bytes)
        }
        append(entry.byteCount)
        append(entry.sha256)
        append(entry.stamp.inode)
        append(UInt64(bitPattern: entry.stamp.modifiedNanoseconds))
        append(entry.stamp.byteCount)
        append(entry.facts == nil ? 0 : 1)
        if let facts = entry.facts { append(facts) }
        append(entry.diagnostics.count)
        for diagnostic in entry.diagnostics { append(diagnostic) }
    }

    private mutating func append(_ facts: PageFacts) {
        append(facts.path)
        append(facts.kind.rawValue)
        append(facts.title)
        append(facts.titleLine)
        append(facts.titleColumn)
        append(facts.language)
        append(facts.summary)
        append(facts.canonical)
        append(facts.isHiddenFromSearch ? 1 : 0)
        append(facts.redirect)
        append(facts.ids.count)
        for id in facts.ids { append(id) }
        append(facts.links.count)
        for link in facts.links {
            append(link.target)
            append(link.line)
            append(link.column)
        }
        append(facts.redirects.count)
        for redirect in facts.redirects {
            append(redirect.from)
            append(redirect.to)
            append(redirect.line)
        }
    }

    private mutating func append(_ diagnostic: Diagnostic) {
        append(diagnostic.severity.rawValue)
        append(diagnostic.id)
        append(diagnostic.location.file)
        append(diagnostic.location.line)
        append(diagnostic.location.column)
        append(diagnostic.message)
        append(diagnostic.hint)
    }

    private mutating func append(_ number: Int) { append(UInt64(number)) }

    private mutating func append(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func append(_ text: String?) {
        append(text == nil ? 0 : 1)
        if let text { append(text) }
    }

    private mutating func append(_ text: String) {
        if let place = places[text] { return append(place) }
        places[text] = places.count + 1
        append(0)
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }
}
