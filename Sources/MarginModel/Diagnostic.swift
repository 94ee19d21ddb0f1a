/// One thing wrong with an input or an output: where it is, what it is, and what cures it.
public struct Diagnostic: Error, Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case error, warning, notice
    }

    /// What a program does about it, beyond showing it. Nothing looks at the text of an id.
    public enum Kind: String, Hashable, Sendable {
        case fault
        /// A fault of how a file is written: its message quotes no value.
        case form
        /// The operating system refused.
        case storage
        /// The disk is full or broken: a retry may help.
        case disk
        case lockHeld
        /// There is no output folder that this run may work in.
        case outputAbsent
        /// An item is left out or replaced.
        case setAside
        /// A real account stands among the samples: nothing may pass it over.
        case realAccount
        /// Of a text nothing was read.
        case unreadable
    }

    public let severity: Severity
    /// A stable name. Tests and documentation use it, so the wording stays free to improve.
    public let id: String
    public let kind: Kind
    public let location: SourceLocation
    public let message: String
    /// An action that cures it.
    public let hint: String?
    /// What stands at the place, where a reader may see it: never on the way to a log.
    public let excerpt: SourceExcerpt?
    /// What an output that is wrong was made from, where that is known: the template's line, then the
    /// file of content.
    public let origins: [SourceLocation]

    public init(
        _ severity: Severity = .error, id: String, kind: Kind = .fault,
        at location: SourceLocation, message: String, hint: String? = nil,
        excerpt: SourceExcerpt? = nil, origins: [SourceLocation] = []
    ) {
        self.severity = severity
        self.id = id
        self.kind = kind
        self.location = location
        self.message = message
        self.hint = hint
        self.excerpt = excerpt
        self.origins = origins
    }

    /// The same of an output, with what it was made from.
    public func made(from origins: [SourceLocation]) -> Diagnostic {
        Diagnostic(
            severity, id: id, kind: kind, at: location, message: message, hint: hint,
            excerpt: excerpt, origins: origins)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message [id]`, then the excerpt with its caret, then the hint.
    public var description: String {
        (["\(location): \(severity.rawValue): \(message) [\(id)]"] + details)
            .joined(separator: "\n")
    }

    /// The lines below the first one, indented.
    public var details: [String] {
        let made = origins.map { $0.line == 1 ? $0.file : "\($0.file):\($0.line)" }
        return (excerpt?.lines ?? []).map { "  \($0)" }
            + (made.isEmpty ? [] : ["  made from: \(made.joined(separator: ", "))"])
            + (hint.map { ["  hint: \($0)"] } ?? [])
    }
}

/// Everything wrong with an input. At least one element is an error when this is thrown.
public struct Diagnostics: Error, Hashable, Sendable {
    public var all: [Diagnostic]

    public init(_ all: [Diagnostic] = []) { self.all = all }

    public var errorCount: Int { all.count { $0.severity == .error } }
    public var warningCount: Int { all.count { $0.severity == .warning } }
    public var hasErrors: Bool { all.contains { $0.severity == .error } }

    public mutating func append(_ diagnostic: Diagnostic) { all.append(diagnostic) }
    public mutating func append(contentsOf other: Diagnostics) { all += other.all }

    /// By place, so that the order in which workers finish never shows.
    public func sorted() -> [Diagnostic] {
        all.sorted { ($0.location, $0.id, $0.message) < ($1.location, $1.id, $1.message) }
    }
}

/// The known name nearest to `name` by edit distance, for hints. `nil` when none is close.
public func nearestName(to name: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8)
    var best: (name: String, distance: Int)?
    for candidate in known {
        let distance = editDistance(wanted, Array(candidate.utf8))
        if distance < (best?.distance ?? .max)
            || (distance == best?.distance && candidate < (best?.name ?? ""))
        {
            best = (candidate, distance)
        }
    }
    guard let best, best.distance <= max(2, wanted.count / 3) else { return nil }
    return best.name
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard left.count <= 64, right.count <= 64 else { return .max }
    var row = Array(0...right.count)
    for (leftIndex, leftByte) in left.enumerated() {
        var diagonal = row[0]
        row[0] = leftIndex + 1
        for (rightIndex, rightByte) in right.enumerated() {
            let substituted = diagonal + (leftByte == rightByte ? 0 : 1)
            diagonal = row[rightIndex + 1]
            row[rightIndex + 1] = min(substituted, row[rightIndex] + 1, diagonal + 1)
        }
    }
    return row[right.count]
}
