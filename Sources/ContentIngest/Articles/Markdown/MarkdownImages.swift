import MarginModel

/// Pictures: what is shown, how large, and with which words.
extension MarkdownBuilder {
    mutating func writeImage() {
        let size = size(of: image)
        html.append("<img src=\"")
        HTMLEscaping.appendURL(image.address, to: &html)
        html.append("\" alt=\"")
        HTMLEscaping.append(image.alternative, to: &html, inAttribute: true)
        html.append("\"")
        let title = html.count
        appendTitle(image.title)
        paragraph.title = title..<html.count
        paragraph.imageCount += 1
        if let size {
            html += " width=\"\(size.width)\" height=\"\(size.height)\"".utf8
        }
        if files != nil {
            // The first one may be in sight at once.
            if hasImage { html.append(" loading=\"lazy\"") }
            hasImage = true
        }
        html.append("/>")
        if image.alternative.allSatisfy({ $0 == 0x20 }), mayReport() {
            document.diagnostics.append(.noAlternative(at: location(of: image.offset)))
        }
    }

    /// `nil` for a picture of another host, and for one that cannot be shown, which is told.
    private mutating func size(of image: ImageDraft) -> PictureSize? {
        guard let files, !image.address.isEmpty else { return nil }
        let address = String(decoding: image.address, as: UTF8.self)
        do throws(ReferenceFault) {
            if address.contains("://") {
                guard files.allowsPicture(at: address) else { throw .elsewhere }
                return nil
            }
            return try files.picture(of: address, in: file).size
        } catch {
            if mayReport() {
                let (id, message, hint) = error.text(of: address)
                document.diagnostics.append(
                    Diagnostic(
                        id: id, at: location(of: image.offset), message: message, hint: hint))
            }
            return nil
        }
    }

    /// Makes a figure of the paragraph that ends here, where it is one picture with a title: that is the
    /// caption.
    mutating func makesFigure() -> Bool {
        guard files != nil, paragraph.imageCount == 1, !paragraph.hasText,
            !paragraph.title.isEmpty
        else { return false }
        html.removeSubrange(paragraph.title)
        html.replaceSubrange(paragraph.start..<paragraph.start + 3, with: "<figure>".utf8)
        html.append("<figcaption>")
        HTMLEscaping.append(image.title, to: &html)
        html.append("</figcaption></figure>\n")
        plain.append(0x20)
        plain += image.title
        return true
    }
}

extension Diagnostic {
    fileprivate static func noAlternative(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "markdown-image-alt", at: location, message: "an image has no alternative text",
            hint: "Say between the brackets what the image shows: ![a rising price](chart.png).")
    }
}
