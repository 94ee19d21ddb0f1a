import MarginModel

/// What reading one folder of content gave, in the order of its file names.
struct ContentFolder<Value: Sendable>: Sendable {
    private(set) var entries: [(file: String, value: Value)] = []
    private(set) var inputs: [InputFile] = []
    private(set) var diagnostics = Diagnostics()

    var values: [Value] { entries.map(\.value) }

    private struct Parsed: Sendable {
        let file: String
        var value: Value?
        var input: InputFile?
        var diagnostics: [Diagnostic]
    }

    /// Reads the files of `path`, not those of folders in it; `README.md` is for people.
    init(
        reading path: String, prefix: String = "", suffix: String, queue: WorkQueue,
        _ parse: @escaping @Sendable ([UInt8], String) -> (Value?, [Diagnostic])
    ) async {
        let names: [String]
        do {
            names = try FileReader().names(in: path).filter {
                $0.hasPrefix(prefix) && $0.hasSuffix(suffix) && $0 != "README.md"
            }
        } catch {
            diagnostics.append(error)
            return
        }
        let parsed = await queue.map(names, state: { FileReader() }) { name, reader in
            Self.parsed(SiteFolders.join(path, name), reader, parse)
        }
        for part in parsed {
            if let value = part.value { entries.append((part.file, value)) }
            if let input = part.input { inputs.append(input) }
            diagnostics.append(contentsOf: Diagnostics(part.diagnostics))
        }
    }

    private static func parsed(
        _ file: String, _ reader: FileReader,
        _ parse: @Sendable ([UInt8], String) -> (Value?, [Diagnostic])
    ) -> Parsed {
        do throws(Diagnostic) {
            let bytes = try reader.read(file)
            let (value, diagnostics) = parse(bytes, file)
            return Parsed(
                file: file, value: value,
                input: InputFile(path: file, sha256: Fingerprint.sha256(bytes)),
                diagnostics: diagnostics)
        } catch {
            return Parsed(file: file, value: nil, input: nil, diagnostics: [error])
        }
    }
}
