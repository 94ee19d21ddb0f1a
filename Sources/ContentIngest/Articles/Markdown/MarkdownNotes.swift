import CMD4C
import MarginModel

/// The notes of an article while it is read: their markup comes first, where they are mentioned later.
struct NoteDrafts {
    /// The markup of each note of the source, in the order of their definitions.
    var markup: [[UInt8]] = []
    /// Where the markup and the text of the note begin that is open.
    var open: (html: Int, plain: Int)?
    /// Notes in the order of their first mention, with the ids of their mentions.
    var mentioned: [(note: Int, id: String, mentions: [String])] = []
    /// Where in `mentioned` a note stands.
    var numbers: [Int: Int] = [:]
}

extension MarkdownBuilder {
    /// Whether the quote that opens is a note: as many quotes as there are notes stand first.
    mutating func opensNote() -> Bool {
        guard depth == 0, notes.markup.count < source.notes.count else { return false }
        notes.open = (html.count, plain.count)
        depth = 1
        return true
    }

    mutating func closesNote() -> Bool {
        guard depth == 1, let open = notes.open else { return false }
        notes.open = nil
        openMarks = []
        depth = 0
        notes.markup.append(Array(html[open.html...]))
        html.removeSubrange(open.html...)
        count(plain[open.plain...])
        plain.removeSubrange(open.plain...)
        return true
    }

    /// Writes the number of a note, with a link to it; `false` where the mention stays text.
    mutating func addMention(_ label: some Collection<UInt8>, at offset: Int) -> Bool {
        let name = MarkdownSource.name(label)
        guard let note = source.noteIndexes[name] else {
            if mayReport() {
                document.diagnostics.append(.unknownNote(name, at: location(of: offset)))
            }
            return false
        }
        guard mayHoldMention else {
            if mayReport() {
                document.diagnostics.append(.misplacedMention(at: location(of: offset)))
            }
            return false
        }
        let index = notes.numbers[note] ?? notes.mentioned.count
        if index == notes.mentioned.count {
            notes.numbers[note] = index
            notes.mentioned.append((note, identifiers.makeUnique(from: "footnote-\(name)"), []))
        }
        let id = notes.mentioned[index].id
        let mention = identifiers.makeUnique(from: "\(id)-from")
        notes.mentioned[index].mentions.append(mention)
        html +=
            ("<sup><a class=\"note-mention\" id=\"\(mention)\" href=\"#\(id)\" "
            + "aria-label=\"Note \(index + 1)\">\(index + 1)</a></sup>").utf8
        return true
    }

    /// Links and images hold no links, titles and answers stand on other pages as well, and notes are read first.
    private var mayHoldMention: Bool {
        !isInFAQ && !headingIsOpen && imageDepth == 0 && notes.open == nil
            && !openSpans.contains(.markdown(MD_SPAN_A))
    }

    /// Adds the notes that are mentioned, each with ways back to where it is, as the article's last section.
    mutating func addNotes() {
        var markup: [UInt8] = []
        for (index, note) in notes.mentioned.enumerated() where note.note < notes.markup.count {
            markup += "<li id=\"\(note.id)\">".utf8
            let text = notes.markup[note.note]
            let endsInText = text.suffix(5).elementsEqual("</p>\n".utf8)
            markup += endsInText ? text.dropLast(5) : text + "<p>".utf8
            for (number, mention) in note.mentions.enumerated() {
                let which = note.mentions.count == 1 ? "" : ", mention \(number + 1)"
                markup +=
                    (" <a class=\"note-return\" href=\"#\(mention)\" "
                    + "aria-label=\"Back to note \(index + 1)\(which)\">↩</a>").utf8
            }
            markup += "</p>\n</li>\n".utf8
        }
        if !markup.isEmpty {
            document.notes = ArticleSection(
                id: identifiers.makeUnique(from: "notes"), title: "Notes",
                introHTML: Array("<ol class=\"notes\">\n".utf8) + markup + "</ol>\n".utf8)
        }
        for (index, note) in source.notes.enumerated() where notes.numbers[index] == nil {
            guard mayReport() else { return }
            document.diagnostics.append(.unusedNote(note.label, at: location(of: note.offset)))
        }
        for note in source.repeated where mayReport() {
            document.diagnostics.append(.repeatedNote(note.label, at: location(of: note.offset)))
        }
    }
}

extension Diagnostic {
    private static func note(_ message: String, hint: String, at location: SourceLocation) -> Self {
        Diagnostic(.warning, id: "markdown-footnote", at: location, message: message, hint: hint)
    }

    fileprivate static func unknownNote(_ label: String, at location: SourceLocation) -> Self {
        note(
            "there is no note [^\(label)], and this is shown as written",
            hint:
                "Write `[^\(label)]: The note.` on a line of its own, not in a list or a quote; or put a "
                + "backslash before the bracket that is meant as text.", at: location)
    }

    fileprivate static func misplacedMention(at location: SourceLocation) -> Self {
        note(
            "no note can be mentioned in a heading, a link, an answer or a note: this is shown as written",
            hint: "Mention it in the text beside.", at: location)
    }

    fileprivate static func unusedNote(_ label: String, at location: SourceLocation) -> Self {
        note(
            "the note [^\(label)] is mentioned nowhere and is left out",
            hint: "Write [^\(label)] in the text where it belongs.", at: location)
    }

    fileprivate static func repeatedNote(_ label: String, at location: SourceLocation) -> Self {
        note(
            "the note [^\(label)] is written above already; this one is left out",
            hint: "Give each note a label of its own.", at: location)
    }
}
