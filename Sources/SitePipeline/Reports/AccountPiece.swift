import ContentIngest
import MarginModel

/// Something to read accounts from, so small that one process does it.
struct AccountPiece: Sendable {
    enum Content: Sendable {
        case record(NDJSONSplitter.Line)
        /// All of a file.
        case text([UInt8])
        /// A file that holds accounts, or a venue's answers for one, read when it is their turn.
        case files([AccountFile])
    }

    /// Its place among the sources of a survey.
    let source: Int
    let file: AccountFile
    let content: Content

    /// What a piece holds. No message quotes a value.
    struct Reading {
        var accounts: [Account] = []
        /// How many accounts the errors cost, where the file holds others.
        var refusedCount = 0
        var errors: [Diagnostic] = []
        var warnings: [Diagnostic] = []
        /// It is no account of ours, so it may be one of a venue's answers.
        var isAnswer = false
    }

    var place: SourceLocation {
        if case .record(let line) = content {
            return SourceLocation(file: file.name, line: line.number)
        }
        return SourceLocation(file: file.name)
    }

    func read() -> Reading {
        do {
            return try accounts()
        } catch let error as Diagnostics {
            return Reading(errors: error.all.map(\.withoutValues))
        } catch let error as Diagnostic {
            return Reading(errors: [error])
        } catch {
            preconditionFailure("nothing else is thrown")
        }
    }

    private func accounts() throws -> Reading {
        switch content {
        case .record(let line):
            let read = AccountReader().read(line, file: file.name)
            return reading([read], [])
        case .text(let bytes):
            let file = PayloadReader.File(name: file.name, bytes: bytes)
            guard AccountSource.isOwn(text: bytes) else { return Reading(isAnswer: true) }
            let read = try AccountSource.read([file], .init())
            return reading(read.lines, read.warnings)
        case .files(let files):
            let texts = try files.map { try $0.text() }
            let id = String(file.folder.split(separator: "/").last ?? "")
            let read = try AccountSource.read(texts, .init(id: id))
            return reading(read.lines, read.warnings)
        }
    }

    private func reading(_ lines: [AccountLine], _ warnings: [Diagnostic]) -> Reading {
        var reading = Reading()
        var warnings = warnings
        for line in lines {
            switch line.result {
            case .success(let account): reading.accounts.append(account)
            case .failure(let error):
                reading.refusedCount += 1
                reading.errors += error.all.map(\.withoutValues)
            }
            warnings += line.warnings
        }
        reading.warnings = warnings.filter { $0.severity == .warning }.map(\.withoutValues)
        return reading
    }
}

extension Diagnostic {
    /// A process ended at an account: what it has been doing is wrong, whatever the account holds.
    static func defect(at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "defect", at: place,
            message: "a defect of this program ended the work on this account",
            hint: "The other accounts go on. Report it, with the account if you may show it.")
    }

    /// The same without the text of the account: no id, balance or quantity reaches a log. How a file
    /// is written, and which columns it has, is no such text.
    var withoutValues: Diagnostic {
        guard kind != .form else {
            return Diagnostic(
                severity, id: id, kind: kind, at: location, message: message, hint: hint)
        }
        return Diagnostic(
            severity, id: id, at: location,
            message: "something in this account is not as it must be",
            hint:
                "Run marginalia assess on it to see what; here no value of a real account is shown."
        )
    }
}
