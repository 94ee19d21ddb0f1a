/// Text at the beginning of a Markdown line, where it could begin a list, a heading or code.
enum MarkdownLineStart {
    static func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            // Four spaces would begin a code block.
            var rest = bytes.drop { isTemplateSpace($0) }
            if let first = rest.first, first == 0x2D || first == 0x2B || first == 0x3D {
                // `-`, `+` and `=`: lists, rules, underlined headings.
                output += [0x5C, first]
                rest = rest.dropFirst()
            } else {
                // `1.` and `1)`: numbered lists.
                let digits = rest.prefix { (0x30...0x39).contains($0) }
                output += digits
                rest = rest.dropFirst(digits.count)
                if !digits.isEmpty, rest.first == UInt8(ascii: ".") {
                    output += Array("\\.".utf8)
                    rest = rest.dropFirst()
                }
            }
            Escaper.markdown.append(UnsafeBufferPointer(rebasing: rest), to: &output)
        }
    }
}
