/// The data of an SVG path: commands, each with as many numbers as it takes, once or several times.
///
/// SVG 2, section 9.3.
enum PathSyntax {
    static func fault(in value: UnsafeBufferPointer<UInt8>) -> String? {
        var index = 0
        var command: UInt8?
        var numbers = 0
        func isComplete(_ command: UInt8?) -> Bool {
            guard let command, let wanted = count(of: command) else { return true }
            return wanted == 0 ? numbers == 0 : numbers > 0 && numbers % wanted == 0
        }
        while index < value.count {
            let byte = value[index]
            if byte == 0x20 || byte == 0x2C || byte == 0x0A {
                index += 1
            } else if count(of: byte) != nil {
                guard command != nil || byte | 0x20 == UInt8(ascii: "m") else {
                    return "does not start with a move (M or m)"
                }
                guard isComplete(command) else { return incomplete(command) }
                (command, numbers) = (byte, 0)
                index += 1
            } else {
                // The two flags of an arc are one digit each, and need nothing between them.
                let isFlag =
                    command.map { $0 | 0x20 == UInt8(ascii: "a") } == true
                    && (3...4).contains(numbers % 7)
                let end = isFlag ? index + 1 : ValueSyntax.endOfNumber(value, from: index)
                guard command != nil, end > index, !isFlag || byte == 0x30 || byte == 0x31 else {
                    return "has something that is no command and no number"
                }
                numbers += 1
                index = end
            }
        }
        return isComplete(command) ? nil : incomplete(command)
    }

    private static func incomplete(_ command: UInt8?) -> String {
        let name = command.map { String(Unicode.Scalar($0)) } ?? ""
        return "has too few or too many numbers after '\(name)'"
    }

    /// How many numbers a command takes; `nil` for what is no command.
    private static func count(of command: UInt8) -> Int? {
        switch command | 0x20 {
        case UInt8(ascii: "m"), UInt8(ascii: "l"), UInt8(ascii: "t"): 2
        case UInt8(ascii: "h"), UInt8(ascii: "v"): 1
        case UInt8(ascii: "c"): 6
        case UInt8(ascii: "s"), UInt8(ascii: "q"): 4
        case UInt8(ascii: "a"): 7
        case UInt8(ascii: "z"): 0
        default: nil
        }
    }
}
