import ContentIngest
import MarginModel

/// Goes through files of accounts for a survey, piece by piece, and notes what each of them is.
final class AccountWalk {
    private(set) var sources: [AccountSurvey.Source] = []
    private(set) var problems: [Diagnostic] = []
    private var files: ArraySlice<AccountFile>
    private let root: String
    /// The file that is being read, where it holds one account after the other.
    private var stream: (stream: AccountStream, file: AccountFile)?
    private var isEmpty = true

    /// About as many bytes are one process's share.
    private static let shareBytes = 1 << 20
    /// What a piece costs besides its bytes.
    private static let pieceBytes = 1 << 10

    /// - Parameter root: What has to be readable, as it was named itself.
    init(_ files: [AccountFile], root: String) {
        self.files = files[...]
        self.root = root
    }

    /// The next pieces for one process; `nil` at the end.
    ///
    /// - Throws: When `root` cannot be read.
    func next() throws(Diagnostic) -> [AccountPiece]? {
        var pieces: [AccountPiece] = []
        var bytes = 0
        while bytes < Self.shareBytes {
            guard let more = try step() else { return pieces.isEmpty ? nil : pieces }
            for piece in more {
                if case .text(let text) = piece.content { bytes += text.count }
                bytes += Self.pieceBytes
            }
            pieces += more
        }
        return pieces
    }

    /// A venue's answers in one folder.
    func add(_ files: [AccountFile]) -> AccountPiece {
        sources.append(.init(files: files, isStream: false))
        return AccountPiece(source: sources.count - 1, file: files[0], content: .files(files))
    }

    /// Whether it is all that was named: where that cannot be read, no account came in.
    func isAll(_ piece: AccountPiece) -> Bool {
        if case .record = piece.content { false } else { piece.file.name == root }
    }

    func mark(_ piece: AccountPiece, wanted: [Bool]) { sources[piece.source].wanted += wanted }

    private func step() throws(Diagnostic) -> [AccountPiece]? {
        guard let file = stream?.file ?? files.popFirst() else { return nil }
        do throws(Diagnostic) {
            return try pieces(of: file)
        } catch {
            stream = nil
            if file.name == root { throw error }
            // Whatever it was to hold does not count as there.
            problems.append(error)
            return []
        }
    }

    private func pieces(of file: AccountFile) throws(Diagnostic) -> [AccountPiece] {
        guard let stream = stream?.stream else {
            let opened = try file.open()
            isEmpty = true
            switch opened.shape {
            case .records:
                stream = (opened.stream, file)
                problems += opened.stream.warnings.filter { $0.severity == .warning }
                    .map(\.withoutValues)
                sources.append(.init(files: [file], isStream: true))
                return []
            case .whole(let text):
                sources.append(.init(files: [file], isStream: false))
                return [piece(of: file, .text(text))]
            }
        }
        guard let lines = try stream.nextBatch() else {
            self.stream = nil
            if isEmpty, file.isRegular { problems.append(.emptyFile(file.name)) }
            return []
        }
        isEmpty = false
        return lines.map { piece(of: file, .record($0)) }
    }

    private func piece(of file: AccountFile, _ content: AccountPiece.Content) -> AccountPiece {
        AccountPiece(source: sources.count - 1, file: file, content: content)
    }
}

extension Diagnostic {
    fileprivate static func emptyFile(_ path: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "accounts-file-empty", at: SourceLocation(file: path),
            message: "the file is empty", hint: "Look at what exports it.")
    }
}
