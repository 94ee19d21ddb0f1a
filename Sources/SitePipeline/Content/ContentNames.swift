/// Which names in a folder are those of content. What a file of data holds shows in its content; the
/// ending only keeps notes and an editor's copies apart.
enum ContentNames {
    /// Markdown.
    case text
    /// JSON or CSV, as gzip too.
    case data

    var endings: [String] {
        switch self {
        case .text: [".md", ".markdown"]
        case .data:
            [".json", ".ndjson", ".jsonl", ".csv", ".tsv"].flatMap { [$0, $0 + ".gz"] }
        }
    }

    /// The name without its ending; `nil` for what is no content. `README.md` is for people.
    func stem(of name: String) -> String? {
        let lower = self == .text ? name : name.lowercased()
        guard name != "README.md", let ending = endings.first(where: lower.hasSuffix) else {
            return nil
        }
        return String(name.dropLast(ending.utf8.count))
    }

    func match(_ name: String) -> Bool { stem(of: name) != nil }
}
