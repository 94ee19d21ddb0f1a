import Glibc

/// The contrast of two colours as WCAG 2.2 defines it: 1 for the same, 21 for black and white.
enum Contrast {
    struct Colour {
        let red: Double
        let green: Double
        let blue: Double

        /// `#rgb` and `#rrggbb`; `nil` for all else.
        init?(_ text: String) {
            guard text.hasPrefix("#") else { return nil }
            let digits = text.dropFirst().compactMap(\.hexDigitValue)
            guard digits.count == text.count - 1 else { return nil }
            let bytes: [Int]
            switch digits.count {
            case 3: bytes = digits.map { $0 * 17 }
            case 6: bytes = [0, 2, 4].map { digits[$0] * 16 + digits[$0 + 1] }
            default: return nil
            }
            (red, green, blue) = (Double(bytes[0]), Double(bytes[1]), Double(bytes[2]))
        }

        var luminance: Double {
            0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
        }

        private static func linear(_ channel: Double) -> Double {
            let share = channel / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
    }

    static func ratio(_ first: Colour, _ second: Colour) -> Double {
        let (one, two) = (first.luminance, second.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }
}
