/// The text of one template.
package struct TemplateSource: Sendable {
    /// What pages and other templates call it: `article`, `partials/header`.
    package let name: String
    /// Where it was read, for diagnostics; its ending decides how values are escaped.
    package let file: String
    package let bytes: [UInt8]

    package init(name: String, file: String, bytes: [UInt8]) {
        self.name = name
        self.file = file
        self.bytes = bytes
    }
}

/// What a template makes, told by the end of its file's name. Partials follow the page they are in.
enum TemplateLanguage: Sendable {
    case html, xml, markdown, plainText

    init(file: String) {
        if file.hasSuffix(".md.mustache") {
            self = .markdown
        } else if file.hasSuffix(".txt.mustache") {
            self = .plainText
        } else if file.hasSuffix(".xml.mustache") {
            self = .xml
        } else {
            self = .html
        }
    }
}
