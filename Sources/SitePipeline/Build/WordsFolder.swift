import ContentIngest
package import MarginModel
package import PageRendering

/// `Templates/words/`: a file a language. A site's own files say what they want to say in other words, or
/// add languages; the product's say the rest.
package struct WordsFolder: Sendable {
    /// The product's file of a language before the site's.
    private let files: [(language: String, entries: [WordEntry])]

    /// - Parameter files: The product's before the site's.
    init(_ files: [(file: String, bytes: [UInt8])]) throws(Diagnostics) {
        var problems = Diagnostics()
        var read: [(language: String, entries: [WordEntry])] = []
        for (file, bytes) in files {
            do throws(Diagnostics) {
                let entries = try WordsReader().read(bytes, file: file)
                let name = SiteFolders.name(of: file).dropLast(Self.ending.count)
                read.append((String(name), entries))
            } catch { problems.append(contentsOf: error) }
        }
        guard problems.all.isEmpty else { throw problems }
        self.files = read
    }

    static let ending = ".yml"

    package var languages: [String] { Set(files.map(\.language)).sorted() }

    /// The words for a tag as a site gives it; those of `de` for `de-AT`.
    ///
    /// - Throws: What is wrong in the files, or that there are none for the language.
    package func words(for tag: String, at place: SourceLocation? = nil) throws(Diagnostics)
        -> Words
    {
        guard let language = Words.language(for: tag, among: languages) else {
            throw Diagnostics([.noWords(tag, languages, at: place)])
        }
        let english = try Words("en", entries(of: "en"))
        return language == "en"
            ? english : try Words(language, entries(of: language), english: english)
    }

    /// What a language does not say yet, as a file to fill in: for a new one, everything.
    package func missing(in language: String) throws(Diagnostics) -> (count: Int, file: String) {
        let english = try Words("en", entries(of: "en"))
        let keys =
            switch language {
            case "en": [String]()
            case _ where languages.contains(language):
                try Words(language, entries(of: language), english: english).missing
            default: english.keys
            }
        return (keys.count, english.file(of: keys))
    }

    private func entries(of language: String) -> [WordEntry] {
        files.filter { $0.language == language }.flatMap(\.entries)
    }
}

extension Diagnostic {
    static let noWordsID = "language-without-words"

    fileprivate static func noWords(
        _ tag: String, _ known: [String], at place: SourceLocation?
    ) -> Self {
        Diagnostic(
            id: noWordsID, at: place ?? SourceLocation(file: "site.yml"),
            message: "there are no words for the language '\(tag)'",
            hint: "There are: \(known.joined(separator: ", ")). For another, write "
                + "Templates/words/\(tag).yml: `marginalia words \(tag)` prints it to be filled in")
    }
}
