import MarginModel

/// The wording of what `TemplateCompiler` reports.
extension Diagnostic {
    static func rawText(_ name: TemplateName) -> Self {
        Diagnostic(
            id: "template-raw-text", at: name.location,
            message: "'\(name.text)' is text, which is never written without escaping",
            hint: "Write {{\(name.text)}}; only names declared as markup may stay as they are")
    }

    static func markupPlace(_ name: TemplateName, _ place: String) -> Self {
        Diagnostic(
            id: "template-markup-place", at: name.location,
            message: "'\(name.text)' is markup and cannot stand in \(place)",
            hint: "Move it to where elements may stand, or use a text here")
    }

    static func notText(_ name: TemplateName, kind: String) -> Self {
        Diagnostic(
            id: "template-not-text", at: name.location,
            message: "'\(name.text)' is \(kind) and has no text",
            hint: "Write a section: {{#\(name.text)}}…{{/\(name.text)}}")
    }

    static func unsafePlace(_ name: TemplateName, _ place: String) -> Self {
        Diagnostic(
            id: "template-unsafe-place", at: name.location,
            message: "a value cannot be escaped safely in \(place)",
            hint: "Put it in text, or between the quotes of an attribute")
    }

    static func placeDiffers(_ name: TemplateName, _ before: String, _ after: String) -> Self {
        Diagnostic(
            id: "template-place-differs", at: name.location,
            message: "the section '\(name.text)' begins in \(before) and ends in \(after)",
            hint: "Close in the section what it opens, so that leaving it out changes nothing else")
    }

    static func unknownPartial(_ name: TemplateName, known: some Sequence<String>) -> Self {
        Diagnostic(
            id: "template-unknown-partial", at: name.location,
            message: "there is no template '\(name.text)'",
            hint: nearestName(to: name.text, among: known).map { "Did you mean '\($0)'?" }
                ?? "Add the file to the templates folder")
    }

    static func unknownBlock(_ name: TemplateName, parent: String, known: Set<String>) -> Self {
        Diagnostic(
            id: "template-unknown-block", at: name.location,
            message: "'\(parent)' has no block '\(name.text)'",
            hint: nearestName(to: name.text, among: known).map { "Did you mean '\($0)'?" }
                ?? "Its blocks: \(known.sorted().joined(separator: ", "))")
    }

    static func unknownWords(_ name: TemplateName, among known: some Sequence<String>) -> Self {
        Diagnostic(
            id: "template-unknown-words", at: name.location,
            message: "the words have no entry '\(name.wordsKey)'",
            hint: nearestName(to: name.wordsKey, among: known).map { "Did you mean '\($0)'?" }
                ?? "Add it to words/en.yml")
    }

    static func nothingCounted(_ name: TemplateName) -> Self {
        Diagnostic(
            id: "template-nothing-counted", at: name.location,
            message: "'\(name.wordsKey)' has plural forms, and none of its names is a number here",
            hint: "Name a number of the view in it")
    }

    static func recursion(_ name: TemplateName, _ chain: [String]) -> Self {
        Diagnostic(
            id: "template-recursion", at: name.location,
            message: "the template holds itself: "
                + (chain + [name.text]).joined(separator: " → "),
            hint: "Templates are inlined; write the repeated part as a section over a list")
    }
}
