import MarginModel
import MarkupValidation

/// Entries into bytes.
///
/// The form: a digest of all that follows, the program's fingerprint, a hash of what the checks
/// were made with, the number of segments, the length of each, the segments. A segment is the number
/// of its entries and the entries, and can be written and read beside the others.
enum LedgerEncoder {
    private static let segmentLength = 1_024

    /// - Parameter queue: Writes the segments.
    static func bytes(
        of entries: [LedgerEntry], checks: String, by program: String, on queue: WorkQueue
    ) async -> [UInt8] {
        let starts = Array(stride(from: 0, to: entries.count, by: segmentLength))
        let segments = await queue.map(starts) { start in
            var encoder = Packer()
            let segment = entries[start..<min(start + segmentLength, entries.count)]
            encoder.append(segment.count)
            for entry in segment { encoder.append(entry) }
            return encoder.bytes
        }
        var encoder = Packer()
        encoder.append(program)
        encoder.append(checks)
        encoder.append(segments.count)
        for segment in segments { encoder.append(segment.count) }
        for segment in segments { encoder.append(packed: segment) }
        var output: [UInt8] = []
        Digest(of: encoder.bytes).append(to: &output)
        return output + encoder.bytes
    }

}

extension Packer {
    fileprivate mutating func append(_ entry: LedgerEntry) {
        append(entry.path)
        append(entry.reads.count)
        for read in entry.reads {
            append(read.name)
            var digest: [UInt8] = []
            read.digest.append(to: &digest)
            append(packed: digest)
        }
        append(entry.byteCount)
        append(entry.sha256)
        append(entry.stamp.inode)
        append(UInt64(bitPattern: entry.stamp.modifiedNanoseconds))
        append(entry.stamp.byteCount)
        append(entry.facts == nil ? 0 : 1)
        if let facts = entry.facts { append(facts) }
        append(entry.diagnostics)
    }

    fileprivate mutating func append(_ facts: PageFacts) {
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
        append(facts.loads.count)
        for load in facts.loads {
            append(load.directive)
            append(load.link.target)
            append(load.link.line)
            append(load.link.column)
        }
    }
}
