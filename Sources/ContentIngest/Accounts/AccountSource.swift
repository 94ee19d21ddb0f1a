package import MarginModel

/// Accounts from files of any accepted form, told apart by what is in them.
package enum AccountSource {
    package struct Answer: Sendable {
        /// Each account, or what is wrong with it.
        package let lines: [AccountLine]
        /// What was recognised, a line a file, where that was not our own format.
        package let summary: [String]
        /// What there is to say of the files, beside what is said of each account.
        package let warnings: [Diagnostic]
    }

    /// One file in our own format, one CSV file of accounts, or the responses of one venue.
    ///
    /// - Throws: Everything that is wrong with all of it, in the order of places.
    package static func read(
        _ files: [PayloadReader.File], _ options: PayloadReader.Options
    ) throws(Diagnostics) -> Answer {
        if let file = files.first, files.count == 1 {
            if isOwnJSON(file.bytes) {
                let read = try AccountReader().read(file.bytes, file: file.name)
                return Answer(read.account, read.warnings)
            }
            if isOwnCSV(file.bytes) {
                let read = try AccountCSVReader().read(file.bytes, file: file.name)
                return Answer(lines: read.lines, summary: [], warnings: read.warnings)
            }
        }
        let read = try PayloadReader().read(files, options)
        let total = "\(counted(files.count, "file")) as \(read.account.id):"
        return Answer(
            read.account, read.warnings, summary: [total] + read.summary.map { "  \($0)" })
    }

    /// Every account of a text in formats of our own, whatever its shape.
    ///
    /// - Throws: Everything that is wrong with any of them.
    package static func read(
        _ bytes: [UInt8], file: String
    ) throws(Diagnostics) -> (accounts: [Account], warnings: [Diagnostic]) {
        var lines: [AccountLine] = []
        var warnings: [Diagnostic] = []
        do {
            var rest: [UInt8]? = bytes
            let stream = AccountStream({ rest.take() ?? [] }, file: file)
            switch try stream.open(prefersLines: AccountStream.promisesLines(file)) {
            case .records:
                warnings = stream.warnings
                while let batch = try stream.nextBatch() {
                    lines += batch.map { AccountReader().read($0, file: file) }
                }
            case .whole(let text) where isOwnCSV(text):
                (lines, warnings) = try AccountCSVReader().read(text, file: file)
            case .whole(let text):
                let read = try AccountReader().read(text, file: file)
                return ([read.account], read.warnings)
            }
        } catch let error as Diagnostic {
            throw Diagnostics([error])
        } catch let error as Diagnostics {
            throw error
        } catch {
            preconditionFailure("nothing else is thrown")
        }
        var accounts: [Account] = []
        var problems = Diagnostics(warnings)
        for line in lines {
            do throws(Diagnostics) {
                accounts.append(try line.result.get())
                problems.append(contentsOf: Diagnostics(line.warnings))
            } catch {
                problems.append(contentsOf: error)
            }
        }
        guard !problems.hasErrors else { throw problems }
        return (accounts, problems.all)
    }

    /// Whether a whole text is in a format of our own, whose files stand each for themselves; a venue's
    /// answers are put together to one account.
    package static func isOwn(text bytes: [UInt8]) -> Bool {
        isOwnJSON(bytes) || isOwnCSV(bytes)
    }

    /// An object that says its schema, or one that was meant as an account: no venue writes either.
    private static func isOwnJSON(_ bytes: [UInt8]) -> Bool {
        // What cannot be read has one error, whichever reader reports it.
        isOwn(bytes)
            ?? (SourceBytes.isJSON(bytes) && !bytes.prefix(4).contains(0)
                && !isAnswer(Array(bytes.prefix { $0 != 0x0A })))
    }

    /// Whether a line is a venue's answer, which others may follow.
    static func isAnswer(_ line: [UInt8]) -> Bool {
        guard let document = try? JSONDocument(parsing: line, file: "") else { return false }
        return isOwn(line) == false && PayloadDetector.isAnswer(document)
    }

    /// `nil` for what is no JSON.
    static func isOwn(_ bytes: [UInt8]) -> Bool? {
        guard let document = try? JSONDocument(parsing: bytes, file: "") else { return nil }
        guard document.nodes[0].kind == .object else { return false }
        let object = JSONObjectReader(problems: JSONProblems(document), object: 0)
        let keys = Set(object.members().map(\.name))
        return keys.contains("schema") || keys.isSuperset(of: ["id", "venue"])
    }

    private static func isOwnCSV(_ bytes: [UInt8]) -> Bool {
        let columns = CSVDialect.heads(of: bytes)
        // A statement of a venue's may name the wallet so.
        return columns.contains { CSVColumn.key($0) == "account" }
            && WebExport(columns: columns, above: [])?.kind != .binanceTransactionsCSV
    }
}

extension AccountSource.Answer {
    fileprivate init(_ account: Account, _ warnings: [Diagnostic], summary: [String] = []) {
        let line = AccountLine(
            number: 1, id: account.id, result: .success(account), warnings: warnings)
        self.init(lines: [line], summary: summary, warnings: [])
    }
}
