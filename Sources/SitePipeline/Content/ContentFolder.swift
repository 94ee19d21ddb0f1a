import MarginModel

/// What reading one folder of content gave, in the order of its file names.
struct ContentFolder<Value: Sendable>: Sendable {
    private(set) var entries: [(file: String, value: Value)] = []
    private(set) var inputs: [InputFile] = []
    private(set) var diagnostics = Diagnostics()
    /// What the rescue left out or replaced.
    private(set) var setAside: [Diagnostic] = []

    var values: [Value] { entries.map(\.value) }

    private struct Parsed: Sendable {
        let file: String
        var value: Value?
        var input: InputFile?
        var diagnostics: [Diagnostic]
        var setAside: Diagnostic?
    }

    /// Reads the files of `path`, not those of folders in it.
    init(
        reading path: String, prefix: String = "", _ kind: ContentNames, queue: WorkQueue,
        rescue: ContentRescue? = nil,
        _ parse: @escaping @Sendable ([UInt8], String) -> (Value?, [Diagnostic])
    ) async {
        do {
            let names = try FileReader().names(in: path) {
                $0.hasPrefix(prefix) && kind.match($0)
            }
            await self.init(reading: names, in: path, queue: queue, rescue: rescue, parse)
        } catch {
            self.init()
            diagnostics.append(error)
        }
    }

    /// Files of data in a folder that a site may go without.
    init(
        optional path: String, queue: WorkQueue, rescue: ContentRescue? = nil,
        _ parse: @escaping @Sendable ([UInt8], String) -> (Value?, [Diagnostic])
    ) async {
        if FileReader().exists(path) {
            await self.init(reading: path, .data, queue: queue, rescue: rescue, parse)
        } else {
            self.init()
        }
    }

    private init() {}

    /// Reads these files.
    ///
    /// - Parameter names: From `path` on.
    init(
        reading names: [String], in path: String, queue: WorkQueue, rescue: ContentRescue? = nil,
        _ parse: @escaping @Sendable ([UInt8], String) -> (Value?, [Diagnostic])
    ) async {
        let parsed = await queue.map(names, state: { FileReader() }) { name, reader in
            let file = SiteFolders.join(path, name)
            let read = Self.parsed(file, at: file, reader, parse)
            return Self.rescued(read, rescue, reader, parse) ?? read
        }
        for part in parsed {
            if let value = part.value { entries.append((part.file, value)) }
            if let input = part.input { inputs.append(input) }
            diagnostics.append(contentsOf: Diagnostics(part.diagnostics))
            if let reason = part.setAside { setAside.append(reason) }
        }
    }

    mutating func add(_ problems: [Diagnostic]) {
        diagnostics.append(contentsOf: Diagnostics(problems))
    }

    /// What stands in for a file that cannot be used; `nil` when it can, or when nothing may.
    private static func rescued(
        _ read: Parsed, _ rescue: ContentRescue?, _ reader: FileReader,
        _ parse: @Sendable ([UInt8], String) -> (Value?, [Diagnostic])
    ) -> Parsed? {
        guard let rescue, let reason = rescue.reason(toSetAside: read.file, for: read.diagnostics),
            read.value == nil || rescue.rejects(read.file)
        else { return nil }
        let policy = rescue.policy(for: read.file)
        if policy == .fail { return nil }
        if policy == .quarantine {
            var good = parsed(read.file, at: rescue.copy(of: read.file), reader, parse)
            if good.value != nil {
                good.setAside = .quarantined(read.file, for: reason)
                return good
            }
        }
        return Parsed(file: read.file, diagnostics: [], setAside: .dropped(read.file, for: reason))
    }

    /// - Parameter place: Where the bytes are; `file` is where they belong.
    private static func parsed(
        _ file: String, at place: String, _ reader: FileReader,
        _ parse: @Sendable ([UInt8], String) -> (Value?, [Diagnostic])
    ) -> Parsed {
        do throws(Diagnostic) {
            let bytes = try reader.read(place)
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
