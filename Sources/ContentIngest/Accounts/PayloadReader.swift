package import MarginModel

/// Makes one account of one or several responses of a venue, as the venue gave them.
package struct PayloadReader: Sendable {
    /// The bytes of one file, and what to call it.
    package struct File: Sendable {
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// What the user says beside the files. What a file says differently is an error; of its time, a warning.
    package struct Options: Sendable {
        package var venue: Venue?
        /// `binance-account` and so on unless given.
        package var id: String?
        package var asOf: Instant?
        package var accountMode: AccountMode?

        package init(
            venue: Venue? = nil, id: String? = nil, asOf: Instant? = nil,
            accountMode: AccountMode? = nil
        ) {
            self.venue = venue
            self.id = id
            self.asOf = asOf
            self.accountMode = accountMode
        }
    }

    package struct Answer: Sendable {
        package let account: Account
        /// What was recognised, a line a file.
        package let summary: [String]
        /// Warnings and notices, by place.
        package let warnings: [Diagnostic]
    }

    package init() {}

    /// - Throws: Everything that is wrong with any of the files, or with putting them together.
    package func read(_ files: [File], _ options: Options) throws(Diagnostics) -> Answer {
        var parts: [PayloadPart] = []
        var problems = Diagnostics()
        for file in files {
            do {
                for read in try self.parts(of: file, options) {
                    parts.append(read.part)
                    problems.append(contentsOf: Diagnostics(read.warnings))
                }
            } catch {
                problems.append(contentsOf: error)
            }
        }
        guard !problems.hasErrors else { throw Diagnostics(problems.sorted()) }
        guard !parts.allSatisfy(\.kind.isHistory) else {
            problems.append(contentsOf: Diagnostics(parts.map(\.withoutPositions)))
            throw Diagnostics(problems.sorted())
        }
        var assembler = PayloadAssembler(options: options, first: files.first?.name ?? "")
        let account = assembler.assemble(parts)
        problems.append(contentsOf: assembler.problems)
        guard !problems.hasErrors, let account else { throw Diagnostics(problems.sorted()) }
        return Answer(
            account: account, summary: parts.map { "\($0.file): \($0.summary)" },
            warnings: problems.sorted())
    }

    /// What a file holds: one answer, or one a line.
    private func parts(
        of file: File, _ options: Options
    ) throws(Diagnostics) -> [(part: PayloadPart, warnings: [Diagnostic])] {
        if let activity = try ActivityCSV.part(file.bytes, file: file.name) { return [activity] }
        if let fault = UnknownText.fault(in: file.bytes, file: file.name) {
            throw Diagnostics([fault])
        }
        do {
            return [try part(try JSONDocument(parsing: file.bytes, file: file.name), options)]
        } catch let error where error.all.first?.id == "json-trailing-data" {
            var splitter = NDJSONSplitter()
            var lines = splitter.feed(file.bytes)
            if let last = splitter.finish() { lines.append(last) }
            // Unless the first line is a value of its own, the whole is meant as one.
            guard let first = lines.first, lines.count > 1,
                (try? JSONDocument(parsing: first.content(file: ""), file: "")) != nil
            else { throw error }
            var read: [(part: PayloadPart, warnings: [Diagnostic])] = []
            for line in lines {
                let document = try JSONDocument(
                    parsing: line.content(file: file.name), file: file.name,
                    at: line.place(in: file.name))
                read.append(try part(document, options))
            }
            return read
        }
    }

    private func part(
        _ document: JSONDocument, _ options: Options
    ) throws(Diagnostics) -> (part: PayloadPart, warnings: [Diagnostic]) {
        let read = try JSONRecord.readValue(document) { root -> PayloadPart? in
            PayloadDetector.part(root, file: document.file, venue: options.venue)
        }
        return (read.record, read.warnings)
    }
}

extension PayloadPart {
    /// A history alone is no account.
    fileprivate var withoutPositions: Diagnostic {
        Diagnostic(
            id: "history-alone", kind: .form, at: SourceLocation(file: file),
            message: "this is \(summary): a history, without an open position or a balance",
            hint: "Pass it together with the venue's answers on positions and balances; marginalia "
                + "doctor lists them")
    }
}
