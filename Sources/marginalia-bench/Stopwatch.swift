import Glibc

/// Repeats a body and says how often it ran in a second of this thread's processor time.
struct Stopwatch {
    let rounds = 5
    let secondsPerRound = 0.4

    /// Prints the median rate over the rounds. The body's result is kept so that it is computed.
    func measure<Result>(_ name: String, unit: String, per count: Int = 1, _ body: () -> Result) {
        var rates: [Double] = []
        for _ in 0..<rounds {
            let start = processorSeconds()
            var repetitions = 0
            var elapsed = 0.0
            repeat {
                withExtendedLifetime(body()) {}
                repetitions += 1
                elapsed = processorSeconds() - start
            } while elapsed < secondsPerRound
            rates.append(Double(repetitions * count) / elapsed)
        }
        let median = rates.sorted()[rounds / 2]
        print(
            "\(padded(name, to: 46)) \(padded(String(Int(median)), to: 12, left: true)) \(unit)/s")
    }

    private func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func padded(_ text: String, to width: Int, left: Bool = false) -> String {
        let fill = String(repeating: " ", count: max(0, width - text.count))
        return left ? fill + text : text + fill
    }
}
