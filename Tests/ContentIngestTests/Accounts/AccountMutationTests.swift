import ContentIngest
import MarginModel
import Testing

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

struct AccountMutationTests {
    /// Pieces that steer a mutant towards the reader's corners.
    private static let pieces: [[UInt8]] =
        [
            "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", ",", ":", "null", "true", "-",
            "1e999",
            "\"\"", "NaN", "\u{0}", "\n", "\u{FEFF}", "{}", "[[[[[[[[",
            "9999999999999999999999999999",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80]]

    @Test(arguments: 0..<8)
    func survivesMutatedBytes(seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed))
        let sample = Array(AccountSample.complete.utf8)
        var accepted = 0
        var refused = 0
        for _ in 0..<750 {
            let mutant = mutate(sample, &numbers)
            do {
                let (_, warnings) = try AccountReader().read(mutant, file: "m.json")
                expectPlaces(warnings, in: mutant)
                accepted += 1
            } catch {
                #expect(error.hasErrors)
                expectPlaces(error.all, in: mutant)
                refused += 1
            }
        }
        // Both must happen, or the mutator is too tame or too wild to test anything.
        #expect(accepted > 20)
        #expect(refused > 200)
    }

    @Test func refusesEveryPrefixOfAnAccount() {
        let sample = Array(AccountSample.smallest.utf8)
        for count in 0..<sample.count {
            #expect(throws: Diagnostics.self) {
                try AccountReader().read(Array(sample[..<count]), file: "p.json")
            }
        }
    }

    private func mutate(_ sample: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
        var mutant = sample
        for _ in 0..<Int.random(in: 1...3, using: &numbers) {
            let place = Int.random(in: 0..<mutant.count, using: &numbers)
            let end = min(mutant.count, place + Int.random(in: 1...12, using: &numbers))
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0: mutant[place] = UInt8.random(in: 0...255, using: &numbers)
            case 1: mutant.removeSubrange(place..<end)
            case 2:
                let piece = Self.pieces.randomElement(using: &numbers) ?? []
                mutant.insert(contentsOf: piece, at: place)
            default:
                let copy = Array(mutant[place..<end])
                mutant.insert(contentsOf: copy, at: Int.random(in: 0...place, using: &numbers))
            }
        }
        return mutant
    }

    /// Every place must lie in the file.
    private func expectPlaces(_ diagnostics: [Diagnostic], in bytes: [UInt8]) {
        let lineCount = bytes.count { $0 == 0x0A } + 1
        #expect(diagnostics.count <= 201)
        for diagnostic in diagnostics {
            #expect((1...lineCount).contains(diagnostic.location.line))
            #expect((1...bytes.count + 1).contains(diagnostic.location.column))
        }
    }
}
