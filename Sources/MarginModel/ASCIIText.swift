/// A value whose text is ASCII without quotes, backslashes and control characters: it is written straight
/// into bytes, and stands in JSON as it is.
public protocol ASCIIText: CustomStringConvertible {
    func append(to buffer: inout TextBuffer)
}

extension ASCIIText {
    public var description: String {
        var buffer = TextBuffer()
        append(to: &buffer)
        return buffer.text
    }
}
