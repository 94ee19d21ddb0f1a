import MarginModel
import Synchronization

/// What one build parsed and computed, for the next one of the same process.
///
/// A value is found again only by all the bytes, or the hashes of all the files, that it was made
/// from.
final class BuildMemory: Sendable {
    private struct Parsed: Sendable {
        let bytes: [UInt8]
        /// Of what besides its bytes the article was made from.
        let surroundings: String
        let article: Article?
        let diagnostics: [Diagnostic]
    }

    private struct Made: Sendable {
        let sources: [InputFile]
        let value: any Sendable
    }

    private let parsed = Mutex<[String: Parsed]>([:])
    private let made = Mutex<[String: Made]>([:])

    /// The article in a file, parsed again only when its bytes have changed, or the digest of its
    /// surroundings: the files that articles show.
    func article(
        _ bytes: [UInt8], _ file: String, _ surroundings: String,
        _ parse: ([UInt8], String) -> (Article?, [Diagnostic])
    ) -> (Article?, [Diagnostic]) {
        if let known = parsed.withLock({ $0[file] }), known.bytes == bytes,
            known.surroundings == surroundings
        {
            return (known.article, known.diagnostics)
        }
        let (article, diagnostics) = parse(bytes, file)
        parsed.withLock {
            $0[file] = Parsed(
                bytes: bytes, surroundings: surroundings, article: article,
                diagnostics: diagnostics)
        }
        return (article, diagnostics)
    }

    /// What `make` gives, made again only when one of `sources` has changed.
    func value<Value: Sendable, Failure: Error>(
        of name: String, from sources: [InputFile], _ make: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        if let known = made.withLock({ $0[name] }), known.sources == sources,
            let value = known.value as? Value
        {
            return value
        }
        let value = try make()
        made.withLock { $0[name] = Made(sources: sources, value: value) }
        return value
    }
}
